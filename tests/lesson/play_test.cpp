#include "lesson/play.h"

#include <gtest/gtest.h>

#include <cmath>

#include "lesson/play_through.h"
#include "lesson/text_of.h"

namespace scale::lesson {
namespace {

// A small stage of its own, so that no change of a lesson file changes what these tests see.
constexpr std::string_view kStage = R"({
  "version": 1, "kind": "stage", "title": "Files", "story": "They come from afar.",
  "ramp": {"from_users": 20000, "over_s": 40},
  "architecture": {"users": 60000},
  "tools": ["cdn", "web-servers"],
  "goals": [{"measure": "slow-share", "at_most": 0.2, "for_s": 10}],
  "hints": ["Look far east", "What is it that travels?", "Switch the CDN on"],
  "notes": [{"text": "Now {0} of files are found at an edge", "with": ["cdn"],
             "when": [{"measure": "edge-hit-ratio", "at_least": 0.5}]}],
  "predictions": [{"command": "cdn", "question": "Singapore's median page will", "cause": "files are near, pages are not.",
                   "choices": ["halve or better", "fall by a third", "hardly change"], "ratios": [0.55, 0.85],
                   "measure": "page-load-p50-s", "region": "eap"}],
  "stars": [{"measure": "failed-share", "at_most": 0.01}, {"measure": "cost-usd-month", "at_most": 1}]
})";

Play stage() {
  const model::ParsedScenario parsed = model::parse_scenario(kStage);
  EXPECT_TRUE(parsed.scenario.has_value()) << (parsed.error ? model::to_text(*parsed.error) : "");
  return start_play("small", *parsed.scenario);
}

