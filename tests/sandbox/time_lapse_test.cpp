// At 600 times the speed nine of ten seconds are projected: every scenario here stays within a tenth of the
// same run at 60 times, where all are stepped.
#include <gtest/gtest.h>

#include <cmath>

#include "model/play.h"

namespace scale::sandbox {
namespace {

using test::command;
using test::look;
using test::run_to;

constexpr double kTolerance = 0.1;

struct Pair {
  Sandbox stepped, lapsed;
};

Pair both(test::Words opening, std::string_view users, std::uint32_t packet = 1) {
  Settings settings;
  settings.packet = packet;
  settings.ghost = false;
  for (const auto& [id, value] : opening) settings.opening.push_back(command(id, value));
  settings.opening.push_back(command("users", users));
  settings.opening.push_back(command("speed", "60"));
  Sandbox stepped(settings);
  settings.opening.back() = command("speed", "600");
  return {std::move(stepped), Sandbox(settings)};
}

void run_both(Pair& pair, double time_s) {
  run_to(pair.stepped, time_s);
  run_to(pair.lapsed, time_s);
}

void apply_both(Pair& pair, std::string_view id, std::string_view value = "") {
  ASSERT_FALSE(pair.stepped.apply(command(id, value)).has_value());
  ASSERT_FALSE(pair.lapsed.apply(command(id, value)).has_value());
}

// Within a tenth, or within what is too little to be seen.
void expect_alike(double lapsed, double stepped, double unseen, const char* what) {
  EXPECT_NEAR(lapsed, stepped, std::max(kTolerance * std::fabs(stepped), unseen)) << what;
}

float mean(const Sandbox& sandbox, double from_s, float Sample::*figure) {
  float sum = 0, n = 0;
  for (const Sample& sample : look(sandbox).whole)
    if (sample.time_s > from_s) {
      sum += sample.*figure;
      ++n;
    }
  return sum / n;
}

// What files the edges have, now.
void expect_edges_alike(const Pair& pair) {
  const Figures lapsed = pair.lapsed.last_minute(), stepped = pair.stepped.last_minute();
  expect_alike(lapsed.edge_hit_ratio, stepped.edge_hit_ratio, 0.03, "edge hit ratio");
  expect_alike(lapsed.origin_share, stepped.origin_share, 0.03, "the origin's share of the files");
}

// What pages met since then. Slow ones come in bursts, so that a tenth of the seconds knows their share to
// three points at best.
void expect_pages_alike(const Pair& pair, double from_s) {
  const auto alike = [&](float Sample::*figure, double unseen, const char* what) {
    expect_alike(mean(pair.lapsed, from_s, figure), mean(pair.stepped, from_s, figure), unseen, what);
  };
  alike(&Sample::pages_per_s, 0, "pages a second");
  alike(&Sample::load_p50_s, 0, "page load p50");
  alike(&Sample::response_p50_s, 0, "response p50");
  alike(&Sample::slow_share, 0.03, "slow pages");
  alike(&Sample::failed_per_s, 0.3, "failed a second");
}

TEST(RunInTimeLapse, TheSnapshotSaysSo) {
  Pair pair = both({}, "100000");
  run_both(pair, 10);
  EXPECT_EQ(look(pair.lapsed).stepped_share, 0.1);
  EXPECT_EQ(look(pair.stepped).stepped_share, 1);
}

TEST(RunInTimeLapse, AColdCdnWarmsUpInItsTime) {
  Pair pair = both({}, "100000");
  run_both(pair, 120);
  apply_both(pair, "cdn", "on");
  for (const double time_s : {240.0, 480.0, 1200.0, 2400.0}) {
    run_both(pair, time_s);
    SCOPED_TRACE(time_s);
    expect_edges_alike(pair);
  }
  expect_pages_alike(pair, 600);
  apply_both(pair, "cache-flush");
  run_both(pair, 2520);
  expect_edges_alike(pair);
}

// Stage 7's ramp: 15 million users write more rows than a replica applies.
TEST(RunInTimeLapse, AReplicaFallsBehindAsFast) {
  Pair pair = both({{"cdn", "on"}, {"stateless", "on"}}, "15000000", 64);
  for (const double time_s : {300.0, 900.0}) {
    run_both(pair, time_s);
    const Snapshot lapsed = look(pair.lapsed), stepped = look(pair.stepped);
    ASSERT_FALSE(lapsed.samples.empty());
    expect_alike(lapsed.samples.back().lag_s, stepped.samples.back().lag_s, 0.5, "lag");
  }
}

// A newsletter to 300 000 of a million: the queue's backlog rises, ages and drains.
TEST(RunInTimeLapse, ANewsletterAgesAndDrainsInItsTime) {
  Pair pair = both({{"cdn", "on"}, {"stateless", "on"}, {"queue", "on"}}, "1000000", 8);
  run_both(pair, 60);
  apply_both(pair, "newsletter");
  for (const double time_s : {120.0, 300.0, 600.0, 900.0}) {
    run_both(pair, time_s);
    const Jobs lapsed = look(pair.lapsed).figures.jobs, stepped = look(pair.stepped).figures.jobs;
    SCOPED_TRACE(time_s);
    expect_alike(lapsed.waiting, stepped.waiting, 300, "messages waiting");
    expect_alike(lapsed.age_s, stepped.age_s, 2, "age");
  }
  expect_pages_alike(pair, 60);
}

// Half the users lose their sessions and log in anew, which drowns the survivor for minutes: all of them are
// stepped. Then the sessions, of 26 minutes, spread over both servers again.
TEST(RunInTimeLapse, ACrashWithStickySessionsTakesItsCourse) {
  Pair pair = both({{"cdn", "on"}}, "100000");
  run_both(pair, 60);
  apply_both(pair, "server-crash", "0");
  run_both(pair, 1200);
  const Figures lapsed = look(pair.lapsed).figures, stepped = look(pair.stepped).figures;
  expect_alike(lapsed.sessions_lost, stepped.sessions_lost, 100, "sessions lost");
  for (const auto& [time_s, unseen] : {std::pair{1200.0, 150.0}, std::pair{1800.0, 150.0}}) {
    run_both(pair, time_s);
    const Snapshot at_600 = look(pair.lapsed), at_60 = look(pair.stepped);
    const auto sessions = [](const Snapshot& snapshot, std::size_t server) {
      return static_cast<double>(test::node(snapshot, "web.eu")->members[server].sessions);
    };
    for (const std::size_t server : {0, 1})
      expect_alike(sessions(at_600, server), sessions(at_60, server), unseen, "sessions");
  }
  run_both(pair, 2700);
  expect_pages_alike(pair, 1200);
}

// As many pages as in a run that begins at that hour.
TEST(RunInTimeLapse, ADayHasItsEveningAndItsNight) {
  Sandbox day = test::play({{"cdn", "on"}, {"users", "100000"}, {"time-of-day", "20"}, {"speed", "600"}});
  for (const auto& [after_h, hour] : {std::pair{4, "24"}, std::pair{9, "5"}, std::pair{16, "12"}}) {
    run_to(day, after_h * 3600);
    Sandbox then = test::play({{"cdn", "on"}, {"users", "100000"}, {"time-of-day", hour}, {"speed", "60"}});
    run_to(then, 120);
    SCOPED_TRACE(hour);
    expect_alike(look(day).figures.pages_per_s, look(then).figures.pages_per_s, 0, "pages a second");
  }
}

TEST(RunInTimeLapse, WhatSingleRequestsCanStepWholeIsSteppedWhole) {
  for (const auto& [users, share] : {std::pair{"500", 1.0}, std::pair{"100000", 0.1}}) {
    Sandbox run = test::play({{"users", users}, {"speed", "600"}}, 1, 0);
    run_to(run, 30);
    EXPECT_DOUBLE_EQ(look(run).stepped_share, share) << users;
  }
}

}  // namespace
}  // namespace scale::sandbox
