#include "sandbox/breaking_point.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/apply.h"
#include "sim/math.h"

namespace scale::sandbox {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kPages = 120, kTelling = 100;  // wanted of a point; the least that tell its shares
constexpr double kLongest_s = 60;               // what a run remembers

double grid_users(const BreakingSettings& s, int point) {
  if (s.points < 2) return s.from_users;
  const double share = static_cast<double>(point) / (s.points - 1);
  return std::min(s.to_users, s.from_users * sim::exp(share * sim::log(s.to_users / s.from_users)));
}

bool is_broken(const BreakingPoint& search, const BreakingSample& sample, bool overloaded) {
  const BreakingLine& line = search.settings.line;
  if (overloaded) return true;
  if (!sample.telling) return false;
  if (sample.failed_share > line.failed_share) return true;
  const auto fewest = std::find_if(search.curve.begin(), search.curve.end(),
                                   [](const BreakingSample& other) { return other.telling; });
  const double unloaded = fewest == search.curve.end() ? sample.slow_share : fewest->slow_share;
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
  double most = 0.8;
  for (const NodeView& node : probe.nodes) {
    const double load = load_of(node, probe.run.architecture);
    if (load <= most) continue;
    most = load;
    full = &node;
  }
  return full;
}

void take(BreakingPoint& search, const Probe& probe) {
  BreakingSample sample;
  sample.users = probe.run.architecture.users;
  sample.slow_share = probe.figures.slow_share.value;
  sample.failed_share = probe.figures.failed_share.value;
  sample.response_p95_s = probe.figures.response.p95.value;
  sample.cost_usd_month = probe.cost_usd_month;
  sample.telling = probe.figures.pages_per_s * probe.figures.window_s >= kTelling;
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

double fewest_users(double users) {
  return users >= 100e3 ? 100e3 : users >= 10e3 ? 1e3 : 1;
}

BreakingSettings settings_from(double fewest_users) {
  constexpr int kMost = 40;
  BreakingSettings settings;
  const double decades = std::log10(settings.to_users / settings.from_users);
  const double a_decade = (settings.points - 1) / decades;
  settings.from_users = fewest_users;
  const double points = a_decade * std::log10(settings.to_users / fewest_users) + 1;
  settings.points = std::min(kMost, static_cast<int>(std::lround(points)));
  return settings;
}

BreakingPoint make_breaking_point(const BreakingSettings& settings) {
  BreakingPoint search;
  search.settings = settings;
  search.broken_users = kNever;
  return search;
}

std::uint64_t step(BreakingPoint& search, std::uint64_t most_events) {
  std::uint64_t used = 0;
  while (!search.done && used < most_events) {
    if (!search.probe || search.probe->done) {
      const double users = next_users(search);
      if (users == 0) {
        search.done = true;
        search.probe.reset();
        break;
      }
      const double wanted_s = kPages / model::views_per_s(search.settings.catalog, users);
      const double measure_s = std::ceil(std::clamp(wanted_s, search.settings.measure_s, kLongest_s));
      ProbeSettings settings{search.settings.architecture, search.settings.catalog, search.settings.seed,
                             search.settings.settle_s, measure_s};
      settings.architecture.users = users;
      start_next(search.probe, settings);
    }
    used += step(*search.probe, most_events - used);
    if (search.probe->done) take(search, *search.probe);
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
