#include "theory/failover.h"

#include <cmath>

#include "close_to.h"

namespace scale::theory {
namespace {

constexpr RegionLoss kLoss{30, 60};

TEST(RegionLoss, EveryoneFailsUntilItIsDetectedAndNobodyAfterTheTtl) {
  EXPECT_EQ(failing_share(kLoss, 0), 1);
  EXPECT_EQ(failing_share(kLoss, 29.9), 1);
  EXPECT_TRUE(close_to(failing_share(kLoss, 60), 0.5));
  EXPECT_EQ(failing_share(kLoss, 90), 0);
}

TEST(RegionLoss, ErrorSecondsAreTheAreaUnderTheFailingShare) {
  const int steps = 9000;
  double area_s = 0;
  for (int i = 0; i < steps; ++i) area_s += failing_share(kLoss, 90 * (i + 0.5) / steps) * 90 / steps;
  EXPECT_TRUE(close_to(error_seconds_per_user(kLoss), area_s, 1e-9));
  EXPECT_TRUE(close_to(error_seconds_per_user(kLoss), 60));
}

TEST(RegionLoss, AWindowIsTheMeanOfItsMoments) {
  const int steps = 4500;
  for (double window_s : {10.0, 45.0, 90.0, 300.0}) {
    double sum = 0;
    for (int i = 0; i < steps; ++i) sum += failing_share(kLoss, window_s * (i + 0.5) / steps);
    EXPECT_NEAR(failing_share_of_window(kLoss, window_s), sum / steps, 1e-4) << window_s;
  }
}

TEST(RegionLoss, WithoutDnsEndsAtDetection) {
  EXPECT_EQ(error_seconds_per_user({30, 0}), 30);
  EXPECT_EQ(failing_share({30, 0}, 30), 0);
  EXPECT_TRUE(close_to(failing_share_of_window({30, 0}, 60), 0.5));
  EXPECT_TRUE(std::isnan(error_seconds_per_user({-1, 60})));
}

// The first check after the loss comes after half an interval on average, the third two intervals later.
TEST(Detection, TakesTheChecksAndTheLastTimeout) {
  EXPECT_TRUE(close_to(mean_detection_s(10, 3, 2), 5 + 20 + 2));
  EXPECT_TRUE(std::isnan(mean_detection_s(10, 0, 2)));
}

TEST(Survivors, ShareTheLoadOfTheLostRegion) {
  EXPECT_EQ(survivor_load_factor(2), 2);
  EXPECT_TRUE(close_to(survivor_load_factor(6) * 5, 6));
  EXPECT_TRUE(std::isinf(survivor_load_factor(1)));
}

}  // namespace
}  // namespace scale::theory
