#include "theory/heavy_traffic.h"

#include <cmath>

#include "close_to.h"
#include "theory/erlang.h"
#include "theory/mg1.h"

namespace scale::theory {
namespace {

TEST(AllenCunneen, IsExactForMmcAndMg1) {
  EXPECT_TRUE(close_to(allen_cunneen_mean_wait_s({16, 720, 0.02, 1, 1}), mmc_mean_wait_s({16, 720, 0.02})));
  for (double scv : {0.0, 0.25, 4.0})
    EXPECT_TRUE(close_to(allen_cunneen_mean_wait_s({1, 45, 0.02, 1, scv}), mg1_mean_wait_s({45, 0.02, scv})));
}

TEST(AllenCunneen, FindsNoWaitWithoutVariability) {
  EXPECT_EQ(allen_cunneen_mean_wait_s({4, 160, 0.02, 0, 0}), 0);
}

TEST(AllenCunneen, WaitsForEverWhenOverloaded) {
  EXPECT_TRUE(std::isinf(allen_cunneen_mean_wait_s({4, 200, 0.02, 0, 0})));
  EXPECT_TRUE(std::isnan(allen_cunneen_mean_wait_s({4, 100, 0.02, -1, 0})));
}

TEST(HalfinWhitt, NearsErlangCAsServersGrow) {
  double last_error = 1;
  for (int servers : {100, 1'000, 10'000, 100'000}) {
    const double load = servers - std::sqrt(static_cast<double>(servers));
    const double error = std::abs(halfin_whitt_probability_wait(servers, load) / erlang_c(servers, load) - 1);
    EXPECT_LT(error, last_error / 2) << servers;
    last_error = error;
  }
  EXPECT_LT(last_error, 0.002);
}

TEST(HalfinWhitt, GoesFromNobodyToEverybody) {
  EXPECT_EQ(halfin_whitt_probability_wait(100, 100), 1);
  EXPECT_LT(halfin_whitt_probability_wait(100, 0), 1e-20);
}

TEST(SquareRootStaffing, IsWithinOneServerOfErlangC) {
  for (double load : {50.0, 500.0, 5000.0}) {
    const auto about = square_root_staffing(load, 0.2);
    const auto exact = servers_for_wait_probability(load, 0.2);
    ASSERT_TRUE(about && exact);
    EXPECT_LE(std::abs(*about - *exact), 1) << load;
  }
}

TEST(SquareRootStaffing, RefusesShareZeroAndOne) {
  EXPECT_FALSE(square_root_staffing(100, 0));
  EXPECT_FALSE(square_root_staffing(100, 1));
  EXPECT_FALSE(square_root_staffing(0, 0.5));
}

}  // namespace
}  // namespace scale::theory
