// How far a simulated figure may be from the true one: quantiles, and intervals from batches of one run.
// Fractions in (0, 1); outside, NaN. Quantiles are good to about 1e-12 relative.
// Batch means: Law, Kelton, Simulation Modeling and Analysis, 1982. Sectioning: Asmussen, Glynn 2007.
#pragma once

#include <optional>
#include <vector>

namespace scale::theory {

double normal_cdf(double z);
double normal_quantile(double fraction);

double student_t_cdf(double t, double degrees_of_freedom);
double student_t_quantile(double fraction, double degrees_of_freedom);

struct Interval {
  double estimate = 0;
  double half_width = 0;
};

bool contains(const Interval& interval, double value);

// Half width over estimate: 0.01 is "known to 1 %". Infinity where the estimate is 0 and the width is not.
double relative_precision(const Interval& interval);

// Interval of the mean of n independent values: Student's t with n - 1 degrees. Needs two values.
std::optional<Interval> mean_interval(const std::vector<double>& independent, double confidence);

// The same for values that depend on their neighbours, in time order: `batches` equal batches stand for
// independent ones if each is much longer than the dependence (for a queue: many busy periods). What does not
// fill the last batch is left out at the start. Needs two batches of one value each.
std::optional<Interval> batch_mean_interval(const std::vector<double>& in_time_order, int batches,
                                            double confidence);

// The smallest of the values that at least this fraction of them do not exceed; NaN if there are none.
double percentile(std::vector<double> values, double fraction);

// Interval of a percentile: centre from all values, width from the percentiles of the batches round that
// centre. Each batch must be long enough to have the percentile (fraction x (1 - fraction) x length >= 10),
// else nothing.
std::optional<Interval> batch_percentile_interval(const std::vector<double>& in_time_order, double fraction,
                                                  int batches, double confidence);

}  // namespace scale::theory
