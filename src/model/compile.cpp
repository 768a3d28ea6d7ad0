#include "model/compile.h"

#include <algorithm>

#include "model/blueprint.h"
#include "sim/packet_rule.h"

namespace scale::model {
namespace {

constexpr double kMostPerWallSecond = 400'000;
constexpr std::uint32_t kLargestByRule = 1024;
// Packets of page views a simulated second with which percentiles are still within a tenth (measured: the
// finale of the lessons, 1 in 128).
constexpr double kEnoughViewPackets = 1'500;

}  // namespace

int web_servers_in_all(const Architecture& architecture) {
  return site_count(architecture) * architecture.web_servers;
}

Visits expected_visits(const Architecture& a, const Catalog& c) {
  Visits visits;
  const double files = static_objects_per_view(c);
  for (const Region users : kAllRegions) {
    const double page = 4 + c.queries_per_page + 1 / c.views_per_visit + (a.stateless ? 1 : 0);
    const double views = views_per_s(c, a.users, users);
    visits.views_per_s += views;
    visits.pages_per_s += views * (page + 2 * files);
    visits.audio_per_s += 2 * audio_segments_per_s(c, a.users, users);
  }
  return visits;
}

std::uint32_t audio_packet(std::uint32_t k) {
  constexpr std::uint32_t kTimes = 4;
  return k > sim::kMostPromisedPacket ? std::max(k, std::min(kTimes * k, kLargestByRule)) : k;
}

std::uint32_t packet_by_rule(const Visits& visits, double stepped_speed) {
  const auto packets_per_s = [&](std::uint32_t k) {
    return stepped_speed * (visits.pages_per_s / k + visits.audio_per_s / audio_packet(k));
  };
  std::uint32_t packet = 1;
  while (packets_per_s(packet) > kMostPerWallSecond && packet < kLargestByRule) packet *= 2;
  const bool enough_remain = visits.views_per_s / (2 * packet) >= kEnoughViewPackets;
  return packet > sim::kMostPromisedPacket && enough_remain ? 2 * packet : packet;
}

sim::TimeLapse time_lapse_by_rule(const Visits& visits, double speed) {
  constexpr double kTimeLapseSpeed = 600;
  const double visits_per_s = visits.pages_per_s + visits.audio_per_s;
  if (speed < kTimeLapseSpeed || visits_per_s * speed <= kMostPerWallSecond) return {};
  return {.step_s = 1, .skip_s = 9};
}

double stepped_share(const sim::TimeLapse& time_lapse) {
  return time_lapse.step_s / (time_lapse.step_s + time_lapse.skip_s);
}

Compiled compile(const Architecture& architecture, const Catalog& catalog, const Situation& situation,
                 const CompileOptions& options) {
  Blueprint b{architecture, catalog, situation, options};
  b.out.network.packet = options.packet;
  b.out.network.time_lapse = options.time_lapse;

  build_regions(b);
  build_users(b);
  for (Site& site : b.sites)
    if (site.built) build_balancer_and_web(b, site);
  plan_databases(b);
  for (Database& database : b.databases) build_database(b, database);
  build_replication(b);
  build_nosql(b);
  build_synchronisation(b);
  for (Site& site : b.sites) {
    if (!site.built) continue;
    build_cache(b, site);
    build_sessions(b, site);
  }
  build_session_tables(b);
  build_report(b);
  build_jobs(b);
  if (architecture.cdn) build_cdn(b);
  build_flood(b);
  for (const Region users : kAllRegions) {
    build_static_files(b, users);
    build_audio(b, users);
    build_page(b, users);
  }
  return std::move(b.out);
}

}  // namespace scale::model
