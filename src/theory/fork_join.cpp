#include "theory/fork_join.h"

#include <cmath>

#include "theory/erlang.h"
#include "theory/limits.h"

namespace scale::theory {
namespace {

constexpr int kMostBranches = 32;

bool is_probability(double p) {
  return p >= 0 && p <= 1;
}

}  // namespace

double harmonic_number(int n) {
  if (n < 0) return kNan;
  double sum = 0;
  for (int i = n; i >= 1; --i) sum += 1.0 / i;
  return sum;
}

double fork_join_mean_sojourn_s(const ForkJoin& fork) {
  if (fork.branches < 1 || fork.branches > kMostBranches) return kNan;
  const Mmc branch{1, fork.arrivals_per_s, fork.mean_service_s};
  const double one_s = mmc_mean_sojourn_s(branch);
  if (fork.branches == 1 || !std::isfinite(one_s)) return one_s;
  const double rho = mmc_utilisation(branch);
  const double two_s = (12 - rho) / 8 * one_s;
  const double growth = harmonic_number(fork.branches) / harmonic_number(2);
  return (growth + 4.0 / 11 * (1 - growth) * rho) * two_s;
}

double fan_out_probability_slow(int leaves, double probability_leaf_slow) {
  if (leaves < 0 || !is_probability(probability_leaf_slow)) return kNan;
  if (leaves == 0) return 0;
  return -std::expm1(leaves * std::log1p(-probability_leaf_slow));
}

double fraction_of_one_for_slowest(int leaves, double fraction) {
  if (leaves < 1 || !is_probability(fraction)) return kNan;
  return std::pow(fraction, 1.0 / leaves);
}

double mean_kth_exponential_s(int k, int n, double mean_s) {
  if (k < 0 || k > n || !(mean_s >= 0)) return kNan;
  double sum = 0;
  for (int i = n - k + 1; i <= n; ++i) sum += 1.0 / i;
  return mean_s * sum;
}

}  // namespace scale::theory
