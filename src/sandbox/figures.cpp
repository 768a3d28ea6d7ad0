#include "sandbox/figures.h"

#include <algorithm>
#include <limits>

namespace scale::sandbox {
namespace {

constexpr std::uint64_t kLeastPageViews = 200;
constexpr double kLeastSamplesAbove = 10;

std::uint64_t finished_pages(const Digest& digest) {
  std::uint64_t n = 0;
  for (const RegionDigest& region : digest.regions) n += region.completed + region.failed;
  return n;
}

bool is_covered(double covered_s, std::uint64_t pages, double seconds, double longest_s) {
  return covered_s >= seconds && (pages >= kLeastPageViews || covered_s >= longest_s);
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

Reading share_of_samples(std::uint64_t part, std::uint64_t whole, std::uint32_t packet) {
  const double samples = static_cast<double>(whole) / packet;
  return {share(static_cast<double>(part), static_cast<double>(whole)), static_cast<std::uint64_t>(samples),
          samples >= 2 * kLeastSamplesAbove};
}

RegionFigures region_figures(const RegionDigest& region, double seconds, std::uint32_t packet) {
  RegionFigures out;
  out.pages_per_s = static_cast<double>(region.started) / seconds;
  out.page_load = latency(region.page_load, packet);
  out.first_byte = latency(region.first_byte, packet);
  out.slow_share = share_of_samples(region.slow, region.page_load.count(), packet);
  out.failed_share = share_of_samples(region.failed, region.completed + region.failed, packet);
  const auto edge_files = static_cast<double>(region.edge_hits + region.edge_misses);
  out.edge_files_per_s = edge_files / seconds;
  out.edge_hit_ratio = share(static_cast<double>(region.edge_hits), edge_files);
  return out;
}

Jobs jobs_of(const Digest& window, double seconds, std::uint32_t packet) {
  Jobs jobs;
  jobs.published_per_s = window.jobs_published / seconds;
  jobs.done_per_s = window.jobs_done / seconds;
  jobs.waiting = window.jobs_waiting;
  jobs.age_s = window.oldest_job_s;
  jobs.time = latency(window.job_time, packet);
  const double faster_per_s = jobs.done_per_s - jobs.published_per_s;
  if (jobs.waiting > 0)
    jobs.drain_s = faster_per_s > 0 ? jobs.waiting / faster_per_s : std::numeric_limits<double>::infinity();
  return jobs;
}

std::array<float, kLoadBars> load_bars(const sim::Histogram& loads) {
  std::array<float, kLoadBars> bars{};
  if (loads.count() == 0) return bars;
  const double each = 1 / static_cast<double>(loads.count());
  std::size_t bar = 0;
  double next = kLoadBarsFrom_s * kLoadBarStep;  // where the bar after this one begins
  for (std::size_t i = 0; i < loads.counts().size(); ++i) {
    const double value = sim::histogram_bucket_middle(loads.first_bucket() + static_cast<std::uint32_t>(i));
    for (; value >= next && bar + 1 < kLoadBars; next *= kLoadBarStep) ++bar;
    bars[bar] += static_cast<float>(static_cast<double>(loads.counts()[i]) * each);
  }
  return bars;
}

}  // namespace

Digest live_window(const Digests& digests, double seconds, double longest_s) {
  Digest sum;
  for (auto it = digests.rbegin(); it != digests.rend(); ++it) {
    if (is_covered(sum.end_s - sum.start_s, finished_pages(sum), seconds, longest_s)) break;
    add(sum, **it);
  }
  return sum;
}

double needless_until_s(const Digests& digests, double seconds, double longest_s) {
  std::uint64_t pages = 0;
  for (auto it = digests.rbegin(); it != digests.rend(); ++it) {
    if (is_covered(digests.back()->end_s - (*it)->end_s, pages, seconds, longest_s)) return (*it)->end_s;
    pages += finished_pages(**it);
  }
  return 0;
}

Reading percentile(const sim::Histogram& histogram, double q, std::uint32_t packet) {
  const double samples = static_cast<double>(histogram.count()) / packet;
  return {histogram.quantile(q), static_cast<std::uint64_t>(samples),
          samples * (1 - q) >= kLeastSamplesAbove};
}

Latency latency(const sim::Histogram& histogram, std::uint32_t packet) {
  return {percentile(histogram, 0.50, packet), percentile(histogram, 0.95, packet),
          percentile(histogram, 0.99, packet), histogram.mean()};
}

Figures figures(const Digest& window, std::uint32_t packet) {
  Figures out;
  out.window_s = window.end_s - window.start_s;
  if (out.window_s <= 0) return out;
  const double seconds = out.window_s;

  RegionDigest world;
  std::vector<std::uint64_t> reasons(reason_names().size());
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    const RegionDigest& region = window.regions[r];
    out.regions[r] = region_figures(region, seconds, packet);
    world.page_load.merge(region.page_load);
    world.first_byte.merge(region.first_byte);
    world.response.merge(region.response);
    world.slow += region.slow;
    world.started += region.started;
    world.completed += region.completed;
    world.failed += region.failed;
    world.edge_hits += region.edge_hits;
    world.edge_misses += region.edge_misses;
    for (std::size_t i = 0; i < std::min(reasons.size(), region.reasons.size()); ++i)
      reasons[i] += region.reasons[i];
  }
  const RegionFigures all = region_figures(world, seconds, packet);
  out.pages_per_s = all.pages_per_s;
  out.goodput_per_s = static_cast<double>(world.completed) / seconds;
  out.page_load = all.page_load;
  out.first_byte = all.first_byte;
  out.response = latency(world.response, packet);
  out.slow_share = all.slow_share;
  out.failed_share = all.failed_share;
  out.edge_files_per_s = all.edge_files_per_s;
  out.edge_hit_ratio = all.edge_hit_ratio;
  out.load_bars = load_bars(world.page_load);
  for (std::size_t i = 1; i < reasons.size(); ++i)
    if (reasons[i] > 0)
      out.failures.push_back(
          {reason_names()[i], static_cast<double>(reasons[i]) / seconds,
           share(static_cast<double>(reasons[i]), static_cast<double>(world.completed + world.failed))});

