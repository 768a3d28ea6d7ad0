#include "theory/fork_join.h"

#include <cmath>

#include <vector>

#include "close_to.h"
#include "theory/erlang.h"
#include "uniform.h"

namespace scale::theory {
namespace {

TEST(ForkJoin, WithOneBranchIsMm1) {
  EXPECT_EQ(fork_join_mean_sojourn_s({1, 40, 0.02}), mmc_mean_sojourn_s({1, 40, 0.02}));
}

TEST(ForkJoin, WithoutQueuesIsTheSlowestOfIndependentServices) {
  for (int branches : {2, 8, 32})
    EXPECT_TRUE(close_to(fork_join_mean_sojourn_s({branches, 0, 0.02}),
                         mean_kth_exponential_s(branches, branches, 0.02)));
}

// Branches share their arrivals, so their sojourns go together: slower than one, faster than independent
// ones.
TEST(ForkJoin, LiesBetweenOneBranchAndIndependentBranches) {
  for (int branches : {2, 5, 32}) {
    for (double arrivals_per_s : {5.0, 25.0, 45.0}) {
      const double one_s = mmc_mean_sojourn_s({1, arrivals_per_s, 0.02});
      const double all_s = fork_join_mean_sojourn_s({branches, arrivals_per_s, 0.02});
      EXPECT_GT(all_s, one_s);
      EXPECT_LT(all_s, harmonic_number(branches) * one_s);
    }
  }
}

// Lindley's recursion: a branch's unfinished work drains until the next arrival, which adds its own part.
double simulated_mean_sojourn(int branches, double rho, int requests) {
  Uniform uniform;
  const auto exponential = [&] { return -std::log1p(-uniform()); };
  std::vector<double> work(static_cast<std::size_t>(branches), 0.0);
  double sum = 0;
  for (int i = 0; i < requests; ++i) {
    const double gap = exponential() / rho;
    double slowest = 0;
    for (double& each : work) {
      each = std::fmax(each - gap, 0) + exponential();
      slowest = std::fmax(slowest, each);
    }
    sum += slowest;
  }
  return sum / requests;
}

TEST(ForkJoin, AgreesWithLindleysRecursion) {
  EXPECT_TRUE(close_to(simulated_mean_sojourn(2, 0.7, 400'000), fork_join_mean_sojourn_s({2, 0.7, 1}), 0.03));
  for (int branches : {4, 16}) {
    for (double rho : {0.5, 0.7}) {
      EXPECT_TRUE(close_to(simulated_mean_sojourn(branches, rho, 400'000),
                           fork_join_mean_sojourn_s({branches, rho, 1}), 0.03))
          << branches << " branches, " << rho;
    }
  }
}

TEST(ForkJoin, KnowsItsLimits) {
  EXPECT_TRUE(std::isinf(fork_join_mean_sojourn_s({2, 50, 0.02})));
  EXPECT_TRUE(std::isnan(fork_join_mean_sojourn_s({33, 10, 0.02})));
  EXPECT_TRUE(std::isnan(fork_join_mean_sojourn_s({0, 10, 0.02})));
}

TEST(FanOut, HandlesNobodyAndCertainty) {
  EXPECT_EQ(fan_out_probability_slow(0, 1), 0);
  EXPECT_EQ(fan_out_probability_slow(5, 0), 0);
  EXPECT_EQ(fan_out_probability_slow(5, 1), 1);
  EXPECT_TRUE(std::isnan(fan_out_probability_slow(5, 1.1)));
}

TEST(FanOut, SlowestPercentileInvertsTheFanOut) {
  for (int leaves : {1, 10, 64}) {
    const double fraction = fraction_of_one_for_slowest(leaves, 0.95);
    EXPECT_TRUE(close_to(fan_out_probability_slow(leaves, 1 - fraction), 0.05));
  }
}

TEST(KthOfN, GoesFromTheFastestToTheSlowest) {
  EXPECT_TRUE(close_to(mean_kth_exponential_s(1, 4, 2), 0.5));
  EXPECT_TRUE(close_to(mean_kth_exponential_s(4, 4, 2), 2 * (1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4)));
  EXPECT_EQ(mean_kth_exponential_s(0, 4, 2), 0);
  EXPECT_TRUE(std::isnan(mean_kth_exponential_s(5, 4, 2)));
}

}  // namespace
}  // namespace scale::theory
