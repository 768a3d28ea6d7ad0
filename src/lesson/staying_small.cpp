#include "lesson/staying_small.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scale::lesson {
namespace {

constexpr double kSettle_s = 4,
                 kPages = 300;  // and as many page views, within the minute that a run remembers

// What it costs at least: its machines, whatever it sends.
double machines_usd_month(const model::Architecture& architecture, const model::Catalog& catalog) {
  double usd = 0;
  for (const model::CostItem& item : model::monthly_cost(architecture, catalog, {}))
    if (!item.traffic) usd += item.usd_month;
  return usd;
}

void begin_stop(StayingSmall& search) {
  const SmallStop& stop = search.ribbon[search.stop];
  search.grid = small_grid(stop.users, search.catalog);
  search.next = 0;
}

void take(StayingSmall& search, const sandbox::Probe& probe) {
  SmallStop& stop = search.ribbon[search.stop];
  const double cost = small_cost_usd_month(probe, stop.users);
  if (!meets(search.goal, probe) || cost >= stop.cost_usd_month) return;
  stop.met = true;
  stop.architecture = probe.run.architecture;
  stop.architecture.users = stop.users;
  stop.cost_usd_month = cost;
}

}  // namespace

std::vector<model::Architecture> small_grid(double users, const model::Catalog& catalog) {
  std::vector<model::Architecture> all;
  for (const bool cdn : {false, true})
    for (const bool regions : {false, true})
      for (int servers = 1; servers <= kMostSmallServers; servers *= 2)
        for (const int cores : {2, 16})
          for (const int replicas : {0, 2}) {
            model::Architecture a;
            a.users = users;
            a.cdn = cdn;
            if (regions) a.sites = {true, false, true, false, false, true};
            a.web_servers = servers;
            a.database_cores = cores;
            a.replicas = replicas;
            all.push_back(a);
          }
  std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    return machines_usd_month(a, catalog) < machines_usd_month(b, catalog);
  });
  return all;
}

sandbox::ProbeSettings small_probe(const model::Architecture& architecture, const model::Catalog& catalog,
                                   std::uint64_t seed) {
  model::Architecture told = architecture;
  told.users = std::max(told.users, kFewestTold);
  const double measure_s = std::ceil(std::clamp(kPages / model::views_per_s(catalog, told.users), 8.0, 60.0));
  return {told, catalog, seed, kSettle_s, measure_s};
}

double small_cost_usd_month(const sandbox::Probe& probe, double users) {
  const double told = probe.run.architecture.users;
  if (users >= told) return probe.cost_usd_month;
  const double machines = machines_usd_month(probe.run.architecture, probe.run.catalog);
  return machines + (probe.cost_usd_month - machines) * users / told;
}

bool meets(const SmallGoal& goal, const sandbox::Probe& probe) {
  const sandbox::Figures& f = probe.figures;
  return probe.overloaded == sim::kNone && f.failed_share.value <= goal.failed_share &&
         f.slow_share.value <= goal.slow_share && f.response.p95.value <= goal.response_p95_s;
}

StayingSmall make_staying_small(const std::vector<double>& users, const model::Catalog& catalog,
                                std::uint64_t seed) {
  StayingSmall search;
  search.catalog = catalog;
  search.seed = seed;
  for (const double count : users)
    search.ribbon.push_back({.users = count,
                             .met = false,
                             .architecture = {},
                             .cost_usd_month = std::numeric_limits<double>::infinity()});
  search.done = search.ribbon.empty();
  if (!search.done) begin_stop(search);
  return search;
}

std::uint64_t step(StayingSmall& search, std::uint64_t most_events) {
  std::uint64_t used = 0;
  while (!search.done && used < most_events) {
    if (!search.probe || search.probe->done) {
      const bool over =
          search.next == search.grid.size() || machines_usd_month(search.grid[search.next], search.catalog) >=
                                                   search.ribbon[search.stop].cost_usd_month;
      if (over) {
        search.done = ++search.stop == search.ribbon.size();
        if (search.done)
          search.probe.reset();
        else
          begin_stop(search);
        continue;
      }
      start_next(search.probe, small_probe(search.grid[search.next++], search.catalog, search.seed));
    }
    used += step(*search.probe, most_events - used);
    if (search.probe->done) take(search, *search.probe);
  }
  return used;
}

}  // namespace scale::lesson
