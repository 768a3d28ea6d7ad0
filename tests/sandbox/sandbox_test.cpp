#include "sandbox/sandbox.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/play.h"
#include "sandbox/link.h"
#include "sandbox/replay.h"

namespace scale::sandbox {
namespace {

using test::command;
using test::look;
using test::run_to;

Settings with_ghost() {
  Settings settings;
  settings.packet = 1;
  return settings;
}

TEST(Sandbox, SlicesNeverChangeARun) {
  Sandbox whole(with_ghost()), sliced(with_ghost());
  for (Sandbox* sandbox : {&whole, &sliced}) {
    run_to(*sandbox, 3);
    ASSERT_FALSE(sandbox->apply(command("cdn", "on")).has_value());
  }
  run_to(whole, 12);
  while (sliced.time_s() < 12 || sliced.run_until(12, 997) < 12) sliced.run_until(12, 997);
  EXPECT_EQ(look(whole).hash, look(sliced).hash);
  EXPECT_EQ(look(whole).figures.page_load.p50.value, look(sliced).figures.page_load.p50.value);
  EXPECT_EQ(look(whole).ghost.page_load.p50.value, look(sliced).ghost.page_load.p50.value);
}

TEST(Sandbox, TheSameSeedAndCommandsGiveTheSameBits) {
  const auto play = [](std::uint64_t seed) {
    Settings settings = with_ghost();
    settings.seed = seed;
    Sandbox sandbox(settings);
    run_to(sandbox, 2);
    EXPECT_FALSE(sandbox.apply(command("stateless", "on")).has_value());
    run_to(sandbox, 6);
    return look(sandbox).hash;
  };
  EXPECT_EQ(play(7), play(7));
  EXPECT_NE(play(7), play(8));
}

TEST(Sandbox, TheGhostIsTheRunThatWasNeverChanged) {
  Sandbox changed(with_ghost()), unchanged(with_ghost());
  run_to(changed, 30);
  run_to(unchanged, 30);
  ASSERT_FALSE(changed.apply(command("cdn", "on")).has_value());
  run_to(changed, 60);
  run_to(unchanged, 60);
  const Snapshot with = look(changed), without = look(unchanged);
  ASSERT_TRUE(with.has_ghost);
  EXPECT_EQ(with.ghost_since_s, 30);
  EXPECT_DOUBLE_EQ(with.ghost.page_load.p50.value, without.figures.page_load.p50.value);
  EXPECT_DOUBLE_EQ(with.ghost.slow_share.value, without.figures.slow_share.value);
}

TEST(Sandbox, ACopyIsASavedState) {
  Sandbox original(with_ghost());
  run_to(original, 5);
  Sandbox copy = original;
  run_to(original, 10);
  EXPECT_EQ(copy.time_s(), 5);
  run_to(copy, 10);
  EXPECT_EQ(look(original).hash, look(copy).hash);
}

TEST(Sandbox, ARefusedCommandChangesNothing) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 2);
  const Snapshot before = look(sandbox);
  model::Command bad = command("users", "250K");
  bad.value = -3;
  EXPECT_TRUE(sandbox.apply(bad).has_value());
  const Snapshot after = look(sandbox);
  EXPECT_EQ(before.hash, after.hash);
  EXPECT_EQ(before.revision, after.revision);
  EXPECT_TRUE(sandbox.log().empty());
}

TEST(Sandbox, UndoTakesTheLastChangeBackAndRedoBringsItAgain) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 2);
  ASSERT_FALSE(sandbox.apply(command("cdn", "on")).has_value());
  ASSERT_FALSE(sandbox.apply(command("web-servers", "4")).has_value());
  sandbox.undo();
  EXPECT_EQ(look(sandbox).architecture.web_servers, model::Architecture{}.web_servers);
  EXPECT_TRUE(look(sandbox).architecture.cdn);
  sandbox.undo();
  EXPECT_FALSE(look(sandbox).architecture.cdn);
  EXPECT_FALSE(look(sandbox).can_undo);
  sandbox.redo();
  EXPECT_TRUE(look(sandbox).architecture.cdn);
  EXPECT_TRUE(look(sandbox).can_redo);
}

TEST(Sandbox, TheOnlyDataCentreStaysAndTheRunSaysSo) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 2);
  const auto hash = sandbox.hash();
  const auto refusal = sandbox.apply(command("site-eu", "off"));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->message, "Europe has the only data centre left; one must stay");
  EXPECT_EQ(sandbox.hash(), hash);
  EXPECT_FALSE(look(sandbox).can_undo);
}

