#include "lesson/pace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lesson/lessons.h"
#include "lesson/measure.h"
#include "lesson/play_through.h"

namespace scale::lesson {
namespace {

sandbox::Snapshot moment(double time_s, double speed) {
  sandbox::Snapshot now;
  now.time_s = time_s;
  now.speed = speed;
  return now;
}

sandbox::Snapshot with_incident(double time_s, double speed, double incident_s) {
  sandbox::Snapshot now = moment(time_s, speed);
  now.incident_s = incident_s;
  return now;
}

TEST(Pace, AnIncidentIsSeenAtTenTimesTheSpeedForAMinute) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, moment(100, 60), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(101, 60, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(130, 10, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(161, 10, 100), false), 60);
  EXPECT_EQ(speed_now(pace, with_incident(162, 60, 100), false), std::nullopt);
}

TEST(Pace, ASecondIncidentProlongsTheMinute) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 600, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(150, 10, 149), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(170, 10, 149), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(210, 10, 149), false), 600);
}

TEST(Pace, WhoeverChoosesASpeedKeepsIt) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 60, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(110, 600, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(200, 600, 100), false), std::nullopt);
}

TEST(Pace, SlowRunsStayAsTheyAre) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 1, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(200, 1, 100), false), std::nullopt);
}

TEST(Pace, TheFirstFullMachineOfARampIsSeenOnce) {
  Pace pace;
  sandbox::Snapshot now = moment(50, 60);
  now.nodes.resize(2);
  now.nodes[1].busiest = 0.84;
  EXPECT_EQ(speed_now(pace, now, true), std::nullopt);
  now.nodes[1].busiest = 0.86;
  EXPECT_EQ(speed_now(pace, now, true), 10);
  now.speed = 10;
  now.time_s = 111;
  EXPECT_EQ(speed_now(pace, now, true), 60);
  now.speed = 60;
  EXPECT_EQ(speed_now(pace, now, true), std::nullopt);
  EXPECT_EQ(speed_now(pace, now, false), std::nullopt);
}

// Between the first part that is 85 % busy and one page in five failing, where load is the trouble.
double readable_s(std::string_view name) {
  Played played(lesson(name), false);
  double busy_s = -1;
  const double end = played.play.terms.check_from_s + 120;
  while (played.sandbox.time_s() < end) {
    played.to(played.sandbox.time_s() + 4);
    const auto& nodes = played.now.nodes;
    const bool busy = std::any_of(nodes.begin(), nodes.end(),
                                  [](const sandbox::NodeView& node) { return node.busiest >= 0.85; });
    if (busy && busy_s < 0) busy_s = played.now.time_s;
    if (played.now.figures.failed_share.value > 0.2) break;
  }
  EXPECT_LE(played.sandbox.speed(), 10) << name;
  return busy_s < 0 ? end : played.sandbox.time_s() - busy_s;
}

TEST(Pace, BetweenFineAndDeadThereIsAMinuteToReadLong) {
  for (const LessonInfo& stage : kStages) {
    const bool ramps = lesson(stage.name).scenario.story.ramp.has_value();
    if (ramps) {
      EXPECT_GE(readable_s(stage.name), 60) << stage.name;
    }
  }
}

// A stage's first planned incident, watched as a program does: looked at every two seconds, at the pace that
// the lesson sets. Of each goal about it, what the learner reads.
struct Watched {
  double from_s = 0, to_s = 0, fastest = 0;
  std::vector<std::vector<double>> read;  // of each goal; NaN where there were too few pages to tell
};

bool is_missed(const model::Goal& goal, double value) {
  return !std::isnan(value) && !within(goal.limit, value);
}

// Three looks or more at which it is still met, and no step that is half of the way.
bool is_readable(const model::Goal& goal, const std::vector<double>& read) {
  if (read.empty() || !is_missed(goal, read.back())) return false;
  std::size_t fine = 0;
  while (fine < read.size() && within(goal.limit, read[fine])) ++fine;
  double most = 0;
  for (std::size_t i = 1; i < read.size(); ++i) {
    if (std::isnan(read[i])) return false;
    most = std::max(most, std::fabs(read[i] - read[i - 1]));
  }
  return fine >= 3 && most < 0.5 * std::fabs(read.back() - read.front());
}

// A minute has passed, and a goal has gone from met to missed; or all have been looked at for good.
bool has_been_seen(const Watched& watched, const model::Story& story) {
  if (watched.to_s < watched.from_s + 60) return false;
  for (std::size_t i = 0; i < story.goals.size(); ++i)
    if (is_readable(story.goals[i], watched.read[i])) return true;
  return watched.to_s >= watched.from_s + story.goals.front().after_s;
}

Watched watch_incident(std::string_view name) {
  constexpr double kLook_s = 2;
  Played played(lesson(name), false);
  const model::Story& story = played.play.scenario.story;
  Watched watched{.read = std::vector<std::vector<double>>(story.goals.size())};
  for (const model::Command& planned : played.play.schedule)
    if (watched.from_s == 0 && model::info(planned.id).kind == model::CommandKind::incident)
      watched.from_s = planned.time_s;
  Pace pace;
  while (!has_been_seen(watched, story)) {
    if (watched.to_s >= watched.from_s) watched.fastest = std::max(watched.fastest, played.sandbox.speed());
    watched.to_s += kLook_s;
    played.to(watched.to_s);
    if (const auto speed = speed_now(pace, played.now, is_ramping(played.play)))
      played.act({0, *model::find_command("speed"), *speed});
    if (watched.to_s < watched.from_s) continue;
    for (std::size_t i = 0; i < story.goals.size(); ++i) {
      const GoalRow& row = played.play.goals[i];
      watched.read[i].push_back(row.value == "too few yet" ? std::nan("") : row.measured);
    }
  }
  return watched;
}

void expect_readable_incident(std::string_view name) {
  const Watched watched = watch_incident(name);
  EXPECT_LE(watched.fastest, 10) << name;
  const model::Story story = lesson(name).scenario.story;
  bool readable = false;
  std::string account;
  for (std::size_t i = 0; i < story.goals.size(); ++i) {
    readable = readable || is_readable(story.goals[i], watched.read[i]);
    account += "\n" + subject_text(story.goals[i].limit) + ":";
    for (const double value : watched.read[i]) account += " " + std::to_string(value);
  }
  EXPECT_TRUE(readable) << name << account;
}

TEST(Pace, AnIncidentIsReadFromFineToMissed) {
  for (const char* name : {"stage-500", "stage-1000", "stage-10000", "stage-4-crash"})
    expect_readable_incident(name);
}

TEST(Pace, EveryPlannedIncidentIsReadFromFineToMissedLong) {
  int incidents = 0, ramps = 0;
  for (const LessonInfo& stage : kStages) {
    const Play play = lesson(stage.name);
    const bool strikes =
        std::any_of(play.schedule.begin(), play.schedule.end(), [](const model::Command& planned) {
          return model::info(planned.id).kind == model::CommandKind::incident;
        });
    if (strikes) expect_readable_incident(stage.name);
    incidents += strikes;
    ramps += play.scenario.story.ramp && !strikes;
  }
  // But for the first, in which nothing fails, each has the one or the other.
  EXPECT_EQ(incidents + ramps + 1, static_cast<int>(std::size(kStages)));
}

}  // namespace
}  // namespace scale::lesson