TEST(Play, TheRampArrivesAtTheStagesUsers) {
  Played played(stage());
  EXPECT_EQ(played.sandbox.architecture().users, 20'000);
  played.to(30);
  EXPECT_TRUE(is_ramping(played.play));
  EXPECT_GT(played.sandbox.architecture().users, 30'000);
  EXPECT_LT(played.sandbox.architecture().users, 60'000);
  played.to(45);
  EXPECT_FALSE(is_ramping(played.play));
  EXPECT_EQ(played.sandbox.architecture().users, 60'000);
}

TEST(Play, AGoalIsMissedUntilItsRemedyHasHeldLongEnough) {
  Played played(stage());
  played.to(110);
  EXPECT_EQ(played.play.goals[0].state, GoalState::missed);
  EXPECT_FALSE(played.play.met);
  played.act(parsed("cdn=on"));
  played.to(250);
  EXPECT_EQ(played.play.goals[0].state, GoalState::met);
  EXPECT_TRUE(played.play.met);
  EXPECT_GE(played.play.goals[0].held_s, 10);
}

TEST(Play, NothingCountsUntilAMinuteAfterUsersWereFewer) {
  Played played(stage());
  played.act(parsed("cdn=on"));
  played.to(60);
  played.act(parsed("users=50000"));
  played.to(200);
  EXPECT_FALSE(played.play.met);
  EXPECT_EQ(played.play.uncounted,
            std::string("counts after a minute with 60") + model::kThinSpace + "000 users");
  played.act(parsed("users=60000"));
  played.to(255);
  EXPECT_FALSE(played.play.met);
  played.to(280);
  EXPECT_TRUE(played.play.met);
  EXPECT_TRUE(played.play.uncounted.empty());
}

TEST(Play, NothingCountsAtAnHourOfTheLearnersChoice) {
  Played played(stage());
  played.act(parsed("cdn=on"));
  played.act(parsed("time-of-day=3"));
  played.to(200);
  EXPECT_FALSE(played.play.met);
  EXPECT_EQ(played.play.uncounted, "counts after a minute at the evening peak");
}

TEST(Play, StarsCountWhatElseHeldAndTheBestIsRemembered) {
  Played played(stage());
  played.act(parsed("cdn=on"));
  played.to(160);
  ASSERT_TRUE(played.play.met);
  EXPECT_EQ(played.play.stars_won, 2);  // failures; nothing costs $ 1
  ASSERT_TRUE(played.play.cheapest && played.play.fastest);
  const double cheap = played.play.cheapest->cost_usd_month;
  played.act(parsed("web-servers=4"));
  played.to(300);
  EXPECT_LE(played.play.cheapest->cost_usd_month, cheap);
  EXPECT_EQ(played.play.cheapest->architecture.web_servers, 2);
}

TEST(Play, ANoteAppearsOnceAndWithItsFigure) {
  Played played(stage());
  played.to(60);
  EXPECT_TRUE(played.play.notes.empty());
  played.act(parsed("cdn=on"));
  played.to(200);
  int of_file = 0, of_beliefs = 0;
  for (const PlayNote& note : played.play.notes) {
    EXPECT_TRUE(has_figure(note.words));
    ++(note.belief.empty() ? of_file : of_beliefs);
  }
  EXPECT_EQ(of_file, 1);
  EXPECT_GE(of_beliefs, 1);  // that a CDN speeds up everything
}

TEST(Play, AsksOnceBeforeTheFirstUseAndTheRunAnswers) {
  Played played(stage());
  played.to(60);
  EXPECT_EQ(to_ask(played.play, parsed("web-servers=4")), nullptr);
  const model::Prediction* question = to_ask(played.play, parsed("cdn=on"));
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->choices.size(), 3u);
  EXPECT_FALSE(guess(played.play, 3, 60));
  EXPECT_TRUE(guess(played.play, 0, 60));
  EXPECT_EQ(to_ask(played.play, parsed("cdn=on")), nullptr);
  played.act(parsed("cdn=on"));
  played.to(200);
  const PredictionState& state = played.play.predictions[0];
  EXPECT_EQ(state.asked, Asked::answered);
  EXPECT_EQ(state.guess, 0u);
  EXPECT_EQ(state.answer, 1u);  // its files come from nearby, its page does not
  EXPECT_TRUE(has(state.words, "Singapore"));
  EXPECT_TRUE(has_figure(state.words));
}

TEST(Play, ADrawnLineIsAGuessByWhereItEnds) {
  Played played(stage());
  played.to(60);
  EXPECT_FALSE(guess_line(played.play, std::vector<float>(kLinePoints, 0.4f), 60)) << "nothing was asked";
  ASSERT_NE(to_ask(played.play, parsed("cdn=on")), nullptr);
  EXPECT_TRUE(is_asking(played.play));
  EXPECT_FALSE(guess_line(played.play, {0.4f}, 60));
  std::vector<float> line(kLinePoints, 1.0f);
  line.back() = 0.7f;
  EXPECT_TRUE(guess_line(played.play, line, 60));
  EXPECT_EQ(played.play.predictions[0].guess, 1u);
  EXPECT_EQ(question_in_sight(played.play), 0u);
  played.act(parsed("cdn=on"));
  played.to(200);
  const PredictionState& state = played.play.predictions[0];
  ASSERT_EQ(state.seen.size(), kLinePoints);
  EXPECT_EQ(state.seen.front(), 1);
  EXPECT_LT(state.seen.back(), 0.9f);
}

TEST(Play, GoneBackWhatWasPlannedIsPlannedAgain) {
  Played played(stage());
  played.to(30);
  sandbox::Sandbox then = played.sandbox;
  const std::size_t next = played.play.next_scheduled;
  played.to(110);
  EXPECT_FALSE(is_ramping(played.play));
  go_back(played.play, 30);
  played.sandbox = then;
  EXPECT_EQ(played.play.next_scheduled, next);
  EXPECT_TRUE(is_ramping(played.play));
  played.to(110);
  Played straight(stage());
  straight.to(110);
  EXPECT_EQ(played.sandbox.hash(), straight.sandbox.hash());
  EXPECT_EQ(played.play.goals[0].state, straight.play.goals[0].state);
}

TEST(Play, AQuestionMayBeSkippedOrTurnedOff) {
  Played played(stage());
  ASSERT_NE(to_ask(played.play, parsed("cdn=on")), nullptr);
  skip(played.play);
  EXPECT_EQ(played.play.predictions[0].asked, Asked::skipped);
  EXPECT_EQ(to_ask(played.play, parsed("cdn=on")), nullptr);

  Play off = stage();
  off.ask_predictions = false;
  EXPECT_EQ(to_ask(off, parsed("cdn=on")), nullptr);
}

TEST(Play, AQuestionComesWhenAToolLeavesTheStateItBeginsIn) {
  Play off = stage();
  EXPECT_EQ(to_ask(off, parsed("cdn=off")), nullptr);
  EXPECT_NE(to_ask(off, parsed("cdn=on")), nullptr);

  Play on = stage();
  on.scenario.architecture.cdn = true;
  EXPECT_EQ(to_ask(on, parsed("cdn=on")), nullptr);
  EXPECT_NE(to_ask(on, parsed("cdn=off")), nullptr);
}

TEST(Play, WhatIsPlannedStrikesTheRunWithoutTheToolTooWhileAGuessWaits) {
  Play with_crash = stage();
  with_crash.schedule.push_back(parsed("server-crash"));
  with_crash.schedule.back().time_s = 300;
  Played played(std::move(with_crash));
  played.to(280);
  ASSERT_NE(to_ask(played.play, parsed("cdn=on")), nullptr);
  guess(played.play, 1, 280);
  played.act(parsed("cdn=on"));
  played.to(304);
  EXPECT_GT(played.now.figures.failed_share.value, 0);
  EXPECT_GT(played.now.ghost.failed_share.value, 0);
  EXPECT_EQ(played.now.incident_s, 300);
  played.to(360);
  EXPECT_EQ(played.play.predictions[0].asked, Asked::answered);
}

// The survivor of two servers is full of logins with and without the cache: the file's cause, which is about
// a quiet evening, would claim a change that nobody sees.
TEST(Play, OfAFigureThatAFullPartHoldsTheAnswerNamesThatPartAndNoCause) {
  const model::ParsedScenario parsed_file = model::parse_scenario(R"({
    "version": 1, "kind": "stage", "title": "A crash", "story": "One of two servers dies.",
    "architecture": {"users": 100000, "cdn": true}, "catalog": {"job_share": 0},
    "commands": [{"time_s": 40, "command": "server-crash"}],
    "goals": [{"measure": "slow-share", "at_most": 0.2, "for_s": 10}], "hints": ["a", "b", "c"],
    "predictions": [{"command": "cache", "question": "Without the cache", "cause": "no machine is near its limit.",
                     "choices": ["no", "some", "much"], "ratios": [1.1, 1.6], "measure": "response-p50-s"}]
  })");
  ASSERT_TRUE(parsed_file.scenario.has_value());
  for (const double use_s : {60.0, 100.0}) {
    Played played(start_play("crash", *parsed_file.scenario));
    played.to(use_s);
    ASSERT_NE(to_ask(played.play, parsed("cache=off")), nullptr);
    ASSERT_TRUE(guess(played.play, 0, played.sandbox.time_s()));
    played.act(parsed("cache=off"));
    played.to(use_s + 70);
    const PredictionState& state = played.play.predictions[0];
    ASSERT_EQ(state.asked, Asked::answered);
    EXPECT_FALSE(has(state.words, "no machine is near its limit")) << plain_text(state.words);
    EXPECT_TRUE(
        has(state.words, "With and without the query cache, the web servers are full, 100 % and 100 % busy"))
        << plain_text(state.words);
  }
}

PredictionState answered(std::string_view file, const char* change, double use_s) {
  const model::ParsedScenario parsed_file = model::parse_scenario(file);
  EXPECT_TRUE(parsed_file.scenario.has_value());
  Played played(start_play("small", parsed_file.scenario.value_or(model::Scenario{})));
  played.to(use_s);
  EXPECT_NE(to_ask(played.play, parsed(change)), nullptr);
  EXPECT_TRUE(guess(played.play, 0, played.sandbox.time_s()));
  played.act(parsed(change));
  played.to(use_s + 70);
  EXPECT_EQ(played.play.predictions[0].asked, Asked::answered);
  return played.play.predictions[0];
}

// What copies take over is much where the database is full, and nothing where it idles.
TEST(Play, ACauseIsGivenOnlyWithTheAnswerThatItExplains) {
  constexpr std::string_view kFile = R"({
    "version": 1, "kind": "stage", "title": "Copies", "story": "More to ask.",
    "architecture": {"users": 300000, "cdn": true, "stateless": true, "web-servers": 8, "cache": false,
                     "replicas": false, "database-cores": CORES},
    "catalog": {"job_share": 0}, "goals": [{"measure": "failed-share", "at_most": 0.01, "for_s": 10}],
    "hints": ["a", "b", "c"],
    "predictions": [{"command": "replicas", "question": "With copies", "cause": "they share the reads.",
                     "explains": "falls", "choices": ["falls", "stays"], "ratios": [0.7],
                     "measure": "response-p50-s"}]
  })";
  const auto with_cores = [&](const char* cores) {
    std::string file(kFile);
    return file.replace(file.find("CORES"), 5, cores);
  };
  const PredictionState full = answered(with_cores("1"), "replicas=on", 60);
  EXPECT_EQ(full.answer, 0u);
  EXPECT_TRUE(has(full.words, "they share the reads")) << plain_text(full.words);
  const PredictionState idle = answered(with_cores("32"), "replicas=on", 60);
  EXPECT_EQ(idle.answer, 1u);
  EXPECT_FALSE(has(idle.words, "they share the reads")) << plain_text(idle.words);
  EXPECT_TRUE(has(idle.words, "what it works on has room: the databases are")) << plain_text(idle.words);
}

