// What happened since the last report, in the network's own order and in requests, whatever the packets.
#include <algorithm>

#include "sim/state.h"

namespace scale::sim {
namespace {

std::uint64_t in_requests(double weight, const StationState& s) {
  return static_cast<std::uint64_t>(weight * s.requests_per_weight + 0.5);
}

StationReport report_station(EngineState& e, std::uint32_t number, double seconds) {
  StationState& s = e.stations[number];
  integrate(e, s);
  StationReport out;
  if (seconds > 0) {
    out.utilisation = s.discipline == Discipline::delay ? 0 : s.busy_area / (seconds * s.slots);
    out.mean_queue = s.queue_area / seconds * s.requests_per_weight;
  }
  for (const WaitingLine& line : s.lines)
    if (line.head != kNone)
      out.oldest_wait_s = std::max(out.oldest_wait_s, e.now - e.requests[line.head].time);
  const auto count = [&s](std::uint64_t weight) { return in_requests(static_cast<double>(weight), s); };
  out.arrivals = count(s.arrivals);
  out.completions = count(s.completions);
  out.failures = count(s.failures);
  out.waiting = count(s.waiting_weight);
  out.in_service = count(s.served_weight);
  s.busy_area = s.queue_area = 0;
  s.arrivals = s.completions = s.failures = 0;
  return out;
}

// Who is stood for reports what its representative does.
void copy_to_represented(const EngineState& e, Interval& out) {
  for (const std::uint32_t number : e.pool_names.current) {
    const PoolState& p = e.pools[number];
    if (p.active.size() == p.standing.size()) continue;
    for (const std::uint16_t m : p.standing) {
      const std::uint32_t to = e.station_names.position[p.stations[m]];
      const std::uint32_t from = e.station_names.position[p.stations[p.representative[m]]];
      if (to != kNone && from != kNone && to != from) out.stations[to] = out.stations[from];
    }
  }
}

void report_state(EngineState& e, Interval& out, bool contents) {
  for (const std::uint32_t number : e.cache_names.current) {
    CacheState& c = e.caches[number];
    out.caches.push_back(CacheReport{c.hits, c.misses, c.stale, contents ? c.entries(e.now) : 0});
    c.hits = c.misses = c.stale = 0;
  }
  for (const std::uint32_t number : e.table_names.current) {
    TableState& t = e.tables[number];
    t.advance(e.now);
    TableReport r;
    r.lost = t.per_member.back();
    r.entries = std::max(0.0, t.total - r.lost);
    r.kept = t.kept;
    r.first = t.first;
    r.missed = t.missed;
    r.per_member.assign(t.per_member.begin(), t.per_member.end() - 1);
    out.tables.push_back(std::move(r));
    t.kept = t.first = t.missed = 0;
  }
  for (const std::uint32_t number : e.log_names.current) {
    LogState& l = e.logs[number];
    const double lag = l.lag(e.now);
    out.logs.push_back(LogReport{lag, l.pending, l.lost});
    l.lost = 0;
  }
}

void report_classes(EngineState& e, Interval& out) {
  constexpr auto own = static_cast<std::size_t>(Reason::kOwn);
  for (const std::uint32_t number : e.class_names.current) {
    ClassState& c = e.classes[number];
    ClassReport r;
    r.started = c.started;
    r.completed = c.completed;
    r.failed = c.failed;
    r.late = c.late;
    r.retries = c.retries;
    r.in_flight = c.all_started - c.all_completed - c.all_failed;
    r.reasons.assign(own + e.network.reasons.size(), 0);
    for (std::size_t i = 0; i < own; ++i) r.reasons[i] = c.reasons[i];
    for (std::size_t i = 0; i < e.reason_names.current.size(); ++i)
      r.reasons[own + i] = c.reasons[own + e.reason_names.current[i]];
    out.classes.push_back(std::move(r));
    c.started = c.completed = c.failed = c.late = c.retries = 0;
    std::fill(c.reasons.begin(), c.reasons.end(), 0);
  }
}

bool is_under_way(const Request& r) {
  switch (r.stage) {
    case Stage::ready:
    case Stage::delayed:
    case Stage::waiting:
    case Stage::in_service:
    case Stage::sharing:
    case Stage::joining:
    case Stage::coalesced:
      return true;
    default:
      return false;
  }
}

}  // namespace

Interval report(EngineState& e, bool contents) {
  Interval out;
  project_counts(e);
  out.start_s = e.interval_start_s;
  out.end_s = e.now;
  const double seconds = e.now - e.interval_start_s;
  e.interval_start_s = e.now;
  out.stations.reserve(e.station_names.current.size());
  for (const std::uint32_t number : e.station_names.current)
    out.stations.push_back(report_station(e, number, seconds));
  copy_to_represented(e, out);
  report_state(e, out, contents);
  report_classes(e, out);
  for (const std::uint32_t number : e.metric_names.current) {
    MetricState& m = e.metrics[number];
    out.metrics.push_back(MetricReport{m.histogram.take(), m.over});
    m.over = 0;
  }
  for (const std::uint32_t number : e.counter_names.current) {
    out.counters.push_back(e.counters[number]);
    e.counters[number] = 0;
  }
  restart_counts(e);
  return out;
}

std::vector<Route> report_routes(EngineState& e) {
  std::vector<Route> routes = std::move(e.routes);
  e.routes.clear();
  if (e.routes_at > 0) {
    const auto oldest = static_cast<std::ptrdiff_t>(e.routes_at % routes.size());
    std::rotate(routes.begin(), routes.begin() + oldest, routes.end());
    e.routes_at = 0;
  }
  const auto here = [](const EngineState::Names& names, std::uint32_t number) {
    return number < names.position.size() ? names.position[number] : kNone;
  };
  for (Route& route : routes) {
    route.klass = here(e.class_names, route.klass);
    for (Hop& hop : route.hops) {
      hop.station = here(e.station_names, hop.station);
      hop.path = here(e.path_names, hop.path);
    }
  }
  routes.erase(std::remove_if(routes.begin(), routes.end(), [](const Route& r) { return r.klass == kNone; }),
               routes.end());
  return routes;
}

std::optional<std::string> find_leak(const EngineState& e) {
  std::vector<std::uint64_t> under_way(e.classes.size(), 0);
  for (const Request& r : e.requests.all)
    if (is_under_way(r)) under_way[r.klass] += r.weight;
  for (std::size_t i = 0; i < e.classes.size(); ++i) {
    const ClassState& c = e.classes[i];
    if (c.all_started == c.all_completed + c.all_failed + under_way[i]) continue;
    return "class " + c.name + ": " + std::to_string(c.all_started) + " started, but " +
           std::to_string(c.all_completed) + " completed + " + std::to_string(c.all_failed) + " failed + " +
           std::to_string(under_way[i]) + " in flight";
  }
  std::vector<std::uint32_t> waiting(e.stations.size(), 0);
  for (const Request& r : e.requests.all)
    if (r.stage == Stage::waiting) ++waiting[r.place];
  for (std::size_t i = 0; i < e.stations.size(); ++i) {
    const StationState& s = e.stations[i];
    if (waiting[i] != s.waiting)
      return "station " + s.name + ": " + std::to_string(waiting[i]) + " wait, but " +
             std::to_string(s.waiting) + " are counted";
    if (s.discipline != Discipline::delay && s.free > s.slots)
      return "station " + s.name + ": " + std::to_string(s.free) + " of " + std::to_string(s.slots) +
             " slots free";
  }
  return std::nullopt;
}

}  // namespace scale::sim
