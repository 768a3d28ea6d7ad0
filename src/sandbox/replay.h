// A link's record played again: what it opens with, and what comes later.
#pragma once

#include <vector>

#include "sandbox/link.h"
#include "sandbox/sandbox.h"

namespace scale::sandbox {

model::Catalog catalog_of(const RunRecord& record);
// Seed, packet, constants and the commands of time 0.
Settings settings_of(const RunRecord& record);
std::vector<model::Command> later_commands(const RunRecord& record);
// The whole of it, up to time_s.
Sandbox replayed(const RunRecord& record, double time_s, bool ghost = false);

}  // namespace scale::sandbox