TEST(Sandbox, PagesFollowedAreKeptWhileACrowdGrowsAndForgottenAfterAnotherChange) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 40);
  const auto followed = [&] {
    std::size_t all = 0;
    for (const RegionFigures& region : look(sandbox).figures.regions) all += region.anatomy.samples;
    return all;
  };
  const std::size_t before = followed();
  ASSERT_GT(before, 0u);
  ASSERT_FALSE(sandbox.apply(command("users", "110K")).has_value());
  EXPECT_EQ(followed(), before);
  ASSERT_FALSE(sandbox.apply(command("cdn", "on")).has_value());
  EXPECT_EQ(followed(), 0u);
}

TEST(Sandbox, ADraggedSliderIsOneChange) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 5);
  for (const char* users : {"110K", "130K", "150K"}) {
    ASSERT_FALSE(sandbox.apply(command("users", users)).has_value());
    run_to(sandbox, sandbox.time_s() + 1);
  }
  EXPECT_EQ(look(sandbox).ghost_since_s, 5);
  ASSERT_EQ(look(sandbox).markers.size(), 1u);
  EXPECT_EQ(look(sandbox).markers[0].label,
            "Active users a day 150\xE2\x80\x89"
            "000");
  sandbox.undo();
  EXPECT_EQ(look(sandbox).architecture.users, 100'000);
}

TEST(Sandbox, WhatTheRunWasOpenedWithIsNoDrag) {
  Settings settings;
  settings.opening = {command("users", "100K")};
  Sandbox sandbox(settings);
  run_to(sandbox, 5);
  ASSERT_FALSE(sandbox.apply(command("users", "150K")).has_value());
  EXPECT_TRUE(look(sandbox).has_ghost);
  sandbox.undo();
  EXPECT_EQ(look(sandbox).architecture.users, 100'000);
}

double value_in(const Sandbox& sandbox, std::string_view id) {
  return model::info(*model::find_command(id)).get(sandbox.architecture());
}

Sandbox run_with(std::initializer_list<std::string_view> ids) {
  Settings settings;
  settings.ghost = false;
  Sandbox sandbox(settings);
  run_to(sandbox, 5);
  for (const std::string_view id : ids) sandbox.apply(command(id, "on"));
  run_to(sandbox, 40);
  return sandbox;
}

void apply_and_go_on(Sandbox& sandbox, std::string_view id, std::string_view value, double seconds) {
  EXPECT_FALSE(sandbox.apply(command(id, value)).has_value());
  run_to(sandbox, sandbox.time_s() + seconds);
}

TEST(Sandbox, ASizeSetSoonAfterItsUndoIsAChangeOfItsOwn) {
  Sandbox sandbox = run_with({"cdn"});
  apply_and_go_on(sandbox, "web-servers", "3", 1);
  sandbox.undo();
  apply_and_go_on(sandbox, "web-servers", "5", 20);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "web-servers"), 2);
  EXPECT_EQ(value_in(sandbox, "cdn"), 1);
  sandbox.redo();
  EXPECT_EQ(value_in(sandbox, "web-servers"), 5);
  EXPECT_EQ(value_in(sandbox, "cdn"), 1);
}

TEST(Sandbox, ASizeSetSoonAfterItsRedoGoesBackWithIt) {
  Sandbox sandbox = run_with({"cdn"});
  apply_and_go_on(sandbox, "web-servers", "3", 20);
  sandbox.undo();
  sandbox.redo();
  apply_and_go_on(sandbox, "web-servers", "5", 1);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "web-servers"), 2);
  EXPECT_EQ(value_in(sandbox, "cdn"), 1);
}

TEST(Sandbox, TwoRedosAreTwoChangesAndNoDrag) {
  Sandbox sandbox = run_with({"cdn"});
  apply_and_go_on(sandbox, "web-servers", "3", 40);
  apply_and_go_on(sandbox, "web-servers", "5", 40);
  sandbox.undo();
  sandbox.undo();
  sandbox.redo();
  sandbox.redo();
  ASSERT_EQ(value_in(sandbox, "web-servers"), 5);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "web-servers"), 3);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "web-servers"), 2);
}

TEST(Sandbox, UsersDraggedSoonAfterAStepOfARampAreAChangeOfTheirOwn) {
  Settings settings;
  Sandbox sandbox(settings);
  run_to(sandbox, 5);
  apply_and_go_on(sandbox, "cdn", "on", 15);
  sandbox.apply_to_both(command("users", "120K"));
  run_to(sandbox, 22);
  apply_and_go_on(sandbox, "users", "200K", 10);
  EXPECT_EQ(look(sandbox).ghost_without.id, command("users", "200K").id);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "users"), 120'000);
  EXPECT_EQ(value_in(sandbox, "cdn"), 1);
}