TEST(Play, OfFailuresThatThereAreNeitherWithNorWithoutTheRunAnswersThatNothingHasChanged) {
  const PredictionState state = answered(R"({
    "version": 1, "kind": "stage", "title": "Calm", "story": "Nothing fails.", "architecture": {"users": 100000},
    "goals": [{"measure": "failed-share", "at_most": 0.01, "for_s": 10}], "hints": ["a", "b", "c"],
    "predictions": [{"command": "replicas", "question": "Failed pages will", "cause": "nobody is in trouble.",
                     "choices": ["halve", "stay", "double"], "ratios": [0.7, 1.5], "measure": "failed-share"}]
  })",
                                         "replicas=off", 60);
  EXPECT_EQ(state.answer, 1u);
  EXPECT_TRUE(has(state.words, "Failed pages: 0 % instead of 0 %.")) << plain_text(state.words);
}

Play planned_crash() {
  const model::ParsedScenario file = model::parse_scenario(R"({
    "version": 1, "kind": "challenge", "title": "A crash", "story": "One of two servers dies.",
    "architecture": {"users": 100000, "cdn": true}, "commands": [{"time_s": 40, "command": "server-crash"}],
    "goals": [{"measure": "failed-share", "at_most": 0.01, "for_s": 10}], "hints": ["a", "b", "c"],
    "predictions": [{"command": "server-crash", "question": "The median answer will", "cause": "they log in.",
                     "explains": "rise", "choices": ["stay", "rise"], "ratios": [2],
                     "measure": "response-p50-s"}]
  })");
  EXPECT_TRUE(file.scenario.has_value()) << (file.error ? model::to_text(*file.error) : "");
  return start_play("crash", file.scenario.value_or(model::Scenario{}));
}

