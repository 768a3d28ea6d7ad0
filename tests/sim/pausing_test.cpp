// A station that is full, paused, or loses one of its servers.
#include <cmath>

#include "measured.h"
#include "theory/erlang.h"

namespace scale::sim {
namespace {

// Whoever finds it full goes another way instead of being refused: as many as M/M/c/K turns away.
TEST(IfFull, ThoseWhoLookFirstAreNeverRefused) {
  constexpr int kServers = 4, kRoom = 6;
  Network n;
  add_station(n, {.name = "station", .servers = kServers, .queue_limit = kRoom});
  const std::uint32_t away = add_counter(n, "away");
  Step look = step_of(Op::if_full, 0);
  look.target = 3;
  look.factor = kRoom;
  add_class(n, "request", 220,
            {look, visit(0, exponential_law(0.02)), end(), step_of(Op::count, away), end()});
  const Measured m = measure(n, 50, 100);
  const auto turned_away = m.interval(
      [&](const Interval& i) { return i.counters[away] / static_cast<double>(i.classes[0].started); });
  const auto theory = theory::mmck({kServers, kServers + kRoom, 220, 0.02});
  EXPECT_TRUE(agrees(turned_away, theory->probability_blocked, 0.05));
  for (const Interval& i : m.batches) EXPECT_EQ(i.classes[0].failed, 0u);
}

TEST(Pause, NobodyIsTakenUntilItEnds) {
  Network n;
  add_station(n, {.name = "station", .servers = 10});
  add_class(n, "request", 100, {visit(0, fixed_law(0.05)), end()});
  Engine engine;
  ASSERT_FALSE(engine.start(n, 1));
  engine.run_until(10);
  n.stations[0].paused = true;
  ASSERT_FALSE(engine.reconfigure(n));
  engine.run_until(11);  // those who were being served have left
  engine.take_interval();
  engine.run_until(21);
  const Interval paused = engine.take_interval();
  EXPECT_EQ(paused.classes[0].completed, 0u);
  EXPECT_EQ(paused.classes[0].failed, 0u);
  EXPECT_EQ(paused.stations[0].waiting, paused.classes[0].in_flight);
  EXPECT_NEAR(static_cast<double>(paused.stations[0].waiting), 1100, 4 * 33.2);  // Poisson: sd = sqrt(1 100)
  EXPECT_NEAR(paused.stations[0].oldest_wait_s, 11, 0.1);
  n.stations[0].paused = false;
  ASSERT_FALSE(engine.reconfigure(n));
  // 200 a second against 100 a second: what waits is gone after as long as it took to come.
  engine.run_until(21 + 13);
  const Interval after = engine.take_interval();
  EXPECT_EQ(after.stations[0].waiting, 0u);
  EXPECT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost");
}

Network crashing_network(double rate, std::uint32_t packet) {
  Network n;
  n.packet = packet;
  add_station(n, {.name = "station", .servers = 40});
  add_class(n, "request", rate, {visit(0, exponential_law(1)), end()});
  return n;
}

// A crashed server was busy with the probability that it is: a share `utilisation` of crashes strike
// somebody.
TEST(ServerCrash, StrikesWhomTheServerWasServing) {
  for (const std::uint32_t packet : {1u, 4u}) {
    Network n = crashing_network(24, packet);
    Engine engine;
    ASSERT_FALSE(engine.start(n, 1));
    engine.run_until(20);
    engine.take_interval();
    constexpr int kCrashes = 2000;
    double busy = 0;
    std::uint64_t struck = 0;
    for (int i = 1; i <= kCrashes; ++i) {
      n.stations[0].server_crashes = static_cast<std::uint32_t>(i);
      ASSERT_FALSE(engine.reconfigure(n));
      engine.run_until(20 + i);
      const Interval now = engine.take_interval();
      busy += now.stations[0].utilisation / kCrashes;
      struck += now.classes[0].reasons[static_cast<std::size_t>(Reason::crashed)];
    }
    // In packets as many requests, in fewer and larger strokes: a standard error of sqrt(k b (1 - b) / n).
    const double error = std::sqrt(packet * busy * (1 - busy) / kCrashes);
    EXPECT_NEAR(static_cast<double>(struck) / kCrashes, busy, 4 * error) << packet;
    EXPECT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost");
  }
}

TEST(Retry, WithoutABudgetEveryRequestTriesAgain) {
  Network n;
  add_station(n, {.name = "station", .servers = 2000});
  add_class(n, "request", 1000, {visit(0, fixed_law(1)), end()});
  n.classes[0].retry = {.attempts = 5, .backoff_s = 3, .multiplier = 1, .budget_share = kNoBudget};
  Engine engine;
  ASSERT_FALSE(engine.start(n, 1));
  engine.run_until(10);
  n.stations[0].life = 1;  // all that is inside is lost
  ASSERT_FALSE(engine.reconfigure(n));
  engine.run_until(20);
  const Interval i = engine.take_interval();
  EXPECT_EQ(i.classes[0].failed, 0u);
  EXPECT_NEAR(static_cast<double>(i.classes[0].retries), 1000, 4 * 31.7);
}

}  // namespace
}  // namespace scale::sim
