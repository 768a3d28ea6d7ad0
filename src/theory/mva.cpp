#include "theory/mva.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "theory/limits.h"

namespace scale::theory {
namespace {

constexpr int kMostCustomers = 10'000'000;
constexpr int kMostCustomersConvolved = 20'000;

bool is_time(double seconds) {
  return std::isfinite(seconds) && seconds >= 0;
}

// The first thing wrong with the network, or nothing.
std::string complaint(const ClosedNetwork& network) {
  if (network.customers < 1) return "a closed network needs at least one customer";
  if (network.customers > kMostCustomers) return "a closed network may have at most 10 million customers";
  if (!is_time(network.think_time_s)) return "the think time must be at least 0";
  double total_s = network.think_time_s;
  for (std::size_t i = 0; i < network.stations.size(); ++i) {
    const ClosedStation& station = network.stations[i];
    const std::string name = "station " + std::to_string(i + 1);
    if (!is_time(station.demand_s)) return name + " needs a demand of at least 0";
    if (station.servers < 1) return name + " needs at least one server";
    total_s += station.demand_s;
  }
  if (!(total_s > 0)) return "a closed network needs a demand or a think time above 0";
  return {};
}

bool single_servers(const ClosedNetwork& network) {
  return std::all_of(network.stations.begin(), network.stations.end(),
                     [](const ClosedStation& station) { return station.servers == 1; });
}

ClosedMeasures analyse_mean_values(const ClosedNetwork& network) {
  const std::size_t n = network.stations.size();
  ClosedMeasures measures;
  measures.mean_in_station.assign(n, 0.0);
  std::vector<double> sojourns_s(n);
  for (int customers = 1; customers <= network.customers; ++customers) {
    // An arriving customer sees the network as it is with one customer less: himself.
    measures.response_time_s = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sojourns_s[i] = network.stations[i].demand_s * (1 + measures.mean_in_station[i]);
      measures.response_time_s += sojourns_s[i];
    }
    measures.throughput_per_s = customers / (network.think_time_s + measures.response_time_s);
    for (std::size_t i = 0; i < n; ++i)
      measures.mean_in_station[i] = measures.throughput_per_s * sojourns_s[i];
  }
  for (const ClosedStation& station : network.stations)
    measures.utilisations.push_back(measures.throughput_per_s * station.demand_s);
  return measures;
}

ClosedBounds bounds_of(const ClosedNetwork& network) {
  double demand_s = 0;
  double largest_s = 0;
  for (const ClosedStation& station : network.stations) {
    demand_s += station.demand_s;
    largest_s = std::max(largest_s, station.demand_s / station.servers);
  }
  const double cycle_s = demand_s + network.think_time_s;
  const double customers = network.customers;
  ClosedBounds bounds;
  bounds.throughput_at_most_per_s = std::min(customers / cycle_s, largest_s > 0 ? 1 / largest_s : kInfinity);
  bounds.throughput_at_least_per_s = customers / (customers * demand_s + network.think_time_s);
  bounds.response_at_least_s = std::max(demand_s, customers * largest_s - network.think_time_s);
  bounds.knee_customers = largest_s > 0 ? cycle_s / largest_s : kInfinity;
  return bounds;
}

// Weights of 0, 1, .. customers at one place, up to a common factor. That factor is free at every step, as
// only ratios are used; it is chosen so that the largest weight is 1.
using Weights = std::vector<double>;

Weights largest_is_one(Weights weights) {
  const double largest = *std::max_element(weights.begin(), weights.end());
  for (double& weight : weights) weight /= largest;
  return weights;
}

// load^k / (min(1, c) min(2, c) .. min(k, c)).
Weights place_weights(double load, int servers, int customers) {
  constexpr double kTooLarge = 1e200;
  Weights weights{1};
  for (int k = 1; k <= customers; ++k) {
    weights.push_back(weights.back() * load / std::min(k, servers));
    if (weights.back() > kTooLarge) {
      for (double& weight : weights) weight /= kTooLarge;
    }
  }
  return largest_is_one(std::move(weights));
}

Weights convolve(const Weights& a, const Weights& b) {
  Weights sum(a.size(), 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == 0) continue;
    for (std::size_t j = 0; i + j < sum.size(); ++j) sum[i + j] += a[i] * b[j];
  }
  return largest_is_one(std::move(sum));
}

// Mean number at a place, given its weights and those of the rest of the network.
double mean_at(const Weights& place, const Weights& rest) {
  const std::size_t customers = place.size() - 1;
  double total = 0, weighted = 0;
  for (std::size_t k = 0; k <= customers; ++k) {
    const double weight = place[k] * rest[customers - k];
    total += weight;
    weighted += static_cast<double>(k) * weight;
  }
  return weighted / total;
}

}  // namespace

Answer<ClosedMeasures> mean_value_analysis(const ClosedNetwork& network) {
  if (std::string why_not = complaint(network); !why_not.empty())
    return refuse<ClosedMeasures>(std::move(why_not));
  if (!single_servers(network))
    return refuse<ClosedMeasures>("mean value analysis is exact for single servers only");
  return answer(analyse_mean_values(network));
}

Answer<ClosedMeasures> convolution(const ClosedNetwork& network) {
  if (std::string why_not = complaint(network); !why_not.empty())
    return refuse<ClosedMeasures>(std::move(why_not));
  if (network.customers > kMostCustomersConvolved)
    return refuse<ClosedMeasures>("with several servers a closed network may have at most 20 000 customers");

  // Demands are taken per cycle at the highest possible throughput. The true one is near enough for the
  // weights that count to stay near the largest.
  const double rough_per_s = bounds_of(network).throughput_at_most_per_s;
  const std::size_t n = network.stations.size();
  std::vector<Weights> places;
  for (const ClosedStation& station : network.stations)
    places.push_back(place_weights(station.demand_s * rough_per_s, station.servers, network.customers));
  const Weights thinking =
      place_weights(network.think_time_s * rough_per_s, network.customers, network.customers);

  // All places before, and all after, each station: no weight is ever divided out again.
  std::vector<Weights> before{thinking};
  for (std::size_t i = 0; i + 1 < n; ++i) before.push_back(convolve(before.back(), places[i]));
  Weights nobody(thinking.size(), 0.0);
  nobody[0] = 1;
  std::vector<Weights> after(n + 1, nobody);
  for (std::size_t i = n; i-- > 1;) after[i] = convolve(after[i + 1], places[i]);

  ClosedMeasures measures;
  double in_stations = 0;
  for (std::size_t i = 0; i < n; ++i) {
    measures.mean_in_station.push_back(mean_at(places[i], convolve(before[i], after[i + 1])));
    in_stations += measures.mean_in_station.back();
  }
  const Weights all = n == 0 ? thinking : convolve(before[n - 1], places[n - 1]);
  const auto last = static_cast<std::size_t>(network.customers);
  measures.throughput_per_s = rough_per_s * all[last - 1] / all[last];
  measures.response_time_s = in_stations / measures.throughput_per_s;
  for (const ClosedStation& station : network.stations)
    measures.utilisations.push_back(measures.throughput_per_s * station.demand_s / station.servers);
  return answer(std::move(measures));
}

Answer<ClosedMeasures> closed_network(const ClosedNetwork& network) {
  return single_servers(network) ? mean_value_analysis(network) : convolution(network);
}

Answer<ClosedBounds> asymptotic_bounds(const ClosedNetwork& network) {
  if (std::string why_not = complaint(network); !why_not.empty())
    return refuse<ClosedBounds>(std::move(why_not));
  return answer(bounds_of(network));
}

}  // namespace scale::theory
