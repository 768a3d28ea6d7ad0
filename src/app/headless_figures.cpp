#include "app/headless_figures.h"

#include <algorithm>
#include <cmath>

#include "app/headless_play.h"
#include "lesson/play.h"
#include "model/words.h"

namespace scale::app {
namespace {

using sandbox::Figures;

const Figures& figures(const Outcome& run) {
  return run.last_minute;
}

// What too few page views stand behind is left empty.
double known(const sandbox::Reading& reading) {
  return reading.enough ? reading.value : NAN;
}

// A share of nothing is left empty too.
double of_any(const sandbox::Reading& share) {
  return share.samples > 0 ? share.value : NAN;
}

double busiest(const Outcome& run) {
  double most = 0;
  for (const sandbox::NodeView& node : run.now.nodes) most = std::max(most, node.busiest);
  return most;
}

struct SeriesColumn {
  std::string_view name;
  double (*value)(const sandbox::Sample&);
};

const std::vector<SeriesColumn>& series_columns() {
  using S = sandbox::Sample;
  static const std::vector<SeriesColumn> kColumns = {
      {"time_s", [](const S& s) { return s.time_s; }},
      {"goodput_per_s", [](const S& s) { return double{s.pages_per_s}; }},
      {"failed_per_s", [](const S& s) { return double{s.failed_per_s}; }},
      {"slow_per_s", [](const S& s) { return double{s.slow_per_s}; }},
      {"slow_share", [](const S& s) { return double{s.slow_share}; }},
      {"page_load_p50_s", [](const S& s) { return double{s.load_p50_s}; }},
      {"page_load_p95_s", [](const S& s) { return double{s.load_p95_s}; }},
      {"page_load_p99_s", [](const S& s) { return double{s.load_p99_s}; }},
      {"response_p50_s", [](const S& s) { return double{s.response_p50_s}; }},
      {"response_p95_s", [](const S& s) { return double{s.response_p95_s}; }},
      {"response_p99_s", [](const S& s) { return double{s.response_p99_s}; }},
      {"cached_share", [](const S& s) { return double{s.cached_share}; }},
      {"cost_usd_month", [](const S& s) { return double{s.cost_usd_month}; }},
      {"busy_balancer", [](const S& s) { return double{s.busy[0]}; }},
      {"busy_web", [](const S& s) { return double{s.busy[1]}; }},
      {"busy_uplink", [](const S& s) { return double{s.busy[2]}; }},
      {"busy_cache", [](const S& s) { return double{s.busy[3]}; }},
      {"busy_sessions", [](const S& s) { return double{s.busy[4]}; }},
      {"busy_primary", [](const S& s) { return double{s.busy[5]}; }},
      {"busy_replica", [](const S& s) { return double{s.busy[6]}; }},
      {"busy_shard", [](const S& s) { return double{s.busy[7]}; }},
  };
  return kColumns;
}

}  // namespace

Outcome play_to(const model::Scenario& scenario, double until_s) {
  lesson::Play play = lesson::start_play("", scenario);
  sandbox::Settings settings = lesson::settings_of(play);
  settings.ghost = false;
  sandbox::Sandbox sandbox(settings);
  Outcome out;
  out.problem = play_on(play, sandbox, until_s, until_s);
  if (!out.problem.empty()) return out;
  sandbox.snapshot(out.now);
  out.last_minute = sandbox.last_minute();
  return out;
}

const std::vector<FigureColumn>& figure_columns() {
  using O = Outcome;
  static const std::vector<FigureColumn> kColumns = {
      {"time_s", "simulated seconds", [](const O& o) { return o.now.time_s; }},
      {"users", "active users a day", [](const O& o) { return o.now.architecture.users; }},
      {"packet", "requests in a packet, 1 is exact", [](const O& o) { return double(o.now.packet); }},
      {"stepped_share", "of the time; the rest is projected (time-lapse)",
       [](const O& o) { return o.now.stepped_share; }},
      {"pages_per_s", "page views started", [](const O& o) { return figures(o).pages_per_s; }},
      {"goodput_per_s", "page views answered", [](const O& o) { return figures(o).goodput_per_s; }},
      {"failed_share", "of the page views", [](const O& o) { return of_any(figures(o).failed_share); }},
      {"slow_share", "of the page views over 2 s", [](const O& o) { return of_any(figures(o).slow_share); }},
      {"page_load_p50_s", "", [](const O& o) { return known(figures(o).page_load.p50); }},
      {"page_load_p95_s", "", [](const O& o) { return known(figures(o).page_load.p95); }},
      {"page_load_p99_s", "", [](const O& o) { return known(figures(o).page_load.p99); }},
      {"first_byte_p50_s", "", [](const O& o) { return known(figures(o).first_byte.p50); }},
      {"first_byte_p95_s", "", [](const O& o) { return known(figures(o).first_byte.p95); }},
      {"response_p50_s", "server response", [](const O& o) { return known(figures(o).response.p50); }},
      {"response_p95_s", "", [](const O& o) { return known(figures(o).response.p95); }},
      {"response_p99_s", "", [](const O& o) { return known(figures(o).response.p99); }},
      {"edge_hit_ratio", "of the files asked for at an edge",
       [](const O& o) { return figures(o).edge_hit_ratio; }},
      {"origin_bytes_per_s", "", [](const O& o) { return figures(o).origin_bytes_per_s; }},
      {"busiest", "utilisation of the busiest machine", busiest},
      {"sessions_lost", "since the start", [](const O& o) { return o.now.figures.sessions_lost; }},
      {"cost_usd_month", "the bill", [](const O& o) { return o.now.cost_usd_month; }},
  };
  return kColumns;
}

std::string csv_number(double value) {
  return std::isfinite(value) ? model::number_text(value) : "";
}

std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string figure_help() {
  std::string text;
  for (const FigureColumn& column : figure_columns()) {
    text += std::string(column.name);
    if (!column.meaning.empty()) text += "  (" + std::string(column.meaning) + ")";
    text += "\n";
  }
  return text;
}

namespace {

bool is_in(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string csv_header(const Names& without) {
  std::string text;
  for (const FigureColumn& column : figure_columns())
    if (!is_in(without, column.name)) text += (text.empty() ? "" : ",") + std::string(column.name);
  return text + "\n";
}

std::string csv_row(const Outcome& run, const Names& without) {
  std::string text;
  for (const FigureColumn& column : figure_columns())
    if (!is_in(without, column.name))
      text += (&column == &figure_columns().front() ? "" : ",") + csv_number(column.value(run));
  return text + "\n";
}

std::vector<std::string_view> series_names() {
  std::vector<std::string_view> names;
  for (const SeriesColumn& column : series_columns()) names.push_back(column.name);
  return names;
}

std::vector<double> series_values(const sandbox::Sample& sample) {
  std::vector<double> values;
  for (const SeriesColumn& column : series_columns()) values.push_back(column.value(sample));
  return values;
}

std::string series_header() {
  std::string text;
  for (const std::string_view name : series_names()) text += (text.empty() ? "" : ",") + std::string(name);
  return text + "\n";
}

std::string series_row(const sandbox::Sample& sample) {
  std::string text;
  for (const double value : series_values(sample)) text += (text.empty() ? "" : ",") + csv_number(value);
  return text + "\n";
}

}  // namespace scale::app
