// Asking several at once and waiting for all, or for the first few.
// Seconds, requests per second. What is no queue gives NaN; utilisation >= 1 gives infinity.
// Flatto, Hahn 1984; Nelson, Tantawi 1988; Dean, Barroso, The Tail at Scale, 2013.
#pragma once

namespace scale::theory {

// 1 + 1/2 + .. + 1/n.
double harmonic_number(int n);

// Every request is split over n M/M/1 queues with their own service times; it is done when all parts are.
struct ForkJoin {
  int branches = 2;
  double arrivals_per_s = 0;
  double mean_service_s = 1;  // of one part
};

// One branch: M/M/1. Two: exact, (12 - rho) / 8 x M/M/1 (Flatto, Hahn). More: within 5 % up to 32 branches,
// (H_n / H_2 + 4/11 (1 - H_n / H_2) rho) x the two-branch time (Nelson, Tantawi). Beyond 32 untested: NaN.
double fork_join_mean_sojourn_s(const ForkJoin& fork);

// The share of requests that meet at least one slow leaf: 1 - (1 - p)^n.
double fan_out_probability_slow(int leaves, double probability_leaf_slow);

// Which percentile of a single answer decides the given percentile of the slowest of n independent ones:
// fraction^(1/n). The median of 100 leaves is one leaf's p99.3.
double fraction_of_one_for_slowest(int leaves, double fraction);

// Mean time to the k-th of n independent exponential answers: mean x (H_n - H_(n-k)). k = n waits for all.
double mean_kth_exponential_s(int k, int n, double mean_s);

}  // namespace scale::theory
