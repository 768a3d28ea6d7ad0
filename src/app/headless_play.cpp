#include "app/headless_play.h"

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

std::string problem_line(const std::string& sentence) {
  return "!" + sentence;
}

std::string problem_in(const std::string& line) {
  return !line.empty() && line.front() == '!' ? line.substr(1) : "";
}

}  // namespace scale::app
