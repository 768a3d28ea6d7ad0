// Scenario <-> JSON. Reading goes by one table of names for each object; what is not in it is refused.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "model/apply.h"
#include "model/json_writer.h"
#include "model/scenario.h"
#include "model/scenario_parts.h"
#include "model/words.h"

namespace scale::model {

using namespace reading;

namespace {

constexpr std::size_t kMostCommands = 10'000;
constexpr double kLargestExact = 9007199254740992.0;  // 2^53

// A command's value: true or false, a word, a number.
bool read_value(const Json& json, const std::string& field, const CommandInfo& row, double& out,
                Faults& faults) {
  if (row.kind == CommandKind::toggle) {
    if (json.kind != Kind::boolean) {
      faults.add(json, field, text_of({row.id, " must be true or false, not ", kind_name(json.kind)}));
      return false;
    }
    out = json.boolean ? 1 : 0;
    return true;
  }
  const bool has_words = row.kind != CommandKind::amount && !row.choices.empty();
  if (has_words && json.kind == Kind::text) {
    const std::vector<std::string_view> words = split_words(row.choices);
    const auto found = std::find(words.begin(), words.end(), json.text);
    if (found != words.end()) {
      out = static_cast<double>(found - words.begin());
      return true;
    }
    faults.add(json, field,
               text_of({row.id, " must be ", allowed_text(row), ", not ", json.text,
                        nearest_words(json.text, words)}));
    return false;
  }
  if (has_words || json.kind != Kind::number) {
    faults.add(json, field,
               text_of({row.id, " must be ", allowed_text(row), ", not ", kind_name(json.kind)}));
    return false;
  }
  out = json.number;
  return true;
}

bool allow(const Json& json, const std::string& field, const Command& command, Faults& faults) {
  const std::optional<CommandError> error = check(command);
  if (error) faults.add(json, field, error->message);
  return !error;
}

void read_architecture(const Json& json, const std::string& field, Scenario& scenario, Faults& faults) {
  if (!faults.expect(json, Kind::object, field)) return;
  const auto& table = command_table();
  std::vector<std::string_view> known;
  for (const CommandInfo& row : table)
    if (row.set != nullptr) known.push_back(row.id);

  for (std::size_t i = 0; i < json.items.size(); ++i)
    if (std::find(known.begin(), known.end(), json.names[i]) == known.end())
      faults.unknown(json.items[i], text_of({field, ".", json.names[i]}), json.names[i], known);

  // In the table's order, whatever the file's: "regions" comes before the single sites.
  for (std::size_t id = 0; id < table.size(); ++id) {
    const auto at = std::find(json.names.begin(), json.names.end(), table[id].id);
    if (table[id].set == nullptr || at == json.names.end()) continue;
    const Json& item = json.items[static_cast<std::size_t>(at - json.names.begin())];
    const std::string place = text_of({field, ".", table[id].id});
    Command command{.time_s = 0, .id = static_cast<CommandId>(id), .value = 0};
    if (!read_value(item, place, table[id], command.value, faults)) continue;
    if (command.value == table[id].initial || allow(item, place, command, faults))
      table[id].set(scenario.architecture, command.value);
  }
  const auto& sites = scenario.architecture.sites;
  if (std::none_of(sites.begin(), sites.end(), [](bool site) { return site; }))
    faults.add(json, field, "at least one of the sites must be true");
}

// One entry of "commands" as it stands in the file: its value is understood once its name is known.
struct CommandEntry {
  double time_s = 0;
  const Json* name = nullptr;
  const Json* value = nullptr;
};

constexpr Field<CommandEntry> kCommandFields[] = {
    {"time_s", [](const Json& json, const std::string& field, CommandEntry& entry,
                  Faults& faults) { read_number(json, field, 0, 1e9, entry.time_s, faults); }},
    {"command",
     [](const Json& json, const std::string&, CommandEntry& entry, Faults&) { entry.name = &json; }},
    {"value",
     [](const Json& json, const std::string&, CommandEntry& entry, Faults&) { entry.value = &json; }},
};

void read_command(const Json& json, const std::string& field, std::vector<Command>& commands,
                  Faults& faults) {
  CommandEntry entry;
  read_object(json, field, kCommandFields, entry, faults);
  if (faults.first) return;
  if (entry.name == nullptr) return faults.add(json, field, text_of({field, " needs a command"}));
  std::string id;
  if (!read_text(*entry.name, text_of({field, ".command"}), id, faults)) return;
  const std::optional<CommandId> found = find_command(id);
  if (!found) {
    std::vector<std::string_view> known;
    for (const CommandInfo& row : command_table()) known.push_back(row.id);
    return faults.unknown(*entry.name, text_of({field, ".command"}), id, known);
  }
  const CommandInfo& row = info(*found);
  Command command{.time_s = entry.time_s, .id = *found, .value = row.initial};
  const std::string place = text_of({field, ".value"});
  if (entry.value != nullptr) {
    if (!read_value(*entry.value, place, row, command.value, faults)) return;
  } else if (row.kind != CommandKind::incident) {
    return faults.add(json, place, text_of({row.id, " needs a value: ", allowed_text(row)}));
  }
  if (allow(entry.value != nullptr ? *entry.value : json, place, command, faults))
    commands.push_back(command);
}

void read_overrides(const Json& json, const std::string& field, Scenario& scenario, Faults& faults) {
  if (!faults.expect(json, Kind::object, field)) return;
  std::vector<std::string_view> known;
  for (const CatalogRow& row : catalog_rows()) known.push_back(row.name);
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const std::string& name = json.names[i];
    const CatalogRow* row = find_row(name);
    CatalogOverride entry{name, 0};
    if (row == nullptr)
      faults.unknown(json.items[i], text_of({field, ".", name}), name, known);
    else if (read_number(json.items[i], text_of({field, ".", name}), row->low, row->high, entry.value,
                         faults))
      scenario.catalog.push_back(std::move(entry));
  }
  if (!faults.first) {
    if (auto conflict = contradiction(catalog_of(scenario))) faults.add(json, field, std::move(*conflict));
  }
}

void read_seed(const Json& json, const std::string& field, Scenario& scenario, Faults& faults) {
  if (json.kind == Kind::text) {
    const char* end = json.text.data() + json.text.size();
    const auto [rest, error] = std::from_chars(json.text.data(), end, scenario.seed);
    if (error != std::errc() || rest != end)
      faults.add(json, field, "seed must be a whole number from 0 to 18446744073709551615");
    return;
  }
  double seed = 0;
  if (!read_number(json, field, 0, kLargestExact, seed, faults)) return;
  if (seed != std::trunc(seed)) return faults.add(json, field, "seed must be a whole number");
  scenario.seed = static_cast<std::uint64_t>(seed);
}

void read_packet(const Json& json, const std::string& field, Scenario& scenario, Faults& faults) {
  double packet = 0;
  if (!read_number(json, field, 0, kLargestPacket, packet, faults)) return;
  if (packet != std::trunc(packet) || !is_packet(static_cast<std::uint32_t>(packet)))
    return faults.add(
        json, field,
        "packet must be 0 (by the rule) or a power of two up to 32768, not " + number_text(packet));
  scenario.packet = static_cast<std::uint32_t>(packet);
}

void read_version(const Json& json, const std::string& field, Scenario&, Faults& faults) {
  if (!faults.expect(json, Kind::number, field)) return;
  if (json.number != kScenarioVersion)
    faults.add(json, field,
               text_of({"version must be ", number_text(kScenarioVersion), ", not ", number_text(json.number),
                        ": made for another release"}));
}

// The story's fields stand beside the run's.
std::vector<Field<Scenario>> run_fields() {
  return {
      {"$schema", [](const Json&, const std::string&, Scenario&, Faults&) {}},
      {"version", read_version},
      {"seed", read_seed},
      {"packet", read_packet},
      {"architecture", read_architecture},
      {"commands", [](const Json& json, const std::string& field, Scenario& scenario,
                      Faults& faults) { read_commands(json, field, scenario.commands, faults); }},
      {"catalog", read_overrides},
  };
}

void read_scenario(const Json& json, Scenario& scenario, Faults& faults) {
  const std::string whole = "the scenario";
  if (!faults.expect(json, Kind::object, whole)) return;
  const std::vector<Field<Scenario>> run = run_fields();
  std::vector<std::string_view> known;
  for (const auto& field : run) known.push_back(field.name);
  for (const auto& field : story_fields()) known.push_back(field.name);
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const auto at =
        static_cast<std::size_t>(std::find(known.begin(), known.end(), json.names[i]) - known.begin());
    const Json& item = json.items[i];
    if (at == known.size())
      faults.unknown(item, json.names[i], json.names[i], known);
    else if (at < run.size())
      run[at].read(item, json.names[i], scenario, faults);
    else
      story_fields()[at - run.size()].read(item, json.names[i], scenario.story, faults);
  }
}

