#include "theory/confidence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "theory/limits.h"
#include "theory/solve.h"

namespace scale::theory {
namespace {

constexpr double kSqrt2 = 1.41421356237309504880;
constexpr double kSqrt2Pi = 2.50662827463100050242;

// P(Z > z), accurate far out in the tail.
double normal_survival(double z) {
  return std::erfc(z / kSqrt2) / 2;
}

// z >= 0 with P(Z > z) = tail <= 1/2. Start: Abramowitz, Stegun 1964, 26.2.23 (error < 4.5e-4); two steps of
// Halley's method, each of which triples the digits.
double normal_upper_quantile(double tail) {
  const double t = std::sqrt(-2 * std::log(tail));
  double z =
      t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (int step = 0; step < 2; ++step) {
    const double density = std::exp(-z * z / 2) / kSqrt2Pi;
    const double newton = (normal_survival(z) - tail) / density;
    z += newton / (1 - z * newton / 2);
  }
  return z;
}

// Continued fraction of the incomplete beta function, evaluated forwards (Lentz 1976).
// Converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kMostTerms = 10'000;
  const auto away_from_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kMostTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

// I_x(a, b), with y = 1 - x given apart so that neither loses digits.
double regularised_beta(double a, double b, double x, double y) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(y));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, y) / b;
}

// P(T > t) for t >= 0.
double student_t_survival(double t, double degrees) {
  const double square = t * t;
  return regularised_beta(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square)) / 2;
}

bool is_level(double fraction) {
  return fraction > 0 && fraction < 1;
}

// An estimate of a figure from each batch; their spread round `centre` is the precision of the whole.
std::optional<Interval> interval_of_batches(const std::vector<double>& estimates, double centre,
                                            double confidence) {
  const double n = static_cast<double>(estimates.size());
  if (n < 2 || !is_level(confidence)) return std::nullopt;
  double squares = 0;
  for (double estimate : estimates) squares += (estimate - centre) * (estimate - centre);
  const double standard_error = std::sqrt(squares / (n - 1) / n);
  return Interval{centre, student_t_quantile((1 + confidence) / 2, n - 1) * standard_error};
}

double mean(const double* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += values[i];
  return sum / static_cast<double>(count);
}

// Where in `count` sorted values the percentile stands: the ceil(fraction x count)-th.
std::size_t percentile_index(std::size_t count, double fraction) {
  const double rank = std::ceil(fraction * static_cast<double>(count));
  return std::min(count - 1, static_cast<std::size_t>(std::max(rank - 1, 0.0)));
}

}  // namespace

double normal_cdf(double z) {
  return normal_survival(-z);
}

double normal_quantile(double fraction) {
  if (!is_level(fraction)) return kNan;
  return fraction < 0.5 ? -normal_upper_quantile(fraction) : normal_upper_quantile(1 - fraction);
}

double student_t_cdf(double t, double degrees_of_freedom) {
  if (!(degrees_of_freedom > 0) || std::isnan(t)) return kNan;
  if (std::isinf(t)) return t > 0 ? 1 : 0;
  const double survival = student_t_survival(std::abs(t), degrees_of_freedom);
  return t < 0 ? survival : 1 - survival;
}

double student_t_quantile(double fraction, double degrees_of_freedom) {
  if (!is_level(fraction) || !(degrees_of_freedom > 0)) return kNan;
  if (fraction == 0.5) return 0;
  const double tail = fraction < 0.5 ? fraction : 1 - fraction;
  const double t = turning_point_above_zero(
      1, [&](double at) { return student_t_survival(at, degrees_of_freedom) <= tail; });
  return fraction < 0.5 ? -t : t;
}

bool contains(const Interval& interval, double value) {
  return std::abs(value - interval.estimate) <= interval.half_width;
}

double relative_precision(const Interval& interval) {
  if (interval.half_width == 0) return 0;
  return interval.estimate == 0 ? kInfinity : interval.half_width / std::abs(interval.estimate);
}

std::optional<Interval> mean_interval(const std::vector<double>& independent, double confidence) {
  if (independent.size() < 2) return std::nullopt;
  return interval_of_batches(independent, mean(independent.data(), independent.size()), confidence);
}

std::optional<Interval> batch_mean_interval(const std::vector<double>& in_time_order, int batches,
                                            double confidence) {
  if (batches < 2) return std::nullopt;
  const auto count = static_cast<std::size_t>(batches);
  const std::size_t length = in_time_order.size() / count;
  if (length == 0) return std::nullopt;
  const double* first = in_time_order.data() + (in_time_order.size() - length * count);
  std::vector<double> means;
  for (std::size_t batch = 0; batch < count; ++batch) means.push_back(mean(first + batch * length, length));
  return mean_interval(means, confidence);
}

double percentile(std::vector<double> values, double fraction) {
  if (values.empty() || !(fraction >= 0 && fraction <= 1)) return kNan;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(percentile_index(values.size(), fraction));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::optional<Interval> batch_percentile_interval(const std::vector<double>& in_time_order, double fraction,
                                                  int batches, double confidence) {
  if (batches < 2 || !is_level(fraction)) return std::nullopt;
  constexpr double kFewestBeyond = 10;
  const auto count = static_cast<std::size_t>(batches);
  const std::size_t length = in_time_order.size() / count;
  if (fraction * (1 - fraction) * static_cast<double>(length) < kFewestBeyond) return std::nullopt;
  const double* first = in_time_order.data() + (in_time_order.size() - length * count);
  std::vector<double> of_batches;
  for (std::size_t batch = 0; batch < count; ++batch) {
    const double* begin = first + batch * length;
    of_batches.push_back(percentile({begin, begin + length}, fraction));
  }
  const double centre = percentile({first, first + length * count}, fraction);
  return interval_of_batches(of_batches, centre, confidence);
}

}  // namespace scale::theory
