// Commands to and from text. A wrong one gets a sentence that names what would have been right.
#include "model/command.h"

#include <cmath>
#include <cstddef>

#include "model/words.h"

namespace scale::model {

namespace {

std::string text_of(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return text;
}

bool whole(CommandKind kind) {
  return kind != CommandKind::amount;
}

// A choice or what an incident strikes is said by its word.
bool spoken(const CommandInfo& row) {
  return row.kind != CommandKind::amount && !row.choices.empty();
}

CommandError out_of_range(const CommandInfo& row, std::string_view given) {
  return {std::string(row.id), text_of({row.id, " must be ", allowed_text(row), ", not ", given})};
}

bool one_of_its_values(const CommandInfo& row, double value) {
  if (row.kind != CommandKind::amount || row.choices.empty()) return true;
  for (std::string_view word : split_words(row.choices))
    if (parse_number(word) == value) return true;
  return false;
}

std::vector<std::string_view> value_words(const CommandInfo& row) {
  if (row.kind == CommandKind::toggle) return {"off", "on"};
  return spoken(row) ? split_words(row.choices) : std::vector<std::string_view>{};
}

std::optional<double> parse_value(const CommandInfo& row, std::string_view text) {
  const std::vector<std::string_view> words = value_words(row);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == text) return static_cast<double>(i);
  return parse_number(text);
}

CommandError wrong_value(const CommandInfo& row, std::string_view given) {
  CommandError error = out_of_range(row, given);
  error.message += nearest_words(given, value_words(row));
  return error;
}

CommandError unknown(std::string_view id) {
  std::vector<std::string_view> known;
  for (const CommandInfo& row : command_table()) known.push_back(row.id);
  return {std::string(id), text_of({"unknown command ", id, nearest_words(id, known)})};
}

}  // namespace

const CommandInfo& info(CommandId id) {
  return command_table()[id];
}

std::optional<CommandId> find_command(std::string_view id) {
  const auto& table = command_table();
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].id == id) return static_cast<CommandId>(i);
  return std::nullopt;
}

std::string allowed_text(const CommandInfo& row) {
  if (row.kind == CommandKind::toggle) return "on or off";
  if (!row.choices.empty()) return join_or(split_words(row.choices));
  if (row.low == row.high) return number_text(row.low);
  const std::string range = number_text(row.low) + " to " + number_text(row.high);
  return whole(row.kind) ? "a whole number, " + range : range;
}

std::string value_text(const CommandInfo& row, double value) {
  const std::vector<std::string_view> words = value_words(row);
  const bool has_word = value >= 0 && value < static_cast<double>(words.size()) && value == std::trunc(value);
  return has_word ? std::string(words[static_cast<std::size_t>(value)]) : number_text(value);
}

std::optional<CommandError> check(const Command& command) {
  if (command.id >= command_table().size())
    return CommandError{"id", text_of({"no command has the number ", number_text(command.id)})};
  const CommandInfo& row = info(command.id);
  if (!(command.time_s >= 0) || !std::isfinite(command.time_s))
    return CommandError{std::string(row.id), text_of({row.id, " needs a time of 0 or later"})};
  const bool fits = command.value >= row.low && command.value <= row.high &&
                    (!whole(row.kind) || command.value == std::trunc(command.value)) &&
                    one_of_its_values(row, command.value);
  if (!fits) return out_of_range(row, number_text(command.value));
  if (!row.available) return CommandError{std::string(row.id), text_of({row.id, " is not built yet"})};
  return std::nullopt;
}

ParsedCommand parse_command(std::string_view id, std::string_view value) {
  const std::optional<CommandId> found = find_command(id);
  if (!found) return {std::nullopt, unknown(id)};
  const CommandInfo& row = info(*found);

  Command command{.time_s = 0, .id = *found, .value = row.initial};
  if (value.empty()) {
    if (row.kind == CommandKind::toggle)
      command.value = 1;
    else if (row.kind != CommandKind::incident)
      return {std::nullopt,
              CommandError{std::string(id), text_of({id, " needs a value: ", allowed_text(row)})}};
  } else {
    const std::optional<double> parsed = parse_value(row, value);
    if (!parsed) return {std::nullopt, wrong_value(row, value)};
    command.value = *parsed;
  }
  if (auto error = check(command)) return {std::nullopt, std::move(error)};
  return {command, std::nullopt};
}

std::string to_text(const Command& command) {
  const CommandInfo& row = info(command.id);
  if (row.kind == CommandKind::incident && command.value == row.initial) return std::string(row.id);
  return text_of({row.id, "=", value_text(row, command.value)});
}

}  // namespace scale::model