Sandbox after_tools_that_set_sizes() {
  Sandbox sandbox = run_with({"site-sas"});
  apply_and_go_on(sandbox, "replica-count", "5", 20);
  apply_and_go_on(sandbox, "replicas", "off", 20);
  apply_and_go_on(sandbox, "regions", "off", 20);
  return sandbox;
}

TEST(Sandbox, UndoOfAToolRestoresTheSizesThatItSet) {
  Sandbox sandbox = after_tools_that_set_sizes();
  const std::size_t markers = look(sandbox).markers.size();
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "site-sas"), 1);
  EXPECT_EQ(value_in(sandbox, "site-na"), 0);
  EXPECT_EQ(look(sandbox).markers.size(), markers + 1);
  EXPECT_EQ(look(sandbox).markers.back().label, "More regions on");
  sandbox.redo();
  EXPECT_EQ(value_in(sandbox, "site-sas"), 0);
  sandbox.undo();
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "replica-count"), 5);
  sandbox.undo();
  EXPECT_EQ(value_in(sandbox, "replica-count"), 2);
  sandbox.redo();
  sandbox.redo();
  EXPECT_EQ(value_in(sandbox, "replica-count"), 0);
}

TEST(Sandbox, ALinkReplaysUndoAndRedoToTheSameBits) {
  Sandbox sandbox = after_tools_that_set_sizes();
  const auto expect_the_same = [&] {
    RunRecord run;
    run.commands = sandbox.log();
    run.end_s = last_tick_s(sandbox.time_s());
    const Sandbox again = replayed(*from_link(to_link(run)).record, sandbox.time_s());
    EXPECT_EQ(again.hash(), sandbox.hash());
    EXPECT_EQ(again.log(), sandbox.log());
  };
  for (int i = 0; i < 4; ++i) {
    sandbox.undo();
    run_to(sandbox, sandbox.time_s() + 10);
    expect_the_same();
  }
  for (int i = 0; i < 4; ++i) sandbox.redo();
  run_to(sandbox, sandbox.time_s() + 10);
  expect_the_same();
}

TEST(Sandbox, WhatIsAlreadySoIsNoChangeHoweverItComes) {
  Settings settings;
  settings.opening = {command("users", "50M"), command("web-servers", "900"), command("speed", "600")};
  settings.ghost = false;
  Sandbox sandbox(settings), planned(settings);
  for (Sandbox* one : {&sandbox, &planned}) run_to(*one, 20);
  EXPECT_FALSE(sandbox.apply(command("users", "50M")).has_value());
  EXPECT_FALSE(planned.apply_to_both(command("users", "50M")).has_value());
  for (Sandbox* one : {&sandbox, &planned}) run_to(*one, 40);
  EXPECT_EQ(sandbox.hash(), planned.hash());
  EXPECT_EQ(sandbox.log(), planned.log());
}

TEST(Sandbox, WhatTheRunAlreadyHasStillComesToItsGhost) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 5);
  apply_and_go_on(sandbox, "users", "150K", 20);
  Sandbox unplanned = sandbox;
  EXPECT_FALSE(sandbox.apply_to_both(command("users", "150K")).has_value());
  for (Sandbox* one : {&sandbox, &unplanned}) run_to(*one, 60);
  EXPECT_EQ(sandbox.hash(), unplanned.hash());
  EXPECT_GT(look(sandbox).ghost.pages_per_s, 1.2 * look(unplanned).ghost.pages_per_s);
}

TEST(Sandbox, UndoOfWhatAPlanHasTakenBackDoesNothing) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 5);
  apply_and_go_on(sandbox, "users", "150K", 20);
  sandbox.apply_to_both(command("users", "100K"));
  const std::size_t log = sandbox.log().size();
  Snapshot now;
  sandbox.snapshot(now);
  EXPECT_FALSE(now.can_redo);
  sandbox.undo();
  EXPECT_EQ(sandbox.log().size(), log);
  sandbox.snapshot(now);
  EXPECT_TRUE(now.can_redo) << "also of a snapshot that has nothing else to take over";
  sandbox.redo();
  EXPECT_EQ(value_in(sandbox, "users"), 150'000);
}

