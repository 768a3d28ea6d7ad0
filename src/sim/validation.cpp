#include "sim/validation.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace scale::sim {
namespace {

// What is counted between two cuts.
struct Counted {
  double completed = 0, failed = 0, started = 0, over = 0, hits = 0, looked_up = 0, lag_s = 0;
  Histogram latency;
};

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

Counted count(const Network& network, const Interval& i) {
  Counted out;
  for (std::size_t k = 0; k < i.classes.size(); ++k) {
    const Arrivals& a = network.classes[k].arrivals;
    if (a.rate_per_s <= 0 && a.customers == 0) continue;
    out.started += static_cast<double>(i.classes[k].started);
    out.completed += static_cast<double>(i.classes[k].completed);
    out.failed += static_cast<double>(i.classes[k].failed);
  }
  for (const CacheReport& cache : i.caches) {
    out.hits += static_cast<double>(cache.hits);
    out.looked_up += static_cast<double>(cache.hits + cache.misses);
  }
  for (const TableReport& table : i.tables) {
    out.hits += static_cast<double>(table.kept);
    out.looked_up += static_cast<double>(table.kept + table.missed + table.first);
  }
  for (const LogReport& log : i.logs) out.lag_s = std::max(out.lag_s, log.lag_s);
  out.latency = i.metrics[0].histogram;
  out.over = static_cast<double>(i.metrics[0].over_threshold);
  return out;
}

void add(Counted& sum, const Counted& more) {
  sum.completed += more.completed;
  sum.failed += more.failed;
  sum.started += more.started;
  sum.over += more.over;
  sum.hits += more.hits;
  sum.looked_up += more.looked_up;
  sum.lag_s = more.lag_s;
  sum.latency.merge(more.latency);
}

// The run between its cuts.
std::vector<Counted> run_case(const ValidationCase& c, std::uint32_t packet, std::uint64_t seed,
                              std::uint64_t& events) {
  Network network = c.network;
  network.packet = packet;
  Engine engine;
  const auto refused = engine.start(network, seed);
  assert(!refused && "the table holds only valid networks");
  (void)refused;
  engine.run_until(c.warm_up_s);
  engine.take_interval();
  std::vector<Counted> out;
  std::size_t next = 0;
  std::vector<double> ends = c.cuts;
  ends.push_back(c.warm_up_s + c.seconds);
  for (const double end : ends) {
    for (; next < c.changes.size() && c.changes[next].first <= end; ++next) {
      engine.run_until(c.changes[next].first);
      network = c.changes[next].second;
      network.packet = packet;
      engine.reconfigure(network);
    }
    engine.run_until(end);
    out.push_back(count(network, engine.take_interval()));
  }
  events += engine.events();
  return out;
}

bool has_share(const ValidationCase& c) {
  return !c.network.caches.empty() || !c.network.tables.empty();
}

std::string span(double from, double to) {
  const auto text = [](double x) {
    std::string s = std::to_string(x);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
  };
  return " " + text(from) + ".." + text(to) + " s";
}

double value_of(FigureKind kind, const Counted& n, double seconds) {
  switch (kind) {
    case FigureKind::throughput:
      return n.completed / seconds;
    case FigureKind::failed:
      return ratio(n.failed, n.completed + n.failed);
    case FigureKind::slow:
      return ratio(n.over, n.started);
    case FigureKind::hits:
      return ratio(n.hits, n.looked_up);
    case FigureKind::lag:
      return n.lag_s;
    case FigureKind::p50:
      return n.latency.quantile(0.5);
    case FigureKind::p95:
      return n.latency.quantile(0.95);
    case FigureKind::p99:
      return n.latency.quantile(0.99);
  }
  return 0;
}

std::vector<FigureKind> kinds_over_all(const ValidationCase& c) {
  std::vector<FigureKind> kinds{FigureKind::throughput, FigureKind::failed};
  if (c.network.metrics[0].threshold_s > 0) kinds.push_back(FigureKind::slow);
  if (has_share(c) && c.cuts.empty()) kinds.push_back(FigureKind::hits);
  for (const FigureKind kind : {FigureKind::p50, FigureKind::p95, FigureKind::p99}) kinds.push_back(kind);
  return kinds;
}

std::vector<FigureKind> kinds_between_cuts(const ValidationCase& c) {
  if (c.cuts.empty()) return {};
  std::vector<FigureKind> kinds;
  if (has_share(c)) kinds.push_back(FigureKind::hits);
  if (!c.network.logs.empty()) kinds.push_back(FigureKind::lag);
  if (kinds.empty()) kinds.push_back(FigureKind::p95);
  return kinds;
}

const char* name_of(FigureKind kind) {
  constexpr const char* kNames[] = {"throughput", "failed", "slow", "hits", "lag", "p50", "p95", "p99"};
  return kNames[static_cast<std::size_t>(kind)];
}

double line_of(const AllowedError& a, FigureKind kind) {
  const double lines[] = {a.throughput, a.failed, a.slow, a.hits, a.lag, a.p50, a.p95, a.p99};
  return lines[static_cast<std::size_t>(kind)];
}

bool is_share(FigureKind kind) {
  return kind == FigureKind::failed || kind == FigureKind::slow || kind == FigureKind::hits;
}

struct Estimate {
  double mean = 0, variance_of_mean = 0;
};
Estimate estimate(const ValidationRuns& all, std::size_t figure) {
  const auto n = static_cast<double>(all.runs.size());
  double sum = 0, squares = 0;
  for (const auto& run : all.runs) sum += run[figure];
  const double mean = sum / n;
  for (const auto& run : all.runs) squares += (run[figure] - mean) * (run[figure] - mean);
  return {mean, n > 1 ? squares / ((n - 1) * n) : 0};
}

}  // namespace

