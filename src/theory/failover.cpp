#include "theory/failover.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "theory/limits.h"

namespace scale::theory {
namespace {

bool is_time(double seconds) {
  return std::isfinite(seconds) && seconds >= 0;
}

bool is_loss(const RegionLoss& loss) {
  return is_time(loss.detection_s) && is_time(loss.dns_ttl_s);
}

// The integral of failing_share from 0.
double error_seconds_until(const RegionLoss& loss, double time_s) {
  const double certain_s = std::min(time_s, loss.detection_s);
  const double expiring_s = std::clamp(time_s - loss.detection_s, 0.0, loss.dns_ttl_s);
  if (expiring_s == 0) return certain_s;
  return certain_s + expiring_s * (1 - expiring_s / (2 * loss.dns_ttl_s));
}

}  // namespace

double mean_detection_s(double interval_s, int failures_needed, double timeout_s) {
  if (!is_time(interval_s) || failures_needed < 1 || !is_time(timeout_s)) return kNan;
  return interval_s * (failures_needed - 0.5) + timeout_s;
}

double failing_share(const RegionLoss& loss, double time_s) {
  if (!is_loss(loss) || !is_time(time_s)) return kNan;
  if (time_s < loss.detection_s) return 1;
  const double since_change_s = time_s - loss.detection_s;
  return since_change_s < loss.dns_ttl_s ? 1 - since_change_s / loss.dns_ttl_s : 0;
}

double error_seconds_per_user(const RegionLoss& loss) {
  return is_loss(loss) ? loss.detection_s + loss.dns_ttl_s / 2 : kNan;
}

double failing_share_of_window(const RegionLoss& loss, double window_s) {
  if (!is_loss(loss) || !is_time(window_s) || window_s == 0) return kNan;
  return error_seconds_until(loss, window_s) / window_s;
}

double survivor_load_factor(int regions) {
  if (regions < 1) return kNan;
  return regions == 1 ? std::numeric_limits<double>::infinity()
                      : static_cast<double>(regions) / (regions - 1);
}

}  // namespace scale::theory
