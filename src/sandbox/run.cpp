#include "sandbox/run.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "model/cdn.h"
#include "model/flood.h"
#include "sandbox/figures.h"
#include "sandbox/nodes.h"
#include "sandbox/remap.h"

namespace scale::sandbox {
namespace {

constexpr double kLiveWallSeconds = 2;         // the live figures cover this much of the watcher's time ...
constexpr double kSampleWallSeconds = 0.5;     // ... and a point of a chart this much
constexpr double kHistory_s = 60;              // what goals are checked against ...
constexpr double kLongestHistory_s = 20 * 60;  // ... where pages are rare: as much as is live at 600x
constexpr double kChartWallSeconds = 60;
constexpr double kFollowedPerWallSecond = 120;

// Ten points a second of the watcher's time, as whole halves of a simulated second.
double interval_s(const Run& run) {
  return run.interval_wanted_s > 0 ? run.interval_wanted_s : std::max(0.5, run.speed / 20);
}

model::Compiled compile_now(const Run& run) {
  model::CompileOptions options;
  options.now_s = run.engine.now_s();
  const model::Catalog& catalog = run.catalog;
  const model::Visits visits = model::expected_visits(run.architecture, catalog);
  if (!run.all_stepped) options.time_lapse = model::time_lapse_by_rule(visits, run.speed);
  const double stepped_speed = run.speed * model::stepped_share(options.time_lapse);
  options.followed_per_s = run.watched ? kFollowedPerWallSecond / stepped_speed / model::kRegions : 0;
  options.packet = run.packet_wanted != 0 ? run.packet_wanted : model::packet_by_rule(visits, stepped_speed);
  options.hostile_packet = model::hostile_packet_by_rule(catalog, stepped_speed);
  return model::compile(run.architecture, catalog, run.situation, options);
}

// One row a shard; without shards, a web server.
void add_heat(Sample& sample, const Run& run, const sim::Interval& last) {
  const auto rows_of = [&](model::NodeKind kind) {
    std::vector<std::uint32_t> stations;
    for (const model::Node& node : run.compiled.plan.nodes) {
      if (node.kind == kind) stations.insert(stations.end(), node.stations.begin(), node.stations.end());
    }
    return stations;
  };
  std::vector<std::uint32_t> stations = rows_of(model::NodeKind::shard);
  sample.heat_of_shards = !stations.empty();
  std::size_t each = 2;  // a shard's CPU and disk
  if (stations.empty()) {
    stations = rows_of(model::NodeKind::web);
    each = 1;
  }
  const std::size_t members = stations.size() / each;
  const std::size_t rows = std::min(members, kHeatRows);
  sample.heat_rows = static_cast<std::uint8_t>(rows);
  for (std::size_t i = 0; i < members * each; ++i) {
    const double busy = std::clamp(last.stations[stations[i]].utilisation, 0.0, 1.0);
    std::uint8_t& cell = sample.heat[i / each * rows / members];
    cell = std::max(cell, static_cast<std::uint8_t>(busy * 255));
  }
}

// How far the copy of the data is behind that is furthest.
float worst_lag_s(const Run& run, const sim::Interval& last) {
  double lag = 0;
  for (const model::Node& node : run.compiled.plan.nodes) {
    if (node.log != sim::kNone) lag = std::max(lag, last.logs[node.log].lag_s);
  }
  return static_cast<float>(lag);
}

Sample sample_now(const Run& run) {
  const Figures now =
      figures(live_window(run.digests, run.speed * kSampleWallSeconds), run.engine.network().packet);
  Sample sample;
  sample.time_s = run.engine.now_s();
  sample.load_p50_s = static_cast<float>(now.page_load.p50.value);
  sample.load_p95_s = static_cast<float>(now.page_load.p95.value);
  sample.load_p99_s = static_cast<float>(now.page_load.p99.value);
  sample.slow_share = static_cast<float>(now.slow_share.value);
  sample.response_p50_s = static_cast<float>(now.response.p50.value);
  sample.response_p95_s = static_cast<float>(now.response.p95.value);
  sample.response_p99_s = static_cast<float>(now.response.p99.value);
  sample.pages_per_s = static_cast<float>(now.goodput_per_s);
  sample.failed_per_s = static_cast<float>(now.pages_per_s * now.failed_share.value);
  sample.slow_per_s = static_cast<float>(now.goodput_per_s * now.slow_share.value);
  sample.queue_age_s = static_cast<float>(now.jobs.age_s);
  sample.cached_share = static_cast<float>(1 - now.origin_share);
  const sim::Interval& last = run.intervals.back();
  for (const model::Node& node : run.compiled.plan.nodes) {
    const auto kind = std::find(kBusyKinds.begin(), kBusyKinds.end(), node.kind);
    if (kind == kBusyKinds.end()) continue;
    float& busy = sample.busy[static_cast<std::size_t>(kind - kBusyKinds.begin())];
    double sum = 0, busiest = 0;
    for (std::size_t i = 0; i < node.stations.size(); i += node.stations_per_member) {
      double member = 0;
      for (std::size_t part = 0; part < node.stations_per_member; ++part)
        member = std::max(member, last.stations[node.stations[i + part]].utilisation);
      sum += member;
      busiest = std::max(busiest, member);
    }
    const double members = static_cast<double>(node.stations.size()) / node.stations_per_member;
    if (members > 0) busy = std::max(busy, static_cast<float>(busy_told(node.kind, sum / members, busiest)));
  }
  for (const Failures& failures : now.failures) {
    const auto found = std::find(reason_names().begin(), reason_names().end(), failures.reason);
    const auto at = static_cast<std::size_t>(found - reason_names().begin());
    if (at < kSampleReasons) sample.failed_by_reason[at] = static_cast<float>(failures.per_s);
  }
  sample.cost_usd_month = static_cast<float>(model::total(cost_now(run, now)));
  sample.lag_s = worst_lag_s(run, last);
  add_heat(sample, run, last);
  return sample;
}

// The whole run is kept in at most kMostWhole points: when they are too many, every other goes.
void add_sample(Run& run) {
  constexpr std::size_t kMostWhole = 600;
  run.samples.push_back(sample_now(run));
  if (run.samples_made++ % run.whole_every == 0) run.whole.push_back(run.samples.back());
  if (run.whole.size() <= kMostWhole) return;
  for (std::size_t i = 0; 2 * i < run.whole.size(); ++i) run.whole[i] = run.whole[2 * i];
  run.whole.resize((run.whole.size() + 1) / 2);
  run.whole_every *= 2;
}

void add_visits(Run& run, const sim::Route& route) {
  constexpr std::uint32_t kMostVisits = 4000;
  const double weight = run.compiled.network.classes[route.klass].follow;
  const model::Plan& plan = run.compiled.plan;
  run.visits.resize(plan.nodes.size());
  for (const sim::Hop& hop : route.hops) {
    if (hop.station == sim::kNone) continue;
    const std::uint32_t id = plan.node_of_station[hop.station];
    if (id == sim::kNone) continue;
    const model::Node& node = plan.nodes[id];
    const std::size_t at = hop.station - node.stations[0];  // a node's stations follow each other
    if (at >= node.stations.size() || node.stations[at] != hop.station || at % node.stations_per_member != 0)
      continue;
    Visits& visits = run.visits[id];
    const double time = static_cast<double>(hop.time_s);
    visits.count += weight;
    visits.sum_s += time * weight;
    visits.sum_s2 += time * time * weight;
    if (++visits.seen <= kMostVisits) continue;
    visits = {visits.count / 2, visits.sum_s / 2, visits.sum_s2 / 2, kMostVisits / 2};
  }
}

void follow_routes(Run& run) {
  const double slow_page_s = run.catalog.slow_page_s;
  for (const sim::Route& route : run.engine.take_routes()) {
    const RouteKind kind = kind_of(route, run.compiled.readout);
    if (kind.region == model::kRegions) continue;
    if (kind.page && route.reason == sim::Reason::none) run.splits[kind.region].add(time_split(route));
    if (kind.page) add_visits(run, route);
    run.replays.push_back(replay(route, kind, run.compiled.plan, slow_page_s));
  }
  constexpr std::size_t kMostReplays = 4096;
  if (run.replays.size() > kMostReplays)
    run.replays.erase(run.replays.begin(), run.replays.end() - kMostReplays);
}

// Drops what is older than the history needs, always whole intervals from the front.
template <typename T, typename Time>
void forget(std::vector<T>& list, double oldest_s, Time time) {
  const auto keep =
      std::find_if(list.begin(), list.end(), [&](const T& item) { return time(item) > oldest_s; });
  list.erase(list.begin(), keep);
}

void count(Tally& tally, const Digest& digest) {
  constexpr double kErrorShare = 0.01;
  double ended = 0, failed = 0;
  for (const RegionDigest& region : digest.regions) {
    ended += static_cast<double>(region.completed + region.failed);
    failed += static_cast<double>(region.failed);
  }
  tally.pages += ended;
  tally.failed_pages += failed;
  tally.sessions_lost += digest.sessions_lost;
  if (failed > kErrorShare * ended) tally.error_s += digest.end_s - digest.start_s;
}

void add(Harms& harms, const Digest& more) {
  harms.stale_reads += more.stale_reads;
  harms.write_conflicts += more.write_conflicts;
  harms.writes_lost += more.writes_lost;
  harms.missing_files += more.missing_files;
  harms.revoked_rights += more.revoked_rights;
  harms.stale_files += more.stale_files;
  harms.stale_pages += more.stale_pages;
}

void add(Jobs& jobs, const Digest& more) {
  jobs.refused += more.jobs_refused;
  jobs.redelivered += more.jobs_redelivered;
  jobs.doubled += more.jobs_doubled;
  jobs.dead_letters += more.dead_letters;
}

void close_interval(Run& run) {
  sim::Interval interval = run.engine.take_interval(run.watched);
  if (interval.end_s <= interval.start_s) return;
  if (run.watched) follow_routes(run);
  run.digests.push_back(std::make_shared<const Digest>(digest(interval, run.compiled.readout)));
  const Digest& latest = *run.digests.back();
  count(run.tally, latest);
  add(run.harms, latest);
  add(run.jobs, latest);
  run.hostile_turned_away += latest.hostile_at_edge + latest.hostile_at_balancer;
  run.intervals.push_back(std::move(interval));
  if (run.watched) add_sample(run);

  const double now = run.engine.now_s();
  const double needless_s =
      needless_until_s(run.digests, std::max(kHistory_s, live_window_s(run)), kLongestHistory_s);
  forget(run.digests, needless_s, [](const auto& d) { return d->end_s; });
  forget(run.intervals, now - live_window_s(run), [](const sim::Interval& i) { return i.end_s; });
  forget(run.samples, now - kChartWallSeconds * run.speed, [](const Sample& s) { return s.time_s; });
  ++run.revision;
}

}  // namespace

double utc_hour(const Run& run) {
  const auto& clock = run.situation.clock;
  if (!clock) return -1;
  return std::fmod(clock->utc_hour + (run.engine.now_s() - clock->at_s) / 3600, 24);
}

double live_window_s(const Run& run) {
  return kLiveWallSeconds * run.speed;
}

std::vector<model::CostItem> cost_now(const Run& run, const Figures& now) {
  model::Traffic traffic;
  traffic.origin_bytes_per_s = now.origin_bytes_per_s;
  traffic.origin_edge_bytes_per_s = now.origin_edge_bytes_per_s;
  traffic.edge_bytes_per_s = now.edge_bytes_per_s;
  traffic.edge_dynamic_per_s = now.edge_pages_per_s;
  traffic.between_sites_bytes_per_s = now.between_sites_bytes_per_s;
  if (const double hour = utc_hour(run); hour >= 0)
    traffic.over_mean = model::demand_over_mean(run.catalog, hour);
  return model::monthly_cost(run.architecture, run.catalog, traffic);
}

Figures figures_now(const Run& run) {
  Figures out = figures(live_window(run.digests, live_window_s(run)), run.engine.network().packet);
  out.sessions_lost = run.tally.sessions_lost;
  out.harms = run.harms;
  out.jobs.refused = run.jobs.refused;
  out.jobs.redelivered = run.jobs.redelivered;
  out.jobs.doubled = run.jobs.doubled;
  out.jobs.dead_letters = run.jobs.dead_letters;
  out.hostile.turned_away = run.hostile_turned_away;
  const sim::Network& network = run.engine.network();
  out.hostile.packet = std::max(
      network.packet,
      model::hostile_packet_by_rule(run.catalog, run.speed * model::stepped_share(network.time_lapse)));
  if (model::files_are_pushed(run.architecture))
    out.unpushed_changes = model::unpushed_changes(run.situation, run.engine.now_s());
  for (std::size_t r = 0; r < model::kRegions; ++r) out.regions[r].anatomy = run.splits[r].median_page();
  return out;
}

Figures figures_of_last(const Run& run, double seconds) {
  return figures(live_window(run.digests, std::min(seconds, kHistory_s)), run.engine.network().packet);
}

Figures figures_for_goals(const Run& run) {
  return figures(live_window(run.digests, kHistory_s, kLongestHistory_s), run.engine.network().packet);
}

void start(Run& run, std::uint64_t seed) {
  run.compiled = compile_now(run);
  const auto error = run.engine.start(run.compiled.network, seed);
  assert(!error && "the model compiles only valid networks");
  (void)error;
  run.interval_end_s = interval_s(run);
  ++run.revision;
}

void rebuild(Run& run, bool the_same) {
  close_interval(run);
  model::Compiled next = compile_now(run);
  if (run.engine.reconfigure(next.network)) {
    assert(false && "the model compiles only valid networks");
    return;
  }
  remap(run.intervals, run.compiled.network, next.network);
  run.compiled = std::move(next);
  if (!the_same)
    for (TimeSplits& splits : run.splits) splits.clear();
  run.visits.clear();
  run.interval_end_s = run.engine.now_s() + interval_s(run);
  ++run.revision;
}

std::uint64_t advance(Run& run, double time_s, std::uint64_t most_events) {
  const int servers = model::web_servers_in_all(run.architecture);
  const std::uint64_t before = run.engine.events();
  while (run.engine.now_s() < time_s) {
    const std::uint64_t used = run.engine.events() - before;
    if (used >= most_events) break;
    const double change = model::next_change_s(run.situation, run.catalog, servers, run.engine.now_s());
    const double target = std::min({time_s, run.interval_end_s, change});
    if (run.engine.run_until(target, most_events - used) < target) break;
    if (target >= run.interval_end_s) {
      close_interval(run);
      run.interval_end_s += interval_s(run);
    }
    if (target >= change) rebuild(run);
  }
  return run.engine.events() - before;
}

}  // namespace scale::sandbox
