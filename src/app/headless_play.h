// How the headless command makes a run go on: in slices, between which it looks whether there is room.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lesson/play.h"

namespace scale::app {

// "after 5.8 s more than 4 000 000 packets ...; --packet 16 should have it", where there is no room left.
std::string no_room(std::uint64_t under_way, std::uint32_t packet, double now_s, double until_s);

// Goes on to time_s, and tells `progress` of each slice; until_s is where the run is to end. A sentence where
// it had to stop.
std::string play_on(lesson::Play& play, sandbox::Sandbox& sandbox, double time_s, double until_s,
                    const std::function<void(double)>& progress = nullptr);

// The same, looked at on the way as a screen does.
std::string watch_until(lesson::Play& play, sandbox::Sandbox& sandbox, sandbox::Snapshot& now, double time_s);
// Until all that a lesson checks has been looked at, after what it has planned and these commands. What moves
// rows takes its time: goals that are to hold have up to a quarter of an hour more to be met.
std::string watch_to_the_end(lesson::Play& play, sandbox::Sandbox& sandbox, sandbox::Snapshot& now,
                             const std::vector<model::Command>& acts);

// What a process hands back in place of its line.
std::string problem_line(const std::string& sentence);
// The sentence in such a line; empty where it is another.
std::string problem_in(const std::string& line);

}  // namespace scale::app
