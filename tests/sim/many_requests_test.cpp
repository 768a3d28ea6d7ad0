// Who finds no place among the requests under way is refused, and counted.
#include <gtest/gtest.h>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

constexpr std::uint32_t kMost = 100;

Engine started(Network n) {
  n.most_under_way = kMost;
  Engine engine;
  const auto error = engine.start(n, 1);
  EXPECT_FALSE(error) << error->place << ": " << error->message;
  return engine;
}

void expect_conserved(const Engine& engine) {
  const auto leak = engine.check_conservation();
  EXPECT_FALSE(leak) << *leak;
}

TEST(ManyRequests, ArrivalsBeyondAreRefused) {
  Network n;
  add_station(n, {.name = "all", .discipline = Discipline::delay});
  add_class(n, "request", 1000, {visit(0, fixed_law(1)), end()});
  Engine engine = started(n);
  engine.run_until(10);
  const ClassReport report = engine.take_interval().classes[0];
  EXPECT_LE(engine.under_way(), kMost);
  EXPECT_GT(report.completed, 800u);
  EXPECT_EQ(report.failed, report.reasons[static_cast<std::size_t>(Reason::refused)]);
  EXPECT_GT(report.failed, 8000u);
  expect_conserved(engine);
}

TEST(ManyRequests, AForkWithoutPlacesFailsItsParent) {
  Network n;
  add_station(n, {.name = "all", .discipline = Discipline::delay});
  const std::uint32_t leaf = add_class(n, "leaf", 0, {visit(0, fixed_law(0.01)), end()});
  add_class(n, "wide", 1, {fork(leaf, 1000), join(), end()});
  add_class(n, "narrow", 1, {fork(leaf, 10), join(), end()});
  Engine engine = started(n);
  engine.run_until(100);
  const Interval interval = engine.take_interval();
  EXPECT_EQ(interval.classes[1].completed, 0u);
  EXPECT_GT(interval.classes[1].failed, 50u);
  EXPECT_EQ(interval.classes[1].failed,
            interval.classes[1].reasons[static_cast<std::size_t>(Reason::refused)]);
  EXPECT_GT(interval.classes[2].completed, 50u);
  EXPECT_LE(engine.under_way(), kMost);
  expect_conserved(engine);
}

// Each time-out leaves a server that works for nobody behind: ten a second, for ten seconds each, of every
// request.
TEST(ManyRequests, TimeOutsWaitWhereServersForNobodyTakeAllPlaces) {
  Network n;
  add_station(n, {.name = "all", .discipline = Discipline::delay});
  add_class(n, "request", 100, {deadline(0.1), visit(0, fixed_law(10)), end()});
  n.classes.back().retry = {.attempts = 60, .backoff_s = 0, .budget_share = kNoBudget};
  Engine engine = started(n);
  for (int second = 1; second <= 100; ++second) {
    engine.run_until(second);
    ASSERT_LE(engine.under_way(), kMost + kMost / 2);
    expect_conserved(engine);
  }
}

}  // namespace
}  // namespace scale::sim
