#include "theory/erlang.h"

#include <algorithm>
#include <cmath>

#include "theory/limits.h"
#include "theory/solve.h"

namespace scale::theory {
namespace {

constexpr int kMostServers = 10'000'000;

bool is_load(double offered_load) {
  return std::isfinite(offered_load) && offered_load >= 0;
}

bool is_queue(int servers, double arrivals_per_s, double mean_service_s) {
  return servers >= 1 && mean_service_s > 0 && is_load(arrivals_per_s) &&
         is_load(arrivals_per_s * mean_service_s);
}

bool is_queue(const Mmc& queue) {
  return is_queue(queue.servers, queue.arrivals_per_s, queue.mean_service_s);
}

bool is_fraction(double fraction) {
  return fraction >= 0 && fraction < 1;
}

double offered_load(const Mmc& queue) {
  return queue.arrivals_per_s * queue.mean_service_s;
}

bool is_steady(const Mmc& queue) {
  return offered_load(queue) < queue.servers;
}

double next_erlang_b(double previous, int servers, double load) {
  return load * previous / (servers + load * previous);
}

double erlang_c_from_b(double b, int servers, double load) {
  if (load >= servers) return 1;
  return b / (1 - load / servers * (1 - b));
}

// The rate at which a waiting request's wait ends: c mu - lambda.
double wait_rate(const Mmc& queue) {
  return (queue.servers - offered_load(queue)) / queue.mean_service_s;
}

double sojourn_survival(double service_rate, double waiting_rate, double probability_wait, double time_s) {
  const double slower = std::min(service_rate, waiting_rate);
  const double gap = std::abs(service_rate - waiting_rate);
  const double shape = gap * time_s > 0 ? -std::expm1(-gap * time_s) / gap : time_s;
  return std::exp(-service_rate * time_s) +
         probability_wait * service_rate * std::exp(-slower * time_s) * shape;
}

}  // namespace

double erlang_b(int servers, double offered_load) {
  if (servers < 0 || !is_load(offered_load)) return kNan;
  double b = 1;
  for (int n = 1; n <= servers; ++n) b = next_erlang_b(b, n, offered_load);
  return b;
}

double erlang_c(int servers, double offered_load) {
  if (servers < 1 || !is_load(offered_load)) return kNan;
  return erlang_c_from_b(erlang_b(servers, offered_load), servers, offered_load);
}

std::optional<int> servers_for_wait_probability(double offered_load, double probability) {
  if (!is_load(offered_load) || !(probability > 0)) return std::nullopt;
  double b = 1;
  for (int n = 1; n <= kMostServers; ++n) {
    b = next_erlang_b(b, n, offered_load);
    if (offered_load < n && erlang_c_from_b(b, n, offered_load) <= probability) return n;
  }
  return std::nullopt;
}

double mmc_utilisation(const Mmc& queue) {
  return is_queue(queue) ? offered_load(queue) / queue.servers : kNan;
}

double mmc_probability_wait(const Mmc& queue) {
  return is_queue(queue) ? erlang_c(queue.servers, offered_load(queue)) : kNan;
}

double mmc_mean_wait_s(const Mmc& queue) {
  if (!is_queue(queue)) return kNan;
  if (!is_steady(queue)) return kInfinity;
  return mmc_probability_wait(queue) / wait_rate(queue);
}

double mmc_mean_sojourn_s(const Mmc& queue) {
  return mmc_mean_wait_s(queue) + queue.mean_service_s;
}

double mmc_mean_in_system(const Mmc& queue) {
  return queue.arrivals_per_s * mmc_mean_sojourn_s(queue);
}

double mmc_wait_percentile_s(const Mmc& queue, double fraction) {
  if (!is_queue(queue) || !is_fraction(fraction)) return kNan;
  if (!is_steady(queue)) return kInfinity;
  const double excess = mmc_probability_wait(queue) / (1 - fraction);
  return excess > 1 ? std::log(excess) / wait_rate(queue) : 0;
}

double mmc_sojourn_cdf(const Mmc& queue, double time_s) {
  if (!is_queue(queue) || std::isnan(time_s)) return kNan;
  if (time_s <= 0 || !is_steady(queue)) return 0;
  if (time_s == kInfinity) return 1;
  return 1 -
         sojourn_survival(1 / queue.mean_service_s, wait_rate(queue), mmc_probability_wait(queue), time_s);
}

double mmc_sojourn_percentile_s(const Mmc& queue, double fraction) {
  if (!is_queue(queue) || !is_fraction(fraction)) return kNan;
  if (!is_steady(queue)) return kInfinity;
  if (fraction == 0) return 0;
  const double service_rate = 1 / queue.mean_service_s;
  const double waiting_rate = wait_rate(queue);
  const double probability_wait = mmc_probability_wait(queue);
  return turning_point_above_zero(queue.mean_service_s, [&](double time_s) {
    return sojourn_survival(service_rate, waiting_rate, probability_wait, time_s) <= 1 - fraction;
  });
}

std::optional<MmckMeasures> mmck(const Mmck& queue) {
  if (!is_queue(queue.servers, queue.arrivals_per_s, queue.mean_service_s)) return std::nullopt;
  if (queue.capacity < queue.servers) return std::nullopt;
  // Weights of the states up to a common factor; that factor falls whenever a weight grows beyond all bounds.
  constexpr double kTooLarge = 1e200;
  const double load = queue.arrivals_per_s * queue.mean_service_s;
  double weight = 1, total = 1, in_system = 0, in_service = 0;
  for (int n = 1; n <= queue.capacity; ++n) {
    const int busy = std::min(n, queue.servers);
    weight *= load / busy;
    total += weight;
    in_system += n * weight;
    in_service += busy * weight;
    if (weight > kTooLarge) {
      for (double* sum : {&weight, &total, &in_system, &in_service}) *sum /= kTooLarge;
    }
  }
  MmckMeasures measures;
  measures.probability_blocked = weight / total;
  measures.mean_in_system = in_system / total;
  measures.throughput_per_s = in_service / total / queue.mean_service_s;
  measures.mean_sojourn_s = measures.throughput_per_s > 0
                                ? measures.mean_in_system / measures.throughput_per_s
                                : queue.mean_service_s;
  measures.utilisation = in_service / total / queue.servers;
  return measures;
}

}  // namespace scale::theory
