#include "lesson/sentence.h"

#include <gtest/gtest.h>

#include "lesson/format.h"
#include "lesson/text_of.h"

namespace scale::lesson {
namespace {

TEST(Headline, BeforeTheFirstPagesItSaysForHowMany) {
  sandbox::Sandbox run = sandbox_of({"users=100000"});
  const Headline said = headline(at(run, 0));
  EXPECT_TRUE(has(said.words, "first pages"));
  EXPECT_TRUE(has_run(said.words, {count(100e3), Emphasis::number}));
}

TEST(Headline, OfTheStartNamesDistanceAndTheLineThatIsNearlyFull) {
  sandbox::Sandbox run = sandbox_of({"users=100000"});
  const sandbox::Snapshot now = at(run, 60);
  const Headline said = headline(now);
  EXPECT_TRUE(has(said.words, "distance"));
  EXPECT_TRUE(has(said.words, "Singapore"));
  EXPECT_TRUE(has_run(said.words, {percent(now.figures.slow_share.value), Emphasis::warning}));
  EXPECT_TRUE(has(said.words, "The web servers' line is at its limit"));
  EXPECT_FALSE(said.alarm);
}

TEST(Headline, GoesByTheRunsOwnConstants) {
  const auto said = [](double job_share) {
    sandbox::Settings settings;
    settings.catalog.job_share = job_share;
    settings.opening = {parsed("users=100000"), parsed("cdn=on"), parsed("web-servers=1")};
    sandbox::Sandbox run(settings);
    return headline(at(run, 60)).words;
  };
  EXPECT_TRUE(has(said(0.01), "does slow work itself"));
  EXPECT_FALSE(has(said(0), "does slow work itself"));
}

TEST(Headline, AfterACdnSaysWhatFellFromTheGhostAndWhatDidNot) {
  sandbox::Sandbox run = sandbox_of({"users=100000"});
  run.run_until(40, UINT64_MAX);
  run.apply(parsed("cdn=on"));
  const sandbox::Snapshot now = at(run, 100);
  const Headline said = headline(now);
  EXPECT_TRUE(has(said.words, "Slow pages fell from"));
  EXPECT_TRUE(has_run(said.words, {percent(now.figures.slow_share.value), Emphasis::good}));
  EXPECT_TRUE(
      has_run(said.words, {without_unit_of(percent(now.ghost.slow_share.value), "1 %"), Emphasis::ghost}));
  EXPECT_TRUE(has(said.words, "The first byte where it is slowest stays at"));
}

TEST(Headline, AChangeThatDoesNothingIsNotPraised) {
  sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on"});
  run.run_until(40, UINT64_MAX);
  run.apply(parsed("web-servers=4"));
  const Headline said = headline(at(run, 100));
  EXPECT_TRUE(has(said.words, "hardly anything has changed so far"));
  EXPECT_FALSE(has(said.words, "fell"));
}

TEST(Headline, WherePagesFailWithAndWithoutAChangeItSpeaksOfThoseThatFail) {
  sandbox::Sandbox run = sandbox_of({"users=1500000"});
  run.run_until(40, UINT64_MAX);
  run.apply(parsed("stateless=on"));
  const Headline said = headline(at(run, 60));
  EXPECT_TRUE(has(said.words, "hardly anything has changed so far")) << plain_text(said.words);
  EXPECT_TRUE(has(said.words, "of pages fail")) << plain_text(said.words);
  EXPECT_FALSE(has(said.words, "take over")) << plain_text(said.words);
}

TEST(Headline, ACrashIsToldInItsCourse) {
  sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on"});
  run.run_until(40, UINT64_MAX);
  run.apply(parsed("server-crash"));
  EXPECT_TRUE(has(headline(at(run, 43)).words, "the balancer has yet to notice"));
  const Headline later = headline(at(run, 90));
  EXPECT_TRUE(has(later.words, "sessions were lost with the server that died"));
  EXPECT_TRUE(later.alarm);
}

TEST(Headline, WithASessionStoreTheCrashLogsNobodyOut) {
  const auto crashed = [](const char* servers) {
    sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on", "stateless=on", servers});
    run.run_until(40, UINT64_MAX);
    run.apply(parsed("server-crash"));
    return at(run, 120);
  };
  const Headline said = headline(crashed("web-servers=4"));
  EXPECT_TRUE(has(said.words, "A server died"));
  EXPECT_TRUE(has(said.words, "0 sessions were lost"));
  // Where the one that is left cannot carry on, that is told.
  const sandbox::Snapshot too_few = crashed("web-servers=2");
  ASSERT_GT(too_few.figures.failed_share.value, 0.1);
  EXPECT_TRUE(has(headline(too_few).words, "failed pages went from"));
}

// A lost region fails its users until the names lead elsewhere; afterwards it was not nothing.
TEST(Headline, WhatAnIncidentDidIsStillToldWhenItHasPassed) {
  sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on", "stateless=on", "regions=on"});
  run.run_until(40, UINT64_MAX);
  run.apply(parsed("region-outage=na"));
  EXPECT_TRUE(has(headline(at(run, 80)).words, "failed pages went from")) << "it is felt now";
  const sandbox::Snapshot later = at(run, 400);
  ASSERT_GT(later.since_incident.error_s, 30);
  const Words said = headline(later).words;
  EXPECT_TRUE(has(said, "with errors, in which")) << plain_text(said);
  EXPECT_TRUE(has_run(said, number(count(later.since_incident.failed_pages)))) << plain_text(said);
  EXPECT_FALSE(headline(later).alarm);
}

TEST(Headline, FailuresNameTheirReason) {
  sandbox::Sandbox run = sandbox_of({"users=400000"});
  const Headline said = headline(at(run, 60));
  EXPECT_TRUE(said.alarm);
  EXPECT_TRUE(has(said.words, "given up by users after 10 s"));
}

TEST(Headline, KeyStaysWhenOnlyTheFiguresMove) {
  sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on", "web-servers=4"});
  const Headline first = headline(at(run, 60)), second = headline(at(run, 70));
  EXPECT_EQ(first.key, second.key);
  run.apply(parsed("server-crash"));
  EXPECT_NE(headline(at(run, 80)).key, first.key);
}

TEST(Headline, NeverStandsWithoutAFigureOfTheRun) {
  for (const char* incident :
       {"server-crash", "spike", "deploy", "cache-flush", "file-change", "store-restart"}) {
    sandbox::Sandbox run = sandbox_of({"users=100000", "cdn=on", "stateless=on"});
    run.run_until(20, UINT64_MAX);
    run.apply(parsed(incident));
    for (const double time_s : {20.5, 23.0, 60.0})
      EXPECT_TRUE(has_figure(headline(at(run, time_s)).words)) << incident;
  }
}

sandbox::Snapshot made_after(const char* change, double failed, double failed_then, double slow,
                             double slow_then) {
  sandbox::Snapshot run;
  run.has_ghost = true;
  run.ghost_without = parsed(change);
  run.time_s = 100;
  run.ghost_since_s = run.incident_s = 50;
  run.figures.window_s = run.ghost.window_s = 60;
  run.figures.failed_share = {failed, 1000, true};
  run.figures.slow_share = {slow, 1000, true};
  run.ghost.failed_share = {failed_then, 1000, true};
  run.ghost.slow_share = {slow_then, 1000, true};
  return run;
}

TEST(Headline, AnIncidentAmongPagesThatFailOrAreSlowAnywayIsNotSaidToGoUnnoticed) {
  const Words failing = headline(made_after("report", 0.97, 0.97, 0.2, 0.2)).words;
  EXPECT_FALSE(has(failing, "hardly")) << plain_text(failing);
  EXPECT_TRUE(has(failing, "97 % of pages fail with it, 97 % without")) << plain_text(failing);
  const Words slow = headline(made_after("report", 0, 0, 0.5, 0.5)).words;
  EXPECT_FALSE(has(slow, "hardly")) << plain_text(slow);
  EXPECT_TRUE(has(slow, "50 % take over")) << plain_text(slow);
  EXPECT_TRUE(has(headline(made_after("report", 0, 0, 0.01, 0.01)).words, "hardly a page shows it"));
}

TEST(Headline, OfAnIncidentIsNotToldWhatRoundsToNoChange) {
  const Words slow = headline(made_after("report", 0, 0, 0.4, 0.1)).words;
  EXPECT_FALSE(has(slow, "failed")) << plain_text(slow);
  EXPECT_TRUE(has(slow, "slow pages went from 10 % to 40 %")) << plain_text(slow);
  const Words failing = headline(made_after("report", 0.4, 0.1, 0.2, 0.2)).words;
  EXPECT_FALSE(has(failing, "slow")) << plain_text(failing);
  EXPECT_TRUE(has(failing, "failed pages went from 10 % to 40 %")) << plain_text(failing);
}

TEST(Headline, WherePagesAreRareItSaysHowManyCameLastAndNotThatTheFirstAreOnTheirWay) {
  sandbox::Snapshot run = made_after("web-servers=3", 0, 0, 0, 0);
  run.architecture.users = 1000;
  run.time_s = 600;
  run.figures.failed_share.samples = 26;
  const Words early = headline(run).words;
  EXPECT_TRUE(has(early, "26 pages in the last 60 s, too few")) << plain_text(early);
  run.has_ghost = false;
  const Words rare = headline(run).words;
  EXPECT_FALSE(has(rare, "first pages")) << plain_text(rare);
  EXPECT_TRUE(has(rare, "26 in the last 60 s")) << plain_text(rare);
  run.time_s = 20;
  EXPECT_TRUE(has(headline(run).words, "first pages"));
}

TEST(Headline, NamesWhatWasChangedWithoutUnitAndWithoutRegionsWhereThereIsOne) {
  sandbox::Snapshot run = made_after("web-servers=3", 0, 0, 0, 0);
  EXPECT_TRUE(has(headline(run).words,
                  "Web servers: hardly anything has changed so far. 0 % of pages take over 2 s,"))
      << plain_text(headline(run).words);
  run.architecture.sites[0] = true;
  EXPECT_TRUE(has(headline(run).words, "Web servers in each region: hardly"));
  EXPECT_TRUE(has(headline(made_after("cdn-ttl=60", 0, 0, 0, 0)).words, "Time to live at the edges: hardly"));
}

TEST(Headline, OfOneSpeaksInTheSingular) {
  sandbox::Snapshot run = made_after("server-crash", 0, 0, 0, 0);
  run.since_incident.failed_pages = run.since_incident.sessions_lost = 1;
  EXPECT_TRUE(has(headline(run).words, "1 page failed and 1 session was lost"))
      << plain_text(headline(run).words);
}

TEST(Headline, WhenNoMessageWaitsAnyMoreItSaysThatAllHasBeenWorkedOff) {
  sandbox::Snapshot run = made_after("broker-down", 0, 0, 0, 0);
  run.architecture.queue = true;
  run.figures.jobs.waiting = 1;
  EXPECT_TRUE(has(headline(run).words, "1 message waits")) << plain_text(headline(run).words);
  run.figures.jobs.waiting = 0;
  EXPECT_TRUE(has(headline(run).words, "worked off")) << plain_text(headline(run).words);
  run.ghost_without = parsed("newsletter");
  EXPECT_TRUE(has(headline(run).words, "No message is left waiting")) << plain_text(headline(run).words);
}

}  // namespace
}  // namespace scale::lesson
