// Caches against the renewal formula (TTL) and Che's approximation (LRU), and what they do when things
// happen.
#include "sim/cache.h"

#include <cmath>

#include "measured.h"
#include "theory/cache.h"

namespace scale::sim {
namespace {

// Objects come from the origin at once; so a miss fills before the next request.
Network with_cache(const Cache& cache, double rate) {
  Network n;
  n.caches.push_back(cache);
  n.caches[0].name = "cache";
  add_class(n, "request", rate, {lookup(0, 2), end(), fill(0), end()});
  return n;
}

double hit_ratio(const Interval& i) {
  const auto hits = static_cast<double>(i.caches[0].hits);
  return hits / (hits + static_cast<double>(i.caches[0].misses));
}

TEST(TtlCache, HitRatioAgreesWithTheRenewalFormula) {
  const Measured m =
      measure(with_cache({.objects = 10000, .zipf_exponent = 0.8, .ttl_s = 60}, 100), 300, 500);
  const auto expected = theory::ttl_cache(theory::zipf_popularity(10000, 0.8), {100, 60, 0});
  EXPECT_TRUE(agrees(m.interval(hit_ratio), expected.hit_ratio, 0.01));
}

TEST(LruCache, HitRatioAgreesWithChe) {
  const Measured m = measure(
      with_cache(
          {.eviction = Eviction::lru, .objects = 10000, .zipf_exponent = 0.8, .capacity_objects = 1000},
          1000),
      50, 50);
  const auto expected = theory::lru(theory::zipf_popularity(10000, 0.8), 1000);
  EXPECT_TRUE(agrees(m.interval(hit_ratio), expected.hit_ratio, 0.03, 0.02));
}

// A window of one second around a time after the cache was empty.
double cold_hit_ratio(std::uint32_t packet, double rate, double from_s, double to_s, bool purge) {
  double hits = 0, all = 0;
  for (std::uint64_t seed = 1; seed <= 4 + packet; ++seed) {
    Network n = with_cache({.objects = 20000, .zipf_exponent = 0.8, .ttl_s = 40, .warm = purge}, rate);
    n.packet = packet;
    Engine engine;
    engine.start(n, seed);
    double empty_s = 0;
    if (purge) {
      empty_s = 90;
      engine.run_until(empty_s);
      ++n.caches[0].contents;
      engine.reconfigure(n);
    }
    engine.run_until(empty_s + from_s);
    engine.take_interval();
    engine.run_until(empty_s + to_s);
    const Interval i = engine.take_interval();
    hits += static_cast<double>(i.caches[0].hits);
    all += static_cast<double>(i.caches[0].hits + i.caches[0].misses);
  }
  return hits / all;
}

TEST(TtlCache, WarmsUpAsTheRenewalProcessDoesOneByOneAndInPackets) {
  const auto popularity = theory::zipf_popularity(20000, 0.8);
  const double windows[][2] = {{0, 2}, {4, 6}, {18, 22}, {42, 46}, {78, 84}};
  for (const std::uint32_t packet : {1u, 8u, 32u}) {
    for (const auto& w : windows) {
      const double expected = theory::ttl_hit_ratio_from_cold(popularity, {2000, 40, 0}, w[0], w[1]);
      EXPECT_NEAR(cold_hit_ratio(packet, 2000, w[0], w[1], false), expected, 0.02)
          << packet << ", " << w[0] << " s";
    }
  }
}

TEST(TtlCache, APurgeIsFollowedByTheSameCourse) {
  const auto popularity = theory::zipf_popularity(20000, 0.8);
  const double windows[][2] = {{0, 2}, {18, 22}, {42, 46}};
  for (const std::uint32_t packet : {1u, 8u}) {
    for (const auto& w : windows) {
      const double expected = theory::ttl_hit_ratio_from_cold(popularity, {2000, 40, 0}, w[0], w[1]);
      EXPECT_NEAR(cold_hit_ratio(packet, 2000, w[0], w[1], true), expected, 0.02)
          << packet << ", " << w[0] << " s";
    }
  }
}

TEST(TtlCache, BornWarmItBeginsInEquilibrium) {
  const auto popularity = theory::zipf_popularity(5000, 0.8);
  const double expected = theory::ttl_cache(popularity, {500, 30, 0}).hit_ratio;
  for (const std::uint32_t packet : {1u, 16u}) {
    Network n = with_cache({.objects = 5000, .zipf_exponent = 0.8, .ttl_s = 30, .warm = true}, 500);
    n.packet = packet;
    double hits = 0;
    for (std::uint64_t seed = 1; seed <= 2 * packet; ++seed) {
      Engine engine;
      engine.start(n, seed);
      engine.run_until(0.5);
      engine.take_interval();
      engine.run_until(10);
      hits += hit_ratio(engine.take_interval()) / (2 * packet);
    }
    EXPECT_NEAR(hits, expected, 0.02) << packet;
  }
}

double misses_from_the_start(std::uint32_t packet) {
  double misses = 0;
  const std::uint64_t runs = 4 + 4 * packet;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    Network n;
    n.caches.push_back({.name = "cache", .objects = 2000, .zipf_exponent = 0.8, .ttl_s = 10, .warm = true});
    add_class(n, "request", 20'000, {lookup(0, 2), end(), delay(0.3), fill(0), end()});
    n.packet = packet;
    Engine engine;
    engine.start(n, seed);
    engine.run_until(2);
    misses += static_cast<double>(engine.take_interval().caches[0].misses) / static_cast<double>(runs);
  }
  return misses;
}

// Before it is known how long fills take, a packet that finds an expired copy must not stand for as many
// requests that all ask the origin.
TEST(TtlCache, BornWarmItAsksTheOriginNoMoreOftenBeforeItsFirstFills) {
  const double exact = misses_from_the_start(1);
  // Each miss of a packet counts for all its requests: 4 standard deviations.
  for (const std::uint32_t packet : {16u, 64u}) {
    const double sd = std::sqrt(exact * packet / (4 + 4 * packet));
    EXPECT_NEAR(misses_from_the_start(packet), exact, 4 * sd + 0.15 * exact) << packet;
  }
}

TEST(LruCache, InPacketsWarmsUpAndSettlesAsOneByOne) {
  const auto popularity = theory::zipf_popularity(20000, 0.9);
  const theory::LruMeasures steady = theory::lru(popularity, 2000);
  for (const std::uint32_t packet : {1u, 8u, 32u}) {
    double late = 0;
    Network n = with_cache(
        {.eviction = Eviction::lru, .objects = 20000, .zipf_exponent = 0.9, .capacity_objects = 2000}, 2000);
    n.packet = packet;
    double early = 0, looked = 0;
    const std::uint64_t seeds = 8 + 2 * packet;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      Engine engine;
      engine.start(n, seed);
      engine.run_until(0.4);
      engine.take_interval();
      engine.run_until(0.6);
      const Interval i = engine.take_interval();
      early += static_cast<double>(i.caches[0].hits);
      looked += static_cast<double>(i.caches[0].hits + i.caches[0].misses);
      engine.run_until(15);
      engine.take_interval();
      engine.run_until(25);
      late += hit_ratio(engine.take_interval()) / static_cast<double>(seeds);
    }
    EXPECT_NEAR(early / looked, theory::lru_hit_ratio_from_cold(popularity, steady, 1000), 0.03) << packet;
    EXPECT_NEAR(late, steady.hit_ratio, 0.02) << packet;
  }
}

// One object, an origin that takes a second: those who come meanwhile wait for one fetch, or all fetch.
TEST(TtlCache, CoalescingFetchesOnceForAllWhoWait) {
  for (const bool coalescing : {true, false}) {
    Network n;
    n.caches.push_back({.name = "cache", .objects = 1, .ttl_s = 10, .coalescing = coalescing});
    add_station(n, {.name = "origin", .discipline = Discipline::delay});
    add_metric(n, "latency");
    add_class(n, "request", 100,
              {lookup(0, 3), record_all(0), end(), visit(0, fixed_law(1)), fill(0), jump(1)});
    const Measured m = measure(n, 11, 110);
    const auto fetches = m.interval([](const Interval& i) {
      return static_cast<double>(i.stations[0].arrivals) / (i.end_s - i.start_s);
    });
    const auto expected = theory::ttl_cache({1.0}, {100, 10, 1});
    const double per_s = coalescing ? expected.fetches_coalesced_per_s : expected.fetches_separate_per_s;
    EXPECT_TRUE(agrees(fetches, per_s, 0.1, coalescing ? 0.02 : 0)) << coalescing;
  }
}

// The origin goes down for good at 20 s; copies expire after 5 s and may be served for 60 s more.
TEST(TtlCache, ServesStaleCopiesWhileTheOriginIsDownAndNoLonger) {
  Network n;
  n.caches.push_back({.name = "cache", .objects = 3, .zipf_exponent = 0, .ttl_s = 5, .serve_stale_s = 60});
  add_station(n, {.name = "origin", .servers = 10});
  add_counter(n, "stale");
  Step look = lookup(0, 2);
  look.target2 = 0;
  add_class(n, "request", 50, {look, end(), visit(0, fixed_law(0.01)), fill(0), jump(1)});
  Engine engine;
  engine.start(n, 1);
  engine.run_until(20);
  EXPECT_EQ(engine.take_interval().classes[0].failed, 0u);
  n.stations[0].up = false;
  engine.reconfigure(n);
  engine.run_until(80);
  const Interval down = engine.take_interval();
  EXPECT_EQ(down.classes[0].failed, 0u);
  EXPECT_GT(down.counters[0], 0.8 * static_cast<double>(down.classes[0].completed));
  engine.run_until(90);
  engine.take_interval();
  engine.run_until(100);
  const Interval expired = engine.take_interval();
  EXPECT_EQ(expired.classes[0].completed, 0u);
  EXPECT_GT(expired.classes[0].failed, 300u);
}

// All originals change; copies filled before are stale until their time to live is over.
TEST(TtlCache, CopiesOlderThanAChangeAreStaleUntilTheyExpire) {
  Network n = with_cache({.objects = 10, .zipf_exponent = 0, .ttl_s = 30, .changed_share = 1}, 200);
  Engine engine;
  engine.start(n, 1);
  engine.run_until(45);
  ++n.caches[0].versions;
  engine.reconfigure(n);
  engine.take_interval();
  engine.run_until(46);
  const Interval just_after = engine.take_interval();
  EXPECT_GT(static_cast<double>(just_after.caches[0].stale),
            0.9 * static_cast<double>(just_after.caches[0].hits));
  engine.run_until(76);
  engine.take_interval();
  engine.run_until(80);
  EXPECT_EQ(engine.take_interval().caches[0].stale, 0u);
}

TEST(StockedCache, HoldsEverythingAndIsOldOnlyAfterAChangeUntilItIsStockedAgain) {
  for (const std::uint32_t packet : {1u, 8u}) {
    Network n = with_cache({.objects = 500, .ttl_s = 1, .changed_share = 0.3, .stocked = true}, 2000);
    n.packet = packet;
    Engine engine;
    engine.start(n, 1);
    engine.run_until(10);
    Interval i = engine.take_interval();
    EXPECT_EQ(i.caches[0].misses, 0u);
    EXPECT_EQ(i.caches[0].stale, 0u);
    EXPECT_EQ(i.caches[0].entries, 500);
    ++n.caches[0].versions;
    engine.reconfigure(n);
    engine.run_until(30);
    i = engine.take_interval();
    // Which objects change is drawn: their popularity is 0.3 on average, its spread that of 500 Zipf shares.
    const auto popularity = theory::zipf_popularity(500, 0.8);
    double squares = 0;
    for (const double p : popularity) squares += p * p;
    EXPECT_NEAR(static_cast<double>(i.caches[0].stale) / static_cast<double>(i.caches[0].hits), 0.3,
                4 * std::sqrt(0.3 * 0.7 * squares));
    ++n.caches[0].contents;
    engine.reconfigure(n);
    engine.run_until(40);
    EXPECT_EQ(engine.take_interval().caches[0].stale, 0u);
  }
}

// In packets, others than the request that is followed would fill too: not while their fills fail.
TEST(TtlCache, NothingIsFilledWhileTheOriginIsDownNeitherOneByOneNorInPackets) {
  for (const std::uint32_t packet : {1u, 8u}) {
    Network n = with_cache({.objects = 100, .ttl_s = 5}, 4000);
    n.packet = packet;
    Network down = n;
    down.caches[0].origin_up = false;
    down.classes[0].program = {lookup(0, 2), end(), {.op = Op::fail}};
    Engine engine;
    engine.start(n, 1);
    engine.run_until(20);
    engine.reconfigure(down);
    engine.run_until(25.01);
    engine.take_interval();
    engine.run_until(40);
    EXPECT_EQ(engine.take_interval().caches[0].hits, 0u) << packet;
  }
}

}  // namespace
}  // namespace scale::sim
