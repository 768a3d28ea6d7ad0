// Open Jackson networks: M/M/c stations, Poisson arrivals from outside, each finished request chooses its
// next station (or the way out) by fixed odds. Every station then behaves like an M/M/c on its own. Seconds,
// requests per second. A singular or malformed network is refused with a sentence. Jackson, Networks of
// waiting lines, 1957.
#pragma once

#include <vector>

#include "theory/answer.h"

namespace scale::theory {

struct JacksonStation {
  int servers = 1;
  double mean_service_s = 1;
  double external_per_s = 0;  // arrivals from outside
  std::vector<double> next =
      {};  // odds of going to each station; what is missing to 1 leaves; empty: all leave
};

struct JacksonMeasures {
  std::vector<double> arrivals_per_s;
  std::vector<double> utilisations;
  std::vector<double> mean_in_station;
  double mean_sojourn_s = 0;  // from first arrival to leaving the network, over all its visits
};

// Visits per second of each station: lambda = external + lambda x routing, by Gaussian elimination. Also for
// overloaded networks: then they are the rates that would have to be served.
Answer<std::vector<double>> traffic_rates_per_s(const std::vector<JacksonStation>& stations);

// Refuses a network with a station at or above utilisation 1, and one that nobody enters.
Answer<JacksonMeasures> jackson(const std::vector<JacksonStation>& stations);

}  // namespace scale::theory
