// Runs beside the run, on its seed and at its time: a pinned architecture, the way not taken after going
// back, another's link. Each goes its own way and may have commands of its own still to come. A value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sandbox/sandbox.h"

namespace scale::sandbox {

inline constexpr std::size_t kMostBeside = 3;

struct Beside {
  char letter = 'A';
  std::string label;  // "as it was at 3:20"
  double since_s = 0;
  Sandbox run;
  std::vector<model::Command> later;
  std::size_t next = 0;
  Snapshot now;
};

// A copy of the run as it stands, without its ghost, to go on beside it with these commands. The oldest makes
// room; letters A, B, C are given anew when free.
void put_beside(std::vector<Beside>& all, const Sandbox& run, std::string label,
                std::vector<model::Command> later = {});
void remove_beside(std::vector<Beside>& all, char letter);
// Each goes on to time_s, or all stop after about most_events; returns the events used.
std::uint64_t go_on(std::vector<Beside>& all, double time_s, std::uint64_t most_events);

}  // namespace scale::sandbox
