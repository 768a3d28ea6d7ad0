#include "sandbox/nodes.h"

#include <algorithm>
#include <utility>

namespace scale::sandbox {
namespace {

constexpr double kBusy = 0.7, kSaturated = 0.9;

// Sums of the reports of one station over the live window.
struct Load {
  double utilisation = 0, mean_queue = 0, per_s = 0, failed_per_s = 0;
};

Load load_of(const Run& run, std::uint32_t station) {
  Load sum;
  double seconds = 0;
  for (const sim::Interval& interval : run.intervals) {
    const double length = interval.end_s - interval.start_s;
    const sim::StationReport& report = interval.stations[station];
    sum.utilisation += report.utilisation * length;
    sum.mean_queue += report.mean_queue * length;
    sum.per_s += static_cast<double>(report.arrivals);
    sum.failed_per_s += static_cast<double>(report.failures);
    seconds += length;
  }
  if (seconds > 0) {
    sum.utilisation /= seconds;
    sum.mean_queue /= seconds;
    sum.per_s /= seconds;
    sum.failed_per_s /= seconds;
  }
  return sum;
}

void show_lookups(const Run& run, NodeView& view) {
  double hits = 0, all = 0, seconds = 0;
  for (const sim::Interval& interval : run.intervals) {
    const sim::CacheReport& cache = interval.caches[view.node.cache];
    hits += static_cast<double>(cache.hits);
    all += static_cast<double>(cache.hits + cache.misses);
    seconds += interval.end_s - interval.start_s;
  }
  view.lookups_per_s = seconds > 0 ? all / seconds : 0;
  view.hit_ratio = all > 0 ? hits / all : 0;
}

bool in_rotation(const sim::Network& network, std::uint32_t station) {
  for (const sim::Pool& pool : network.pools)
    if (station >= pool.first && station < pool.first + pool.count)
      return pool.in_rotation.empty() || pool.in_rotation[station - pool.first] != 0;
  return true;
}

std::uint32_t sessions_of(const sim::Interval& interval, const model::Node& node, std::size_t member) {
  double sessions = 0;
  for (const std::uint32_t table : node.tables)
    if (member < interval.tables[table].per_member.size())
      sessions += interval.tables[table].per_member[member];
  return static_cast<std::uint32_t>(sessions);
}

// A member is as busy as the busier of its stations; what comes to it comes to the first of them.
MemberView member_of(const Run& run, const model::Node& node, std::size_t i, NodeView& view) {
  const sim::Network& network = run.compiled.network;
  const sim::Interval* last = run.intervals.empty() ? nullptr : &run.intervals.back();
  MemberView member;
  for (std::size_t part = 0; part < node.stations_per_member; ++part) {
    const std::uint32_t station = node.stations[i * node.stations_per_member + part];
    const Load load = load_of(run, station);
    member.up = member.up && network.stations[station].up;
    member.in_rotation = member.in_rotation && in_rotation(network, station);
    if (network.stations[station].discipline != sim::Discipline::delay)
      member.utilisation = std::max(member.utilisation, static_cast<float>(load.utilisation));
    if (part == 0) member.per_s = load.per_s;
    if (part == 0) view.per_s += load.per_s;
    if (part == 0) view.first_wait_s += load.mean_queue;
    if (part == 0) view.first_busy += load.utilisation;
    if (part == 1) view.disk_busy = std::max(view.disk_busy, load.utilisation);
    view.wait_s += load.mean_queue;
    view.failed_per_s += load.failed_per_s;
    if (last == nullptr) continue;
    const sim::StationReport& report = last->stations[station];
    member.waiting += static_cast<std::uint32_t>(report.waiting);
    view.oldest_wait_s = std::max(view.oldest_wait_s, report.oldest_wait_s);
  }
  if (last != nullptr) member.sessions = sessions_of(*last, node, i);
  if (i < node.data_bytes.size()) member.data_bytes = node.data_bytes[i];
  return member;
}

// Messages wait at the broker for whoever is free; a pool of workers is shown as so many busy ones, each of
// the others idle or crashed.
void show_queue(const Run& run, const model::Node& node, NodeView& view) {
  if (node.kind == model::NodeKind::queue && !run.intervals.empty()) {
    const sim::StationReport& line = run.intervals.back().stations[node.line];
    view.waiting = static_cast<double>(line.waiting);
    view.oldest_wait_s = line.oldest_wait_s;
    const Load load = load_of(run, node.line);
    view.wait_s = load.per_s > 0 ? load.mean_queue / load.per_s : 0;
    if (!view.members.empty()) view.members[0].waiting = static_cast<std::uint32_t>(line.waiting);
  }
  if (node.kind != model::NodeKind::worker) return;
  const sim::Station& station = run.compiled.network.stations[node.stations[0]];
  const int all = node.cores_per_member, up = all > 0 && !station.paused ? station.servers : 0;
  double busy = view.utilisation * up;
  view.waiting = view.oldest_wait_s = view.wait_s = 0;
  view.members.clear();
  for (int i = 0; i < all; ++i) {
    MemberView worker;
    worker.utilisation = static_cast<float>(std::clamp(busy, 0.0, 1.0));
    worker.up = i < station.servers;
    busy -= 1;
    view.members.push_back(worker);
  }
  view.node.cores_per_member = 1;
}

NodeView view_of(const Run& run, const model::Node& node, const Visits& visits) {
  const sim::Interval* last = run.intervals.empty() ? nullptr : &run.intervals.back();
  NodeView view;
  view.node = node;
  bool any_down = false;
  const std::size_t members = node.stations.size() / node.stations_per_member;
  for (std::size_t i = 0; i < members; ++i) {
    const MemberView member = member_of(run, node, i, view);
    any_down = any_down || !member.up;
    view.waiting += member.waiting;
    view.utilisation += static_cast<double>(member.utilisation) / static_cast<double>(members);
    view.busiest = std::max(view.busiest, static_cast<double>(member.utilisation));
    view.members.push_back(member);
  }
  view.wait_s = view.per_s > 0 ? view.wait_s / view.per_s : 0;
  view.first_busy /= static_cast<double>(std::max<std::size_t>(1, members));
  view.first_wait_s = view.per_s > 0 ? view.first_wait_s / view.per_s : 0;
  if (visits.count >= 2) {
    view.work_s = visits.sum_s / visits.count;
    const double variance = std::max(0.0, visits.sum_s2 / visits.count - view.work_s * view.work_s);
    view.work_scv = view.work_s > 0 ? variance / (view.work_s * view.work_s) : 0;
    view.work_samples = visits.seen;
  }
  show_queue(run, node, view);
  if (node.cache != sim::kNone) show_lookups(run, view);
  if (last != nullptr) {
    if (node.cache != sim::kNone) view.entries = last->caches[node.cache].entries;
    for (const std::uint32_t table : node.tables) view.entries += last->tables[table].entries;
    if (node.log != sim::kNone) view.lag_s = last->logs[node.log].lag_s;
  }
  view.health = any_down                     ? Health::down
                : view.busiest >= kSaturated ? Health::saturated
                : view.busiest >= kBusy      ? Health::busy
                                             : Health::fine;
  return view;
}

}  // namespace

std::vector<NodeView> node_views(const Run& run) {
  std::vector<NodeView> views;
  const std::vector<model::Node>& nodes = run.compiled.plan.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    views.push_back(view_of(run, nodes[i], i < run.visits.size() ? run.visits[i] : Visits{}));
  return views;
}

std::vector<LinkView> link_views(const Run& run) {
  double seconds = 0;
  for (const sim::Interval& interval : run.intervals) seconds += interval.end_s - interval.start_s;
  std::vector<LinkView> views;
  for (const model::Link& link : run.compiled.plan.links) {
    LinkView view{link.from, link.to, 0, link.replication};
    if (link.counter != sim::kNone && seconds > 0) {
      double sum = 0;
      for (const sim::Interval& interval : run.intervals) sum += interval.counters[link.counter];
      view.per_s = sum / seconds * link.weight;
    }
    views.push_back(view);
  }
  return views;
}

Bottleneck bottleneck(const std::vector<NodeView>& nodes) {
  Bottleneck worst;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].node.kind != model::NodeKind::worker && nodes[i].busiest >= kBusy &&
        nodes[i].busiest > worst.utilisation)
      worst = {static_cast<std::uint32_t>(i), nodes[i].busiest};
  return worst;
}

}  // namespace scale::sandbox
