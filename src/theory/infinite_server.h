// As many servers as there are requests: nobody waits, the number present follows the arrivals with a lag.
// Arrival rate mean + amplitude sin(2 pi t / period), exponential service (M(t)/M/inf). The number present is
// Poisson, so its mean tells all. Seconds, requests per second. Amplitude at most the mean, else NaN.
// Eick, Massey, Whitt, M(t)/G/inf queues with sinusoidal arrival rates, 1993.
#pragma once

namespace scale::theory {

struct DayAndNight {
  double mean_per_s = 0;
  double amplitude_per_s = 0;
  double period_s = 1;
  double mean_service_s = 1;
};

// Long after the start: mean s + amplitude s (sin wt - ws cos wt) / (1 + (ws)^2), w = 2 pi / period.
double infinite_server_mean_in_system(const DayAndNight& load, double time_s);

// Empty at time 0: that which was there then in the long run has gone by e^(-t / s).
double infinite_server_mean_in_system_from_empty(const DayAndNight& load, double time_s);

// How long the largest number present comes after the largest rate: arctan(ws) / w.
double infinite_server_peak_lag_s(const DayAndNight& load);

}  // namespace scale::theory
