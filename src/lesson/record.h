// A run as a scenario file holds it and as a link holds it, there and back. A link has no words: of a
// lesson it keeps the run alone, with the ramp as the commands that it is.
#pragma once

#include "model/scenario.h"
#include "sandbox/link.h"

namespace scale::lesson {

// What is built at the start as commands at time 0, then ramp and commands, on whole ticks.
sandbox::RunRecord record_of(const model::Scenario& scenario);
model::Scenario scenario_of(const sandbox::RunRecord& record);

}  // namespace scale::lesson
