#include "theory/hashing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "theory/limits.h"

namespace scale::theory {
namespace {

bool is_share(double share) {
  return share >= 0 && share <= 1;
}

}  // namespace

double ring_share_mean(int nodes) {
  return nodes >= 1 ? 1.0 / nodes : kNan;
}

double ring_share_cv(int nodes, int virtual_nodes) {
  if (nodes < 1 || virtual_nodes < 1) return kNan;
  const double points = static_cast<double>(nodes) * virtual_nodes;
  return std::sqrt((nodes - 1) / (points + 1));
}

double moved_share_modulo(int shards_before, int shards_after) {
  if (shards_before < 1 || shards_after < 1) return kNan;
  // A hash below lcm(n, m) stays if both remainders agree; there is one such hash for each remainder < min(n,
  // m).
  const double common =
      static_cast<double>(shards_before) / std::gcd(shards_before, shards_after) * shards_after;
  return 1 - std::min(shards_before, shards_after) / common;
}

double moved_share_ring(int shards_before, int shards_after) {
  if (shards_before < 1 || shards_after < 1) return kNan;
  return static_cast<double>(std::abs(shards_after - shards_before)) / std::max(shards_before, shards_after);
}

double hottest_shard_share(int shards, double hot_key_share) {
  if (shards < 1 || !is_share(hot_key_share)) return kNan;
  return hot_key_share + (1 - hot_key_share) / shards;
}

double usable_shards(int shards, double hot_key_share) {
  return 1 / hottest_shard_share(shards, hot_key_share);
}

double random_shard_load_cv(int shards, const std::vector<double>& popularity) {
  if (shards < 1 || popularity.empty()) return kNan;
  double squares = 0;
  for (double p : popularity) squares += p * p;
  return std::sqrt((shards - 1) * squares);
}

double expected_fullest_shard_ratio(int shards, int keys) {
  if (shards < 1 || keys < 1) return kNan;
  if (shards == 1) return 1;
  const double mean = static_cast<double>(keys) / shards;
  double log_factorial = 0;
  double upper = -std::expm1(-mean);  // P(Poisson > 0)
  double fullest = 0;
  for (int k = 0; k < keys; ++k) {
    if (k > 0) {
      log_factorial += std::log(k);
      upper -= std::exp(k * std::log(mean) - mean - log_factorial);
    }
    if (upper <= 0) break;
    const double some_shard_above = -std::expm1(shards * std::log1p(-upper));
    fullest += some_shard_above;
    if (k > mean && some_shard_above < 1e-9) break;
  }
  return fullest / mean;
}

double collision_probability(double slots, int keys) {
  if (!(slots >= 1) || keys < 0) return kNan;
  if (keys > slots) return 1;
  double log_no_collision = 0;
  for (int i = 1; i < keys; ++i) log_no_collision += std::log1p(-i / slots);
  return -std::expm1(log_no_collision);
}

}  // namespace scale::theory