// ------------------------------------------------------------------------------------------ writing
void write_value(JsonWriter& out, const CommandInfo& row, double value) {
  if (row.kind == CommandKind::toggle)
    out.boolean(value != 0);
  else if (row.kind != CommandKind::amount && !row.choices.empty())
    out.text(value_text(row, value));
  else
    out.number(value);
}

}  // namespace

void read_commands(const Json& json, const std::string& field, std::vector<Command>& commands,
                   Faults& faults) {
  if (!faults.expect(json, Kind::list, field)) return;
  if (json.items.size() > kMostCommands)
    return faults.add(json, field, text_of({field, " may have at most ", number_text(kMostCommands)}));
  for (std::size_t i = 0; i < json.items.size(); ++i)
    read_command(json.items[i], element(field, i), commands, faults);
  std::stable_sort(commands.begin(), commands.end(),
                   [](const Command& a, const Command& b) { return a.time_s < b.time_s; });
}

void write_commands(JsonWriter& out, const std::vector<Command>& commands) {
  out.open_list("commands");
  for (const Command& command : commands) {
    const CommandInfo& row = info(command.id);
    out.open_object();
    out.field("time_s", command.time_s);
    out.field("command", row.id);
    out.name("value");
    write_value(out, row, command.value);
    out.close_object();
  }
  out.close_list();
}

