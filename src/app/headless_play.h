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

// By then all that a lesson checks has been looked at, after what it has planned and these commands.
double checked_s(const lesson::Play& play, const std::vector<model::Command>& acts);

// What a process hands back in place of its line.
std::string problem_line(const std::string& sentence);
// The sentence in such a line; empty where it is another.
std::string problem_in(const std::string& line);

}  // namespace scale::app
