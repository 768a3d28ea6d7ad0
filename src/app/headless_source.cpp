#include "app/headless_source.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/headless_system.h"
#include "app/parameters.h"
#include "lesson/play.h"
#include "lesson/record.h"
#include "model/words.h"
#include "sandbox/link.h"

namespace scale::app {
namespace {

namespace fs = std::filesystem;

FoundSource refuse(std::string sentence) {
  return {std::nullopt, std::move(sentence)};
}

FoundSource from_file(const std::string& path) {
  std::string problem;
  const std::optional<std::string> text = read_file(path, problem);
  if (!text) return refuse(problem);
  model::ParsedScenario parsed = model::parse_scenario(*text);
  if (parsed.error) return refuse(path + ", " + model::to_text(*parsed.error));
  return {Source{fs::path(path).stem().string(), std::move(*parsed.scenario)}, ""};
}

FoundSource from_link(const std::string& text) {
  sandbox::DecodedLink decoded = sandbox::from_link(text);
  if (!decoded.record) return refuse(decoded.problem);
  return {Source{"link", lesson::scenario_of(*decoded.record)}, ""};
}

std::vector<std::string> lesson_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (const char* folder : {"", "/table"})
    for (const auto& entry : fs::directory_iterator(lessons_folder() + folder, error))
      if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

FoundSource from_lesson(const std::string& name) {
  std::error_code error;
  const bool plain = name.find_first_of("/\\.") == std::string::npos;
  for (const std::string& path : {"/" + name, "/stage-" + name, "/table/" + name}) {
    const std::string file = lessons_folder() + path + ".json";
    if (plain && fs::exists(file, error)) return from_file(file);
  }
  const std::vector<std::string> names = lesson_names();
  const std::string_view nearest = model::nearest_word(name, {names.begin(), names.end()});
  std::string sentence = name + " is no scenario file, lesson or link";
  if (!nearest.empty()) sentence += "; the nearest lesson is " + std::string(nearest);
  return refuse(sentence);
}

// On the way from one architecture to another there may be no site: problem_of asks at the end.
void change(model::Scenario& scenario, const model::Command& command) {
  const model::CommandInfo& row = model::info(command.id);
  if (row.set != nullptr)
    row.set(scenario.architecture, command.value);
  else
    scenario.commands.push_back(command);
}

std::string set_constant(model::Scenario& scenario, const model::CatalogRow& row, const std::string& text) {
  const std::optional<double> value = model::parse_number(text);
  if (!value || !(*value >= row.low && *value <= row.high))
    return std::string(row.name) + " must be " + model::number_text(row.low) + " to " +
           model::number_text(row.high) + ", not " + text;
  std::erase_if(scenario.catalog, [&](const auto& entry) { return entry.name == row.name; });
  scenario.catalog.push_back({std::string(row.name), *value});
  return "";
}

// What no flag is to blame for alone.
std::string problem_of(const model::Scenario& scenario) {
  const auto& sites = scenario.architecture.sites;
  if (std::none_of(sites.begin(), sites.end(), [](bool site) { return site; }))
    return "at least one of site-na, site-la, site-eu, site-mea, site-sas and site-eap must be on";
  return model::contradiction(model::catalog_of(scenario)).value_or("");
}

std::string unknown_to_set(const std::string& name) {
  std::vector<std::string_view> known;
  for (const model::CommandInfo& row : model::command_table()) known.push_back(row.id);
  for (const model::CatalogRow& row : model::catalog_rows()) known.push_back(row.name);
  return "set may not name " + name + model::nearest_words(name, known);
}

std::string apply_flags(const SourceOptions& options, model::Scenario& scenario) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) pairs.emplace_back(name, value);
  };
  add("users", options.users);
  add("on", options.on);
  add("off", options.off);
  add("speed", options.speed);
  add("seed", options.seed);
  add("packet", options.packet);
  for (const std::string& text : options.set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return "set must be NAME=VALUE, not " + text;
    const std::string name = text.substr(0, equals), value = text.substr(equals + 1);
    if (model::find_command(name)) {
      pairs.emplace_back(name, value);
    } else if (const model::CatalogRow* row = model::find_row(name)) {
      if (const std::string problem = set_constant(scenario, *row, value); !problem.empty()) return problem;
    } else {
      return unknown_to_set(name);
    }
  }
  const ParsedParameters parsed = parse_parameters(pairs);
  if (!parsed.errors.empty()) return parsed.errors.front().message;
  for (const model::Command& command : parsed.parameters.opening) change(scenario, command);
  if (!options.seed.empty()) scenario.seed = parsed.parameters.seed;
  if (!options.packet.empty()) scenario.packet = parsed.parameters.packet;
  for (const std::string& text : options.incidents) {
    const model::ParsedCommand incident = parse_incident(text);
    if (!incident.command) return incident.error->message;
    scenario.commands.push_back(*incident.command);
  }
  std::stable_sort(scenario.commands.begin(), scenario.commands.end(),
                   [](const model::Command& a, const model::Command& b) { return a.time_s < b.time_s; });
  return problem_of(scenario);
}

}  // namespace

