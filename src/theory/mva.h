// Closed networks: a fixed number of customers who think, then visit stations, then think again.
// One class, exponential (or shared) stations of one or more servers; demand = visits x mean service, in
// seconds. Mean value analysis (Reiser, Lavenberg 1980) where every station has one server: customers x
// stations steps. Convolution (Buzen 1973) where one has more: customers^2 x stations steps, only positive
// terms, hence stable where mean value analysis with several servers loses its digits near saturation.
// Limits: 10 million customers for the first, 20 000 for the second.
#pragma once

#include <vector>

#include "theory/answer.h"

namespace scale::theory {

struct ClosedStation {
  double demand_s = 0;
  int servers = 1;
};

struct ClosedNetwork {
  std::vector<ClosedStation> stations;
  int customers = 1;
  double think_time_s = 0;
};

struct ClosedMeasures {
  double throughput_per_s = 0;
  double response_time_s = 0;  // without thinking
  std::vector<double> utilisations;
  std::vector<double> mean_in_station;
};

// Exact, by the cheaper of the two ways.
Answer<ClosedMeasures> closed_network(const ClosedNetwork& network);

Answer<ClosedMeasures> mean_value_analysis(const ClosedNetwork& network);  // refuses more than one server
Answer<ClosedMeasures> convolution(const ClosedNetwork& network);

// What can be said without solving anything, D the sum and D* the largest demand per server. Muntz, Wong
// 1974.
struct ClosedBounds {
  double throughput_at_most_per_s = 0;   // min(N / (D + Z), 1 / D*)
  double throughput_at_least_per_s = 0;  // N / (N D + Z): everybody always waits for all the others
  double response_at_least_s = 0;        // max(D, N D* - Z)
  double knee_customers = 0;             // (D + Z) / D*: from about here on, more customers only wait
};

Answer<ClosedBounds> asymptotic_bounds(const ClosedNetwork& network);

}  // namespace scale::theory
