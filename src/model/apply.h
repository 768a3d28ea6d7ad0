// Commands and the architecture they build: one way each.
#pragma once

#include <optional>
#include <vector>

#include "model/architecture.h"
#include "model/command.h"

namespace scale::model {

// Changes the architecture; an incident, the speed and the time of day leave it as it is. A refused command
// changes nothing.
std::optional<CommandError> apply(Architecture& architecture, const Command& command);

// The fewest commands at time 0 that build this from a new Architecture: what is switched on or sized in the
// table's order, then what is switched off.
std::vector<Command> commands_to_build(const Architecture& architecture);

// Commands at time 0 that give `changed` back what it had `before`: one where one does, else first the sizes
// that a tool set (how many replicas, which sites); one site stays on the way.
std::vector<Command> commands_to_restore(const Architecture& before, const Architecture& changed);

}  // namespace scale::model