void add_source_flags(CLI::App& command, SourceOptions& options) {
  command.add_option("--users", options.users, "Active users a day: 1 to 500M, as 250000, 250K or 1.5M");
  command.add_option("--on", options.on, "Toggles to switch on, with commas: cdn,stateless");
  command.add_option("--off", options.off, "Toggles to switch off: replicas,cache");
  command
      .add_option("--set", options.set,
                  "A row of the command table or a constant of the catalog: web-servers=4 (may be repeated)")
      ->allow_extra_args(false);
  command
      .add_option("--incident", options.incidents,
                  "t=60:server-crash or t=60:region-outage=eu (may be repeated)")
      ->allow_extra_args(false);
  command.add_option("--speed", options.speed,
                     "1, 10, 60 or 600: decides the live window, and the packet size");
  command.add_option("--seed", options.seed, "Seed of the run, 0 to 2^64 - 1");
  command.add_option("--packet", options.packet,
                     "Requests in a packet, a power of two; 1 is exact, 0 goes by the rule");
}

FoundSource find_source(const std::string& what) {
  if (what.empty()) return {Source{"own", {}}, ""};
  const bool is_file = what.size() > 5 && what.substr(what.size() - 5) == ".json";
  if (const std::string link(sandbox::link_in(what)); !is_file && !link.empty()) return from_link(link);
  std::error_code error;
  if (is_file || fs::is_regular_file(what, error)) return from_file(what);
  return from_lesson(what);
}

FoundSource find_source(const SourceOptions& options) {
  FoundSource found = find_source(options.what);
  if (!found.source) return found;
  const std::string problem = apply_flags(options, found.source->scenario);
  return problem.empty() ? found : refuse(problem);
}

std::string link_of(const model::Scenario& scenario, std::string& problem) {
  const sandbox::RunRecord record = lesson::record_of(scenario);
  problem = sandbox::why_no_link(record);
  return problem.empty() ? sandbox::to_link(record) : std::string();
}

double last_planned_s(const model::Scenario& scenario) {
  const lesson::Play play = lesson::start_play("", scenario);
  return play.schedule.empty() ? 0 : play.schedule.back().time_s;
}

model::ParsedCommand parse_incident(const std::string& text) {
  constexpr double kLatest_s = 86'400;
  const auto refuse = [&](const std::string& sentence) {
    return model::ParsedCommand{std::nullopt, model::CommandError{"incident", sentence}};
  };
  const std::size_t colon = text.find(':');
  if (text.rfind("t=", 0) != 0 || colon == std::string::npos)
    return refuse("incident must be t=SECONDS:NAME or t=SECONDS:NAME=WHICH, not " + text);
  const std::optional<double> time_s = model::parse_number(text.substr(2, colon - 2));
  if (!time_s || !(*time_s >= 0 && *time_s <= kLatest_s))
    return refuse("incident must be at t=0 to t=86400 seconds, not " + text);
  const std::string rest = text.substr(colon + 1);
  const std::size_t equals = rest.find('=');
  model::ParsedCommand parsed = model::parse_command(
      rest.substr(0, equals), equals == std::string::npos ? "" : rest.substr(equals + 1));
  if (parsed.command) parsed.command->time_s = *time_s;
  return parsed;
}

std::string lessons_folder() {
  std::error_code error;
  const std::string installed = program_folder() + "/../share/scale-sandbox/lessons";
  return fs::is_directory(installed, error) ? installed : SCALE_LESSONS;
}

std::optional<std::string> read_file(const std::string& path, std::string& problem) {
  constexpr std::size_t kMostBytes = 16'000'000;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    problem = path + " cannot be read: it is a folder";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    problem = path + " cannot be read: " + (errno != 0 ? std::strerror(errno) : "it is no file");
    return std::nullopt;
  }
  std::stringstream text;
  text << file.rdbuf();
  if (text.str().size() > kMostBytes) {
    problem = path + " is longer than 16 MB";
    return std::nullopt;
  }
  return text.str();
}

}  // namespace scale::app
