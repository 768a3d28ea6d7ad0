#include "model/apply.h"

#include <algorithm>
#include <cstddef>

namespace scale::model {

std::optional<CommandError> apply(Architecture& architecture, const Command& command) {
  if (auto error = check(command)) return error;
  const CommandInfo& row = info(command.id);
  if (row.set == nullptr) return std::nullopt;

  Architecture changed = architecture;
  row.set(changed, command.value);
  if (std::none_of(changed.sites.begin(), changed.sites.end(), [](bool site) { return site; }))
    return CommandError{std::string(row.id),
                        std::string(row.label) + " has the only data centre left; one must stay"};
  architecture = changed;
  return std::nullopt;
}

std::vector<Command> commands_to_build(const Architecture& architecture) {
  const auto& table = command_table();
  std::vector<Command> commands;
  Architecture built;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const CommandInfo& row = table[i];
    if (row.get == nullptr || row.get(built) == row.get(architecture)) continue;
    commands.push_back({.time_s = 0, .id = static_cast<CommandId>(i), .value = row.get(architecture)});
    row.set(built, row.get(architecture));
  }
  // What is switched off comes last: on the way, too, one region must stay.
  std::stable_partition(commands.begin(), commands.end(), [](const Command& c) { return c.value != 0; });
  return commands;
}

}  // namespace scale::model
