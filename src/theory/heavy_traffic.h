// Approximations for queues without a closed form, good near saturation. Never a yardstick for a test of
// the simulator to better than a few per cent; the advisor says "about" where it uses them.
// Seconds, requests per second. What is no queue gives NaN; utilisation >= 1 gives infinity (or 1, if a
// share).
#pragma once

#include <optional>

namespace scale::theory {

// c servers, first come first served, any arrivals and service, given by their squared coefficients of
// variation.
struct Ggc {
  int servers = 1;
  double arrivals_per_s = 0;
  double mean_service_s = 1;
  double arrival_scv = 1;
  double service_scv = 1;
};

// Mean wait, about: that of M/M/c x (arrival scv + service scv) / 2. Exact for M/M/c and M/G/1; with one
// server it is Kingman's formula. Kingman 1961; Allen, Probability, Statistics and Queueing Theory, 1978
// (with Cunneen).
double allen_cunneen_mean_wait_s(const Ggc& queue);

// The share that waits in M/M/c, about, for many servers: 1 / (1 + beta Phi(beta) / phi(beta)) with
// beta = (1 - rho) sqrt(c), the spare capacity in units of its noise. Halfin, Whitt 1981.
double halfin_whitt_probability_wait(int servers, double offered_load);

// Servers = load + beta sqrt(load), so that about this share (0 < share < 1) waits: the square-root rule.
std::optional<int> square_root_staffing(double offered_load, double probability_wait);

}  // namespace scale::theory