  out.static_per_s = window.static_requests / seconds;
  out.origin_static_per_s = window.origin_static / seconds;
  out.origin_share = share(window.origin_static, window.static_requests);
  out.origin_bytes_per_s = window.origin_bytes / seconds;
  out.origin_edge_bytes_per_s = window.origin_edge_bytes / seconds;
  out.between_sites_bytes_per_s = window.between_sites_bytes / seconds;
  out.edge_bytes_per_s = window.edge_bytes / seconds;
  out.audio_per_s = window.audio_requests / seconds;
  out.logins_per_s = window.logins / seconds;
  out.sessions_lost_per_s = window.sessions_lost / seconds;
  out.stale_reads_per_s = window.stale_reads / seconds;
  out.jobs = jobs_of(window, seconds, packet);
  out.stale_files_per_s = window.stale_files / seconds;
  out.stale_pages_per_s = window.stale_pages / seconds;
  out.edge_pages_per_s = window.edge_pages / seconds;
  out.hostile.per_s = window.hostile / seconds;
  out.hostile.at_edge_per_s = window.hostile_at_edge / seconds;
  out.hostile.at_balancer_per_s = window.hostile_at_balancer / seconds;
  out.hostile.no_room_per_s = window.hostile_no_room / seconds;
  out.hostile.served_per_s = window.hostile_served / seconds;
  return out;
}

const std::vector<std::string>& reason_names() {
  static const std::vector<std::string> names = {"",           "refused",      "timed out",
                                                 "given up",   "server down",  "no server",
                                                 "taken away", "breaker open", "cancelled"};
  return names;
}

}  // namespace scale::sandbox
