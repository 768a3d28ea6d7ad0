#include "sandbox/breaking_point.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "model/apply.h"
#include "sim/math.h"

namespace scale::sandbox {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double grid_users(const BreakingSettings& s, int point) {
  if (s.points < 2) return s.from_users;
  const double share = static_cast<double>(point) / (s.points - 1);
  return std::min(s.to_users, s.from_users * sim::exp(share * sim::log(s.to_users / s.from_users)));
}

bool is_broken(const BreakingPoint& search, const BreakingSample& sample, bool overloaded) {
  const BreakingLine& line = search.settings.line;
  if (overloaded || sample.failed_share > line.failed_share) return true;
  const double unloaded = search.curve.empty() ? sample.slow_share : search.curve.front().slow_share;
  return sample.slow_share > std::max(line.slow_share, unloaded + line.slow_over_unloaded);
}

// Which of a database's two limits: its disk or its processors.
std::string limit_of(const NodeView& node) {
  const bool writes_too =
      node.node.kind == model::NodeKind::primary || node.node.kind == model::NodeKind::shard;
  if (!writes_too) return {};
  return node.disk_busy >= node.busiest ? "writes" : "queries";
}

const NodeView* full_node(const Probe& probe) {
  if (probe.overloaded != sim::kNone) return &probe.nodes[probe.overloaded];
  const NodeView* full = nullptr;
  for (const NodeView& node : probe.nodes)
    if (node.busiest > 0.8 && (full == nullptr || node.busiest > full->busiest)) full = &node;
  return full;
}

void take(BreakingPoint& search, const Probe& probe) {
  BreakingSample sample;
  sample.users = probe.run.architecture.users;
  sample.slow_share = probe.figures.slow_share.value;
  sample.failed_share = probe.figures.failed_share.value;
  sample.response_p95_s = probe.figures.response.p95.value;
  sample.cost_usd_month = probe.cost_usd_month;
  sample.broken = is_broken(search, sample, probe.overloaded != sim::kNone);
  const NodeView* full = full_node(probe);
  if (full != nullptr) {
    sample.node = full->node.id;
    sample.limit = limit_of(*full);
  }
  if (sample.broken && sample.users < search.broken_users) {
    search.broken_users = sample.users;
    search.node = sample.node;
    search.limit = sample.limit;
    search.node_label = full != nullptr ? full->node.label : std::string();
    search.kind = full != nullptr ? full->node.kind : model::NodeKind::users;
  }
  const auto at = std::find_if(search.curve.begin(), search.curve.end(),
                               [&](const BreakingSample& other) { return other.users > sample.users; });
  search.curve.insert(at, std::move(sample));

  search.fine_users = 0;
  for (const BreakingSample& other : search.curve)
    if (other.users < search.broken_users) search.fine_users = other.users;
}

// The next number of users to try, or 0 when all is known.
double next_users(BreakingPoint& search) {
  const BreakingSettings& s = search.settings;
  const bool broke = search.broken_users < kNever;
  if (broke && search.fine_users > 0 && search.halved < s.halvings) {
    ++search.halved;
    return std::sqrt(search.fine_users * search.broken_users);
  }
  if (search.next_point < s.points && (!broke || search.beyond < s.points_beyond)) {
    if (broke) ++search.beyond;
    return grid_users(s, search.next_point++);
  }
  return 0;
}

}  // namespace

BreakingPoint make_breaking_point(const BreakingSettings& settings) {
  BreakingPoint search;
  search.settings = settings;
  search.broken_users = kNever;
  return search;
}

std::uint64_t step(BreakingPoint& search, std::uint64_t most_events) {
  std::uint64_t used = 0;
  while (!search.done && used < most_events) {
    if (!search.probe) {
      const double users = next_users(search);
      if (users == 0) {
        search.done = true;
        break;
      }
      ProbeSettings settings{search.settings.architecture, search.settings.catalog, search.settings.seed,
                             search.settings.settle_s, search.settings.measure_s};
      settings.architecture.users = users;
      search.probe = make_probe(settings);
    }
    used += step(*search.probe, most_events - used);
    if (!search.probe->done) continue;
    take(search, *search.probe);
    search.probe.reset();
  }
  return used;
}

std::vector<Alternative> alternatives(const model::Architecture& architecture) {
  std::vector<Alternative> out;
  const auto& table = model::command_table();
  for (std::size_t id = 0; id < table.size(); ++id) {
    const model::CommandInfo& row = table[id];
    if (row.kind != model::CommandKind::toggle || row.group != model::CommandGroup::tools || !row.available ||
        row.get == nullptr || row.get(architecture) != 0)
      continue;
    Alternative other{{0, static_cast<model::CommandId>(id), 1}, architecture};
    if (!model::apply(other.architecture, other.with)) out.push_back(other);
  }
  return out;
}

}  // namespace scale::sandbox
