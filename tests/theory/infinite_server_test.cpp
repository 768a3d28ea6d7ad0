#include "theory/infinite_server.h"

#include <cmath>

#include "close_to.h"

namespace scale::theory {
namespace {

constexpr DayAndNight kLoad{1000, 400, 60, 2};

TEST(InfiniteServer, WithoutAWaveIsArrivalsTimesService) {
  EXPECT_TRUE(close_to(infinite_server_mean_in_system({1000, 0, 60, 2}, 13), 2000));
}

// dm/dt = lambda(t) - m / s, by central differences.
TEST(InfiniteServer, GrowsByArrivalsLessDepartures) {
  const double pi = std::acos(-1.0);
  const double h = 1e-4;
  for (double t : {0.5, 7.0, 33.0, 100.0}) {
    const double arrivals_per_s = 1000 + 400 * std::sin(2 * pi * t / 60);
    for (auto mean : {infinite_server_mean_in_system, infinite_server_mean_in_system_from_empty}) {
      const double slope = (mean(kLoad, t + h) - mean(kLoad, t - h)) / (2 * h);
      EXPECT_NEAR(slope, arrivals_per_s - mean(kLoad, t) / 2, 1e-4) << t;
    }
  }
}

TEST(InfiniteServer, FromEmptyStartsAtNothingAndJoinsTheLongRun) {
  EXPECT_EQ(infinite_server_mean_in_system_from_empty(kLoad, 0), 0);
  EXPECT_TRUE(close_to(infinite_server_mean_in_system_from_empty(kLoad, 90),
                       infinite_server_mean_in_system(kLoad, 90)));
}

TEST(InfiniteServer, PeaksAfterTheArrivalsDo) {
  const double peak_s = 15 + infinite_server_peak_lag_s(kLoad);
  const double peak = infinite_server_mean_in_system(kLoad, peak_s);
  EXPECT_GT(peak, infinite_server_mean_in_system(kLoad, peak_s - 0.01));
  EXPECT_GT(peak, infinite_server_mean_in_system(kLoad, peak_s + 0.01));
}

TEST(InfiniteServer, IsNotANumberForANegativeRate) {
  EXPECT_TRUE(std::isnan(infinite_server_mean_in_system({100, 101, 60, 2}, 0)));
  EXPECT_TRUE(std::isnan(infinite_server_mean_in_system({100, 10, 0, 2}, 0)));
}

}  // namespace
}  // namespace scale::theory
