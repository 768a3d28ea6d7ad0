// What must hold in any network at any instant, tried on networks and reconfigurations made at random.
#include <gtest/gtest.h>

#include "random_network.h"
#include "sim/engine.h"
#include "sim/validate.h"

namespace scale::sim {
namespace {

// A line that repeats a failure.
std::string replay(std::uint64_t seed, int change) {
  return "replay: RandomNetwork(" + std::to_string(seed) + "), change " + std::to_string(change);
}

void expect_sound(Engine& engine, const std::string& where) {
  ASSERT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost") << where;
  const Interval interval = engine.take_interval();
  for (std::size_t i = 0; i < interval.stations.size(); ++i) {
    const StationReport& s = interval.stations[i];
    const std::string what = where + ", station " + engine.network().stations[i].name;
    EXPECT_GE(s.utilisation, -1e-9) << what;
    EXPECT_LE(s.utilisation, 1 + 1e-9) << what;
    EXPECT_GE(s.mean_queue, -1e-9) << what;
    EXPECT_GE(s.oldest_wait_s, 0) << what;
  }
  for (const MetricReport& m : interval.metrics) EXPECT_GE(m.histogram.sum_s(), 0) << where;
  for (const TableReport& t : interval.tables) {
    EXPECT_GE(t.entries, 0) << where;
    EXPECT_GE(t.lost, 0) << where;
  }
  for (const LogReport& l : interval.logs) EXPECT_GE(l.lag_s, 0) << where;
  for (const Route& route : engine.take_routes()) {
    EXPECT_GE(route.latency_s, 0) << where;
    for (const Hop& hop : route.hops) {
      EXPECT_GE(hop.wait_s, 0) << where;
      EXPECT_GE(hop.time_s, 0) << where;
    }
  }
}

TEST(EngineProperty, NothingIsLostWhateverIsReconfigured) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    RandomNetwork random(seed);
    ASSERT_FALSE(validate(random.network()))
        << replay(seed, 0) << ": " << validate(random.network())->message;
    Engine engine;
    ASSERT_FALSE(engine.start(random.network(), seed));
    for (int change = 1; change <= 12; ++change) {
      engine.run_until(engine.now_s() + 0.37);
      expect_sound(engine, replay(seed, change));
      if (HasFatalFailure()) return;
      random.change();
      const auto error = engine.reconfigure(random.network());
      ASSERT_FALSE(error) << replay(seed, change) << ": " << error->place << ": " << error->message;
      ASSERT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost") << replay(seed, change);
    }
  }
}

TEST(EngineProperty, SlicesDoNotChangeARun) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomNetwork random(seed);
    Engine whole, sliced;
    whole.start(random.network(), seed);
    sliced.start(random.network(), seed);
    whole.run_until(3);
    for (int i = 1; i <= 300; ++i) {
      const double until = 0.01 * i;
      while (sliced.run_until(until, 7) < until) {
      }
    }
    EXPECT_EQ(whole.hash(), sliced.hash()) << replay(seed, 0);
    EXPECT_EQ(whole.events(), sliced.events()) << replay(seed, 0);
  }
}

TEST(EngineProperty, ACopyGoesOnLikeTheOriginalAndTwoEnginesNeverMeet) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomNetwork random(seed), other(seed + 1000);
    Engine alone;
    alone.start(random.network(), seed);
    alone.run_until(4);

    Engine first, neighbour;
    first.start(random.network(), seed);
    neighbour.start(other.network(), seed);
    first.run_until(1);
    Engine copy = first;
    for (int i = 2; i <= 8; ++i) {
      copy.run_until(0.5 * i);
      neighbour.run_until(0.5 * i);
      first.run_until(0.5 * i);
    }
    EXPECT_EQ(alone.hash(), first.hash()) << replay(seed, 0);
    EXPECT_EQ(alone.hash(), copy.hash()) << replay(seed, 0);
  }
}

}  // namespace
}  // namespace scale::sim
