// Erlang's formulas: c identical servers, Poisson arrivals, exponential service (M/M/c, M/M/c/K).
// Seconds, requests per second; offered load in servers (arrivals x mean service).
// Limits: servers and capacity to 100 000 and beyond, one pass over them per call. What is no queue (no
// server, a negative or infinite number, a fraction outside [0, 1)) gives NaN; where there is no steady state
// (utilisation >= 1) waiting takes infinity.
// Erlang 1917; Kleinrock, Queueing Systems I, 1975.
#pragma once

#include <optional>

namespace scale::theory {

// The share of requests lost if nobody may wait (M/M/c/c; for any service law with that mean).
// B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)): all terms positive, hence stable.
double erlang_b(int servers, double offered_load);

// The share of requests that wait if all may: C = B / (1 - rho (1 - B)), 1 from rho = 1 on.
double erlang_c(int servers, double offered_load);

// The fewest servers that keep up and let at most this share of requests wait; nothing if 10 million are too
// few.
std::optional<int> servers_for_wait_probability(double offered_load, double probability);

struct Mmc {
  int servers = 1;
  double arrivals_per_s = 0;
  double mean_service_s = 1;
};

double mmc_utilisation(const Mmc& queue);       // arrivals x mean service / servers; may pass 1
double mmc_probability_wait(const Mmc& queue);  // Erlang C
double mmc_mean_wait_s(const Mmc& queue);       // C / (c mu - lambda)
double mmc_mean_sojourn_s(const Mmc& queue);    // wait + service
double mmc_mean_in_system(const Mmc& queue);    // Little: lambda x sojourn
double mmc_wait_percentile_s(const Mmc& queue, double fraction);  // 0 where fewer than 1 - fraction wait

// P(sojourn <= t) = 1 - e^(-mu t) - C mu (e^(-min t) - e^(-max t)) / (max - min), min and max of mu and
// theta = c mu - lambda: service, plus an exponential wait of rate theta for the C who wait.
double mmc_sojourn_cdf(const Mmc& queue, double time_s);
double mmc_sojourn_percentile_s(const Mmc& queue, double fraction);  // inverts the above to the last bit

// The same queue with room for `capacity` requests, waiting and served: later ones are turned away.
struct Mmck {
  int servers = 1;
  int capacity = 1;  // >= servers
  double arrivals_per_s = 0;
  double mean_service_s = 1;
};

struct MmckMeasures {
  double probability_blocked = 0;
  double mean_in_system = 0;
  double throughput_per_s = 0;
  double mean_sojourn_s = 0;  // of the accepted; Little: in system / throughput
  double utilisation = 0;
};

// Steady for any load. Nothing for what is no queue.
std::optional<MmckMeasures> mmck(const Mmck& queue);

}  // namespace scale::theory
