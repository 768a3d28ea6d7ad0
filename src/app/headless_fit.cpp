// `scale-sandbox fit`: from what a dashboard shows (page requests a second, p50 and p99 of the server
// response) to the parameters with which the simulator shows the same: how many users, how long the work on a
// page takes and how much it spreads. Damped Newton steps on simulated runs of one seed (Broyden 1965 renews
// the slopes); the unknowns are log of the work and sigma of its lognormal law, in which the answer is
// smooth.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "app/headless.h"
#include "app/headless_play.h"
#include "app/headless_source.h"
#include "app/headless_system.h"
#include "app/json_writer.h"
#include "model/words.h"
#include "sandbox/room.h"
#include "sandbox/run.h"

namespace scale::app {
namespace {

struct Options {
  SourceOptions source;
  double p50_s = 0, p99_s = 0, requests_per_s = 0;
  std::string format = "table";
};

using Pair = std::array<double, 2>;

struct Shown {
  double p50_s = 0, p99_s = 0, requests_per_s = 0;
  std::string problem;  // why it stopped before its end, else empty
};

// Page views behind a look: few to come near, then so many that p99 is known to half a per cent.
constexpr double kFewViews = 30'000, kManyViews = 120'000;
constexpr double kRoughly = 0.02, kNear = 0.004;
constexpr int kMostLooks = 24;

double set(model::Scenario& scenario, std::string_view name, double value) {
  const model::CatalogRow& row = *model::find_row(name);
  value = std::clamp(value, row.low, row.high);
  std::erase_if(scenario.catalog, [&](const auto& entry) { return entry.name == name; });
  scenario.catalog.push_back({std::string(name), value});
  return value;
}

double scv_of(double sigma) {
  return std::exp(sigma * sigma) - 1;
}
double sigma_of(double scv) {
  return std::sqrt(std::log(1 + scv));
}

Shown look_at(const model::Scenario& scenario, double requests_per_s, double views) {
  sandbox::Run run;
  run.catalog = model::catalog_of(scenario);
  run.architecture = scenario.architecture;
  run.packet_wanted = scenario.packet != 0 ? scenario.packet : 1;
  const double measure_s = std::clamp(views / requests_per_s, 20.0, 7200.0);
  run.all_stepped = true;
  sandbox::start(run, scenario.seed);
  run.speed = measure_s / 2;  // so that the live window is what is measured
  const double end_s = std::min(30.0, measure_s / 4) + measure_s;
  while (run.engine.now_s() < end_s) {
    sandbox::advance(run, end_s, sandbox::kEventsBetweenLooks);
    std::string problem =
        no_room(run.engine.under_way(), run.engine.network().packet, run.engine.now_s(), end_s);
    if (!problem.empty()) return {0, 0, 0, std::move(problem)};
  }
  const sandbox::Figures figures = sandbox::figures_now(run);
  return {figures.response.p50.value, figures.response.p99.value, figures.pages_per_s, ""};
}

// The unknowns where they may be, and what the run then shows, as logarithms.
struct Search {
  model::Scenario scenario;
  double requests_per_s = 0;
  Pair wanted{};
  Pair at{}, shown{}, low{}, high{};
  int looks = 0;
  double views = kFewViews;
  std::string problem;  // of the look that had to stop

