#include "theory/jackson.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "theory/erlang.h"

namespace scale::theory {
namespace {

std::string station_name(std::size_t index) {
  return "station " + std::to_string(index + 1);
}

// The first thing wrong with the network, or nothing.
std::string complaint(const std::vector<JacksonStation>& stations) {
  if (stations.empty()) return "a network needs at least one station";
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const JacksonStation& station = stations[i];
    const std::string name = station_name(i);
    if (station.servers < 1) return name + " needs at least one server";
    if (!(station.mean_service_s > 0) || !std::isfinite(station.mean_service_s))
      return name + " needs a mean service time above 0";
    if (!(station.external_per_s >= 0) || !std::isfinite(station.external_per_s))
      return name + " needs an external rate of at least 0";
    if (!station.next.empty() && station.next.size() != stations.size())
      return name + " must give odds for every station of the network, or for none";
    double leaving = 1;
    for (double odds : station.next) {
      if (!(odds >= 0)) return name + " has negative odds";
      leaving -= odds;
    }
    if (!(leaving > -1e-9)) return name + " sends on more than all of its requests";
  }
  return {};
}

// Solves rows x = right by Gaussian elimination. No pivoting: 1 - odds stands on the diagonal and outweighs
// the other odds of its column, and elimination keeps it so. Empty where some requests never leave.
std::vector<double> solve_traffic(std::vector<std::vector<double>> rows, std::vector<double> right) {
  constexpr double kSingular = 1e-12;
  const std::size_t n = right.size();
  for (std::size_t column = 0; column < n; ++column) {
    if (rows[column][column] < kSingular) return {};
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = rows[row][column] / rows[column][column];
      if (factor == 0) continue;
      for (std::size_t k = column; k < n; ++k) rows[row][k] -= factor * rows[column][k];
      right[row] -= factor * right[column];
    }
  }
  std::vector<double> solution(n);
  for (std::size_t row = n; row-- > 0;) {
    double sum = right[row];
    for (std::size_t k = row + 1; k < n; ++k) sum -= rows[row][k] * solution[k];
    solution[row] = sum / rows[row][row];
  }
  return solution;
}

}  // namespace

Answer<std::vector<double>> traffic_rates_per_s(const std::vector<JacksonStation>& stations) {
  if (std::string why_not = complaint(stations); !why_not.empty())
    return refuse<std::vector<double>>(std::move(why_not));

  const std::size_t n = stations.size();
  std::vector<std::vector<double>> rows(n, std::vector<double>(n, 0.0));
  std::vector<double> external(n);
  for (std::size_t from = 0; from < n; ++from) {
    rows[from][from] += 1;
    for (std::size_t to = 0; to < stations[from].next.size(); ++to) rows[to][from] -= stations[from].next[to];
    external[from] = stations[from].external_per_s;
  }
  std::vector<double> rates = solve_traffic(std::move(rows), std::move(external));
  if (rates.empty())
    return refuse<std::vector<double>>("some requests would circulate for ever: give them a way out");
  return answer(std::move(rates));
}

Answer<JacksonMeasures> jackson(const std::vector<JacksonStation>& stations) {
  Answer<std::vector<double>> rates = traffic_rates_per_s(stations);
  if (!rates) return refuse<JacksonMeasures>(std::move(rates.why_not));

  JacksonMeasures measures;
  measures.arrivals_per_s = *rates;
  double entering_per_s = 0;
  double in_network = 0;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const Mmc queue{stations[i].servers, measures.arrivals_per_s[i], stations[i].mean_service_s};
    const double utilisation = mmc_utilisation(queue);
    if (utilisation >= 1)
      return refuse<JacksonMeasures>(station_name(i) + " is offered more than it can serve");
    measures.utilisations.push_back(utilisation);
    measures.mean_in_station.push_back(mmc_mean_in_system(queue));
    in_network += measures.mean_in_station.back();
    entering_per_s += stations[i].external_per_s;
  }
  if (entering_per_s == 0) return refuse<JacksonMeasures>("nobody enters this network");
  measures.mean_sojourn_s = in_network / entering_per_s;
  return answer(std::move(measures));
}

}  // namespace scale::theory
