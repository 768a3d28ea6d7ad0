// Shares: binomial. Percentiles: the order statistic's spread, turned into seconds by the tail's slope
// between two neighbouring percentiles. Both take page views as independent, which queues near their limit
// are not: hence a felt difference must also be a tenth, or a point or two.
#include "lesson/comparison.h"

#include <algorithm>
#include <cmath>

namespace scale::lesson {
namespace {

using sandbox::Figures;
using sandbox::Reading;

constexpr double kZ95 = 1.96;

double share_variance(const Reading& share) {
  const double n = static_cast<double>(std::max<std::uint64_t>(1, share.samples));
  const double p = (share.value * n + 1) / (n + 2);  // never 0: an unseen failure is not an impossible one
  return p * (1 - p) / n;
}

double percentile_variance(const sandbox::Latency& latency, double q) {
  const bool tail = q > 0.9;
  const double low = tail ? latency.p95.value : latency.p50.value;
  const double high = tail ? latency.p99.value : latency.p95.value;
  if (low <= 0 || high <= 0) return 0;
  const double slope = std::log(high / low) / std::log(tail ? 5.0 : 10.0);
  const double n = static_cast<double>(std::max<std::uint64_t>(1, latency.p50.samples));
  const double relative = slope * std::sqrt(q / (n * (1 - q)));
  const double value = tail ? latency.p95.value : latency.p50.value;
  return relative * relative * value * value;
}

Difference of_shares(Measure measure, const Reading& before, const Reading& after) {
  return {measure, before.value, after.value,
          kZ95 * std::sqrt(share_variance(before) + share_variance(after)), before.enough && after.enough};
}

Difference of_latencies(Measure measure, const sandbox::Latency& before, const sandbox::Latency& after,
                        double q) {
  const Reading& was = q > 0.9 ? before.p95 : before.p50;
  const Reading& is = q > 0.9 ? after.p95 : after.p50;
  return {measure, was.value, is.value,
          kZ95 * std::sqrt(percentile_variance(before, q) + percentile_variance(after, q)),
          was.enough && is.enough};
}

// The same region for both: the one that was worst before.
std::size_t worst_region(const Figures& figures, bool first_byte) {
  std::size_t worst = 0;
  double longest = -1;
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    const sandbox::RegionFigures& region = figures.regions[r];
    const Reading& reading = first_byte ? region.first_byte.p50 : region.page_load.p50;
    if (reading.enough && reading.value > longest) {
      longest = reading.value;
      worst = r;
    }
  }
  return worst;
}

}  // namespace

bool Difference::real() const {
  const double size = std::fabs(after - before);
  if (!enough || size <= uncertainty) return false;
  if (measure == Measure::failed) return size >= 0.005;
  if (measure == Measure::slow) return size >= 0.02;
  return size >= 0.1 * std::max(before, after);
}

std::vector<Difference> differences(const sandbox::Snapshot& run) {
  if (!run.has_ghost) return {};
  const Figures &then = run.ghost, &now = run.figures;
  const auto page = worst_region(then, false), byte = worst_region(then, true);
  std::vector<Difference> all;
  all.push_back(of_shares(Measure::failed, then.failed_share, now.failed_share));
  all.push_back(of_shares(Measure::slow, then.slow_share, now.slow_share));
  all.push_back(of_latencies(Measure::response_p95, then.response, now.response, 0.95));
  all.push_back(
      of_latencies(Measure::page_p50, then.regions[page].page_load, now.regions[page].page_load, 0.5));
  all.push_back(of_latencies(Measure::first_byte_p50, then.regions[byte].first_byte,
                             now.regions[byte].first_byte, 0.5));
  all[static_cast<std::size_t>(Measure::page_p50)].region = page;
  all[static_cast<std::size_t>(Measure::first_byte_p50)].region = byte;
  const double before = then.origin_bytes_per_s, after = now.origin_bytes_per_s;
  all.push_back({Measure::origin_bandwidth, before, after, 0.1 * std::max(before, after),
                 then.slow_share.enough && now.slow_share.enough});
  return all;
}

std::optional<Difference> most_telling(const std::vector<Difference>& all) {
  for (const Difference& difference : all)
    if (difference.real()) return difference;
  return std::nullopt;
}

}  // namespace scale::lesson
