#include "app/headless_ranges.h"

#include <algorithm>
#include <cmath>

#include "model/apply.h"
#include "model/words.h"
#include "sim/math.h"

namespace scale::app {
namespace {

constexpr double kMostPoints = 100'000;
constexpr const char* kForm =
    "a range is NAME FROM..TO [log] COUNT or NAME VALUE,VALUE,... and a second one follows after \"by\"";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t end; (end = text.find(separator, at)) != std::string::npos; at = end + 1)
    if (end > at) parts.push_back(text.substr(at, end - at));
  if (at < text.size()) parts.push_back(text.substr(at));
  return parts;
}

// A number, or a word of the parameter: "push", "on".
std::optional<double> value_of(const std::string& parameter, const std::string& text) {
  if (const auto number = model::parse_number(text)) return number;
  const model::ParsedCommand parsed = model::parse_command(parameter, text);
  if (!parsed.command) return std::nullopt;
  return parsed.command->value;
}

bool is_whole(const std::string& parameter) {
  if (parameter == "seed" || parameter == "users") return true;
  const auto id = model::find_command(parameter);
  return id && model::info(*id).kind != model::CommandKind::amount;
}

std::string read_values(Range& range, const std::vector<std::string>& words) {
  const std::size_t dots = words[1].find("..");
  if (dots == std::string::npos) {
    if (words.size() != 2) return kForm;
    for (const std::string& text : split(words[1], ',')) {
      const std::optional<double> value = value_of(range.parameter, text);
      if (!value) return range.parameter + " cannot be " + text;
      range.values.push_back(*value);
    }
    return range.values.empty() ? kForm : "";
  }
  const auto from = model::parse_number(words[1].substr(0, dots));
  const auto to = model::parse_number(words[1].substr(dots + 2));
  const bool log = words.size() > 2 && words[2] == "log";
  const std::size_t count_at = words.size() > 2 && (log || words[2] == "lin") ? 3 : 2;
  const auto count = words.size() == count_at + 1 ? model::parse_number(words[count_at]) : std::nullopt;
  if (!from || !to || !count) return kForm;
  const double points = count.value_or(0);
  if (!(points >= 2 && points <= kMostPoints && points == std::trunc(points)))
    return range.parameter + " needs a count of 2 to 100000 points, not " + words[count_at];
  if (log && !(*from > 0 && *to > 0)) return range.parameter + " can go by log only from above 0";
  for (int i = 0; i < static_cast<int>(points); ++i) {
    const double share = i / (points - 1);
    double value = log ? sim::exp(sim::log(*from) + share * (sim::log(*to) - sim::log(*from)))
                       : *from + share * (*to - *from);
    if (i == 0) value = *from;
    if (i + 1 == static_cast<int>(points)) value = *to;
    range.values.push_back(is_whole(range.parameter) ? std::round(value) : value);
  }
  return "";
}

std::string problem_of(const std::string& parameter, double value) {
  if (parameter == "seed")
    return value >= 0 && value <= 9007199254740992.0 && value == std::trunc(value)
               ? ""
               : "seed must be a whole number from 0 to 9007199254740992, not " + model::number_text(value);
  if (const auto id = model::find_command(parameter)) {
    const auto error = model::check({0, *id, value});
    return error ? error->message : "";
  }
  const model::CatalogRow* row = model::find_row(parameter);
  if (value >= row->low && value <= row->high) return "";
  return parameter + " must be " + model::number_text(row->low) + " to " + model::number_text(row->high) +
         ", not " + model::number_text(value);
}

std::string problem_of_name(const std::string& name) {
  const auto id = model::find_command(name);
  if (id && model::info(*id).set == nullptr) return name + " is no parameter of an architecture";
  if (id || name == "seed" || model::find_row(name) != nullptr) return "";
  std::vector<std::string_view> known = {"seed"};
  for (const model::CommandInfo& row : model::command_table())
    if (row.set != nullptr) known.push_back(row.id);
  for (const model::CatalogRow& row : model::catalog_rows()) known.push_back(row.name);
  return "unknown parameter " + name + model::nearest_words(name, known);
}

std::string read_range(const std::vector<std::string>& words, std::vector<Range>& ranges) {
  if (words.size() < 2) return kForm;
  Range range{words[0], {}};
  if (std::string problem = problem_of_name(range.parameter); !problem.empty()) return problem;
  for (const Range& other : ranges)
    if (other.parameter == range.parameter) return range.parameter + " is named twice";
  if (std::string problem = read_values(range, words); !problem.empty()) return problem;
  for (const double value : range.values)
    if (std::string problem = problem_of(range.parameter, value); !problem.empty()) return problem;
  std::vector<double> once;
  for (const double value : range.values)
    if (std::find(once.begin(), once.end(), value) == once.end()) once.push_back(value);
  range.values = once;
  ranges.push_back(range);
  return "";
}

}  // namespace

ParsedRanges parse_ranges(const std::vector<std::string>& given) {
  std::vector<std::string> words;
  for (const std::string& text : given)  // quoted or not
    for (const std::string& word : split(text, ' ')) words.push_back(word);
  ParsedRanges parsed;
  const auto by = std::find(words.begin(), words.end(), "by");
  parsed.problem = read_range({words.begin(), by}, parsed.ranges);
  if (parsed.problem.empty() && by != words.end())
    parsed.problem = read_range({by + 1, words.end()}, parsed.ranges);
  double points = 1;
  for (const Range& range : parsed.ranges) points *= static_cast<double>(range.values.size());
  if (parsed.problem.empty() && points > kMostPoints)
    parsed.problem = "a sweep may have at most 100000 points, not " + model::number_text(points);
  return parsed;
}

std::string set_parameter(model::Scenario& scenario, const std::string& parameter, double value) {
  if (parameter == "seed") {
    scenario.seed = static_cast<std::uint64_t>(value);
  } else if (const auto id = model::find_command(parameter)) {
    const auto error = model::apply(scenario.architecture, {0, *id, value});
    return error ? error->message : "";
  } else {
    std::erase_if(scenario.catalog, [&](const auto& entry) { return entry.name == parameter; });
    scenario.catalog.push_back({parameter, value});
    return model::contradiction(model::catalog_of(scenario)).value_or("");
  }
  return "";
}

std::string parameter_text(const std::string& parameter, double value) {
  const auto id = model::find_command(parameter);
  return id ? model::value_text(model::info(*id), value) : model::number_text(value);
}

}  // namespace scale::app
