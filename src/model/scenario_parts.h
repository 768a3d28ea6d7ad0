// The parts of reading and writing a scenario that stand in files of their own. Inside model only.
#pragma once

#include "model/json_writer.h"
#include "model/scenario.h"
#include "model/scenario_reader.h"

namespace scale::model {

// In the order of their times.
void read_commands(const Json& json, const std::string& field, std::vector<Command>& commands,
                   reading::Faults& faults);
void write_commands(JsonWriter& out, const std::vector<Command>& commands);

// The fields of a Story, each reading itself (story_json.cpp).
const std::vector<reading::Field<Story>>& story_fields();
// The ids of all commands; of all incidents, or of all others.
std::vector<std::string_view> command_words();
std::vector<std::string_view> command_words(bool incidents);
void write_story(JsonWriter& out, const Story& story);

void write_command_list_schema(JsonWriter& out, std::string_view name, std::string_view description);
void write_story_schema(JsonWriter& out);

}  // namespace scale::model
