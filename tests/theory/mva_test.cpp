#include "theory/mva.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "close_to.h"

namespace scale::theory {
namespace {

TEST(ClosedNetwork, OneCustomerNeverWaits) {
  for (int servers : {1, 4}) {
    const auto measures = closed_network({{{0.1, servers}, {0.2, 1}}, 1, 0.7});
    EXPECT_TRUE(close_to(measures->throughput_per_s, 1));
    EXPECT_TRUE(close_to(measures->response_time_s, 0.3));
  }
}

TEST(ClosedNetwork, CustomersAreWhereLittleSays) {
  const auto measures = closed_network({{{0.02, 2}, {0.05, 3}, {0.01, 1}}, 60, 1});
  const double present =
      std::accumulate(measures->mean_in_station.begin(), measures->mean_in_station.end(), 0.0);
  EXPECT_TRUE(close_to(present + measures->throughput_per_s * 1, 60));
  EXPECT_TRUE(close_to(measures->throughput_per_s * measures->response_time_s, present));
}

TEST(ClosedNetwork, BothWaysAgreeWhereBothApply) {
  for (int customers : {1, 7, 100, 1000}) {
    for (double think_time_s : {0.0, 1.0, 30.0}) {
      const ClosedNetwork network{{{0.02}, {0.05}, {0.05}, {0.0}}, customers, think_time_s};
      const auto values = mean_value_analysis(network);
      const auto convolved = convolution(network);
      EXPECT_TRUE(close_to(values->throughput_per_s, convolved->throughput_per_s, 1e-10));
      EXPECT_TRUE(close_to(values->mean_in_station, convolved->mean_in_station, 1e-9)) << customers;
    }
  }
}

// N customers who think and one station of c servers: a birth-death chain (the machine repairmen), solved
// here from its balance equations.
TEST(ClosedNetwork, SeveralServersAgreeWithTheMachineRepairmen) {
  const double think_s = 2, service_s = 0.1;
  for (int servers : {1, 2, 16, 40}) {
    for (int customers : {1, 30, 400, 2000}) {
      double weight = 1, total = 1, present = 0, busy = 0;
      for (int n = 1; n <= customers; ++n) {
        weight *= (customers - n + 1) / think_s * service_s / std::min(n, servers);
        total += weight;
        present += n * weight;
        busy += std::min(n, servers) * weight;
        if (weight > 1e200) {
          for (double* sum : {&weight, &total, &present, &busy}) *sum /= 1e200;
        }
      }
      const auto measures = closed_network({{{service_s, servers}}, customers, think_s});
      ASSERT_TRUE(measures);
      EXPECT_TRUE(close_to(measures->throughput_per_s, busy / total / service_s, 1e-9))
          << servers << " " << customers;
      EXPECT_TRUE(close_to(measures->mean_in_station[0], present / total, 1e-9))
          << servers << " " << customers;
    }
  }
}

TEST(ClosedNetwork, AsManyServersAsCustomersIsAllDelay) {
  EXPECT_TRUE(close_to(closed_network({{{0.5, 20}}, 20, 1.5})->throughput_per_s, 10));
}

TEST(ClosedNetwork, StaysWithinItsBounds) {
  for (int customers : {1, 5, 20, 100}) {
    const ClosedNetwork network{{{0.02, 1}, {0.1, 3}, {0.03, 1}}, customers, 0.5};
    const auto bounds = asymptotic_bounds(network);
    const auto measures = closed_network(network);
    EXPECT_LE(measures->throughput_per_s, bounds->throughput_at_most_per_s * (1 + kRounding));
    EXPECT_GE(measures->throughput_per_s, bounds->throughput_at_least_per_s * (1 - kRounding));
    EXPECT_GE(measures->response_time_s, bounds->response_at_least_s * (1 - kRounding));
    EXPECT_TRUE(close_to(bounds->knee_customers, 0.65 / (0.1 / 3)));
  }
}

TEST(ClosedNetwork, WhoOnlyThinksIsNeverHeldUp) {
  const ClosedNetwork network{{}, 30, 2};
  EXPECT_TRUE(close_to(closed_network(network)->throughput_per_s, 15));
  EXPECT_TRUE(close_to(convolution(network)->throughput_per_s, 15));
  EXPECT_TRUE(close_to(asymptotic_bounds(network)->throughput_at_most_per_s, 15));
  EXPECT_TRUE(std::isinf(asymptotic_bounds(network)->knee_customers));
}

TEST(ClosedNetwork, ConvolutionBearsManyStationsAndCustomersAtTheKnee) {
  ClosedNetwork network{std::vector<ClosedStation>(40, {0.05, 1}), 40, 0};
  for (int customers : {40, 1500}) {
    network.customers = customers;  // even stations: throughput N / (N + M - 1) / demand
    EXPECT_TRUE(
        close_to(convolution(network)->throughput_per_s, customers / (customers + 39.0) / 0.05, 1e-10));
  }
}

TEST(ClosedNetwork, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(closed_network({{{0.1}}, 0, 0}).why_not, "a closed network needs at least one customer");
  EXPECT_EQ(closed_network({{{0.1}, {-1}}, 1, 0}).why_not, "station 2 needs a demand of at least 0");
  EXPECT_EQ(closed_network({{{0.1, 0}}, 1, 0}).why_not, "station 1 needs at least one server");
  EXPECT_EQ(closed_network({{{0.1}}, 1, -1}).why_not, "the think time must be at least 0");
  EXPECT_EQ(closed_network({{{0.0}}, 1, 0}).why_not,
            "a closed network needs a demand or a think time above 0");
  EXPECT_EQ(mean_value_analysis({{{0.1, 2}}, 1, 0}).why_not,
            "mean value analysis is exact for single servers only");
  EXPECT_EQ(closed_network({{{0.1, 2}}, 20'001, 0}).why_not,
            "with several servers a closed network may have at most 20 000 customers");
}

}  // namespace
}  // namespace scale::theory
