// How evenly keys spread over shards, and how many move when the number of shards changes.
// Shares are fractions of all keys (or of all requests, where keys differ in popularity). Impossible input:
// NaN. Ring shares: n v random points on a circle, hence Beta(v, v (n - 1)); Karger et al. 1997 (consistent
// hashing).
#pragma once

#include <vector>

namespace scale::theory {

// One node's share of a ring with n nodes of v virtual nodes each: mean 1/n, cv sqrt((n - 1) / (n v + 1)).
double ring_share_mean(int nodes);
double ring_share_cv(int nodes, int virtual_nodes);

// Share of keys on another shard afterwards. Modulo: 1 - min(n, m) / lcm(n, m), which is n / (n + 1) for one
// more. Ring: |n - m| / max(n, m), which is 1 / (n + 1) for one more, and no key more than must.
double moved_share_modulo(int shards_before, int shards_after);
double moved_share_ring(int shards_before, int shards_after);

// One key has this share of all requests, the rest is spread evenly: the load of the shard that holds it.
double hottest_shard_share(int shards, double hot_key_share);  // h + (1 - h) / n

// How many times one shard's capacity all shards carry together until the hottest is full: 1 / its share.
double usable_shards(int shards, double hot_key_share);

// Keys of unequal popularity put on shards at random: the cv of a shard's load, sqrt((n - 1) x sum of p^2).
// For m equal keys that is sqrt((n - 1) / m).
double random_shard_load_cv(int shards, const std::vector<double>& popularity);

// The fullest shard over the mean one, for equal keys put at random. Poisson counts taken as independent, so
// about 1 % off from 10 keys a shard on: sum over k of (1 - P(Poisson(m/n) <= k)^n) / (m/n).
double expected_fullest_shard_ratio(int shards, int keys);

// The chance that two of the keys meet in one of the slots: the birthday paradox.
double collision_probability(double slots, int keys);

}  // namespace scale::theory