std::vector<Figure> figures_of(const ValidationCase& c) {
  std::vector<Figure> out;
  for (const FigureKind kind : kinds_over_all(c)) out.push_back({kind, name_of(kind)});
  double from = c.warm_up_s;
  std::vector<double> ends = c.cuts;
  ends.push_back(c.warm_up_s + c.seconds);
  const std::vector<FigureKind> kinds = kinds_between_cuts(c);
  for (const double end : ends) {
    for (const FigureKind kind : kinds) out.push_back({kind, name_of(kind) + span(from, end)});
    from = end;
  }
  return out;
}

void add_run(ValidationRuns& runs, const ValidationCase& c, std::uint32_t packet) {
  const std::vector<Counted> parts = run_case(c, packet, runs.runs.size() + 1, runs.events);
  Counted all;
  for (const Counted& part : parts) add(all, part);
  std::vector<double> figures;
  for (const FigureKind kind : kinds_over_all(c)) figures.push_back(value_of(kind, all, c.seconds));
  const std::vector<FigureKind> kinds = kinds_between_cuts(c);
  for (const Counted& part : parts)
    for (const FigureKind kind : kinds) figures.push_back(value_of(kind, part, 1));
  runs.runs.push_back(std::move(figures));
}

std::vector<Deviation> compare(const ValidationCase& c, std::uint32_t packet, const ValidationRuns& exact,
                               const ValidationRuns& packets) {
  constexpr double kStandardErrors = 3, kAlmostNone = 0.99;
  const AllowedError& allowed = packet <= 8 ? c.up_to_8 : c.beyond_8;
  const std::vector<Figure> figures = figures_of(c);
  const double failed = estimate(exact, 1).mean;
  std::vector<Deviation> out;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Estimate a = estimate(exact, i), b = estimate(packets, i);
    const FigureKind kind = figures[i].kind;
    Deviation d;
    d.figure = figures[i];
    d.exact = a.mean;
    d.packets = b.mean;
    const double unit = is_share(kind) ? 1 : a.mean;
    d.error = unit > 0 ? (b.mean - a.mean) / unit : (b.mean > 0 ? 1 : 0);
    d.noise = unit > 0 ? kStandardErrors * std::sqrt(a.variance_of_mean + b.variance_of_mean) / unit : 0;
    d.allowed = line_of(allowed, kind);
    d.meaningful = failed <= kAlmostNone || kind < FigureKind::p50;
    out.push_back(std::move(d));
  }
  return out;
}

std::vector<Deviation> check_case(const ValidationCase& c, std::uint32_t packet,
                                  const ValidationEffort& effort, ValidationRuns& exact) {
  ValidationRuns packets;
  const auto fewest = static_cast<std::size_t>(effort.fewest_runs);
  while (exact.runs.size() < fewest) add_run(exact, c, 1);
  while (packets.runs.size() < fewest || 2 * packets.events < exact.events) add_run(packets, c, packet);
  const std::uint64_t before = exact.events;
  for (;;) {
    std::vector<Deviation> all = compare(c, packet, exact, packets);
    const bool clear = std::all_of(all.begin(), all.end(), [](const Deviation& d) {
      if (!(d.allowed < kNotPromised) || !d.meaningful) return true;
      const double distance = d.error < 0 ? d.allowed + d.error : d.allowed - d.error;
      return d.noise <= (distance < 0 ? -distance : distance);
    });
    if (clear || exact.events - before + packets.events > effort.most_events) return all;
    // As much work for either: a run of packets is shorter and says as much less.
    add_run(packets, c, packet);
    if (packets.events > exact.events) add_run(exact, c, 1);
  }
}

}  // namespace scale::sim
