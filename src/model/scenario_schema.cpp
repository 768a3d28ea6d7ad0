// The JSON schema (2020-12) of a scenario file, for editors that complete and check while one types. Made
// from the same tables as the reader; web/schema/scenario.schema.json is its copy.
#include <cstddef>

#include "model/scenario_parts.h"

namespace scale::model {

namespace {

std::string sentence(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return text;
}

void write_enum(JsonWriter& out, const std::vector<std::string_view>& words) {
  out.open_list("enum");
  for (std::string_view word : words) out.text(word);
  out.close_list();
}

void write_range(JsonWriter& out, std::string_view type, double low, double high) {
  out.field("type", type);
  out.field("minimum", low);
  out.field("maximum", high);
}

void write_text_property(JsonWriter& out, std::string_view name, std::string_view description) {
  out.open_object(name);
  out.field("type", "string");
  out.field("description", description);
  out.close_object();
}

void write_required(JsonWriter& out, std::initializer_list<std::string_view> names) {
  out.field("additionalProperties", false);
  out.open_list("required");
  for (std::string_view name : names) out.text(name);
  out.close_list();
}

// The inside of the schema of a command's value.
void write_value_schema(JsonWriter& out, const CommandInfo& row) {
  if (row.kind == CommandKind::toggle) {
    out.field("type", "boolean");
  } else if (row.kind == CommandKind::amount && !row.choices.empty()) {
    out.open_list("enum");
    for (std::string_view word : split_words(row.choices)) out.number(*parse_number(word));
    out.close_list();
  } else if (!row.choices.empty()) {
    write_enum(out, split_words(row.choices));
  } else {
    write_range(out, row.kind == CommandKind::amount ? "number" : "integer", row.low, row.high);
  }
}

void write_architecture(JsonWriter& out) {
  out.open_object("architecture");
  out.field("type", "object");
  out.field("description", "What is built at the start; what is not named is as in a new sandbox");
  out.open_object("properties");
  for (const CommandInfo& row : command_table()) {
    if (row.set == nullptr) continue;
    out.open_object(row.id);
    write_value_schema(out, row);
    out.field("description", sentence({row.label, ". ", row.gain, ". Its price: ", row.price}));
    out.close_object();
  }
  out.close_object();
  out.field("additionalProperties", false);
  out.close_object();
}

void write_command(JsonWriter& out, const CommandInfo& row) {
  out.open_object();
  out.field("type", "object");
  out.open_object("properties");
  out.open_object("time_s");
  write_range(out, "number", 0, 1e9);
  out.close_object();
  out.open_object("command");
  out.field("const", row.id);
  out.field("description", row.label);
  out.close_object();
  out.open_object("value");
  write_value_schema(out, row);
  out.close_object();
  out.close_object();
  if (row.kind == CommandKind::incident)
    write_required(out, {"command"});
  else
    write_required(out, {"command", "value"});
  out.close_object();
}

void write_catalog(JsonWriter& out) {
  out.open_object("catalog");
  out.field("type", "object");
  out.field("description", "Constants that differ from the catalog's");
  out.open_object("properties");
  for (const CatalogRow& row : catalog_rows()) {
    out.open_object(row.name);
    write_range(out, "number", row.low, row.high);
    out.field("default", row.value);
    out.field("description", sentence({row.meaning.text, " (", row.unit, "). ", row.source.text}));
    out.field("x-unit", row.unit);
    out.field("x-meaning", row.meaning.text);
    out.field("x-source", row.source.text);
    out.field("x-grade", grade_name(row.grade));
    out.close_object();
  }
  out.close_object();
  out.field("additionalProperties", false);
  out.close_object();
}

}  // namespace

void write_command_list_schema(JsonWriter& out, std::string_view name, std::string_view description) {
  out.open_object(name);
  out.field("type", "array");
  out.field("description", description);
  out.open_object("items");
  out.field("$ref", "#/$defs/command");
  out.close_object();
  out.close_object();
}

std::string scenario_schema() {
  JsonWriter out;
  out.open_object();
  out.field("$schema", "https://json-schema.org/draft/2020-12/schema");
  out.field("title", "Scale Sandbox scenario");
  out.field("type", "object");
  out.open_object("properties");
  write_text_property(out, "$schema", "Where this schema lies");
  out.open_object("version");
  out.field("const", static_cast<double>(kScenarioVersion));
  out.close_object();
  out.open_object("seed");
  out.field("description", "Beyond 2^53 as text");
  out.open_list("anyOf");
  out.open_object();
  write_range(out, "integer", 0, 9007199254740992.0);
  out.close_object();
  out.open_object();
  out.field("type", "string");
  out.field("pattern", "^[0-9]{1,20}$");
  out.close_object();
  out.close_list();
  out.close_object();
  out.open_object("packet");
  out.open_list("enum");
  out.number(0);
  for (std::uint32_t packet = 1; packet <= kLargestPacket; packet *= 2) out.number(packet);
  out.close_list();
  out.field("description", "Requests in a packet; 1 is exact, 0 goes by the rule");
  out.close_object();
  write_architecture(out);
  write_command_list_schema(out, "commands", "What happens when, in simulated seconds");
  write_catalog(out);
  write_story_schema(out);
  out.close_object();
  write_required(out, {"version"});
  out.open_object("$defs");
  out.open_object("command");
  out.open_list("oneOf");
  for (const CommandInfo& row : command_table()) write_command(out, row);
  out.close_list();
  out.close_object();
  out.close_object();
  out.close_object();
  return out.take();
}

}  // namespace scale::model
