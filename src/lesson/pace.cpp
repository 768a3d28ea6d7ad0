#include "lesson/pace.h"

#include <algorithm>

namespace scale::lesson {
namespace {

constexpr double kReadableSpeed = 10, kFull = 0.85, kWatched_s = 60;

bool is_full(const sandbox::NodeView& node) {
  return node.busiest >= kFull;
}

}  // namespace

std::optional<double> speed_now(Pace& pace, const sandbox::Snapshot& now, bool is_ramping) {
  const bool starts = now.incident_s > pace.incident_s && now.time_s < now.incident_s + kWatched_s;
  pace.incident_s = now.incident_s;
  pace.full_seen = pace.full_seen && is_ramping;
  const bool fills =
      is_ramping && !pace.full_seen && std::any_of(now.nodes.begin(), now.nodes.end(), is_full);
  pace.full_seen = pace.full_seen || fills;

  if (pace.before > 0 && now.speed != kReadableSpeed) pace.before = 0;  // somebody chose another
  if (starts || fills) {
    pace.until_s = now.time_s + kWatched_s;
    if (now.speed <= kReadableSpeed) return std::nullopt;
    pace.before = now.speed;
    return kReadableSpeed;
  }
  if (pace.before <= 0 || now.time_s < pace.until_s) return std::nullopt;
  const double before = pace.before;
  pace.before = 0;
  return before;
}

}  // namespace scale::lesson
