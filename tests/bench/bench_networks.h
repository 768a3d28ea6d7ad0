// The networks whose speed is measured.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/network_builder.h"

namespace scale::bench {

inline constexpr double kFinaleViewsPerSecond = 231'000;  // 500 M users

// The same as the yardstick's: services of mean 1.
inline sim::Network tandem(int stations, int servers, double utilisation) {
  sim::Network n;
  sim::Program program;
  for (int i = 0; i < stations; ++i) {
    sim::add_station(n, {.name = "s" + std::to_string(i), .servers = servers});
    program.push_back(sim::visit(static_cast<std::uint32_t>(i), sim::exponential_law(1)));
  }
  sim::add_metric(n, "sojourn");
  program.push_back(sim::record_all(0));
  program.push_back(sim::end());
  sim::add_class(n, "request", utilisation * servers, program);
  return n;
}

// Each request sets a time-out as it comes; 0: it sets none, but has the place for one.
inline sim::Network with_time_outs(sim::Network n, double time_out_s) {
  sim::Program& p = n.classes[0].program;
  p.insert(p.begin(), sim::deadline(time_out_s));
  return n;
}

// A million requests pending in one place.
inline sim::Network a_million(const sim::Law& service) {
  sim::Network n;
  sim::add_station(n, {.name = "all", .discipline = sim::Discipline::delay});
  sim::add_class(n, "request", 1e6, {sim::visit(0, service), sim::end()});
  return n;
}

// 6 regions of 11 kinds of station and 64 shards each, 3 classes; a page view makes 12 visits, 5 of them to
// shards. All at 0.7, histograms on.
inline sim::Network finale(double views_per_s, std::uint32_t packet) {
  constexpr int kRegions = 6, kKinds = 11, kShards = 64, kClasses = 3;
  constexpr double kUtilisation = 0.7;
  sim::Network n;
  n.packet = packet;
  const double per_class = views_per_s / (kRegions * kClasses);
  const auto servers_for = [&](double visits_per_s, double mean_s) {
    return std::clamp(static_cast<int>(std::ceil(visits_per_s * mean_s / kUtilisation)), 1, 100000);
  };
  for (int c = 0; c < kClasses; ++c) sim::add_metric(n, "class " + std::to_string(c), 0.5);
  for (int r = 0; r < kRegions; ++r) {
    const std::string region = "r" + std::to_string(r);
    // Class c visits kinds 2 c to 2 c + 6, so each kind is on the way of one to three classes.
    double means[kKinds];
    const auto first = static_cast<std::uint32_t>(n.stations.size());
    for (int k = 0; k < kKinds; ++k) {
      means[k] = 0.002 * (1 + k % 5);
      int classes = 0;
      for (int c = 0; c < kClasses; ++c) classes += k >= 2 * c && k < 2 * c + 7;
      sim::add_station(n, {.name = region + ".kind" + std::to_string(k),
                           .servers = servers_for(per_class * classes, means[k])});
    }
    const double shard_mean = 0.004;
    const int shard_servers = servers_for(5 * kClasses * per_class / kShards, shard_mean);
    const std::uint32_t shards =
        sim::add_pool(n, region + ".shard", kShards, sim::Balancing::random, {.servers = shard_servers});
    n.maps.push_back({.name = region + ".keys", .pool = shards, .keys = 100'000'000});
    const auto map = static_cast<std::uint32_t>(n.maps.size() - 1);
    for (int c = 0; c < kClasses; ++c) {
      sim::Program p;
      for (int v = 0; v < 7; ++v) {
        const int kind = 2 * c + v;
        const double mean = means[kind];
        p.push_back(sim::visit(first + static_cast<std::uint32_t>(kind),
                               v % 2 == 0 ? sim::exponential_law(mean) : sim::lognormal_law(mean, 1)));
        if (v == 0 || v == 6) continue;
        p.push_back(sim::map_key(map));
        p.push_back(sim::visit_member(shards, sim::exponential_law(shard_mean)));
      }
      p.push_back(sim::record_all(static_cast<std::uint32_t>(c)));
      p.push_back(sim::end());
      sim::add_class(n, region + ".class" + std::to_string(c), per_class, p);
    }
  }
  return n;
}

}  // namespace scale::bench
