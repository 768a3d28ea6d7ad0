// Slow pages and failures against users, for one architecture: where it breaks, and what breaks there.
// Each point is a probe of its own (warm caches, spread sessions, no backlog), the longer the fewer pages
// there are. First every point from the fewest users up until one is broken; then the last step before the
// break is halved; then a few points beyond it for the picture. Work for the background, in slices that never
// change the result. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/probe.h"

namespace scale::sandbox {

// Broken: a node was full with a growing queue, or of enough page views to tell more than this share failed,
// or more were slow than this share and clearly more than at the fewest users (those are slow for other
// reasons than load).
struct BreakingLine {
  double slow_share = 0.2, failed_share = 0.01;
  double slow_over_unloaded = 0.1;
};

struct BreakingSettings {
  model::Architecture architecture;  // its users are where the learner stands, not used
  model::Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
  double from_users = 100e3, to_users = 500e6;
  int points = 24;
  int halvings = 4;
  int points_beyond = 3;
  double settle_s = 2, measure_s = 3;
  BreakingLine line;
};

struct BreakingSample {
  double users = 0;
  double slow_share = 0, failed_share = 0;
  double response_p95_s = 0;
  double cost_usd_month = 0;
  bool telling = true;  // enough page views for the shares
  bool broken = false;
  std::string node;   // id of what is full, if something is
  std::string limit;  // of a database: "writes" or "queries"
};

struct BreakingPoint {
  BreakingSettings settings;
  std::vector<BreakingSample> curve;  // by users
  bool done = false;
  // The most users that were fine and the fewest that were not, when done; 0 and infinity where there is
  // none.
  double fine_users = 0, broken_users = 0;
  std::string node, limit;  // what breaks there; empty: no single node is full
  model::NodeKind kind = model::NodeKind::users;

  // Work under way.
  int next_point = 0, halved = 0, beyond = 0;
  std::optional<Probe> probe;
};

// The fewest users of a curve for a system of so many: a hundred thousand, and less where those are few.
double fewest_users(double users);
// As many points a decade however low the curve begins, at most 40.
BreakingSettings settings_from(double fewest_users);

BreakingPoint make_breaking_point(const BreakingSettings& settings);
// Returns the events used.
std::uint64_t step(BreakingPoint& search, std::uint64_t most_events);

// The architecture with one toggle switched to its other position, for each that is available and off.
struct Alternative {
  model::Command with;
  model::Architecture architecture;
};
std::vector<Alternative> alternatives(const model::Architecture& architecture);

}  // namespace scale::sandbox
