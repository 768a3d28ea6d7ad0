#include "theory/mg1.h"

#include <cmath>
#include <cstddef>

#include "theory/limits.h"

namespace scale::theory {
namespace {

bool is_queue(double arrivals_per_s, double mean_service_s, double service_scv) {
  return std::isfinite(arrivals_per_s) && arrivals_per_s >= 0 && std::isfinite(mean_service_s) &&
         mean_service_s > 0 && std::isfinite(service_scv) && service_scv >= 0;
}

bool is_queue(const Mg1& queue) {
  return is_queue(queue.arrivals_per_s, queue.mean_service_s, queue.service_scv);
}

// E[S^2] / 2E[S]: what is left, on average, of a service met halfway.
double mean_residual_s(double mean_service_s, double service_scv) {
  return mean_service_s * (1 + service_scv) / 2;
}

}  // namespace

double mg1_utilisation(const Mg1& queue) {
  return is_queue(queue) ? queue.arrivals_per_s * queue.mean_service_s : kNan;
}

double mg1_mean_wait_s(const Mg1& queue) {
  const double rho = mg1_utilisation(queue);
  if (rho >= 1) return kInfinity;
  return rho / (1 - rho) * mean_residual_s(queue.mean_service_s, queue.service_scv);
}

double mg1_mean_sojourn_s(const Mg1& queue) {
  return mg1_mean_wait_s(queue) + queue.mean_service_s;
}

double mg1_mean_in_queue(const Mg1& queue) {
  return queue.arrivals_per_s * mg1_mean_wait_s(queue);
}

double mg1_ps_mean_sojourn_s(const Mg1& queue) {
  return mg1_ps_sojourn_of_service_s(queue, queue.mean_service_s);
}

double mg1_ps_sojourn_of_service_s(const Mg1& queue, double service_s) {
  if (!(service_s >= 0)) return kNan;
  const double rho = mg1_utilisation(queue);
  return rho >= 1 ? kInfinity : service_s / (1 - rho);
}

std::vector<double> priority_mean_waits_s(const std::vector<PriorityClass>& highest_first) {
  double residual_s = 0;
  double load = 0;
  for (const PriorityClass& each : highest_first) {
    if (!is_queue(each.arrivals_per_s, each.mean_service_s, each.service_scv)) return {};
    const double share = std::fmin(each.arrivals_per_s * each.mean_service_s, 1 - load);
    load += share;
    residual_s += share * mean_residual_s(each.mean_service_s, each.service_scv);
  }

  std::vector<double> waits_s;
  double load_above = 0;
  for (const PriorityClass& each : highest_first) {
    const double load_with = load_above + each.arrivals_per_s * each.mean_service_s;
    waits_s.push_back(load_with < 1 ? residual_s / ((1 - load_above) * (1 - load_with)) : kInfinity);
    load_above = load_with;
  }
  return waits_s;
}

}  // namespace scale::theory
