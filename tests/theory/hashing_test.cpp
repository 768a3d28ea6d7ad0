#include "theory/hashing.h"

#include <cmath>

#include "close_to.h"

namespace scale::theory {
namespace {

TEST(Ring, OneNodeHasAllOfIt) {
  EXPECT_EQ(ring_share_mean(1), 1);
  EXPECT_EQ(ring_share_cv(1, 7), 0);
}

TEST(MovedShare, ModuloAgreesWithCountingTheHashes) {
  for (int before = 1; before <= 16; ++before) {
    for (int after = 1; after <= 16; ++after) {
      int moved = 0;
      for (int hash = 0; hash < before * after; ++hash) moved += hash % before != hash % after;
      EXPECT_NEAR(moved_share_modulo(before, after), static_cast<double>(moved) / (before * after), 1e-12)
          << before << " to " << after;
    }
  }
}

TEST(MovedShare, RingMovesNoKeyThatNeedNotMove) {
  for (int after : {1, 8, 9, 16}) {
    EXPECT_LE(moved_share_ring(8, after), moved_share_modulo(8, after));
    EXPECT_EQ(moved_share_ring(8, after), moved_share_ring(after, 8));
  }
  EXPECT_TRUE(std::isnan(moved_share_ring(0, 1)));
}

TEST(HotShard, GoesFromEvenToAlone) {
  EXPECT_TRUE(close_to(hottest_shard_share(16, 0), 1.0 / 16));
  EXPECT_TRUE(close_to(usable_shards(16, 0), 16));
  EXPECT_EQ(usable_shards(16, 1), 1);
  EXPECT_TRUE(close_to(hottest_shard_share(4, 0.2), 0.2 + 0.8 / 4));
  EXPECT_TRUE(std::isnan(hottest_shard_share(4, 1.2)));
}

TEST(RandomShards, EqualKeysSpreadAsABinomial) {
  const int shards = 8, keys = 500;
  const double p = 1.0 / shards;
  const double binomial_cv = std::sqrt(keys * p * (1 - p)) / (keys * p);
  EXPECT_TRUE(close_to(random_shard_load_cv(shards, std::vector<double>(keys, 1.0 / keys)), binomial_cv));
}

double poisson(int n, double mean) {
  return std::exp(n * std::log(mean) - mean - std::lgamma(n + 1.0));
}

// Exact: counts of n shards given their sum are Poisson counts given that they add up to the keys. P(none
// above k and sum = keys) / P(sum = keys), shard by shard.
double exact_fullest_ratio(int shards, int keys) {
  const double mean = static_cast<double>(keys) / shards;
  double fullest = 0;
  for (int k = 0; k < keys; ++k) {
    std::vector<double> sums(static_cast<std::size_t>(keys) + 1, 0.0);
    sums[0] = 1;
    for (int shard = 0; shard < shards; ++shard) {
      std::vector<double> next(sums.size(), 0.0);
      for (std::size_t sum = 0; sum < sums.size(); ++sum) {
        for (std::size_t more = 0; more <= static_cast<std::size_t>(k) && sum + more < sums.size(); ++more)
          next[sum + more] += sums[sum] * poisson(static_cast<int>(more), mean);
      }
      sums = next;
    }
    fullest += 1 - sums.back() / poisson(keys, keys);
  }
  return fullest / mean;
}

TEST(RandomShards, FullestShardIsNearTheExactOne) {
  for (int shards : {2, 4, 10})
    EXPECT_TRUE(close_to(expected_fullest_shard_ratio(shards, 10 * shards),
                         exact_fullest_ratio(shards, 10 * shards), 0.02))
        << shards;
}

TEST(RandomShards, EvenOutWithMoreKeys) {
  EXPECT_EQ(expected_fullest_shard_ratio(1, 5), 1);
  double last = 100;
  for (int keys : {64, 640, 64'000, 6'400'000}) {
    const double ratio = expected_fullest_shard_ratio(64, keys);
    EXPECT_LT(ratio, last);
    EXPECT_GT(ratio, 1);
    last = ratio;
  }
}

TEST(Birthday, TwentyThreePeopleMakeACoincidenceLikely) {
  EXPECT_LT(collision_probability(365, 22), 0.5);
  EXPECT_GT(collision_probability(365, 23), 0.5);
  EXPECT_EQ(collision_probability(365, 1), 0);
  EXPECT_EQ(collision_probability(365, 366), 1);
}

}  // namespace
}  // namespace scale::theory
