// What a sub-command is to run: a scenario file, a lesson's name or a link, changed by the flags that all of
// them share. Whatever it was, it ends as a scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario.h"

namespace CLI {
class App;
}

namespace scale::app {

struct SourceOptions {
  std::string what;  // "my.json", "stage-4", "r2.AQ..." or an address that ends in one; empty: a new sandbox
  std::string users, on, off, speed, seed, packet;
  std::vector<std::string> set, incidents;
};

struct Source {
  std::string name;  // "stage-4", "link", the file's stem, "own"
  model::Scenario scenario;
};

struct FoundSource {
  std::optional<Source> source;
  std::string problem;  // one sentence with file, line, field and what is allowed
};

// --users, --on, --off, --set, --incident, --speed, --seed, --packet.
void add_source_flags(CLI::App& command, SourceOptions& options);
FoundSource find_source(const SourceOptions& options);
FoundSource find_source(const std::string& what);

// The scenario's run; empty where it has no link, and why.
std::string link_of(const model::Scenario& scenario, std::string& problem);
// The last time at which something is planned, ramp and commands; 0 if nothing is.
double last_planned_s(const model::Scenario& scenario);

// "t=60:server-crash" or "t=60:region-outage=eu".
model::ParsedCommand parse_incident(const std::string& text);
// Where the lessons lie: beside an installed program, else in the source tree.
std::string lessons_folder();
// The whole file, or a sentence.
std::optional<std::string> read_file(const std::string& path, std::string& problem);

}  // namespace scale::app
