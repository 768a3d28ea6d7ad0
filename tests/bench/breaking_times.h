// One breaking-point curve of 40 points and what its halving adds, for architectures that break early, late
// and never.
#pragma once

#include "sandbox/breaking_point.h"

namespace scale::bench {

// size: 0..2, from one web server to a thousand in three regions.
inline sandbox::BreakingSettings breaking_settings(int size) {
  sandbox::BreakingSettings settings;
  settings.points = 40;
  settings.points_beyond = 40;
  model::Architecture& a = settings.architecture;
  if (size >= 1) {
    a.cdn = a.stateless = true;
    a.web_servers = 40;
  }
  if (size >= 2) {
    a.sites = {true, false, true, false, false, true};
    a.web_servers = 1000;
    a.database_cores = 96;
    a.vertical_partitioning = a.sharding = true;
    a.shards = 32;
  }
  return settings;
}

// Returns the number of points.
inline std::size_t search_breaking_point(const sandbox::BreakingSettings& settings) {
  sandbox::BreakingPoint search = sandbox::make_breaking_point(settings);
  while (!search.done) sandbox::step(search, UINT64_MAX);
  return search.curve.size();
}

}  // namespace scale::bench