  Pair look(Pair& x) {
    for (std::size_t i = 0; i < 2; ++i) x[i] = std::clamp(x[i], low[i], high[i]);
    set(scenario, "app_service_s", std::exp(x[0]));
    set(scenario, "app_service_scv", scv_of(x[1]));
    ++looks;
    const Shown now = look_at(scenario, requests_per_s, views);
    if (problem.empty()) problem = now.problem;
    return {std::log(std::max(now.p50_s, 1e-6)), std::log(std::max(now.p99_s, 1e-6))};
  }
};

double distance(const Pair& a, const Pair& b) {
  return std::max(std::abs(a[0] - b[0]), std::abs(a[1] - b[1]));
}

void search(Search& s, Progress& progress) {
  const model::CatalogRow &work = *model::find_row("app_service_s"),
                          &spread = *model::find_row("app_service_scv");
  s.low = {std::log(work.low), sigma_of(spread.low)};
  s.high = {std::log(work.high), sigma_of(spread.high)};
  s.at = {std::log(std::clamp(work.value * 0.5, work.low, work.high)), sigma_of(spread.value)};
  s.shown = s.look(s.at);
  if (!s.problem.empty()) return;
  double slope[2][2];
  const Pair step = {0.2, 0.15};
  for (std::size_t j = 0; j < 2; ++j) {
    Pair beside = s.at;
    beside[j] += step[j];
    const Pair shown = s.look(beside);
    for (std::size_t i = 0; i < 2; ++i) slope[i][j] = (shown[i] - s.shown[i]) / (beside[j] - s.at[j]);
    progress.show(s.looks);
  }
  double most = 0.5;
  while (s.looks < kMostLooks && most > 0.002 && s.problem.empty()) {
    const double off = distance(s.shown, s.wanted);
    if (s.views == kFewViews && off < kRoughly) {
      s.views = kManyViews;
      s.shown = s.look(s.at);
      continue;
    }
    if (off < kNear) return;
    const Pair gap = {s.wanted[0] - s.shown[0], s.wanted[1] - s.shown[1]};
    const double det = slope[0][0] * slope[1][1] - slope[0][1] * slope[1][0];
    if (std::abs(det) < 1e-9) return;
    Pair move = {(gap[0] * slope[1][1] - gap[1] * slope[0][1]) / det,
                 (gap[1] * slope[0][0] - gap[0] * slope[1][0]) / det};
    const double longest = std::max(std::abs(move[0]), std::abs(move[1]));
    if (longest > most)
      for (double& m : move) m *= most / longest;
    Pair next = {s.at[0] + move[0], s.at[1] + move[1]};
    const Pair shown = s.look(next);
    progress.show(s.looks);
    move = {next[0] - s.at[0], next[1] - s.at[1]};
    const double square = move[0] * move[0] + move[1] * move[1];
    if (square < 1e-12) return;  // held by the bounds
    for (std::size_t i = 0; i < 2; ++i) {
      const double missed = shown[i] - s.shown[i] - slope[i][0] * move[0] - slope[i][1] * move[1];
      for (std::size_t j = 0; j < 2; ++j) slope[i][j] += missed * move[j] / square;
    }
    if (distance(shown, s.wanted) < distance(s.shown, s.wanted)) {
      s.at = next;
      s.shown = shown;
    } else {
      most = std::min(most, longest) / 2;
    }
  }
}

// Views are proportional to users.
std::optional<double> users_for(const model::Catalog& catalog, double requests_per_s) {
  const double users = std::round(requests_per_s / model::views_per_s(catalog, 1e6) * 1e6);
  if (!(users >= 1 && users <= 500e6)) return std::nullopt;
  return users;
}

std::string problem_of(const Options& options) {
  const auto number = [](const char* name, double value, double low, double high) {
    return value >= low && value <= high
               ? std::string()
               : std::string(name) + " must be " + model::number_text(low) + " to " +
                     model::number_text(high) + ", not " + model::number_text(value);
  };
  if (auto p = number("p50", options.p50_s, 0.001, 10); !p.empty()) return p;
  if (auto p = number("p99", options.p99_s, 0.001, 60); !p.empty()) return p;
  if (auto p = number("requests", options.requests_per_s, 0.001, 1e6); !p.empty()) return p;
  if (options.p99_s <= options.p50_s) return "p99 must be above p50";
  if (options.format != "table" && options.format != "json")
    return "format must be table or json, not " + options.format;
  return "";
}

void print_json(const Options& options, const Search& s, const Shown& shown, bool well) {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.flag("fits", well);
  json.open_object("parameters");
  json.field("users", s.scenario.architecture.users);
  json.field("app_service_s", std::exp(s.at[0]));
  json.field("app_service_scv", scv_of(s.at[1]));
  json.close_object();
  json.open_object("wanted");
  json.field("p50_s", options.p50_s);
  json.field("p99_s", options.p99_s);
  json.field("requests_per_s", options.requests_per_s);
  json.close_object();
  json.open_object("shown");
  json.field("p50_s", shown.p50_s);
  json.field("p99_s", shown.p99_s);
  json.field("requests_per_s", shown.requests_per_s);
  json.close_object();
  std::string no_link;
  json.field("link", link_of(s.scenario, no_link));
  if (!no_link.empty()) json.field("no_link", no_link);
  json.close_object();
  std::printf("%s\n", json.text().c_str());
}

int fit(const Options& options) {
  FoundSource found = find_source(options.source);
  if (!found.source) return refuse("fit", found.problem);
  if (const std::string problem = problem_of(options); !problem.empty()) return refuse("fit", problem);
  Search s;
  s.scenario = std::move(found.source->scenario);
  s.scenario.story = {};
  // A dashboard's p99 is that of pages; the story's slow jobs would be its 99th.
  set(s.scenario, "job_share", 0);
  s.requests_per_s = options.requests_per_s;
  const auto users = users_for(model::catalog_of(s.scenario), options.requests_per_s);
  if (!users) return refuse("fit", "requests would be those of fewer than 1 or more than 500 million users");
  s.scenario.architecture.users = *users;
  s.wanted = {std::log(options.p50_s), std::log(options.p99_s)};
  Progress progress("runs", kMostLooks);
  search(s, progress);
  if (!s.problem.empty()) return refuse("fit", s.problem);

  Pair best = s.at;
  s.look(best);  // sets the scenario to it
  const Shown shown = look_at(s.scenario, options.requests_per_s, s.views);
  const bool well = distance(s.shown, s.wanted) <= 0.03;
  if (options.format == "json") {
    print_json(options, s, shown, well);
    return well ? kDone : kOutside;
  }
  std::printf("%-24s %14s %14s\n", "", "dashboard", "simulated");
  std::printf("%-24s %11.2f ms %11.2f ms\n", "server response p50", options.p50_s * 1000, shown.p50_s * 1000);
  std::printf("%-24s %11.2f ms %11.2f ms\n", "server response p99", options.p99_s * 1000, shown.p99_s * 1000);
  std::printf("%-24s %12.2f/s %12.2f/s\n", "page requests", options.requests_per_s, shown.requests_per_s);
  std::printf("%-24s %14.0f a day\n", "users", s.scenario.architecture.users);
  std::printf("%-24s %11.2f ms of CPU a page\n", "app_service_s", std::exp(s.at[0]) * 1000);
  std::printf("%-24s %14.3f\n", "app_service_scv", scv_of(s.at[1]));
  std::string no_link;
  const std::string link = link_of(s.scenario, no_link);
  std::printf("%-24s %s\n", "link", (link + no_link).c_str());
  if (well) return kDone;
  std::fprintf(stderr,
               "scale-sandbox fit: no work of %g to %g s a page gives both on this architecture; this is as "
               "near as it gets\n",
               std::exp(s.low[0]), std::exp(s.high[0]));
  return kOutside;
}

}  // namespace

void add_fit(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("fit", "From a dashboard's figures to the parameters that give them");
  command->add_option("what", options->source.what,
                      "The architecture: a scenario file, a lesson or a link; without it a new sandbox");
  command->add_option("--p50", options->p50_s, "Median of the server response, in seconds: 0.034")
      ->required();
  command->add_option("--p99", options->p99_s, "Its 99th percentile, in seconds")->required();
  command->add_option("--requests", options->requests_per_s, "Page requests a second, all sites")->required();
  add_source_flags(*command, options->source);
  command->add_option("--format", options->format, "table or json");
  command->footer(
      "Fitted are users, app_service_s (work of a page) and app_service_scv (its spread); what else the\n"
      "architecture has, servers above all, must be said. Exit code 1: nothing in range fits.\n"
      "Examples:\n"
      "  scale-sandbox fit --p50 0.034 --p99 0.19 --requests 46 --set web-servers=3");
  command->callback([options, &exit_code] { exit_code = fit(*options); });
}

}  // namespace scale::app
