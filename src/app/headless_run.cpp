// `scale-sandbox run`: simulates an architecture and prints its live figures at the end, as a table or as the
// JSON that the page's bridge gives.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/bridge.h"
#include "app/headless.h"
#include "app/parameters.h"
#include "sandbox/sandbox.h"

namespace scale::app {
namespace {

struct Options {
  std::string users = "100K", on, off, speed = "10", seed = "1", packet = "0", format = "table";
  std::vector<std::string> set, incidents;
  double duration_s = 60;
};

struct Timed {
  double time_s = 0;
  model::Command command;
};

// "t=60:server-crash" or "t=60:server-crash=1": what happens when.
std::optional<Timed> parse_incident(const std::string& text, std::string& problem) {
  const std::size_t colon = text.find(':');
  double time_s = -1;
  if (text.rfind("t=", 0) == 0 && colon != std::string::npos) {
    char* end = nullptr;
    const std::string digits = text.substr(2, colon - 2);
    time_s = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0') time_s = -1;
  }
  if (!(time_s >= 0)) {
    problem = "incident must be t=SECONDS:NAME or t=SECONDS:NAME=WHICH, not " + text;
    return std::nullopt;
  }
  const std::string rest = text.substr(colon + 1);
  const std::size_t equals = rest.find('=');
  const std::string value = equals == std::string::npos ? "" : rest.substr(equals + 1);
  const model::ParsedCommand parsed = model::parse_command(rest.substr(0, equals), value);
  if (!parsed.command) {
    problem = parsed.error->message;
    return std::nullopt;
  }
  return Timed{time_s, *parsed.command};
}

void print_latency(const char* name, const sandbox::Latency& latency) {
  const auto ms = [](const sandbox::Reading& reading) {
    char text[64];
    if (reading.enough)
      std::snprintf(text, sizeof text, "%.0f ms", reading.value * 1000);
    else
      std::snprintf(text, sizeof text, "too few yet (n = %llu)",
                    static_cast<unsigned long long>(reading.samples));
    return std::string(text);
  };
  std::printf("%-22s p50 %s, p95 %s, p99 %s\n", name, ms(latency.p50).c_str(), ms(latency.p95).c_str(),
              ms(latency.p99).c_str());
}

void print_table(const sandbox::Snapshot& s) {
  const sandbox::Figures& f = s.figures;
  std::printf("after %.0f s, %s, seed %llu, hash %016llx\n", s.time_s,
              s.packet == 1 ? "exact" : ("1 in " + std::to_string(s.packet)).c_str(),
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

int fail(const std::string& sentence) {
  std::fprintf(stderr, "scale-sandbox run: %s\n", sentence.c_str());
  return kUnusable;
}

int run(const Options& options) {
  std::vector<std::pair<std::string, std::string>> pairs = {
      {"users", options.users}, {"speed", options.speed}, {"seed", options.seed}};
  if (options.packet != "0") pairs.emplace_back("packet", options.packet);
  if (!options.on.empty()) pairs.emplace_back("on", options.on);
  if (!options.off.empty()) pairs.emplace_back("off", options.off);
  for (const std::string& text : options.set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return fail("set must be NAME=VALUE, not " + text);
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  const ParsedParameters parsed = parse_parameters(pairs);
  if (!parsed.errors.empty()) return fail(parsed.errors.front().message);
  if (options.format != "table" && options.format != "json")
    return fail("format must be table or json, not " + options.format);
  if (!(options.duration_s > 0 && options.duration_s <= 86'400))
    return fail("duration must be more than 0 and at most 86400 seconds");

  std::vector<Timed> timeline;
  for (const std::string& text : options.incidents) {
    std::string problem;
    const auto timed = parse_incident(text, problem);
    if (!timed) return fail(problem);
    timeline.push_back(*timed);
  }
  std::stable_sort(timeline.begin(), timeline.end(),
                   [](const Timed& a, const Timed& b) { return a.time_s < b.time_s; });

  sandbox::Settings settings;
  settings.seed = parsed.parameters.seed;
  settings.packet = parsed.parameters.packet;
  settings.opening = parsed.parameters.opening;
  settings.ghost = false;
  sandbox::Sandbox sandbox(settings);
  for (const Timed& timed : timeline) {
    if (timed.time_s > options.duration_s) break;
    sandbox.run_until(timed.time_s, UINT64_MAX);
    if (const auto error = sandbox.apply(timed.command)) return fail(error->message);
  }
  sandbox.run_until(options.duration_s, UINT64_MAX);
  sandbox::Snapshot snapshot;
  sandbox.snapshot(snapshot);
  if (options.format == "json")
    std::printf("%s\n", snapshot_json(snapshot).c_str());
  else
    print_table(snapshot);
  return kDone;
}

}  // namespace

void add_run(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("run", "Simulate an architecture and print its figures");
  command->add_option("--users", options->users, "Active users a day: 1 to 500M, as 250000, 250K or 1.5M");
  command->add_option("--on", options->on, "Toggles to switch on, with commas: cdn,stateless");
  command->add_option("--off", options->off, "Toggles to switch off: replicas,cache");
  command->add_option("--set", options->set, "Any row of the command table: web-servers=4 (may be repeated)");
  command->add_option("--incident", options->incidents,
                      "t=60:server-crash or t=60:server-crash=1 (may be repeated)");
  command->add_option("--duration", options->duration_s, "Simulated seconds (60)");
  command->add_option("--speed", options->speed,
                      "1, 10, 60 or 600: decides the live window, and the packet size");
  command->add_option("--seed", options->seed, "Seed of the run (1)");
  command->add_option("--packet", options->packet, "Requests in a packet; 1 is exact, 0 goes by the rule");
  command->add_option("--format", options->format, "table or json");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace scale::app
