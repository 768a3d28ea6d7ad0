#include "sandbox/rewind.h"

#include <gtest/gtest.h>

#include "sim/random.h"

namespace scale::sandbox {
namespace {

model::Command command(std::string_view id, double value) {
  return {0, *model::find_command(id), value};
}

Settings small_run() {
  Settings settings;
  settings.seed = 5;
  settings.opening = {command("users", 20'000)};
  return settings;
}

// A run with changes, incidents, an undo and a change of speed, watched as a program would.
Sandbox eventful_run(Rewind& rewind, double until_s, std::size_t most_bytes = SIZE_MAX) {
  Sandbox run(small_run());
  rewind.watch(run, most_bytes);
  const std::vector<std::pair<double, model::Command>> script = {
      {7.3, command("cdn", 1)},           {15, command("server-crash", 1)}, {22.2, command("users", 30'000)},
      {22.9, command("users", 40'000)},   {31, command("speed", 60)},       {44, command("stateless", 1)},
      {52.125, command("cache-flush", 0)}};
  std::size_t next = 0;
  for (double t = 0.7; t <= until_s; t += 0.7) {
    while (next < script.size() && script[next].first <= t) {
      run.run_until(script[next].first, UINT64_MAX);
      EXPECT_FALSE(run.apply(script[next].second).has_value());
      ++next;
    }
    run.run_until(t, UINT64_MAX);
    if (t > 48 && t < 48.8) run.undo();
    rewind.watch(run, most_bytes);
  }
  run.run_until(until_s, UINT64_MAX);
  return run;
}

// The same from the beginning, without copies.
Sandbox replayed(const std::vector<model::Command>& log, double time_s) {
  Sandbox run(small_run());
  for (std::size_t i = small_run().opening.size(); i < log.size() && log[i].time_s <= time_s; ++i) {
    run.run_until(log[i].time_s, UINT64_MAX);
    run.apply(log[i]);
  }
  run.run_until(time_s, UINT64_MAX);
  return run;
}

void expect_any_past_instant_is_restored(int instants) {
  Rewind rewind(6, 4);
  const Sandbox present = eventful_run(rewind, 60);
  sim::Generator draws{9};
  for (int i = 0; i < instants; ++i) {
    const double time_s = 60 * sim::draw_uniform(draws);
    const std::optional<Sandbox> restored = rewind.at(time_s, present);
    ASSERT_TRUE(restored.has_value()) << time_s;
    const Sandbox fresh = replayed(present.log(), time_s);
    EXPECT_EQ(restored->hash(), fresh.hash()) << "at " << time_s;
    EXPECT_EQ(restored->time_s(), fresh.time_s());
    EXPECT_EQ(restored->log(), fresh.log());
  }
}

TEST(Rewind, AnyPastInstantEqualsAFreshReplay) {
  expect_any_past_instant_is_restored(8);
}

TEST(Rewind, FiftyPastInstantsEqualFreshReplaysLong) {
  expect_any_past_instant_is_restored(50);
}

TEST(Rewind, WhatWasPlannedForBothStrikesTheGhostAgain) {
  Rewind rewind;
  Sandbox present(small_run());
  rewind.watch(present);
  present.run_until(10, UINT64_MAX);
  present.apply(command("cdn", 1));
  present.run_until(20, UINT64_MAX);
  present.apply_to_both(command("server-crash", 1));
  present.run_until(30, UINT64_MAX);
  const std::optional<Sandbox> restored = rewind.at(25, present);
  ASSERT_TRUE(restored.has_value());
  Snapshot run;
  restored->snapshot(run);
  ASSERT_TRUE(run.has_ghost);
  EXPECT_EQ(run.ghost_without.id, command("cdn", 1).id);
  EXPECT_EQ(run.ghost_since_s, 10);
  EXPECT_EQ(run.markers.size(), 2u);
  const auto fails = [](const Figures& figures) { return figures.failed_share.value > 0; };
  EXPECT_TRUE(fails(run.figures));
  EXPECT_TRUE(fails(run.ghost));
}

TEST(Rewind, ABranchThatDoesTheSameIsTheSameRun) {
  Rewind rewind;
  const Sandbox present = eventful_run(rewind, 50);
  std::optional<Sandbox> branch = rewind.at(20, present);
  ASSERT_TRUE(branch.has_value());
  for (const model::Command& later : present.log()) {
    if (later.time_s <= 20) continue;
    branch->run_until(later.time_s, UINT64_MAX);
    branch->apply(later);
  }
  branch->run_until(50, UINT64_MAX);
  EXPECT_EQ(branch->hash(), present.hash());

  std::optional<Sandbox> other = rewind.at(20, present);
  other->apply(command("web-servers", 4));
  other->run_until(50, UINT64_MAX);
  EXPECT_NE(other->hash(), present.hash());
}

TEST(Rewind, KeepsNoMoreCopiesThanAllowedAndTheFirst) {
  Rewind rewind(5, 1);
  Sandbox run(small_run());
  for (int t = 0; t <= 60; ++t) {
    run.run_until(t, UINT64_MAX);
    rewind.watch(run);
    EXPECT_LE(rewind.kept(), 5u);
  }
  EXPECT_EQ(rewind.earliest_s(), 0);
  EXPECT_TRUE(rewind.at(0.5, run).has_value());
  EXPECT_FALSE(rewind.at(61, run).has_value());
}

TEST(Rewind, WhereMemoryIsScarceThereAreFewerCopies) {
  Rewind plenty(12, 4);
  const std::size_t bytes = eventful_run(plenty, 60).memory_bytes_of_run();
  ASSERT_GT(plenty.kept(), 5u);
  Rewind few(12, 4);
  const Sandbox present = eventful_run(few, 60, 3 * bytes);
  EXPECT_GE(few.kept(), 2u);
  EXPECT_LE(few.memory_bytes(), 3 * bytes);
  const auto past = few.at(33, present);
  ASSERT_TRUE(past.has_value());
  EXPECT_EQ(past->hash(), replayed(present.log(), 33).hash());

  const std::size_t less = few.memory_bytes() * 2 / 3;  // the run has grown: less is left for its past
  few.watch(present, less);
  EXPECT_GE(few.kept(), 1u);
  EXPECT_LE(few.memory_bytes(), less);
  EXPECT_EQ(few.earliest_s(), 0);
  few.watch(present, 0);
  EXPECT_EQ(few.kept(), 0u);
}

TEST(Rewind, ARunTooLargeToBeCopiedLeavesWhatIsKeptAlone) {
  Rewind rewind(4, 4);
  Sandbox run = eventful_run(rewind, 30);
  const std::size_t kept = rewind.kept();
  ASSERT_GT(kept, 2u);
  run.apply(command("users", 3'000'000));
  run.run_until(50, UINT64_MAX);
  const std::size_t room = run.memory_bytes_of_run();
  ASSERT_GT(room, rewind.memory_bytes());
  rewind.watch(run, room);
  EXPECT_EQ(rewind.kept(), kept);
}

TEST(Rewind, ForgetsWhatAnotherRunDidAfterItsBranch) {
  Rewind rewind(8, 5);
  const Sandbox present = eventful_run(rewind, 40);
  Sandbox branch = *rewind.at(12, present);
  branch.apply(command("web-servers", 3));
  rewind.watch(branch);
  branch.run_until(30, UINT64_MAX);
  const std::optional<Sandbox> back = rewind.at(25, branch);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->architecture().web_servers, 3);
}

}  // namespace
}  // namespace scale::sandbox
