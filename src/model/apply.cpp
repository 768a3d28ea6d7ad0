#include "model/apply.h"

#include <algorithm>
#include <cstddef>

namespace scale::model {

namespace {

// What is switched off comes last: on the way, too, one region must stay.
void put_switched_off_last(std::vector<Command>& commands) {
  std::stable_partition(commands.begin(), commands.end(), [](const Command& c) { return c.value != 0; });
}

// In the table's order, each with its value in `wanted`.
std::vector<Command> rows_that_differ(const Architecture& wanted, const Architecture& from) {
  const auto& table = command_table();
  std::vector<Command> rows;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const CommandInfo& row = table[i];
    if (row.get != nullptr && row.get(wanted) != row.get(from))
      rows.push_back({.time_s = 0, .id = static_cast<CommandId>(i), .value = row.get(wanted)});
  }
  return rows;
}

}  // namespace

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
  put_switched_off_last(commands);
  return commands;
}

std::vector<Command> commands_to_restore(const Architecture& before, const Architecture& changed) {
  std::vector<Command> rows = rows_that_differ(before, changed);
  for (const Command& command : rows) {
    Architecture restored = changed;
    info(command.id).set(restored, command.value);
    if (rows_that_differ(before, restored).empty()) return {command};
  }
  std::reverse(rows.begin(), rows.end());  // in the table tools stand before the sizes that they set
  put_switched_off_last(rows);
  std::vector<Command> commands;
  Architecture restored = changed;
  for (const Command& command : rows) {
    const CommandInfo& row = info(command.id);
    if (row.get(restored) == command.value) continue;
    row.set(restored, command.value);
    commands.push_back(command);
  }
  return commands;
}

}  // namespace scale::model
