#include "theory/confidence.h"

#include <cmath>

#include "close_to.h"
#include "uniform.h"

namespace scale::theory {
namespace {

TEST(Normal, HasItsTabulatedQuantiles) {
  EXPECT_TRUE(close_to(normal_quantile(0.975), 1.959963984540054));
  EXPECT_TRUE(close_to(normal_quantile(0.995), 2.5758293035489004));
  EXPECT_TRUE(close_to(normal_quantile(0.025), -1.959963984540054));
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
}

TEST(Normal, QuantileInvertsTheDistribution) {
  for (double fraction : {1e-300, 1e-12, 0.001, 0.3, 0.5, 0.7, 0.999})
    EXPECT_TRUE(close_to(normal_cdf(normal_quantile(fraction)), fraction)) << fraction;
  EXPECT_TRUE(std::isnan(normal_quantile(0)));
  EXPECT_TRUE(std::isnan(normal_quantile(1)));
}

// With 1, 2 and 4 degrees of freedom Student's t can be inverted by hand.
TEST(StudentT, AgreesWithItsClosedForms) {
  const double pi = std::acos(-1.0);
  for (double fraction : {0.6, 0.9, 0.975, 0.9995}) {
    EXPECT_TRUE(close_to(student_t_quantile(fraction, 1), std::tan(pi * (fraction - 0.5)), 1e-10));
    const double product = 4 * fraction * (1 - fraction);
    EXPECT_TRUE(
        close_to(student_t_quantile(fraction, 2), 2 * (fraction - 0.5) * std::sqrt(2 / product), 1e-10));
    const double cosine = std::cos(std::acos(std::sqrt(product)) / 3) / std::sqrt(product);
    EXPECT_TRUE(close_to(student_t_quantile(fraction, 4), 2 * std::sqrt(cosine - 1), 1e-10));
  }
}

TEST(StudentT, QuantileInvertsTheDistribution) {
  for (double degrees : {1.0, 3.0, 9.0, 29.0, 1000.0}) {
    for (double fraction : {0.005, 0.4, 0.5, 0.95, 0.999})
      EXPECT_TRUE(close_to(student_t_cdf(student_t_quantile(fraction, degrees), degrees), fraction))
          << degrees;
  }
}

TEST(StudentT, NearsTheNormalWithManyDegrees) {
  EXPECT_TRUE(close_to(student_t_quantile(0.975, 1e7), normal_quantile(0.975), 1e-6));
}

// Mean 2, deviation 1, and t with 2 degrees exceeds 0.95 sqrt(2 / 0.0975) once in 40 times.
TEST(MeanInterval, OfThreeValuesIsWorkedOutByHand) {
  const auto interval = mean_interval({1, 2, 3}, 0.95);
  EXPECT_TRUE(close_to(interval->estimate, 2));
  EXPECT_TRUE(close_to(interval->half_width, 0.95 * std::sqrt(2 / 0.0975) / std::sqrt(3.0)));
}

TEST(MeanInterval, CoversTheTruthAsOftenAsItSays) {
  Uniform uniform;
  const int trials = 4000;
  int covered = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(20);
    for (double& value : values) value = uniform();
    covered += contains(*mean_interval(values, 0.9), 0.5);
  }
  EXPECT_NEAR(static_cast<double>(covered) / trials, 0.9, 4 * std::sqrt(0.9 * 0.1 / trials));
}

// x(i) = 0.9 x(i-1) + noise: the variance of the mean is 19 times what neighbours suggest. Batches see that.
TEST(BatchMeanInterval, CoversTheTruthForDependentValues) {
  Uniform uniform;
  const int trials = 1000;
  int covered = 0, covered_naively = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(4000);
    double x = 0;
    for (double& value : values) value = x = 0.9 * x + (uniform() - 0.5);
    covered += contains(*batch_mean_interval(values, 20, 0.9), 0);
    covered_naively += contains(*mean_interval(values, 0.9), 0);
  }
  EXPECT_NEAR(static_cast<double>(covered) / trials, 0.9, 0.05);
  EXPECT_LT(static_cast<double>(covered_naively) / trials, 0.5);
}

TEST(BatchPercentileInterval, CoversTheTruthAsOftenAsItSays) {
  Uniform uniform;
  const int trials = 500;
  int covered = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(20'000);
    for (double& value : values) value = uniform();
    covered += contains(*batch_percentile_interval(values, 0.95, 10, 0.9), 0.95);
  }
  EXPECT_NEAR(static_cast<double>(covered) / trials, 0.9, 0.05);
}

TEST(BatchPercentileInterval, RefusesBatchesTooShortForTheirTail) {
  EXPECT_FALSE(batch_percentile_interval(std::vector<double>(9999, 1.0), 0.99, 10, 0.9));
  EXPECT_TRUE(batch_percentile_interval(std::vector<double>(20'000, 1.0), 0.99, 10, 0.9));
}

TEST(BatchMeanInterval, LeavesOutTheStartThatFillsNoBatch) {
  const auto interval = batch_mean_interval({1000, 1, 3, 5, 7}, 2, 0.9);
  ASSERT_TRUE(interval);
  EXPECT_TRUE(close_to(interval->estimate, 4));
  EXPECT_FALSE(batch_mean_interval({1}, 2, 0.9));
  EXPECT_FALSE(batch_mean_interval({1, 2, 3, 4}, 1, 0.9));
}

TEST(Percentile, IsTheSmallestValueNotExceededByThatFraction) {
  EXPECT_EQ(percentile({5, 1, 4, 2, 3}, 0.5), 3);
  EXPECT_EQ(percentile({5, 1, 4, 2, 3}, 0.4), 2);
  EXPECT_EQ(percentile({5, 1, 4, 2, 3}, 0), 1);
  EXPECT_EQ(percentile({5, 1, 4, 2, 3}, 1), 5);
  EXPECT_TRUE(std::isnan(percentile({}, 0.5)));
}

TEST(RelativePrecision, IsHalfWidthOverEstimate) {
  EXPECT_TRUE(close_to(relative_precision({-50, 1}), 0.02));
  EXPECT_EQ(relative_precision({0, 0}), 0);
  EXPECT_TRUE(std::isinf(relative_precision({0, 1})));
}

}  // namespace
}  // namespace scale::theory