TEST(Play, AsksBeforeWhatIsPlannedAndTheRunAnswersAgainstTheOneThatWasSpared) {
  Played played(planned_crash());
  played.to(32);
  EXPECT_EQ(to_ask_ahead(played.play, 39), nullptr);
  ASSERT_NE(to_ask_ahead(played.play, 42), nullptr);
  EXPECT_TRUE(is_asking(played.play));
  ASSERT_TRUE(guess(played.play, 0, 32));
  EXPECT_EQ(to_ask_ahead(played.play, 42), nullptr);
  played.to(110);
  const PredictionState& state = played.play.predictions[0];
  ASSERT_EQ(state.asked, Asked::answered);
  EXPECT_EQ(state.answer, 1u);
  EXPECT_TRUE(has(state.words, "they log in")) << plain_text(state.words);
  EXPECT_LT(played.now.ghost.failed_share.value, 0.1 * played.now.figures.failed_share.value);

  Played unasked(planned_crash());
  unasked.to(110);
  EXPECT_EQ(unasked.sandbox.hash(), played.sandbox.hash());
  EXPECT_EQ(unasked.sandbox.log(), played.sandbox.log());
}

TEST(Play, ARunThatGoesOnHasPassedTheQuestionOver) {
  Played played(planned_crash());
  played.to(32);
  ASSERT_NE(to_ask_ahead(played.play, 42), nullptr);
  played.to(44);
  EXPECT_EQ(played.play.predictions[0].asked, Asked::skipped);
  EXPECT_FALSE(guess(played.play, 0, 44));

  Play off = planned_crash();
  off.ask_predictions = false;
  EXPECT_EQ(to_ask_ahead(off, 42), nullptr);
}

