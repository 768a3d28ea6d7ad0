#include "theory/supermarket.h"

#include <cmath>

#include "theory/limits.h"

namespace scale::theory {
namespace {

bool is_market(const Supermarket& market) {
  return market.choices >= 1 && std::isfinite(market.arrivals_per_server_per_s) &&
         market.arrivals_per_server_per_s >= 0 && std::isfinite(market.mean_service_s) &&
         market.mean_service_s > 0;
}

}  // namespace

double supermarket_share_at_least(const Supermarket& market, int length) {
  if (!is_market(market) || length < 0) return kNan;
  const double rho = market.arrivals_per_server_per_s * market.mean_service_s;
  if (rho >= 1) return 1;
  double exponent = 0;  // 1 + d + .. + d^(length - 1)
  for (int i = 0; i < length && std::isfinite(exponent); ++i) exponent = 1 + market.choices * exponent;
  return std::pow(rho, exponent);
}

double supermarket_mean_sojourn_s(const Supermarket& market) {
  if (!is_market(market)) return kNan;
  const double rho = market.arrivals_per_server_per_s * market.mean_service_s;
  if (rho >= 1) return kInfinity;
  if (market.choices == 1) return market.mean_service_s / (1 - rho);
  double sum = 0;
  double exponent = 0;  // d + d^2 + .. + d^(i - 1): grows so fast that few terms count
  for (double term = 1; term > sum * 1e-18; term = std::pow(rho, exponent)) {
    sum += term;
    exponent = market.choices * (1 + exponent);
  }
  return market.mean_service_s * sum;
}

}  // namespace scale::theory
