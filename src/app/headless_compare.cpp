// `scale-sandbox compare LINK LINK`: where two runs part, and what comes of it.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "app/headless.h"
#include "sandbox/link_difference.h"
#include "sandbox/sandbox.h"

namespace scale::app {
namespace {

struct Options {
  std::string first, second;
  double duration_s = 0;
};

int fail(const std::string& sentence) {
  std::fprintf(stderr, "scale-sandbox compare: %s\n", sentence.c_str());
  return kUnusable;
}

sandbox::Snapshot replayed(const sandbox::RunRecord& record, double until_s) {
  sandbox::Settings settings;
  settings.seed = record.seed;
  settings.packet = record.packet;
  settings.ghost = false;
  sandbox::Sandbox run(settings);
  for (const model::Command& command : record.commands) {
    if (command.time_s > until_s) break;
    run.run_until(command.time_s, UINT64_MAX);
    run.apply(command);
  }
  run.run_until(until_s, UINT64_MAX);
  sandbox::Snapshot out;
  run.snapshot(out);
  return out;
}

void print_row(const char* name, double first, double second, double factor, const char* unit) {
  std::printf("%-24s %14.2f %14.2f %14.2f %s\n", name, first * factor, second * factor,
              (second - first) * factor, unit);
}

int compare(const Options& options) {
  const sandbox::DecodedLink first = sandbox::from_link(options.first);
  if (!first.record) return fail("the first link: " + first.problem);
  const sandbox::DecodedLink second = sandbox::from_link(options.second);
  if (!second.record) return fail("the second link: " + second.problem);
  if (!(options.duration_s >= 0 && options.duration_s <= 86'400))
    return fail("duration must be 0 to 86400 seconds");
  std::printf("%s\n", sandbox::difference(*first.record, *second.record).words.c_str());

  double end_s = options.duration_s;
  if (end_s == 0) {
    for (const sandbox::RunRecord* record : {&*first.record, &*second.record})
      if (!record->commands.empty()) end_s = std::max(end_s, record->commands.back().time_s);
    end_s = std::min(end_s + 60, 86'400.0);
  }
  const sandbox::Snapshot a = replayed(*first.record, end_s), b = replayed(*second.record, end_s);
  std::printf("%-24s %14s %14s %14s\n", ("after " + std::to_string(static_cast<int>(end_s)) + " s").c_str(),
              "first", "second", "difference");
  print_row("slow pages", a.figures.slow_share.value, b.figures.slow_share.value, 100, "%");
  print_row("failed", a.figures.failed_share.value, b.figures.failed_share.value, 100, "%");
  print_row("page load p50", a.figures.page_load.p50.value, b.figures.page_load.p50.value, 1000, "ms");
  print_row("server response p95", a.figures.response.p95.value, b.figures.response.p95.value, 1000, "ms");
  print_row("cost", a.cost_usd_month, b.cost_usd_month, 1, "$ a month");
  std::printf("%-24s %016llx %016llx\n", "hash", static_cast<unsigned long long>(a.hash),
              static_cast<unsigned long long>(b.hash));
  return kDone;
}

}  // namespace

void add_compare(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("compare", "Where two links part, and their figures side by side");
  command->add_option("first", options->first, "A run's link")->required();
  command->add_option("second", options->second, "Another's")->required();
  command->add_option("--duration", options->duration_s,
                      "Simulated seconds; without it a minute after the last command");
  command->callback([options, &exit_code] { exit_code = compare(*options); });
}

}  // namespace scale::app
