// Nine of ten seconds projected: against theory, and against the run that steps them all.
#include <cmath>

#include "measured.h"
#include "theory/erlang.h"

namespace scale::sim {
namespace {

constexpr TimeLapse kOneOfTen = {.step_s = 1, .skip_s = 9};
constexpr double kTolerance = 0.1;

Network lapsed(Network network) {
  network.time_lapse = kOneOfTen;
  return network;
}

Network pages(double rate_per_s, int servers, double service_s) {
  Network n;
  add_station(n, {.name = "web", .servers = servers});
  const std::uint32_t metric = add_metric(n, "time");
  add_class(n, "page", rate_per_s, {visit(0, exponential_law(service_s)), record_all(metric), end()});
  return n;
}

// Pages that each spawn a job for a pool of workers.
Network pages_with_jobs(double rate_per_s, int workers, double job_s) {
  Network n = pages(rate_per_s, 20, 0.05);
  add_station(n, {.name = "workers", .servers = workers});
  const std::uint32_t job = add_class(n, "job", 0, {visit(1, exponential_law(job_s)), end()});
  n.classes[job].background = true;
  n.classes[0].program.insert(n.classes[0].program.begin(), step_of(Op::spawn, job));
  return n;
}

Interval at(Engine& engine, double time_s) {
  engine.take_interval();
  engine.run_until(time_s);
  return engine.take_interval();
}

TEST(TimeLapse, AStationKeepsItsRateItsUtilisationAndItsTimes) {
  const Measured m = measure(lapsed(pages(80, 10, 0.1)), 100, 4000);
  const theory::Mmc theory = {.servers = 10, .arrivals_per_s = 80, .mean_service_s = 0.1};
  EXPECT_TRUE(agrees(m.throughput(0), 80, 0.03));
  EXPECT_TRUE(agrees(m.utilisation(0), 0.8, 0.03));
  EXPECT_TRUE(agrees(m.mean(0), mmc_mean_sojourn_s(theory), 0.05));
  EXPECT_TRUE(agrees(m.quantile(0, 0.95), mmc_sojourn_percentile_s(theory, 0.95), 0.05));
}

TEST(TimeLapse, StepsATenthOfTheEvents) {
  Engine all, some;
  ASSERT_FALSE(all.start(pages(80, 10, 0.1), 1));
  ASSERT_FALSE(some.start(lapsed(pages(80, 10, 0.1)), 1));
  all.run_until(1000);
  some.run_until(1000);
  EXPECT_NEAR(static_cast<double>(some.events()), static_cast<double>(all.events()) * 0.1,
              static_cast<double>(all.events()) * 0.02);
}

// 20 a second for workers that do 16: what waits grows by 4 a second, and the oldest has come when a fifth of
// the time was left.
TEST(TimeLapse, AQueueOfJobsKeepsItsDriftAndItsAge) {
  Engine engine;
  ASSERT_FALSE(engine.start(lapsed(pages_with_jobs(20, 8, 0.5)), 1));
  engine.run_until(600);
  const Interval i = at(engine, 630);
  EXPECT_NEAR(static_cast<double>(i.stations[1].waiting), 630 * 4, 630 * 4 * kTolerance);
  EXPECT_NEAR(i.stations[1].oldest_wait_s, 630 * 0.2, 630 * 0.2 * kTolerance);
  EXPECT_NEAR(static_cast<double>(i.stations[1].completions) / 30, 16, 16 * kTolerance);
  EXPECT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost");
}

TEST(TimeLapse, AQueueOfJobsDrainsInItsTime) {
  Network n = pages_with_jobs(20, 8, 0.5);
  Engine engine;
  ASSERT_FALSE(engine.start(lapsed(n), 1));
  engine.run_until(600);
  n.classes[0].arrivals.rate_per_s = 4;  // 2 400 wait, 12 a second more go than come
  ASSERT_FALSE(engine.reconfigure(lapsed(n)));
  EXPECT_NEAR(static_cast<double>(at(engine, 700).stations[1].waiting), 1200, 1200 * 2 * kTolerance);
  EXPECT_LT(at(engine, 600 + 200 * (1 + kTolerance)).stations[1].waiting, 60u);
}

// Written at 50 a second and applied at 40, the oldest entry that is not applied gets older by a fifth of a
// second a second.
TEST(TimeLapse, ALogKeepsItsDrift) {
  Network n = pages(50, 20, 0.05);
  n.logs.push_back({.name = "log", .apply_per_s = 40});
  n.classes[0].program.insert(n.classes[0].program.begin(), step_of(Op::append, 0));
  Engine engine;
  ASSERT_FALSE(engine.start(lapsed(n), 1));
  engine.run_until(600);
  EXPECT_NEAR(at(engine, 630).logs[0].lag_s, 126, 126 * kTolerance);
}

Network cached(Eviction eviction) {
  Network n = pages(100, 20, 0.05);
  n.caches.push_back({.name = "cache", .eviction = eviction, .objects = 5000, .ttl_s = 600});
  if (eviction == Eviction::lru) n.caches[0].capacity_objects = 1000;
  n.classes[0].program = {lookup(0, 2), end(), visit(0, exponential_law(0.05)), fill(0), end()};
  return n;
}

double share_found(const Interval& i) {
  return static_cast<double>(i.caches[0].hits) / static_cast<double>(i.caches[0].hits + i.caches[0].misses);
}

class TimeLapseCache : public testing::TestWithParam<Eviction> {};

TEST_P(TimeLapseCache, WarmsUpExpiresAndIsPurgedLikeTheRunThatStepsAll) {
  Network n = cached(GetParam());
  Engine all, some;
  ASSERT_FALSE(all.start(n, 1));
  ASSERT_FALSE(some.start(lapsed(n), 1));
  for (const double time_s : {60.0, 120.0, 300.0, 600.0, 900.0, 1500.0})
    EXPECT_NEAR(share_found(at(some, time_s)), share_found(at(all, time_s)), 0.05) << time_s;
  n.caches[0].contents = 1;
  ASSERT_FALSE(all.reconfigure(n));
  ASSERT_FALSE(some.reconfigure(lapsed(n)));
  for (const double time_s : {1560.0, 1620.0, 1800.0})
    EXPECT_NEAR(share_found(at(some, time_s)), share_found(at(all, time_s)), 0.05) << time_s;
}

INSTANTIATE_TEST_SUITE_P(Caches, TimeLapseCache, testing::Values(Eviction::ttl, Eviction::lru),
                         [](const auto& cache) { return cache.param == Eviction::ttl ? "ttl" : "lru"; });

// 50 a second, a fifth of them the first of a visit of 300 s: 10 more a second, up to 3 000.
TEST(TimeLapse, ATableFillsAndTurnsOver) {
  Network n = pages(50, 20, 0.05);
  n.tables.push_back({.name = "sessions", .first_share = 0.2, .lifetime_s = 300});
  n.classes[0].program = {pin(0, 2, 2), end(), assign(0), end()};
  Engine engine;
  ASSERT_FALSE(engine.start(lapsed(n), 1));
  EXPECT_NEAR(at(engine, 150).tables[0].entries, 1500, 1500 * 2 * kTolerance);
  engine.run_until(600);
  EXPECT_NEAR(at(engine, 900).tables[0].entries, 3000, 3000 * kTolerance);
  const Interval i = at(engine, 1200);
  EXPECT_NEAR(static_cast<double>(i.tables[0].first), 3000, 3000 * kTolerance);
}

// Twice what they can do, and nobody waits more than 20 s: the same to the bit, until there is room again.
TEST(TimeLapse, StepsEverySecondWhileRequestsPileUp) {
  Network n = pages(200, 5, 0.05);
  n.classes[0].patience_s = 20;
  Engine all, some;
  ASSERT_FALSE(all.start(n, 1));
  ASSERT_FALSE(some.start(lapsed(n), 1));
  all.run_until(60);
  some.run_until(60);
  EXPECT_EQ(some.hash(), all.hash());
  n.classes[0].arrivals.rate_per_s = 50;
  ASSERT_FALSE(all.reconfigure(n));
  ASSERT_FALSE(some.reconfigure(lapsed(n)));
  const std::uint64_t before = some.events();
  for (const double time_s : {80.0, 100.0, 400.0}) {
    const auto as_all = static_cast<double>(at(all, time_s).classes[0].failed);
    EXPECT_NEAR(static_cast<double>(at(some, time_s).classes[0].failed), as_all, as_all * kTolerance);
  }
  EXPECT_LT(some.events() - before, (all.events() - before) / 2);
}

TEST(TimeLapse, SlicesAndReconfigurationsInTheMiddleOfAProjectionLoseNothing) {
  const Network n = lapsed(pages_with_jobs(20, 8, 0.5));
  Engine whole, sliced;
  ASSERT_FALSE(whole.start(n, 7));
  ASSERT_FALSE(sliced.start(n, 7));
  for (int i = 1; i <= 40; ++i) {
    const double time_s = i * 7.25;
    whole.run_until(time_s);
    while (sliced.run_until(time_s, 13) < time_s) {
    }
    ASSERT_EQ(sliced.hash(), whole.hash());
    if (i % 5 == 0) {
      Network other = n;
      other.classes[0].arrivals.rate_per_s = 10 + i;
      ASSERT_FALSE(whole.reconfigure(other));
      ASSERT_FALSE(sliced.reconfigure(other));
    }
    ASSERT_EQ(whole.check_conservation().value_or("nothing lost"), "nothing lost");
  }
}

// Reports in the middle of a projection add up to the same.
TEST(TimeLapse, CountsGoOnWhileItProjects) {
  Engine engine;
  ASSERT_FALSE(engine.start(lapsed(pages(80, 10, 0.1)), 1));
  engine.run_until(100);
  engine.take_interval();
  double completed = 0, busy = 0;
  for (int i = 1; i <= 400; ++i) {
    engine.run_until(100 + i * 2.5);
    const Interval interval = engine.take_interval();
    completed += static_cast<double>(interval.classes[0].completed);
    busy += interval.stations[0].utilisation / 400;
  }
  EXPECT_NEAR(completed, 80'000, 80'000 * 0.03);
  EXPECT_NEAR(busy, 0.8, 0.03);
}

TEST(TimeLapse, AnUnusableCycleIsRefused) {
  Network n = pages(80, 10, 0.1);
  n.time_lapse.step_s = 0;
  EXPECT_EQ(Engine().start(n, 1)->field, "time_lapse.step_s");
}

}  // namespace
}  // namespace scale::sim
