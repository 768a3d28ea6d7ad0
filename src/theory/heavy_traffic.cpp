#include "theory/heavy_traffic.h"

#include <cmath>

#include "theory/confidence.h"
#include "theory/erlang.h"
#include "theory/limits.h"
#include "theory/solve.h"

namespace scale::theory {
namespace {

double wait_share_of_beta(double beta) {
  const double density = std::exp(-beta * beta / 2) / std::sqrt(2 * std::acos(-1.0));
  return density / (density + beta * normal_cdf(beta));
}

}  // namespace

double allen_cunneen_mean_wait_s(const Ggc& queue) {
  if (!(queue.arrival_scv >= 0 && queue.service_scv >= 0)) return kNan;
  const double variability = (queue.arrival_scv + queue.service_scv) / 2;
  if (!std::isfinite(variability)) return kNan;
  const Mmc exponential{queue.servers, queue.arrivals_per_s, queue.mean_service_s};
  const double wait_s = mmc_mean_wait_s(exponential);
  return std::isinf(wait_s) ? wait_s : wait_s * variability;
}

double halfin_whitt_probability_wait(int servers, double offered_load) {
  if (servers < 1 || !std::isfinite(offered_load) || offered_load < 0) return kNan;
  const double c = servers;
  return offered_load < c ? wait_share_of_beta((1 - offered_load / c) * std::sqrt(c)) : 1;
}

std::optional<int> square_root_staffing(double offered_load, double probability_wait) {
  if (!(offered_load > 0 && offered_load <= 1e9)) return std::nullopt;
  if (!(probability_wait > 0 && probability_wait < 1)) return std::nullopt;
  const double beta =
      turning_point_above_zero(1, [&](double b) { return wait_share_of_beta(b) <= probability_wait; });
  return static_cast<int>(std::ceil(offered_load + beta * std::sqrt(offered_load)));
}

}  // namespace scale::theory
