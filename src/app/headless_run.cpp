// `scale-sandbox run`: simulates a scenario, a lesson, a link or what the flags say, and prints its figures
// as a table, JSON or CSV; with --series also the points of the charts.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/bridge.h"
#include "app/headless.h"
#include "app/headless_figures.h"
#include "app/headless_play.h"
#include "app/headless_source.h"
#include "app/headless_system.h"
#include "app/json_writer.h"
#include "lesson/play.h"

namespace scale::app {
namespace {

struct Options {
  SourceOptions source;
  std::string format = "table";
  double duration_s = 0;
  bool series = false;
};

struct Ran {
  Outcome outcome;
  std::vector<sandbox::Sample> series;
  std::vector<lesson::GoalRow> goals;
  std::string problem;
};

// In steps short enough that no point of the charts is forgotten before it is taken.
Ran play(const model::Scenario& scenario, double until_s, bool with_series) {
  constexpr double kStep_s = 2;
  lesson::Play play = lesson::start_play("", scenario);
  sandbox::Settings settings = lesson::settings_of(play);
  settings.ghost = false;
  sandbox::Sandbox sandbox(settings);
  Progress progress("simulated seconds", static_cast<std::size_t>(until_s));
  Ran ran;
  const bool look = with_series || !play.goals.empty();
  double seen_s = -1;
  for (double goal_s = 0; sandbox.time_s() < until_s;) {
    goal_s = look ? std::min(until_s, goal_s + kStep_s) : until_s;
    ran.problem = play_on(play, sandbox, goal_s, until_s, [&](double now_s) { progress.show(now_s); });
    if (!ran.problem.empty()) return ran;
    sandbox.snapshot(ran.outcome.now);
    if (look) lesson::watch(play, sandbox, ran.outcome.now);
    if (!with_series) continue;
    for (const sandbox::Sample& sample : ran.outcome.now.samples)
      if (sample.time_s > seen_s) ran.series.push_back(sample);
    if (!ran.series.empty()) seen_s = ran.series.back().time_s;
  }
  ran.outcome.last_minute = sandbox.last_minute();
  ran.goals = play.goals;
  return ran;
}

std::string ms(const sandbox::Reading& reading) {
  char text[64];
  if (reading.enough)
    std::snprintf(text, sizeof text, "%.0f ms", reading.value * 1000);
  else
    std::snprintf(text, sizeof text, "too few yet (n = %llu)",
                  static_cast<unsigned long long>(reading.samples));
  return text;
}

void print_latency(const char* name, const sandbox::Latency& latency) {
  std::printf("%-22s p50 %s, p95 %s, p99 %s\n", name, ms(latency.p50).c_str(), ms(latency.p95).c_str(),
              ms(latency.p99).c_str());
}

void print_table(const sandbox::Snapshot& s) {
  const sandbox::Figures& f = s.figures;
  std::string grain = s.packet == 1 ? "exact" : "1 in " + std::to_string(s.packet);
  if (s.stepped_share < 1)
    grain = (s.packet == 1 ? "" : grain + ", ") + "time-lapse (1 s in " +
            std::to_string(std::lround(1 / s.stepped_share)) + ")";
  std::printf("after %.0f s, %s, seed %llu, hash %016llx\n", s.time_s, grain.c_str(),
              static_cast<unsigned long long>(s.seed), static_cast<unsigned long long>(s.hash));
  std::printf("%-22s %.1f/s started, %.1f/s answered\n", "page views", f.pages_per_s, f.goodput_per_s);
  print_latency("page load", f.page_load);
  print_latency("first byte", f.first_byte);
  print_latency("server response", f.response);
  std::printf("%-22s %.1f %%\n", "slow pages", f.slow_share.value * 100);
  std::printf("%-22s %.2f %%\n", "failed", f.failed_share.value * 100);
  for (const sandbox::Failures& failure : f.failures)
    std::printf("  %-20s %.2f/s\n", failure.reason.c_str(), failure.per_s);
  std::printf("%-22s %.0f/s, %.0f/s of them at the origin; edge hit ratio %.1f %%\n", "files", f.static_per_s,
              f.origin_static_per_s, f.edge_hit_ratio * 100);
  std::printf("%-22s %.1f MB/s from the origin, %.1f MB/s from edges\n", "bytes", f.origin_bytes_per_s / 1e6,
              f.edge_bytes_per_s / 1e6);
  std::printf("%-22s %.0f lost so far, %.2f logins/s\n", "sessions", f.sessions_lost, f.logins_per_s);
  std::printf(
      "%-22s %.0f stale reads, %.0f write conflicts, %.0f rows lost, %.0f files not there yet, "
      "%.0f revoked rights used, so far\n",
      "copies", f.harms.stale_reads, f.harms.write_conflicts, f.harms.writes_lost, f.harms.missing_files,
      f.harms.revoked_rights);
  if (f.harms.stale_files + f.harms.stale_pages > 0 || f.unpushed_changes > 0)
    std::printf("%-22s %.0f files and %.0f pages served from old copies so far, %d changes not pushed\n",
                "edges", f.harms.stale_files, f.harms.stale_pages, f.unpushed_changes);
  if (f.hostile.per_s > 0)
    std::printf(
        "%-22s %.0f/s (1 in %u), turned away %.0f/s at the edges and %.0f/s at the balancers, no room for "
        "%.0f/s, served %.0f/s\n",
        "hostile", f.hostile.per_s, f.hostile.packet, f.hostile.at_edge_per_s, f.hostile.at_balancer_per_s,
        f.hostile.no_room_per_s, f.hostile.served_per_s);
  std::printf("%-22s $ %.0f a month\n", "cost", s.cost_usd_month);
  for (const sandbox::NodeView& node : s.nodes)
    if (!node.members.empty() && node.node.kind != model::NodeKind::edge)
      std::printf("  %-20s %3.0f %% busy, busiest %3.0f %%, %.0f waiting\n", node.node.id.c_str(),
                  node.utilisation * 100, node.busiest * 100, node.waiting);
}

void print_goals(const std::vector<lesson::GoalRow>& goals) {
  constexpr const char* kStates[] = {"waiting", "missed", "met"};
  for (const lesson::GoalRow& goal : goals)
    std::printf("%-22s %s %s: %s, %s\n", "goal", goal.subject.c_str(), goal.bound.c_str(),
                goal.value.empty() ? "not yet measured" : goal.value.c_str(),
                kStates[static_cast<std::size_t>(goal.state)]);
}

void print_series(const std::vector<sandbox::Sample>& series) {
  std::printf("\n%10s %12s %12s %10s %12s %14s\n", "second", "answered/s", "failed/s", "slow", "load p95",
              "response p95");
  for (const sandbox::Sample& s : series)
    std::printf("%10.2f %12.1f %12.2f %8.1f %% %9.0f ms %11.0f ms\n", s.time_s, double{s.pages_per_s},
                double{s.failed_per_s}, double{s.slow_share} * 100, double{s.load_p95_s} * 1000,
                double{s.response_p95_s} * 1000);
}

// {"format": 1, "name", "link", "snapshot": as the page's bridge gives it, "series": {"columns", "rows"}}
void print_json(const Source& source, const Ran& ran, bool with_series) {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.field("name", source.name);
  std::string no_link;
  json.field("link", link_of(source.scenario, no_link));
  if (!no_link.empty()) json.field("no_link", no_link);
  json.open_object("last_minute");
  for (const FigureColumn& column : figure_columns()) json.field(column.name, column.value(ran.outcome));
  json.close_object();
  json.close_object();
  std::string text = json.take();
  text.pop_back();
  text += ",\"snapshot\":" + snapshot_json(ran.outcome.now);
  if (with_series) {
    JsonWriter series;
    series.open_object();
    series.open_array("columns");
    for (const std::string_view name : series_names()) series.string(name);
    series.close_array();
    series.open_array("rows");
    for (const sandbox::Sample& sample : ran.series) {
      series.open_array();
      for (const double value : series_values(sample)) series.number(value);
      series.close_array();
    }
    series.close_array();
    series.close_object();
    text += ",\"series\":" + series.take();
  }
  std::printf("%s}\n", text.c_str());
}

int run(const Options& options) {
  const FoundSource found = find_source(options.source);
  if (!found.source) return refuse("run", found.problem);
  if (options.format != "table" && options.format != "json" && options.format != "csv")
    return refuse("run", "format must be table, json or csv, not " + options.format);
  if (!(options.duration_s >= 0 && options.duration_s <= kLongest_s))
    return refuse("run", "duration must be more than 0 and at most 86400 seconds");
  const model::Scenario& scenario = found.source->scenario;
  const double until_s =
      options.duration_s > 0 ? options.duration_s : std::min(kLongest_s, last_planned_s(scenario) + 60);

  const Ran ran = play(scenario, until_s, options.series);
  if (!ran.problem.empty()) return refuse("run", ran.problem);
  if (options.format == "json") {
    print_json(*found.source, ran, options.series);
  } else if (options.format == "csv") {
    std::printf("%s", options.series ? series_header().c_str() : csv_header().c_str());
    if (!options.series) std::printf("%s", csv_row(ran.outcome).c_str());
    for (const sandbox::Sample& sample : ran.series) std::printf("%s", series_row(sample).c_str());
  } else {
    print_table(ran.outcome.now);
    print_goals(ran.goals);
    std::string no_link;
    const std::string link = link_of(scenario, no_link);
    std::printf("%-22s %s\n", "link", (link + no_link).c_str());
    if (options.series) print_series(ran.series);
  }
  return kDone;
}

}  // namespace

void add_run(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("run", "Simulate an architecture and print its figures");
  command->add_option("what", options->source.what,
                      "A scenario file, a lesson (stage-4) or a link; without it a new sandbox");
  add_source_flags(*command, options->source);
  command->add_option("--duration", options->duration_s,
                      "Simulated seconds; without it until a minute after the last thing planned");
  command->add_option("--format", options->format, "table, json or csv");
  command->add_flag("--series", options->series, "Also the points of the charts (with csv, only they)");
  command->footer(
      "Examples:\n"
      "  scale-sandbox run --users 250K --on cdn --duration 120\n"
      "  scale-sandbox run --incident t=60:server-crash --duration 300 --format json\n"
      "  scale-sandbox run stage-4 --on cdn --series --format csv\n"
      "  scale-sandbox run my-scenario.json --seed 7");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace scale::app
