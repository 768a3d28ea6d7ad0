// A run's figures by name, in one order: the columns of run, sweep and compare. A name never changes its
// meaning; new ones come at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.h"
#include "sandbox/snapshot.h"

namespace scale::app {

struct Outcome {
  sandbox::Snapshot now;
  sandbox::Figures last_minute;  // of the run, or since its start
  std::string problem;           // why it stopped before its end, else empty
};

// Plays the scenario with what it plans to `until_s`.
Outcome play_to(const model::Scenario& scenario, double until_s);

struct FigureColumn {
  std::string_view name;     // with its unit: "page_load_p95_s"
  std::string_view meaning;  // for the help
  double (*value)(const Outcome&);
};
const std::vector<FigureColumn>& figure_columns();

std::string figure_help();  // a column a line, with its meaning
using Names = std::vector<std::string>;
std::string csv_header(const Names& without = {});  // "time_s,users,..."
// Numbers in their shortest exact form.
std::string csv_row(const Outcome& run, const Names& without = {});
// Enough digits for the same double to come back; nothing for what is not finite.
std::string csv_number(double value);
// In quotes where a comma or a quote would shift the columns (RFC 4180).
std::string csv_text(const std::string& text);

// The points of the charts, one a row.
std::vector<std::string_view> series_names();
std::vector<double> series_values(const sandbox::Sample& sample);
std::string series_header();
std::string series_row(const sandbox::Sample& sample);

}  // namespace scale::app
