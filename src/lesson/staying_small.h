// The cheapest architecture that meets a goal, at each number of users: one ribbon from a single server to
// regions and fleets. Found by probing a grid, the cheapest first as far as its cost is known before: what is
// dearer than the best so far by its machines alone is not probed. Work for the background, in slices that
// never change the result. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/probe.h"

namespace scale::lesson {

struct SmallGoal {
  double slow_share = 0.1, failed_share = 0.01, response_p95_s = 0.3;
};

struct SmallStop {
  double users = 0;
  bool met = false;  // false: nothing on the grid meets the goal
  model::Architecture architecture;
  double cost_usd_month = 0;
};

struct StayingSmall {
  model::Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
  SmallGoal goal;
  std::vector<SmallStop> ribbon;  // by users
  bool done = false;

  // Work under way.
  std::size_t stop = 0, next = 0;
  std::vector<model::Architecture> grid;  // of the present number of users, by their machines' cost
  std::optional<sandbox::Probe> probe;
};

// Of one number of users, by their machines' cost: files at the origin or at edges, one region or three, one
// to 256 web servers, small or large databases, with copies or without.
inline constexpr int kMostSmallServers = 256;
std::vector<model::Architecture> small_grid(double users, const model::Catalog& catalog);

StayingSmall make_staying_small(const std::vector<double>& users, const model::Catalog& catalog,
                                std::uint64_t seed);
std::uint64_t step(StayingSmall& search, std::uint64_t most_events);  // returns the events used

// One architecture in the long run. Of fewer than kFewestTold users a minute holds too few page views to
// tell: what does for so many does for them, and costs less by the traffic.
inline constexpr double kFewestTold = 5000;
double small_cost_usd_month(const sandbox::Probe& probe, double users);
sandbox::ProbeSettings small_probe(const model::Architecture& architecture, const model::Catalog& catalog,
                                   std::uint64_t seed);
bool meets(const SmallGoal& goal, const sandbox::Probe& probe);

}  // namespace scale::lesson
