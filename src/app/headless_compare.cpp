// `scale-sandbox compare A B`: the same users with the same wishes on two architectures, several times over,
// and how sure the difference is. Common random numbers: run i of both has the same seed, so what is common
// falls out of the difference (Law, Kelton, Simulation Modeling and Analysis, 1982, on variance reduction).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/headless.h"
#include "app/headless_figures.h"
#include "app/headless_play.h"
#include "app/headless_source.h"
#include "app/headless_system.h"
#include "app/json_writer.h"
#include "lesson/record.h"
#include "model/words.h"
#include "sandbox/link_difference.h"
#include "theory/confidence.h"

namespace scale::app {
namespace {

constexpr double kConfidence = 0.95;

struct Options {
  SourceOptions first, second;
  std::string format = "table";
  double duration_s = 0;
  int runs = 10, jobs = 0;
};

// A figure over all runs.
struct Row {
  std::string_view name;
  double first = 0, second = 0;       // means
  theory::Interval difference;        // second - first, from pairs
  double half_width_independent = 0;  // what it would be with other seeds for the second
  bool differs = false;
};

double variance(const std::vector<double>& values) {
  double mean = 0, sum = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

Row row_of(std::string_view name, const std::vector<double>& first, const std::vector<double>& second) {
  const auto n = static_cast<double>(first.size());
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
  Row row{name, mean(first), mean(second), {mean(differences), INFINITY}, INFINITY, false};
  if (const auto interval = theory::mean_interval(differences, kConfidence)) {
    row.difference = *interval;
    row.half_width_independent = theory::student_t_quantile(0.5 + kConfidence / 2, 2 * n - 2) *
                                 std::sqrt((variance(first) + variance(second)) / n);
    row.differs = std::abs(interval->estimate) > interval->half_width;
  }
  return row;
}

// The figures of a run as a line of numbers, which a process hands back.
std::string line_of(const Outcome& run) {
  if (!run.problem.empty()) return problem_line(run.problem);
  std::string text;
  for (const FigureColumn& column : figure_columns()) text += csv_number(column.value(run)) + ",";
  return text;
}

std::vector<double> numbers_in(const std::string& line) {
  std::vector<double> numbers;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t comma = line.find(',', at);
    numbers.push_back(model::parse_number(line.substr(at, comma - at)).value_or(NAN));
    at = comma == std::string::npos ? line.size() : comma + 1;
  }
  return numbers;
}

std::string short_number(double value, int digits) {
  char text[32] = "-";
  if (std::isfinite(value)) std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

void print_table(const std::vector<Row>& rows, const Options& options, double until_s) {
  std::printf("%d runs of %.0f s each, the last minute of each; 95 %% intervals\n", options.runs, until_s);
  std::printf("%-20s %14s %14s %14s %14s\n", "", "first", "second", "difference", "+-");
  for (const Row& row : rows) {
    const bool known = std::isfinite(row.difference.estimate);
    std::printf("%-20s %14s %14s %14s %14s  %s\n", std::string(row.name).c_str(),
                short_number(row.first, 6).c_str(), short_number(row.second, 6).c_str(),
                short_number(row.difference.estimate, 6).c_str(),
                short_number(row.difference.half_width, 2).c_str(),
                row.differs ? "differs"
                : known     ? "no difference shown"
                            : "too few page views");
  }
}

void print_csv(const std::vector<Row>& rows) {
  std::printf("figure,first,second,difference,half_width_95,half_width_95_independent,differs\n");
  for (const Row& row : rows)
    std::printf("%s,%s,%s,%s,%s,%s,%d\n", std::string(row.name).c_str(), csv_number(row.first).c_str(),
                csv_number(row.second).c_str(), csv_number(row.difference.estimate).c_str(),
                csv_number(row.difference.half_width).c_str(), csv_number(row.half_width_independent).c_str(),
                row.differs ? 1 : 0);
}

void print_json(const std::vector<Row>& rows, const Options& options, double until_s,
                const std::string& words) {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.field("runs", options.runs);
  json.field("duration_s", until_s);
  json.field("confidence", kConfidence);
  json.field("where_they_part", words);
  json.open_array("figures");
  for (const Row& row : rows) {
    json.open_object();
    json.field("figure", row.name);
    json.field("first", row.first);
    json.field("second", row.second);
    json.field("difference", row.difference.estimate);
    json.field("half_width", row.difference.half_width);
    json.field("half_width_independent", row.half_width_independent);
    json.flag("differs", row.differs);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  std::printf("%s\n", json.text().c_str());
}

int compare(Options& options) {
  // Flags are for both; what differs is in the two themselves.
  const std::string second_what = options.second.what;
  options.second = options.first;
  options.second.what = second_what;
  const FoundSource first = find_source(options.first);
  if (!first.source) return refuse("compare", "the first: " + first.problem);
  const FoundSource second = find_source(options.second);
  if (!second.source) return refuse("compare", "the second: " + second.problem);
  if (!(options.duration_s >= 0 && options.duration_s <= kLongest_s))
    return refuse("compare", "duration must be more than 0 and at most 86400 seconds");
  if (options.runs < 1 || options.runs > 1000) return refuse("compare", "runs must be 1 to 1000");
  if (options.jobs < 0 || options.jobs > 1024) return refuse("compare", "jobs must be 0 to 1024");
  if (options.format != "table" && options.format != "json" && options.format != "csv")
    return refuse("compare", "format must be table, json or csv, not " + options.format);

  const model::Scenario scenarios[2] = {first.source->scenario, second.source->scenario};
  double until_s = options.duration_s;
  if (until_s == 0)
    until_s = std::min(kLongest_s, std::max(last_planned_s(scenarios[0]), last_planned_s(scenarios[1])) + 60);
  const std::string words =
      sandbox::difference(lesson::record_of(scenarios[0]), lesson::record_of(scenarios[1])).words;

  const auto runs = static_cast<std::size_t>(options.runs);
  std::vector<std::vector<double>> figures(2 * runs);
  Progress progress("runs", 2 * runs);
  std::size_t ended = 0;
  std::string problem;
  run_in_processes(
      2 * runs, options.jobs,
      [&](std::size_t i) {
        model::Scenario scenario = scenarios[i % 2];
        scenario.seed = scenarios[0].seed + i / 2;
        return line_of(play_to(scenario, until_s));
      },
      [&](std::size_t i, const std::string& line, bool well) {
        if (well) figures[i] = numbers_in(line);
        progress.show(static_cast<double>(++ended));
        problem = problem_in(line);
        return problem.empty();
      });
  if (!problem.empty()) return refuse("compare", problem);
  for (const auto& run : figures)
    if (run.size() != figure_columns().size()) return refuse("compare", "a run's process died");

  std::vector<Row> rows;
  for (std::size_t c = 0; c < figure_columns().size(); ++c) {
    std::vector<double> values[2];
    for (std::size_t i = 0; i < 2 * runs; ++i) values[i % 2].push_back(figures[i][c]);
    const std::string_view name = figure_columns()[c].name;
    if (name != "time_s" && name != "packet") rows.push_back(row_of(name, values[0], values[1]));
  }
  if (options.format == "json") {
    print_json(rows, options, until_s, words);
  } else if (options.format == "csv") {
    print_csv(rows);
  } else {
    std::printf("%s\n", words.c_str());
    print_table(rows, options, until_s);
  }
  return kDone;
}

}  // namespace

void add_compare(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "compare", "The same users on two architectures, and how sure the difference is");
  command->add_option("first", options->first.what, "A scenario file, a lesson or a link")->required();
  command->add_option("second", options->second.what, "Another")->required();
  add_source_flags(*command, options->first);
  command->add_option("--duration", options->duration_s,
                      "Simulated seconds; without it until a minute after the last thing planned");
  command->add_option("--runs", options->runs, "Runs of each, with seeds from the first's on (10)");
  command->add_option("--jobs", options->jobs, "Processes side by side; 0: one a core");
  command->add_option("--format", options->format, "table, json or csv");
  command->footer(
      "Flags such as --users hold for both. The interval is of the difference between runs of the same "
      "seed;\n"
      "json and csv also say how wide it would be with other seeds for the second.\n"
      "Examples:\n"
      "  scale-sandbox compare before.json after.json\n"
      "  scale-sandbox compare $(scale-sandbox link) $(scale-sandbox link --on cdn) --runs 20");
  command->callback([options, &exit_code] { exit_code = compare(*options); });
}

}  // namespace scale::app