ParsedScenario parse_scenario(std::string_view json) {
  ParsedJson parsed = parse_json(json);
  if (parsed.error) return {std::nullopt, std::move(parsed.error)};
  Scenario scenario;
  Faults faults;
  read_scenario(*parsed.value, scenario, faults);
  const auto& names = parsed.value->names;
  if (!faults.first && std::find(names.begin(), names.end(), "version") == names.end())
    faults.add(*parsed.value, "version",
               text_of({"version is missing: it must be ", number_text(kScenarioVersion)}));
  if (faults.first) return {std::nullopt, std::move(faults.first)};
  return {std::move(scenario), std::nullopt};
}

std::string to_json(const Scenario& scenario) {
  JsonWriter out;
  out.open_object();
  out.field("version", static_cast<double>(kScenarioVersion));
  write_story(out, scenario.story);
  if (scenario.seed <= static_cast<std::uint64_t>(kLargestExact))
    out.field("seed", static_cast<double>(scenario.seed));
  else
    out.field("seed", std::to_string(scenario.seed));
  if (scenario.packet != 0) out.field("packet", static_cast<double>(scenario.packet));
  out.open_object("architecture");
  for (const Command& command : commands_to_build(scenario.architecture)) {
    out.name(info(command.id).id);
    write_value(out, info(command.id), command.value);
  }
  out.close_object();
  if (!scenario.commands.empty()) write_commands(out, scenario.commands);
  if (!scenario.catalog.empty()) {
    out.open_object("catalog");
    for (const CatalogOverride& entry : scenario.catalog) out.field(entry.name, entry.value);
    out.close_object();
  }
  out.close_object();
  return out.take();
}

}  // namespace scale::model
