#include "lesson/price.h"

#include <algorithm>
#include <cmath>

#include "lesson/cause.h"
#include "lesson/comparison.h"
#include "lesson/format.h"
#include "model/catalog.h"
#include "sim/math.h"

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::NodeView;
using sandbox::Snapshot;

Meter share(std::string label, double value, bool hurts = false) {
  return {std::move(label), percent(value), std::clamp(value, 0.0, 1.0), -1, hurts};
}

// A time on a log scale from 10 us to 10 s.
double time_level(double value_s) {
  constexpr double kShortest_s = 1e-5, kLongest_s = 10;
  return std::clamp(
      sim::log(std::max(value_s, kShortest_s) / kShortest_s) / sim::log(kLongest_s / kShortest_s), 0.0, 1.0);
}

Meter time(std::string label, double value_s, double hurts_s) {
  return {std::move(label), seconds(value_s), time_level(value_s), -1, value_s >= hurts_s};
}

double sum(const Snapshot& run, NodeKind kind, double NodeView::*of) {
  double out = 0;
  for (const NodeView& node : run.nodes)
    if (node.node.kind == kind) out += node.*of;
  return out;
}

double most(const Snapshot& run, NodeKind kind, double NodeView::*of) {
  double out = 0;
  for (const NodeView& node : run.nodes)
    if (node.node.kind == kind) out = std::max(out, node.*of);
  return out;
}

double most_lag_s(const Snapshot& run) {
  double out = 0;
  for (const NodeView& node : run.nodes) out = std::max(out, node.lag_s);
  return out;
}

double slowest_first_byte_s(const sandbox::Figures& figures) {
  double out = 0;
  for (const sandbox::RegionFigures& region : figures.regions)
    out = std::max(out, region.first_byte.p50.value);
  return out;
}

// A visit to the session store: the way there and back, its queue and its work.
double session_hop_s(const Snapshot& run) {
  for (const NodeView& node : run.nodes) {
    if (node.node.kind != NodeKind::sessions || node.per_s <= 0) continue;
    const double cores = node.node.cores_per_member * static_cast<double>(node.members.size());
    return run.catalog.local_round_trip_s + node.wait_s + node.utilisation * cores / node.per_s;
  }
  return 0;
}

double busiest_disk(const Snapshot& run) {
  return std::max(most(run, NodeKind::primary, &NodeView::disk_busy),
                  most(run, NodeKind::shard, &NodeView::disk_busy));
}

// Of databases that share the same work: their mean, and the busiest.
struct Spread {
  double mean = 0, busiest = 0;
};
Spread spread(const Snapshot& run) {
  Spread out;
  double members = 0;
  for (const NodeView& node : run.nodes) {
    if (node.node.kind != NodeKind::primary && node.node.kind != NodeKind::shard) continue;
    const auto n = static_cast<double>(node.members.size());
    out.mean += node.utilisation * n;
    out.busiest = std::max(out.busiest, node.busiest);
    members += n;
  }
  if (members > 0) out.mean /= members;
  return out;
}

struct ToolPrice {
  std::string_view tool, trigger;
  Price (*live)(const Snapshot&);
};

