#include "lesson/stage_table.h"

#include <algorithm>

#include "lesson/measure.h"
#include "model/apply.h"
#include "model/machines.h"
#include "sandbox/room.h"
#include "sandbox/sandbox.h"

namespace scale::lesson {
namespace {

using model::Architecture;
using model::Command;
using model::Scenario;

constexpr double kSettled_s = 65;  // without an incident the goals are due then
constexpr std::uint64_t kEnoughPages = 200;

// What stands or falls by itself; the single sites do so together, as "regions".
constexpr std::string_view kMechanisms[] = {
    "own-database", "balancer",    "cache", "replicas", "cdn",
    "stateless",    "regions",     "queue", "sharding", "vertical-partitioning",
    "nosql",        "denormalised"};

bool is_incident(const Command& command) {
  return model::info(command.id).kind == model::CommandKind::incident;
}

// When a goal is due: after its incident, or when the run has settled.
double due_s(const Scenario& stage, const model::Goal& goal) {
  if (goal.after.empty()) return kSettled_s;
  double at_s = 0;
  for (const Command& command : stage.commands)
    if (model::info(command.id).id == goal.after) at_s = command.time_s;
  return at_s + goal.after_s;
}

sandbox::Settings settings_of(const Scenario& stage, const Architecture& architecture, std::uint64_t seed,
                              std::uint32_t packet) {
  sandbox::Settings settings;
  settings.seed = seed;
  settings.packet = packet;
  settings.catalog = model::catalog_of(stage);
  settings.opening = model::commands_to_build(architecture);
  settings.ghost = false;
  for (const Command& command : stage.commands)
    if (command.time_s == 0) settings.opening.push_back(command);
  return settings;
}

sandbox::Figures figures_of(const sandbox::Sandbox& sandbox, const sandbox::Snapshot& now) {
  sandbox::Figures minute = sandbox.last_minute();
  const bool enough = minute.failed_share.samples >= kEnoughPages;
  return enough || minute.window_s >= now.figures.window_s ? minute : now.figures;
}

}  // namespace

Architecture right_architecture(const Scenario& stage) {
  Architecture right = stage.architecture;
  if (stage.story.solutions.empty()) return right;
  for (const Command& command : stage.story.solutions.front().commands)
    if (!is_incident(command)) model::apply(right, command);
  return right;
}

std::vector<Variant> variants(const Scenario& stage) {
  const Architecture right = right_architecture(stage);
  std::vector<Variant> list = {{"right", right}};
  if (!stage.story.solutions.empty()) list.push_back({"start", stage.architecture});
  for (const std::string_view id : kMechanisms) {
    const model::CommandId row = *model::find_command(id);
    if (!model::info(row).available || model::info(row).get(right) == 0) continue;
    Variant without{"without " + std::string(id), right};
    model::apply(without.architecture, {0, row, 0});
    if (id == "own-database" && !model::shares_a_machine(without.architecture)) continue;  // nothing to share
    list.push_back(without);
  }
  return list;
}

VariantRun run_variant(const Scenario& stage, const Architecture& architecture, std::uint64_t seed,
                       std::uint32_t packet) {
  struct Due {
    double time_s;
    const Command* command;
    const model::Goal* goal;
  };
  std::vector<Due> plan;
  for (const model::Goal& goal : stage.story.goals) plan.push_back({due_s(stage, goal), nullptr, &goal});
  for (const Command& command : stage.commands)
    if (command.time_s > 0) plan.push_back({command.time_s, &command, nullptr});
  if (stage.story.goals.empty()) plan.push_back({kSettled_s, nullptr, nullptr});
  std::stable_sort(plan.begin(), plan.end(), [](const Due& a, const Due& b) { return a.time_s < b.time_s; });

  sandbox::Sandbox sandbox(settings_of(stage, architecture, seed, packet));
  VariantRun run;
  run.met = true;
  sandbox::Snapshot now;
  for (const Due& due : plan) {
    while (sandbox.run_until(due.time_s, sandbox::kEventsBetweenLooks) < due.time_s) {
      if (sandbox.under_way() <= sandbox::kMostUnderWay) continue;
      sandbox.snapshot(now);
      run.needs_packet = sandbox::packet_with_room(sandbox.under_way(), sandbox::kMostUnderWay, now.packet,
                                                   now.time_s, plan.back().time_s);
      run.met = false;
      return run;
    }
    if (due.command != nullptr) sandbox.apply(*due.command);
    sandbox.snapshot(now);
    run.figures = figures_of(sandbox, now);
    if (due.goal == nullptr) continue;
    const Measured measured = measure(due.goal->limit, now, run.figures);
    const bool met = measured.enough && within(due.goal->limit, measured.value);
    run.goals.push_back({*due.goal, measured.value, met});
    run.met = run.met && met;
  }
  run.failed_pages = now.incident_s >= 0 ? now.since_incident.failed_pages : now.since_start.failed_pages;
  run.cost_usd_month = now.cost_usd_month;
  if (now.bottleneck.node < now.nodes.size() && now.bottleneck.utilisation > 0)
    run.bottleneck = now.nodes[now.bottleneck.node].node.id;
  for (const sandbox::NodeView& node : now.nodes) run.busiest = std::max(run.busiest, node.busiest);
  return run;
}

}  // namespace scale::lesson
