#include "theory/cache.h"

#include <cmath>
#include <numeric>

#include "close_to.h"

namespace scale::theory {
namespace {

double total(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Zipf, SharesSumToOneAndFallAsThePower) {
  for (double exponent : {0.0, 0.8, 1.0, 2.5}) {
    const std::vector<double> popularity = zipf_popularity(10'000, exponent);
    EXPECT_TRUE(close_to(total(popularity), 1));
    EXPECT_TRUE(close_to(popularity[0] / popularity[99], std::pow(100, exponent)));
  }
  EXPECT_TRUE(zipf_popularity(0, 1).empty());
  EXPECT_TRUE(zipf_popularity(10, -1).empty());
}

TEST(Lru, IsFullOnAverageAfterItsCharacteristicTime) {
  const std::vector<double> popularity = zipf_popularity(5000, 1);
  for (double capacity : {1.0, 77.0, 2500.0, 4999.0}) {
    const double time = lru(popularity, capacity).characteristic_time_requests;
    double present = 0;
    for (double p : popularity) present += 1 - std::exp(-p * time);
    EXPECT_TRUE(close_to(present, capacity, 1e-9)) << capacity;
  }
}

TEST(Lru, HitsMoreWithRoomButNeverMoreThanTheMostPopularHeldForEver) {
  const std::vector<double> popularity = zipf_popularity(2000, 0.9);
  double last = 0;
  double held = 0;
  for (std::size_t capacity = 1; capacity < 2000; ++capacity) {
    held += popularity[capacity - 1];
    if (capacity % 100 != 0) continue;
    const double hit_ratio = lru(popularity, static_cast<double>(capacity)).hit_ratio;
    EXPECT_GT(hit_ratio, last);
    EXPECT_LT(hit_ratio, held);
    last = hit_ratio;
  }
}

TEST(Lru, WithEvenPopularityHitsItsShareOfTheObjects) {
  EXPECT_TRUE(close_to(lru(zipf_popularity(1000, 0), 250).hit_ratio, 0.25));
}

TEST(Lru, KnowsNothingAndEverything) {
  const std::vector<double> popularity = zipf_popularity(100, 1);
  EXPECT_EQ(lru(popularity, 0).hit_ratio, 0);
  EXPECT_EQ(lru(popularity, 100).hit_ratio, 1);
  EXPECT_TRUE(std::isinf(lru({0.5, 0.5, 0}, 2).characteristic_time_requests));
  EXPECT_TRUE(std::isnan(lru(popularity, -1).hit_ratio));
}

TEST(Lru, WarmsUpFromNothingToItsSteadyHitRatio) {
  const std::vector<double> popularity = zipf_popularity(1000, 0.8);
  const LruMeasures steady = lru(popularity, 100);
  EXPECT_EQ(lru_hit_ratio_from_cold(popularity, steady, 0), 0);
  EXPECT_LT(lru_hit_ratio_from_cold(popularity, steady, 50), steady.hit_ratio);
  EXPECT_EQ(lru_hit_ratio_from_cold(popularity, steady, 1e6), steady.hit_ratio);
}

TEST(Ttl, EveryRequestHitsWaitsOrFetches) {
  const TtlMeasures measures = ttl_cache(zipf_popularity(1000, 0.8), {500, 10, 0.5});
  EXPECT_TRUE(close_to(measures.hit_ratio + measures.delayed_ratio + measures.miss_ratio, 1));
  EXPECT_TRUE(close_to(measures.fetches_coalesced_per_s, 500 * measures.miss_ratio));
  EXPECT_TRUE(
      close_to(measures.fetches_separate_per_s, 500 * (measures.miss_ratio + measures.delayed_ratio)));
}

TEST(Ttl, CoalescingBoundsTheFetchesOfOneHotObject) {
  const TtlMeasures measures = ttl_cache({1}, {1e6, 9, 1});
  EXPECT_TRUE(close_to(measures.fetches_coalesced_per_s, 0.1, 1e-6));
  EXPECT_TRUE(close_to(measures.fetches_separate_per_s, 1e5, 1e-5));
}

TEST(TtlFromCold, BeforeTheFirstExpiryHasWhatWasEverAskedFor) {
  const std::vector<double> popularity = zipf_popularity(100, 1);
  double expected = 0;
  for (double p : popularity) expected += p * -std::expm1(-p * 20 * 3.0);
  EXPECT_TRUE(close_to(ttl_hit_ratio_from_cold(popularity, {20, 5}, 3), expected));
}

TEST(TtlFromCold, EndsAtTheRenewalFormula) {
  const std::vector<double> popularity = zipf_popularity(100, 1);
  EXPECT_TRUE(close_to(ttl_hit_ratio_from_cold(popularity, {20, 5}, 5000),
                       ttl_cache(popularity, {20, 5}).hit_ratio, 1e-6));
}

// The chance q of being absent obeys q'(t) = -l (q(t) - q(t - T)): gone by a miss now, back from a miss T
// ago. Integrated here by the midpoint rule on a fine grid.
TEST(TtlFromCold, AgreesWithItsDelayEquation) {
  const double rate = 3, ttl = 2;
  const int steps_per_ttl = 20'000;
  const double h = ttl / steps_per_ttl;
  std::vector<double> absent{1};
  for (int i = 0; i < 3 * steps_per_ttl; ++i) {
    const auto at = [&](int k) { return k < 0 ? 0.0 : absent[static_cast<std::size_t>(k)]; };
    const double back = (at(i - steps_per_ttl) + at(i + 1 - steps_per_ttl)) / 2;
    const double now = absent.back();
    absent.push_back((now * (1 - rate * h / 2) + rate * h * back) / (1 + rate * h / 2));
  }
  for (int i : {steps_per_ttl / 2, steps_per_ttl + 100, 2 * steps_per_ttl, 3 * steps_per_ttl - 7})
    EXPECT_NEAR(1 - ttl_hit_ratio_from_cold({1}, {rate, ttl}, i * h), absent[static_cast<std::size_t>(i)],
                2e-4)
        << i;
}

TEST(TtlFromCold, AWindowIsTheMeanOfItsMoments) {
  const std::vector<double> popularity = zipf_popularity(20, 1);
  const TtlCache cache{10, 2};
  const int steps = 20'000;
  double sum = 0;
  for (int i = 0; i < steps; ++i)
    sum += ttl_hit_ratio_from_cold(popularity, cache, 1 + 6 * (i + 0.5) / steps);
  EXPECT_TRUE(close_to(ttl_hit_ratio_from_cold(popularity, cache, 1, 7), sum / steps, 1e-5));
}

TEST(TtlFromCold, RefusesTimesThatAreNone) {
  EXPECT_TRUE(std::isnan(ttl_hit_ratio_from_cold({1}, {1, 1}, -1)));
  EXPECT_TRUE(std::isnan(ttl_hit_ratio_from_cold({1}, {1, -1}, 1)));
  EXPECT_TRUE(std::isnan(ttl_hit_ratio_from_cold({1}, {1, 1}, 2, 2)));
  EXPECT_EQ(ttl_hit_ratio_from_cold({1}, {1, 0}, 5), 0);
}

}  // namespace
}  // namespace scale::theory