TEST(Sandbox, GoalsLookFartherBackThanAMinuteOnlyWherePagesAreRare) {
  const auto last = [](const char* users, double time_s) {
    Settings settings;
    settings.ghost = false;
    settings.opening = {command("users", users)};
    Sandbox sandbox(settings);
    run_to(sandbox, time_s);
    return sandbox.last_minute();
  };
  EXPECT_NEAR(last("100000", 90).window_s, 60, 0.5);
  const Figures rare = last("500", 1150);
  EXPECT_GT(rare.window_s, 600);
  EXPECT_NEAR(static_cast<double>(rare.failed_share.samples), 200, 5);
  EXPECT_NEAR(last("1", 1500).window_s, 1200, 0.5);
}

TEST(Sandbox, TheBillOfAMonthIsTheSameAtAnyHour) {
  const auto traffic_usd = [](const char* hour) {
    Settings settings = with_ghost();
    settings.opening = {command("users", "50K"), command("time-of-day", hour)};
    Sandbox sandbox(settings);
    run_to(sandbox, 40);
    double usd = 0;
    for (const model::CostItem& item : look(sandbox).cost)
      if (item.traffic) usd += item.usd_month;
    return usd;
  };
  const double evening = traffic_usd("-1");
  for (const char* hour : {"3", "9", "15", "21"})
    EXPECT_NEAR(traffic_usd(hour), evening, 0.1 * evening) << hour;
}

// A dead server halves the mean of two, and leaves the busiest as busy as it can be.
TEST(Sandbox, OverTimeWebServersAreAsBusyAsTheirMean) {
  Sandbox sandbox = run_with({"cdn", "stateless"});
  ASSERT_FALSE(sandbox.apply(command("server-crash")).has_value());
  run_to(sandbox, sandbox.time_s() + 45);
  const Snapshot now = look(sandbox);
  const auto web = std::find(kBusyKinds.begin(), kBusyKinds.end(), model::NodeKind::web) - kBusyKinds.begin();
  EXPECT_NEAR(now.samples.back().busy[static_cast<std::size_t>(web)], 0.5, 0.05);
  for (const NodeView& node : now.nodes)
    if (node.node.kind == model::NodeKind::web) {
      EXPECT_GT(node.busiest, 0.9);
      EXPECT_NEAR(busy_told(node.node.kind, node.utilisation, node.busiest), 0.5, 0.05);
    }
}

TEST(Sandbox, AnEdgeTellsHowMuchItIsAskedFor) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 10);
  EXPECT_EQ(look(sandbox).figures.edge_files_per_s, 0);
  ASSERT_FALSE(sandbox.apply(command("cdn", "on")).has_value());
  const auto edges = [](const Snapshot& run) {
    double sum = 0;
    for (const NodeView& node : run.nodes)
      if (node.node.kind == model::NodeKind::edge) sum += node.lookups_per_s;
    return sum;
  };
  EXPECT_EQ(edges(look(sandbox)), 0);
  run_to(sandbox, 40);
  const Snapshot run = look(sandbox);
  double regions = 0;
  for (const RegionFigures& region : run.figures.regions) regions += region.edge_files_per_s;
  EXPECT_NEAR(run.figures.edge_files_per_s, run.figures.static_per_s, 0.05 * run.figures.static_per_s);
  EXPECT_NEAR(run.figures.edge_files_per_s, regions, 1e-9 * regions);
  EXPECT_NEAR(run.figures.edge_files_per_s, edges(run), 0.05 * regions);
}

TEST(Sandbox, FollowedPageViewsAddUpToTheirLatency) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 30);
  const std::vector<Replay> replays = sandbox.take_replays();
  ASSERT_GT(replays.size(), 50u);
  for (const Replay& replay : replays) {
    double sum = static_cast<double>(replay.return_s);
    for (const ReplayHop& hop : replay.hops)
      sum += static_cast<double>(hop.travel_s) + static_cast<double>(hop.wait_s) +
             static_cast<double>(hop.work_s);
    if (replay.outcome == Outcome::failed) continue;
    EXPECT_NEAR(sum, static_cast<double>(replay.latency_s), 1e-3) << "page view " << replay.id;
  }
  EXPECT_TRUE(sandbox.take_replays().empty());
}

TEST(Sandbox, AnatomyOfAMedianPageIsItsMedian) {
  Sandbox sandbox(with_ghost());
  run_to(sandbox, 60);
  const Figures figures = look(sandbox).figures;
  for (const RegionFigures& region : figures.regions) {
    if (region.anatomy.samples < 60) continue;
    EXPECT_NEAR(region.anatomy.total_s, region.page_load.p50.value, 0.12 * region.page_load.p50.value);
  }
}

}  // namespace
}  // namespace scale::sandbox
