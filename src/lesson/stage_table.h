// The scenario table: each stage from one user to 500 million as the right architecture, as it was before,
// and with each of its mechanisms taken away. A stage is a scenario file: its architecture is what is there
// at the start, the commands of its first solution make it right, its goals say what right means.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/scenario.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Variant {
  std::string name;  // "right", "start", "without cdn"
  model::Architecture architecture;
};

struct GoalReading {
  model::Goal goal;
  double value = 0;
  bool met = false;
};

struct VariantRun {
  sandbox::Figures figures;  // of the last minute, or longer where that has too few pages
  double failed_pages = 0;   // since the incident, or the start
  double cost_usd_month = 0;
  std::string bottleneck;  // id of the busiest node over 70 %; empty: none
  double busiest = 0;      // of any node
  std::vector<GoalReading> goals;
  bool met = false;                // all of them
  std::uint32_t needs_packet = 0;  // it had no room for its requests and stopped (sandbox/room.h)
};

model::Architecture right_architecture(const model::Scenario& stage);
// The right one first, then the start where it differs, then each toggle of the right one taken away.
std::vector<Variant> variants(const model::Scenario& stage);
// Plays the stage's incidents on it and looks at the goals when they are due. packet 0: by the rule.
VariantRun run_variant(const model::Scenario& stage, const model::Architecture& architecture,
                       std::uint64_t seed, std::uint32_t packet = 0);

}  // namespace scale::lesson
