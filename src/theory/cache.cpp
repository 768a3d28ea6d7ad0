#include "theory/cache.h"

#include <cmath>
#include <cstddef>

#include "theory/limits.h"

namespace scale::theory {
namespace {

bool is_number(double value) {
  return std::isfinite(value) && value >= 0;
}

bool is_cache(const TtlCache& cache) {
  return is_number(cache.requests_per_s) && is_number(cache.ttl_s) && is_number(cache.fetch_s);
}

// Sums from the last, rarest object up, so that small shares are not lost beside large ones.
template <class Term>
double sum_over(const std::vector<double>& popularity, Term term) {
  double sum = 0;
  for (std::size_t i = popularity.size(); i-- > 0;) sum += term(popularity[i]);
  return sum;
}

double hits_within(const std::vector<double>& popularity, double requests) {
  return sum_over(popularity, [&](double p) { return p > 0 ? -p * std::expm1(-p * requests) : 0; });
}

double poisson(int n, double log_factorial, double mean) {
  if (mean <= 0) return n == 0 ? 1 : 0;
  return std::exp(n * std::log(mean) - mean - log_factorial);
}

// P(Poisson(mean) >= n) for n >= 1.
double poisson_at_least(int n, double mean) {
  double upper = -std::expm1(-mean);
  double log_factorial = 0;
  for (int k = 1; k < n; ++k) {
    log_factorial += std::log(k);
    upper -= poisson(k, log_factorial, mean);
  }
  return std::fmax(upper, 0);
}

double probability_absent(double rate_per_s, double ttl_s, double time_s) {
  double absent = 0;
  double log_factorial = 0;
  for (int n = 0; n * ttl_s <= time_s; ++n) {
    if (n > 0) log_factorial += std::log(n);
    absent += poisson(n, log_factorial, rate_per_s * (time_s - n * ttl_s));
  }
  return absent;
}

// Misses expected up to a time: the n-th has come if the absent time so far, t - (n - 1) T, held n requests.
double expected_misses(double rate_per_s, double ttl_s, double time_s) {
  double misses = 0;
  for (int n = 1; (n - 1) * ttl_s < time_s; ++n)
    misses += poisson_at_least(n, rate_per_s * (time_s - (n - 1) * ttl_s));
  return misses;
}

}  // namespace

std::vector<double> zipf_popularity(int objects, double exponent) {
  if (objects < 1 || !is_number(exponent)) return {};
  std::vector<double> popularity(static_cast<std::size_t>(objects));
  for (std::size_t i = 0; i < popularity.size(); ++i)
    popularity[i] = std::pow(static_cast<double>(i + 1), -exponent);
  const double total = sum_over(popularity, [](double p) { return p; });
  for (double& p : popularity) p /= total;
  return popularity;
}

LruMeasures lru(const std::vector<double>& popularity, double capacity_objects) {
  if (!(capacity_objects >= 0)) return {kNan, kNan};
  double wanted = 0;
  for (double p : popularity) wanted += p > 0 ? 1 : 0;
  if (capacity_objects >= wanted) return {1, kInfinity};

  // Objects present grow ever more slowly with t, so Newton's steps from the left never pass the root;
  // they begin at t = capacity, as t requests bring at most t objects.
  constexpr int kMostSteps = 200;  // usually 10
  double time = capacity_objects;
  for (int step = 0; step < kMostSteps; ++step) {
    const double present = sum_over(popularity, [&](double p) { return -std::expm1(-p * time); });
    const double slope = sum_over(popularity, [&](double p) { return p * std::exp(-p * time); });
    const double next = time + (capacity_objects - present) / slope;
    if (!(next > time * (1 + 1e-14))) break;
    time = next;
  }
  return {hits_within(popularity, time), time};
}

double lru_hit_ratio_from_cold(const std::vector<double>& popularity, const LruMeasures& steady,
                               double requests) {
  if (!(requests >= 0)) return kNan;
  return hits_within(popularity, std::fmin(requests, steady.characteristic_time_requests));
}

TtlMeasures ttl_cache(const std::vector<double>& popularity, const TtlCache& cache) {
  if (!is_cache(cache)) return {kNan, kNan, kNan, kNan, kNan};
  TtlMeasures measures;
  for (std::size_t i = popularity.size(); i-- > 0;) {
    const double p = popularity[i];
    const double rate_per_s = p * cache.requests_per_s;
    const double per_cycle = 1 + rate_per_s * (cache.fetch_s + cache.ttl_s);
    const double cycles_per_s = rate_per_s / per_cycle;
    measures.hit_ratio += p * rate_per_s * cache.ttl_s / per_cycle;
    measures.delayed_ratio += p * rate_per_s * cache.fetch_s / per_cycle;
    measures.miss_ratio += p / per_cycle;
    measures.fetches_coalesced_per_s += cycles_per_s;
    measures.fetches_separate_per_s += cycles_per_s * (1 + rate_per_s * cache.fetch_s);
  }
  return measures;
}

double ttl_hit_ratio_from_cold(const std::vector<double>& popularity, const TtlCache& cache, double time_s) {
  if (!is_cache(cache) || !is_number(time_s)) return kNan;
  if (cache.ttl_s == 0) return 0;
  return sum_over(popularity, [&](double p) {
    return p * (1 - probability_absent(p * cache.requests_per_s, cache.ttl_s, time_s));
  });
}

double ttl_hit_ratio_from_cold(const std::vector<double>& popularity, const TtlCache& cache, double from_s,
                               double to_s) {
  if (!is_cache(cache) || !is_number(from_s) || !is_number(to_s) || !(to_s > from_s)) return kNan;
  if (cache.ttl_s == 0) return 0;
  return sum_over(popularity, [&](double p) {
    const double rate_per_s = p * cache.requests_per_s;
    if (rate_per_s == 0) return 0.0;
    const double misses =
        expected_misses(rate_per_s, cache.ttl_s, to_s) - expected_misses(rate_per_s, cache.ttl_s, from_s);
    return p * (1 - misses / (rate_per_s * (to_s - from_s)));
  });
}

}  // namespace scale::theory
