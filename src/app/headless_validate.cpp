#include "app/headless.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/validation_page.h"
#include "sim/packet_rule.h"

namespace scale::app {
namespace {

struct Options {
  std::string rows, format = "table";
  std::vector<std::uint32_t> packets;
  bool shorter = false;
  double most_events = 1e8;
};

std::string problem_of(const Options& o) {
  if (o.format != "table" && o.format != "json" && o.format != "html" && o.format != "markdown")
    return "format must be table, json, html or markdown, not " + o.format;
  for (const std::uint32_t k : o.packets)
    if (std::find(std::begin(sim::kValidatedPackets), std::end(sim::kValidatedPackets), k) ==
        std::end(sim::kValidatedPackets))
      return "packet must be 2, 4, 8, 32 or 128, not " + std::to_string(k);
  if (!(o.most_events >= 1e4 && o.most_events <= 1e12)) return "most-events must be 1e4 to 1e12";
  return "";
}

std::vector<sim::ValidationCase> wanted_cases(const Options& o) {
  std::vector<sim::ValidationCase> cases;
  for (sim::ValidationCase& c : sim::validation_cases()) {
    const bool named = o.rows.empty() || (c.group + ": " + c.name).find(o.rows) != std::string::npos;
    if (named && (c.quick || !o.shorter)) cases.push_back(std::move(c));
  }
  return cases;
}

int run(const Options& o) {
  const std::string problem = problem_of(o);
  if (!problem.empty()) return refuse("validate", problem);
  const std::vector<sim::ValidationCase> cases = wanted_cases(o);
  if (cases.empty())
    return refuse("validate", "rows must be part of a row's name; none has \"" + o.rows + "\"");
  sim::ValidationEffort effort;
  effort.most_events = static_cast<std::uint64_t>(o.most_events);
  const bool table = o.format == "table";
  std::vector<ValidatedCase> done;
  for (const sim::ValidationCase& c : cases) {
    ValidatedCase v{c, {}};
    sim::ValidationRuns exact;
    for (const std::uint32_t k : sim::kValidatedPackets) {
      const bool asked =
          o.packets.empty() || std::find(o.packets.begin(), o.packets.end(), k) != o.packets.end();
      if (sim::packet_for(c.network, k) != k || !asked || (o.shorter && k != 8 && k != 128)) continue;
      v.packets.push_back({k, sim::check_case(c, k, effort, exact)});
    }
    if (table) {
      std::fputs(validation_text(v, done.empty()).c_str(), stdout);
      std::fflush(stdout);
    }
    done.push_back(std::move(v));
  }
  const ValidationCount count = count_verdicts(done);
  if (table) std::printf("%s\n", validation_summary(count).c_str());
  if (o.format == "json") std::printf("%s\n", validation_json(done).c_str());
  if (o.format == "html") std::fputs(validation_html(done).c_str(), stdout);
  if (o.format == "markdown") std::fputs(validation_markdown(done).c_str(), stdout);
  return count.outside > 0 ? kOutside : kDone;
}

}  // namespace

void add_validate(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "validate", "Hold packets of 2 to 128 requests against single ones, over a table of networks");
  command->add_flag("--short", options->shorter, "Few networks, k = 8 and 128: a minute");
  command->add_option("--rows", options->rows, "Only rows whose group or name has this in it");
  command->add_option("--packet", options->packets, "Only these packet sizes (2, 4, 8, 32, 128)");
  command->add_option("--format", options->format, "table, json, html or markdown");
  command->add_option("--most-events", options->most_events,
                      "Limit of each row and packet size, in simulated events (1e8)");
  command->footer(
      "Exit code 1: a figure is outside the line of its row.\n"
      "Examples:\n"
      "  scale-sandbox validate --short\n"
      "  scale-sandbox validate --rows sharing --packet 2 --format json");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace scale::app
