// Everything that changes a run is a Command: a simulated time, a row of the one table below, a number.
// Log, link, replay, help, the URL and the controls for screen readers are made from this table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/architecture.h"

namespace scale::model {

enum class CommandKind : std::uint8_t {
  toggle,    // 0 or 1
  count,     // a whole number in [low, high]
  amount,    // a number in [low, high]
  choice,    // the position of one of `choices`
  incident,  // happens at its time; value is which one of several (a server, a region), or 0
};

enum class CommandGroup : std::uint8_t { demand, tools, sizes, incidents, time };

struct CommandInfo {
  std::string_view id = {};  // the word used everywhere: "cdn", "server-crash"
  CommandKind kind = CommandKind::toggle;
  CommandGroup group = CommandGroup::tools;
  double low = 0, high = 0, initial = 0;
  // "pull push dynamic", in order. Of an incident: what it may strike. Of an amount: its only values.
  std::string_view choices = {};
  std::string_view label = {};  // as on screen: "CDN"
  std::string_view gain = {};   // one line: what it gives
  std::string_view price = {};  // one line: what it costs
  int stage = 0;                // the first stage that offers it: 0 prologue, 4..7, 8 finale
  bool available = false;       // its mechanism exists; check() refuses the others
  // What it is in the architecture; null where it is not part of it (incidents, speed, time of day).
  double (*get)(const Architecture&) = nullptr;
  void (*set)(Architecture&, double) = nullptr;
};

// A command's id is its row: rows are only ever added at the end, since links hold them.
using CommandId = std::uint16_t;

const std::vector<CommandInfo>& command_table();
const CommandInfo& info(CommandId id);
std::optional<CommandId> find_command(std::string_view id);

struct Command {
  double time_s = 0;
  CommandId id = 0;
  double value = 0;

  friend bool operator==(const Command&, const Command&) = default;
};

// Refuses what the table does not allow: {"users", "users must be 1 to 500000000, not -3"}.
struct CommandError {
  std::string field, message;
};
std::optional<CommandError> check(const Command& command);

// "cdn=on", "users=250000", "cdn-mode=push", "server-crash" -> a command at time 0, or what is wrong with it.
struct ParsedCommand {
  std::optional<Command> command;
  std::optional<CommandError> error;
};
ParsedCommand parse_command(std::string_view id, std::string_view value);
std::string to_text(const Command& command);

// "na", "pull" or "on" of a value, where it has a word; else the number.
std::string value_text(const CommandInfo& row, double value);
// 1 to 500000000; pull, push or dynamic; on or off.
std::string allowed_text(const CommandInfo& row);

}  // namespace scale::model
