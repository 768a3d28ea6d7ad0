// Turning the steps of all classes into the engine's instructions, and keeping old ones while requests are in
// them.
#pragma once

#include "sim/state.h"

namespace scale::sim {

void compile_programs(EngineState& e);

}  // namespace scale::sim
