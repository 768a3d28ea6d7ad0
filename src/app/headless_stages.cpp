// `scale-sandbox stages`: every stage from one user to 500 million, with the right architecture and with each
// mechanism taken away, from the scenario files of a folder.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "app/headless.h"
#include "app/headless_source.h"
#include "lesson/measure.h"
#include "lesson/stage_table.h"
#include "model/json_writer.h"
#include "model/words.h"

namespace scale::app {
namespace {

struct Options {
  std::string folder, users, stage, format = "table";
  std::uint64_t seed = 1;
  std::uint32_t packet = 0;
};

struct Stage {
  std::string name;
  model::Scenario scenario;
};

std::optional<Stage> read_stage(const std::filesystem::path& path, std::string& problem) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  model::ParsedScenario parsed = model::parse_scenario(text.str());
  if (parsed.scenario) return Stage{path.stem().string(), std::move(*parsed.scenario)};
  problem = path.string() + ", line " + std::to_string(parsed.error->line) + ": " + parsed.error->message;
  return std::nullopt;
}

std::vector<Stage> read_stages(const std::string& folder, std::string& problem) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Stage> stages;
  for (const std::filesystem::path& path : paths) {
    std::optional<Stage> stage = read_stage(path, problem);
    if (!stage) return {};
    stages.push_back(std::move(*stage));
  }
  if (stages.empty()) problem = "no scenario files (*.json) in " + folder;
  return stages;
}

std::string goal_text(const lesson::GoalReading& reading) {
  std::string text = reading.goal.limit.measure + " " +
                     lesson::figure_text(reading.goal.limit.measure, reading.value) +
                     (reading.met ? " met" : " MISSED");
  if (!reading.goal.after.empty()) text += " at +" + model::number_text(reading.goal.after_s) + " s";
  return text;
}

void print_row(const lesson::Variant& variant, const lesson::VariantRun& run) {
  std::printf("  %-29s %6.1f %% %9.0f ms %7.2f %% %8.0f %12.0f  %-16s", variant.name.c_str(),
              run.figures.slow_share.value * 100, run.figures.response.p95.value * 1000,
              run.figures.failed_share.value * 100, run.failed_pages, run.cost_usd_month,
              run.bottleneck.empty() ? "-" : run.bottleneck.c_str());
  std::printf(" %3.0f %%", run.busiest * 100);
  for (const lesson::GoalReading& reading : run.goals)
    std::printf("%s %s", &reading == &run.goals.front() ? " " : ",", goal_text(reading).c_str());
  std::printf("\n");
}

void write_row(model::JsonWriter& out, const Stage& stage, const lesson::Variant& variant,
               const lesson::VariantRun& run) {
  out.open_object();
  out.field("stage", stage.name);
  out.field("variant", variant.name);
  out.field("users", variant.architecture.users);
  out.field("slow_share", run.figures.slow_share.value);
  out.field("response_p95_s", run.figures.response.p95.value);
  out.field("failed_share", run.figures.failed_share.value);
  out.field("failed_pages", run.failed_pages);
  out.field("cost_usd_month", run.cost_usd_month);
  out.field("bottleneck", run.bottleneck);
  out.field("busiest", run.busiest);
  out.field("met", run.met);
  out.open_list("goals");
  for (const lesson::GoalReading& reading : run.goals) {
    out.open_object();
    out.field("measure", reading.goal.limit.measure);
    out.field("value", reading.value);
    out.field("met", reading.met);
    out.close_object();
  }
  out.close_list();
  out.close_object();
}

int print_stages(const Options& options) {
  if (options.format != "table" && options.format != "json")
    return refuse("stages", "format must be table or json, not " + options.format);
  if (!model::is_packet(options.packet))
    return refuse("stages", "packet must be 0 (by the rule) or a power of two up to 32768, not " +
                                std::to_string(options.packet));
  const std::optional<double> users =
      options.users.empty() ? std::nullopt : model::parse_number(options.users);
  if (!options.users.empty() && !users)
    return refuse("stages", "users must be a number such as 100K, not " + options.users);
  std::string problem;
  const std::string folder = options.folder.empty() ? lessons_folder() + "/table" : options.folder;
  const std::vector<Stage> stages = read_stages(folder, problem);
  if (stages.empty()) return refuse("stages", problem);

  const bool table = options.format == "table";
  model::JsonWriter out;
  out.open_object();
  out.field("format", 1.0);
  out.open_list("rows");
  bool all_right = true;
  const auto is_wanted = [&](const Stage& stage) {
    return (!users || stage.scenario.architecture.users == *users) &&
           (options.stage.empty() || stage.name == options.stage);
  };
  if (std::none_of(stages.begin(), stages.end(), is_wanted))
    return refuse("stages", "no stage with these users or this name in " + folder);
  if (table)
    std::printf("  %-29s %8s %12s %9s %8s %12s  %-16s %s\n", "", "slow", "answer p95", "failed", "pages",
                "$ a month", "bottleneck", "busiest, goals");
  for (const Stage& stage : stages) {
    if (!is_wanted(stage)) continue;
    if (table) std::printf("%s: %s\n", stage.name.c_str(), stage.scenario.story.title.c_str());
    for (const lesson::Variant& variant : lesson::variants(stage.scenario)) {
      const lesson::VariantRun run =
          lesson::run_variant(stage.scenario, variant.architecture, options.seed, options.packet);
      if (run.needs_packet != 0)
        return refuse("stages", stage.name + ", " + variant.name +
                                    ": there is no room for all the requests under way; --packet " +
                                    std::to_string(run.needs_packet) + " should have it");
      if (variant.name == "right") all_right = all_right && run.met;
      if (table)
        print_row(variant, run);
      else
        write_row(out, stage, variant, run);
      std::fflush(stdout);
    }
  }
  out.close_list();
  out.close_object();
  if (!table) std::printf("%s", out.take().c_str());
  return all_right ? kDone : kOutside;
}

}  // namespace

void add_stages(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "stages", "Print every stage with the right architecture and with each mechanism taken away");
  command->add_option("folder", options->folder, "Folder of scenario files (web/lessons/table)");
  command->add_option("--users", options->users, "Only the stages with this many users: 100K");
  command->add_option("--stage", options->stage, "Only the stage of this file: 4a-100K");
  command->add_option("--seed", options->seed, "Seed of the runs (1)");
  command->add_option("--packet", options->packet, "Requests in a packet; 1 is exact, 0 goes by the rule");
  command->add_option("--format", options->format, "table or json");
  command->footer("Examples:\n  scale-sandbox stages --users 100K");
  command->callback([options, &exit_code] { exit_code = print_stages(*options); });
}

}  // namespace scale::app
