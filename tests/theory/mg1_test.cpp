#include "theory/mg1.h"

#include <cmath>

#include "close_to.h"
#include "theory/erlang.h"

namespace scale::theory {
namespace {

TEST(Mg1, IsMm1ForExponentialService) {
  for (double arrivals_per_s : {0.0, 10.0, 49.0}) {
    EXPECT_TRUE(
        close_to(mg1_mean_wait_s({arrivals_per_s, 0.02, 1}), mmc_mean_wait_s({1, arrivals_per_s, 0.02})));
  }
}

TEST(Mg1, SharingTakesAsLongAsMm1ForAnyServiceLaw) {
  for (double scv : {0.0, 1.0, 9.0})
    EXPECT_TRUE(close_to(mg1_ps_mean_sojourn_s({45, 0.02, scv}), mmc_mean_sojourn_s({1, 45, 0.02})));
}

TEST(Mg1, SharingSlowsEveryRequestAlike) {
  EXPECT_TRUE(close_to(mg1_ps_sojourn_of_service_s({40, 0.02, 4}, 0.001), 0.005));
  EXPECT_TRUE(close_to(mg1_ps_sojourn_of_service_s({40, 0.02, 4}, 1), 5));
}

TEST(Mg1, WaitsForEverWhenOverloadedAndIsNotANumberForWhatIsNoQueue) {
  EXPECT_TRUE(std::isinf(mg1_mean_wait_s({50, 0.02, 0})));
  EXPECT_TRUE(std::isinf(mg1_ps_mean_sojourn_s({60, 0.02, 1})));
  EXPECT_TRUE(std::isnan(mg1_mean_wait_s({50, -0.02, 0})));
  EXPECT_TRUE(std::isnan(mg1_mean_wait_s({50, 0.01, -1})));
  EXPECT_TRUE(std::isnan(mg1_ps_sojourn_of_service_s({1, 0.01, 1}, -1)));
}

TEST(Priority, WithOneClassIsPollaczekKhinchine) {
  EXPECT_TRUE(close_to(priority_mean_waits_s({{40, 0.02, 4}}), {mg1_mean_wait_s({40, 0.02, 4})}));
}

// Kleinrock's conservation law: who goes first changes nothing about the sum of load x wait.
TEST(Priority, OnlyMovesWaitingFromOneClassToAnother) {
  const std::vector<PriorityClass> classes{{10, 0.01, 1}, {25, 0.02, 0}, {5, 0.03, 4}};
  const std::vector<PriorityClass> reversed{classes[2], classes[1], classes[0]};
  const auto load_wait = [](const std::vector<PriorityClass>& order) {
    const std::vector<double> waits_s = priority_mean_waits_s(order);
    double sum = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
      sum += order[i].arrivals_per_s * order[i].mean_service_s * waits_s[i];
    return sum;
  };
  EXPECT_TRUE(close_to(load_wait(classes), load_wait(reversed)));
}

// The low class always keeps the server busy, so a high request meets a low service in its middle whenever it
// meets no high one: residual 0.4 x 0.02 + 0.6 x 0.03, over 1 - 0.4.
TEST(Priority, KeepsTheHighClassFiniteWhenTheLowOneIsOverloaded) {
  const std::vector<double> waits_s = priority_mean_waits_s({{20, 0.02}, {1000, 0.03}});
  EXPECT_TRUE(close_to(waits_s[0], (0.4 * 0.02 + 0.6 * 0.03) / 0.6));
  EXPECT_TRUE(std::isinf(waits_s[1]));
}

TEST(Priority, RefusesAClassThatIsNoQueue) {
  EXPECT_TRUE(priority_mean_waits_s({{20, 0.02}, {1, 0}}).empty());
}

}  // namespace
}  // namespace scale::theory
