#include "sim/validation.h"

#include <algorithm>
#include <cmath>

namespace scale::sim {

Figures run_validation(const ValidationCase& c, std::uint32_t packet, int runs, std::uint64_t first_seed) {
  Histogram latency;
  double started = 0, completed = 0, failed = 0, over = 0, hits = 0, looked_up = 0;
  for (int run = 0; run < runs; ++run) {
    Network network = c.network;
    network.packet = packet;
    Engine engine;
    if (engine.start(network, first_seed + static_cast<std::uint64_t>(run))) return {};
    engine.run_until(c.warm_up_s);
    engine.take_interval();
    for (const auto& [time_s, changed] : c.changes) {
      engine.run_until(time_s);
      network = changed;
      network.packet = packet;
      if (engine.reconfigure(network)) return {};
    }
    engine.run_until(c.warm_up_s + c.seconds);
    const Interval i = engine.take_interval();
    for (std::size_t k = 0; k < i.classes.size(); ++k) {
      const Arrivals& a = c.network.classes[k].arrivals;
      if (a.rate_per_s <= 0 && a.customers == 0) continue;
      started += static_cast<double>(i.classes[k].started);
      completed += static_cast<double>(i.classes[k].completed);
      failed += static_cast<double>(i.classes[k].failed);
    }
    for (const CacheReport& cache : i.caches) {
      hits += static_cast<double>(cache.hits);
      looked_up += static_cast<double>(cache.hits + cache.misses);
    }
    latency.merge(i.metrics[0].histogram);
    over += static_cast<double>(i.metrics[0].over_threshold);
  }
  Figures f;
  f.throughput_per_s = completed / (runs * c.seconds);
  f.failed_share = failed / std::max(1.0, completed + failed);
  f.slow_share = over / std::max(1.0, started);
  f.hit_ratio = looked_up > 0 ? hits / looked_up : 0;
  f.p50_s = latency.quantile(0.5);
  f.p95_s = latency.quantile(0.95);
  f.p99_s = latency.quantile(0.99);
  return f;
}

std::vector<Deviation> compare(const ValidationCase& c, std::uint32_t packet, const Figures& exact,
                               const Figures& packets) {
  const bool small = packet <= 8;
  const AllowedError& allowed = c.up_to_8;
  std::vector<Deviation> rows;
  const auto relative = [&rows](const char* name, double a, double b, double most) {
    const double error = a > 0 ? b / a - 1 : (b > 0 ? 1 : 0);
    rows.push_back(Deviation{name, a, b, error, most, std::abs(error) <= most});
  };
  const auto share = [&rows](const char* name, double a, double b, double most) {
    if (a <= 0 && b <= 0) return;
    rows.push_back(Deviation{name, a, b, b - a, most, std::abs(b - a) <= most});
  };
  relative("throughput", exact.throughput_per_s, packets.throughput_per_s,
           small ? allowed.throughput : std::max(0.02, allowed.throughput));
  share("failed", exact.failed_share, packets.failed_share,
        small ? allowed.failed : std::max(0.02, allowed.failed));
  if (!small) return rows;
  if (!c.network.caches.empty()) share("hits", exact.hit_ratio, packets.hit_ratio, allowed.hits);
  if (c.network.metrics[0].threshold_s > 0) share("slow", exact.slow_share, packets.slow_share, allowed.slow);
  if (exact.failed_share > 0.99) return rows;
  relative("p50", exact.p50_s, packets.p50_s, allowed.p50);
  relative("p95", exact.p95_s, packets.p95_s, allowed.p95);
  relative("p99", exact.p99_s, packets.p99_s, allowed.p99);
  return rows;
}

}  // namespace scale::sim