constexpr ToolPrice kTools[] = {
    {"cdn", "cache-flush",
     [](const Snapshot& run) -> Price {
       return {share("Files from an edge", 1 - run.figures.origin_share),
               share("Still asked of the origin", run.figures.origin_share, run.figures.origin_share > 0.5),
               {}};
     }},
    {"stateless", "store-restart",
     [](const Snapshot& run) -> Price {
       const double kept = sum(run, NodeKind::sessions, &NodeView::entries);
       return {{"Sessions safe from a crash", count(kept), kept > 0 ? 1.0 : 0.0, -1, false},
               time("The hop to the store", session_hop_s(run), 0.05),
               {}};
     }},
    {"regions", "link-cut",
     [](const Snapshot& run) -> Price {
       const double byte_s = slowest_first_byte_s(run.figures);
       return {time("First byte where it is slowest", byte_s, 1),
               time("Copies are behind by", most_lag_s(run), 2),
               {}};
     }},
    {"queue", "worker-crash",
     [](const Snapshot& run) -> Price {
       const double age_s = most(run, NodeKind::queue, &NodeView::oldest_wait_s);
       return {time("95 % of answers within", run.figures.response.p95.value, 1),
               time("The oldest job has waited", age_s, 60),
               {}};
     }},
    {"replicas", "db-failover",
     [](const Snapshot& run) -> Price {
       const double copies = sum(run, NodeKind::replica, &NodeView::per_s);
       const double all = copies + sum(run, NodeKind::primary, &NodeView::per_s);
       return {share("Queries off the primary", all > 0 ? copies / all : 0),
               time("A copy is behind by", most(run, NodeKind::replica, &NodeView::lag_s), 2),
               {}};
     }},
    {"vertical-partitioning", "viral",
     [](const Snapshot& run) -> Price {
       const Spread s = spread(run);
       return {share("A database, on the mean", s.mean, s.mean > 0.85),
               share("The busiest function's", s.busiest, s.busiest > 0.85),
               {}};
     }},
    {"sharding", "viral",
     [](const Snapshot& run) -> Price {
       const Spread s = spread(run);
       return {share("A database, on the mean", s.mean, s.mean > 0.85),
               share("The hottest one", s.busiest, s.busiest > 0.85),
               {}};
     }},
    {"nosql", "",
     [](const Snapshot& run) -> Price {
       const double disk = busiest_disk(run);
       return {share("The database's disk", disk, disk > 0.85),
               share("The store's busiest machine", most(run, NodeKind::nosql, &NodeView::busiest)),
               {}};
     }},
    {"cache", "",
     [](const Snapshot& run) -> Price {
       return {share("Queries it answers", most(run, NodeKind::cache, &NodeView::hit_ratio)),
               time("Its answers are as old as", run.architecture.cache_ttl_s, 300),
               {}};
     }},
};

std::string short_name(Measure measure) {
  switch (measure) {
    case Measure::failed:
      return "Failed pages";
    case Measure::slow:
      return "Slow pages";
    case Measure::response_p95:
      return "95 % of answers within";
    case Measure::page_p50:
      return "Median page, slowest region";
    case Measure::first_byte_p50:
      return "First byte, slowest region";
    case Measure::origin_bandwidth:
      return "Bytes out of the sites";
  }
  return {};
}

// What the twin says of the last change: the first figure that it made better beyond chance, and that is not
// held by a limit which it leaves alone.
std::optional<Meter> gain_by_twin(std::string_view tool, const Snapshot& run) {
  if (!run.has_ghost || model::info(run.ghost_without.id).id != tool) return std::nullopt;
  for (const Difference& one : differences(run)) {
    if (!one.real() || one.after >= one.before) continue;
    if (cause_of(run, one).ground == Ground::same_limit) continue;
    const bool is_share = one.measure == Measure::failed || one.measure == Measure::slow;
    const bool bytes = one.measure == Measure::origin_bandwidth;
    const auto figure = [&](double value) {
      return is_share ? percent(value) : bytes ? bytes_per_second(value) : seconds(value);
    };
    const std::string after = figure(one.after), before = figure(one.before);
    return Meter{short_name(one.measure), without_unit_of(before, after) + " \xE2\x86\x92 " + after,
                 std::clamp(one.after / (one.before * 1.25), 0.0, 1.0), 0.8, false};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Price> price_of(std::string_view tool, const Snapshot& run) {
  const auto found = std::find_if(std::begin(kTools), std::end(kTools),
                                  [&](const ToolPrice& one) { return one.tool == tool; });
  const auto id = model::find_command(tool);
  if (found == std::end(kTools) || !id || run.figures.window_s <= 0) return std::nullopt;
  if (model::info(*id).get(run.architecture) == 0) return std::nullopt;
  Price out = found->live(run);
  if (auto twin = gain_by_twin(tool, run)) out.gains = std::move(*twin);
  out.trigger = found->trigger;
  return out;
}

}  // namespace scale::lesson