// A hurried run would go on past the question in one step, were it not known where that is.
TEST(Play, KnowsWhenWhatIsPlannedAsksAndThatNothingDoesAnyMore) {
  Played played(planned_crash());
  EXPECT_EQ(asks_ahead_s(played.play), 40);
  played.to(39);
  EXPECT_EQ(asks_ahead_s(played.play), 40);
  ASSERT_NE(to_ask_ahead(played.play, asks_ahead_s(played.play)), nullptr);
  EXPECT_FALSE(std::isfinite(asks_ahead_s(played.play))) << "it is asked now";
  skip(played.play);
  EXPECT_FALSE(std::isfinite(asks_ahead_s(played.play)));
  Play off = planned_crash();
  off.ask_predictions = false;
  EXPECT_FALSE(std::isfinite(asks_ahead_s(off)));
}

TEST(Play, AsksBeforeWhatIsPlannedThoughOtherThingsComeFirst) {
  Play play = planned_crash();
  const model::Command crash = play.schedule.front();
  play.schedule = {{36, *model::find_command("users"), 110000}, crash};
  EXPECT_EQ(asks_ahead_s(play), 40);
  EXPECT_EQ(to_ask_ahead(play, 39), nullptr);
  EXPECT_NE(to_ask_ahead(play, 40), nullptr);
}

TEST(Play, AnotherChangeLeavesAGuessUnanswered) {
  Played played(stage());
  played.to(60);
  ASSERT_NE(to_ask(played.play, parsed("cdn=on")), nullptr);
  guess(played.play, 1, 60);
  played.act(parsed("cdn=on"));
  played.to(80);
  played.act(parsed("web-servers=3"));
  played.to(100);
  EXPECT_EQ(played.play.predictions[0].asked, Asked::unanswered);
}

TEST(Play, HintsOpenOneByOneAndToolsAreThoseOfTheFile) {
  Play play = stage();
  EXPECT_TRUE(open_hint(play) && open_hint(play) && open_hint(play));
  EXPECT_FALSE(open_hint(play));
  EXPECT_EQ(play.hints_opened, 3);
  EXPECT_TRUE(is_on_offer(play, "cdn"));
  EXPECT_FALSE(is_on_offer(play, "sharding"));
}

Play crash(bool stateless) {
  auto parsed = model::parse_scenario(R"({
    "version": 1, "architecture": {"users": 50000, "cdn": true, "web-servers": 3},
    "commands": [{"time_s": 20, "command": "server-crash"}],
    "goals": [{"measure": "logged-out", "at_most": 0, "after": "server-crash", "after_s": 30}]})");
  EXPECT_TRUE(parsed.scenario.has_value());
  parsed.scenario->architecture.stateless = stateless;
  return start_play("crash", *parsed.scenario);
}

TEST(Play, AGoalOfAnIncidentIsCheckedOnceForEachOfThem) {
  Played played(crash(false));
  const GoalRow& row = played.play.goals[0];
  played.to(18);
  EXPECT_EQ(row.state, GoalState::waiting);
  played.to(55);
  EXPECT_EQ(row.state, GoalState::missed);
  const double lost = row.measured;
  EXPECT_GT(lost, 0);
  played.to(80);
  EXPECT_EQ(row.measured, lost);  // later losses are not this check's
  played.act(parsed("server-crash=1"));
  played.to(90);
  EXPECT_EQ(row.state, GoalState::waiting);
  played.to(115);
  EXPECT_EQ(row.state, GoalState::missed);
  EXPECT_GE(row.checked_s, 110);
}

TEST(Play, AGoalOfAnIncidentIsMetByWhoeverIsPrepared) {
  Played played(crash(true));
  played.to(55);
  EXPECT_EQ(played.play.goals[0].state, GoalState::met);
  EXPECT_TRUE(played.play.met);
}

TEST(Play, SlicesChangeNeitherRunNorGoals) {
  Played whole(stage()), sliced(stage());
  whole.to(120);
  while (sliced.sandbox.time_s() < 120) go_on(sliced.play, sliced.sandbox, 120, 5'000);
  EXPECT_EQ(whole.sandbox.hash(), sliced.sandbox.hash());
  EXPECT_EQ(whole.sandbox.log(), sliced.sandbox.log());
}

}  // namespace
}  // namespace scale::lesson
