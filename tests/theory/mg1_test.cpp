#include "theory/mg1.h"

#include <cmath>

#include "close_to.h"
#include "theory/erlang.h"

namespace scale::theory {
namespace {

struct Mg1Case {
  const char* name;
  Mg1 queue;
  double utilisation, mean_wait, mean_sojourn, mean_in_queue;
};

constexpr Mg1Case kCases[] = {
    {"mg1 deterministic rho=0.90", {45, 0.02, 0}, 0.9, 0.09, 0.11, 4.05},
    {"mg1 Erlang-4 rho=0.80", {40, 0.02, 0.25}, 0.8, 0.05, 0.07, 2},
    {"mg1 hyperexponential rho=0.80", {40, 0.02, 4}, 0.8, 0.2, 0.22, 8},
    {"mg1 lognormal rho=0.70", {35, 0.02, 9}, 0.7, 0.23333333333333342, 0.2533333333333334, 8.16666666666667},
};

TEST(Mg1, AgreesWithTheCasesWorkedOutApart) {
  for (const Mg1Case& each : kCases) {
    SCOPED_TRACE(each.name);
    EXPECT_TRUE(close_to(mg1_utilisation(each.queue), each.utilisation));
    EXPECT_TRUE(close_to(mg1_mean_wait_s(each.queue), each.mean_wait));
    EXPECT_TRUE(close_to(mg1_mean_sojourn_s(each.queue), each.mean_sojourn));
    EXPECT_TRUE(close_to(mg1_mean_in_queue(each.queue), each.mean_in_queue));
  }
}

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

TEST(Priority, AgreesWithTheCasesWorkedOutApart) {
  EXPECT_TRUE(
      close_to(priority_mean_waits_s({{20, 0.02}, {20, 0.02}}), {0.02666666666666667, 0.13333333333333336}))
      << "priority (20, 20, 0.02, 0.02)";
  EXPECT_TRUE(
      close_to(priority_mean_waits_s({{10, 0.01}, {25, 0.03}}), {0.02611111111111111, 0.17407407407407402}))
      << "priority (10, 25, 0.01, 0.03)";
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
