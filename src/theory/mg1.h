// One server, Poisson arrivals, any service law (M/G/1): first come first served, shared, or by priority.
// Seconds, requests per second; scv is the squared coefficient of variation of the service time
// (deterministic 0, Erlang-k 1/k, exponential 1). What is no queue gives NaN; utilisation >= 1 gives
// infinity. Pollaczek 1930, Khinchine 1932; Kleinrock, Queueing Systems II, 1976 (sharing); Cobham 1954
// (priorities).
#pragma once

#include <vector>

namespace scale::theory {

struct Mg1 {
  double arrivals_per_s = 0;
  double mean_service_s = 1;
  double service_scv = 1;
};

double mg1_utilisation(const Mg1& queue);

// First come, first served: rho / (1 - rho) x (1 + scv) / 2 x mean service.
double mg1_mean_wait_s(const Mg1& queue);
double mg1_mean_sojourn_s(const Mg1& queue);
double mg1_mean_in_queue(const Mg1& queue);  // waiting, not served

// All present share the server evenly (processor sharing). Only the mean of the service law matters, and a
// request of given service time takes that time / (1 - rho).
double mg1_ps_mean_sojourn_s(const Mg1& queue);
double mg1_ps_sojourn_of_service_s(const Mg1& queue, double service_s);

struct PriorityClass {
  double arrivals_per_s = 0;
  double mean_service_s = 1;
  double service_scv = 1;
};

// Mean wait of each class, highest priority first; whoever is in service finishes (non-preemptive).
// W_i = R / ((1 - s_(i-1)) (1 - s_i)), s_i = utilisation by classes 1..i, R = sum of lambda E[S^2] / 2. From
// the first class that no longer fits on, waits are infinite; it then fills the server, which R accounts for.
// Empty if a class is no queue.
std::vector<double> priority_mean_waits_s(const std::vector<PriorityClass>& highest_first);

}  // namespace scale::theory
