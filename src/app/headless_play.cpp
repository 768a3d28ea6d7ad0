#include "app/headless_play.h"

#include <algorithm>
#include <cmath>

#include "model/words.h"
#include "sandbox/room.h"

namespace scale::app {

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

double checked_s(const lesson::Play& play, const std::vector<model::Command>& acts) {
  constexpr double kMinute_s = 60, kLook_s = 2;
  const model::Story& story = play.scenario.story;
  double end_s = play.check_from_s + kMinute_s, last_s = 0;
  for (const auto* list : {&play.schedule, &acts})
    for (const model::Command& command : *list) last_s = std::max(last_s, command.time_s);
  for (const auto* list : {&story.goals, &story.stars})
    for (const model::Goal& goal : *list)
      end_s =
          std::max(end_s, last_s + (goal.after.empty() ? kMinute_s + goal.for_s : goal.after_s + kLook_s));
  for (const model::Band& band : story.bands) end_s = std::max(end_s, band.at_s + kLook_s);
  return end_s;
}

std::string problem_line(const std::string& sentence) {
  return "!" + sentence;
}

std::string problem_in(const std::string& line) {
  return !line.empty() && line.front() == '!' ? line.substr(1) : "";
}

}  // namespace scale::app
