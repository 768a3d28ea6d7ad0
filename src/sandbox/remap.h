// The reports of the live window, carried over a reconfiguration: what has the same name keeps its past, so
// that no figure on the screen falls to zero because something else was changed.
#pragma once

#include <vector>

#include "sim/engine.h"

namespace scale::sandbox {

void remap(std::vector<sim::Interval>& intervals, const sim::Network& before, const sim::Network& after);

}  // namespace scale::sandbox
