#include "app/headless_play.h"

#include <algorithm>
#include <cmath>

#include "app/headless.h"
#include "model/words.h"
#include "sandbox/room.h"

namespace scale::app {
namespace {

// By then everything has been looked at that is to be so.
double checked_s(const lesson::Play& play, const std::vector<model::Command>& acts) {
  constexpr double kMinute_s = 60, kLook_s = 2;
  const model::Story& story = play.scenario.story;
  double end_s = play.terms.check_from_s + kMinute_s, last_s = 0;
  for (const auto* list : {&play.schedule, &acts})
    for (const model::Command& command : *list) last_s = std::max(last_s, command.time_s);
  for (const auto* list : {&story.goals, &story.stars})
    for (const model::Goal& goal : *list)
      end_s =
          std::max(end_s, last_s + (goal.after.empty() ? kMinute_s + goal.for_s : goal.after_s + kLook_s));
  for (const model::Band& band : story.bands) end_s = std::max(end_s, band.at_s + kLook_s);
  return end_s;
}

}  // namespace

std::string no_room(std::uint64_t under_way, std::uint32_t packet, double now_s, double until_s) {
  if (under_way <= sandbox::kMostUnderWay) return "";
  const std::uint32_t larger =
      sandbox::packet_with_room(under_way, sandbox::kMostUnderWay, packet, now_s, until_s);
  return "after " + model::number_text(std::round(now_s * 10) / 10) + " s more than " +
         model::grouped(static_cast<double>(sandbox::kMostUnderWay)) +
         " packets of requests are under way at packet " + std::to_string(packet) +
         ", and there is no room for more; --packet " + std::to_string(larger) + " should have it";
}

std::string play_on(lesson::Play& play, sandbox::Sandbox& sandbox, double time_s, double until_s,
                    const std::function<void(double)>& progress) {
  for (bool there = false; !there;) {
    there = lesson::go_on(play, sandbox, time_s, sandbox::kEventsBetweenLooks) >= time_s;
    if (sandbox.under_way() > sandbox::kMostUnderWay) {
      sandbox::Snapshot now;
      sandbox.snapshot(now);
      return no_room(sandbox.under_way(), now.packet, now.time_s, until_s);
    }
    if (progress) progress(sandbox.time_s());
  }
  return "";
}

std::string watch_until(lesson::Play& play, sandbox::Sandbox& sandbox, sandbox::Snapshot& now,
                        double time_s) {
  constexpr double kLook_s = 2;
  while (sandbox.time_s() < time_s) {
    std::string problem = play_on(play, sandbox, std::min(time_s, sandbox.time_s() + kLook_s), time_s);
    if (!problem.empty()) return problem;
    sandbox.snapshot(now);
    lesson::watch(play, sandbox, now);
  }
  return "";
}

std::string watch_to_the_end(lesson::Play& play, sandbox::Sandbox& sandbox, sandbox::Snapshot& now,
                             const std::vector<model::Command>& acts) {
  constexpr double kPatience_s = 900, kStep_s = 30;
  const double end_s = std::min(checked_s(play, acts), kLongest_s);
  std::string problem = watch_until(play, sandbox, now, end_s);
  const auto& goals = play.scenario.story.goals;
  const bool to_hold =
      std::any_of(goals.begin(), goals.end(), [](const auto& goal) { return goal.after.empty(); });
  if (acts.empty() || !to_hold) return problem;
  const double latest_s = std::min(end_s + kPatience_s, kLongest_s);
  while (problem.empty() && !play.met && sandbox.time_s() < latest_s)
    problem = watch_until(play, sandbox, now, sandbox.time_s() + kStep_s);
  return problem;
}

std::string problem_line(const std::string& sentence) {
  return "!" + sentence;
}

std::string problem_in(const std::string& line) {
  return !line.empty() && line.front() == '!' ? line.substr(1) : "";
}

}  // namespace scale::app
