// Several stations, one request at a time, against queueing theory.
#include <cmath>

#include "measured.h"
#include "theory/fork_join.h"
#include "theory/jackson.h"
#include "theory/mva.h"
#include "theory/supermarket.h"

namespace scale::sim {
namespace {

TEST(Queueing, AJacksonNetworkWithFeedbackIsItsStationsApart) {
  const double service[3] = {0.02, 0.05, 0.03};
  const int servers[3] = {1, 2, 1};
  const double routing[3][3] = {{0, 0.6, 0.2}, {0, 0, 0.7}, {0.1, 0, 0}};
  const double external[3] = {10, 5, 0};
  std::vector<theory::JacksonStation> stations;
  Network n;
  for (int i = 0; i < 3; ++i) {
    add_station(n, {.name = "s" + std::to_string(i), .servers = servers[i]});
    stations.push_back({servers[i], service[i], external[i], {routing[i][0], routing[i][1], routing[i][2]}});
  }
  add_metric(n, "sojourn");
  // Each station is four steps: the visit, then a choice of where next. Station i begins at 4 i.
  for (std::uint32_t first = 0; first < 2; ++first) {
    Program p;
    for (std::uint32_t i = 0; i < 3; ++i) {
      p.push_back(visit(i, exponential_law(service[i])));
      double left = 1;
      for (std::uint32_t j = 0; j < 3; ++j) {
        if (routing[i][j] <= 0) continue;
        p.push_back(branch(routing[i][j] / left, 4 * j));
        left -= routing[i][j];
      }
      while (p.size() < 4 * i + 4) p.push_back(jump(12));
    }
    p.push_back(record_all(0));
    p.push_back(end());
    if (first == 1) {
      // Enters at the second station.
      for (Step& s : p)
        if (s.target != kNone) ++s.target;
      p.insert(p.begin(), jump(5));
    }
    add_class(n, "from" + std::to_string(first), external[first], p);
  }
  const auto expected = theory::jackson(stations);
  ASSERT_TRUE(expected);
  const Measured m = measure(n, 500, 1000);
  EXPECT_TRUE(agrees(m.mean(0), expected->mean_sojourn_s, 0.03));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(agrees(m.utilisation(i), expected->utilisations[i], 0.03)) << i;
    const auto rate = m.interval([i](const Interval& interval) {
      return static_cast<double>(interval.stations[i].arrivals) / (interval.end_s - interval.start_s);
    });
    EXPECT_TRUE(agrees(rate, expected->arrivals_per_s[i], 0.03)) << i;
  }
}

void expect_closed(std::uint32_t customers, double think_s, const std::vector<double>& demands,
                   double batch_s) {
  theory::ClosedNetwork closed{{}, static_cast<int>(customers), think_s};
  Network n;
  Program p;
  for (std::uint32_t i = 0; i < demands.size(); ++i) {
    closed.stations.push_back({demands[i], 1});
    add_station(n, {.name = "s" + std::to_string(i)});
    p.push_back(visit(i, exponential_law(demands[i])));
  }
  add_metric(n, "response");
  p.push_back(record_all(0));
  p.push_back(end());
  add_class(n, "customer", 0, p);
  n.classes[0].arrivals.customers = customers;
  n.classes[0].arrivals.think_time = exponential_law(think_s);
  const auto expected = theory::closed_network(closed);
  ASSERT_TRUE(expected);
  const Measured m = measure(n, batch_s, batch_s);
  EXPECT_TRUE(agrees(m.throughput(0), expected->throughput_per_s, 0.03));
  EXPECT_TRUE(agrees(m.mean(0), expected->response_time_s, 0.05));
  for (std::size_t i = 0; i < demands.size(); ++i)
    EXPECT_TRUE(agrees(m.utilisation(i), expected->utilisations[i], 0.04, 1e-3)) << i;
}

TEST(Queueing, AClosedNetworkAgreesWithMeanValueAnalysis) {
  expect_closed(3, 0, {0.125, 0.3, 0.2}, 1500);
}
TEST(Queueing, AClosedNetworkWithThinkingAgreesWithMeanValueAnalysis) {
  expect_closed(100, 1.0, {0.02, 0.05, 0.01}, 500);
}
TEST(Queueing, AClosedNetworkBelowItsKneeAgreesWithMeanValueAnalysis) {
  expect_closed(12, 1.0, {0.02, 0.05, 0.01}, 800);
}

TEST(Queueing, ForkJoinOfTwoTakesWhatFlattoAndHahnSay) {
  Network n;
  add_station(n, {.name = "left"});
  add_station(n, {.name = "right"});
  add_metric(n, "sojourn");
  add_class(n, "left part", 0, {visit(0, exponential_law(0.02)), end()});
  add_class(n, "right part", 0, {visit(1, exponential_law(0.02)), end()});
  add_class(n, "request", 30, {fork(0, 1), fork(1, 1), join(), record_all(0), end()});
  const Measured m = measure(n, 1000, 1500);
  EXPECT_TRUE(agrees(m.mean(0), theory::fork_join_mean_sojourn_s({2, 30, 0.02}), 0.05));
}

// All branches idle: the k-th of n exponential answers, by their order statistics.
TEST(Queueing, WaitingForTheFirstTwoOfFiveTakesTheSecondSmallest) {
  Network n;
  add_station(n, {.name = "many", .discipline = Discipline::delay});
  add_metric(n, "first two");
  add_class(n, "part", 0, {visit(0, exponential_law(0.1)), end()});
  add_class(n, "request", 200, {fork(0, 5), join(2), record_all(0), end()});
  const Measured m = measure(n, 10, 50);
  EXPECT_TRUE(agrees(m.mean(0), theory::mean_kth_exponential_s(2, 5, 0.1), 0.03));
}

TEST(Queueing, OneSlowLeafInAHundredSlowsTwoAnswersInThree) {
  Network n;
  add_station(n, {.name = "many", .discipline = Discipline::delay});
  add_metric(n, "all", 0.5);
  Step slow = branch(0.01, 2);
  add_class(n, "leaf", 0, {slow, end(), delay(1.0), end()});
  add_class(n, "request", 20, {fork(0, 100), join(), record_all(0), end()});
  const Measured m = measure(n, 10, 50);
  const auto share = m.interval([](const Interval& i) {
    return static_cast<double>(i.metrics[0].over_threshold) /
           static_cast<double>(i.metrics[0].histogram.count());
  });
  EXPECT_TRUE(agrees(share, theory::fan_out_probability_slow(100, 0.01), 0.05));
}

void expect_balanced(Balancing balancing, int choices, double utilisation, double bias) {
  Network n;
  add_pool(n, "server", 400, balancing, {.servers = 1});
  add_metric(n, "sojourn");
  add_class(n, "request", 400 * utilisation / 0.02,
            {choose(0), visit_member(0, exponential_law(0.02)), record_all(0), end()});
  const Measured m = measure(n, 5, 2);
  EXPECT_TRUE(
      agrees(m.mean(0), theory::supermarket_mean_sojourn_s({choices, utilisation / 0.02, 0.02}), 0.08, bias));
}

TEST(Queueing, TwoChoicesAgreeWithMitzenmachersLimit) {
  expect_balanced(Balancing::power_of_two, 2, 0.9, 0.01);
}
TEST(Queueing, OneChoiceIsAnMM1Each) {
  expect_balanced(Balancing::random, 1, 0.8, 0);
}

// Joining the shortest of 400 queues: nobody waits while a server is free, and few ever have to.
TEST(Queueing, LeastConnectionsBeatTwoChoices) {
  double sojourn[2];
  for (int i = 0; i < 2; ++i) {
    Network n;
    add_pool(n, "server", 50, i == 0 ? Balancing::least_connections : Balancing::power_of_two,
             {.servers = 1});
    add_metric(n, "sojourn");
    add_class(n, "request", 50 * 0.9 / 0.02,
              {choose(0), visit_member(0, exponential_law(0.02)), record_all(0), end()});
    sojourn[i] = measure(n, 5, 5).mean(0).estimate;
  }
  EXPECT_LT(sojourn[0], 0.75 * sojourn[1]);
  EXPECT_GT(sojourn[0], 0.02);
}

TEST(Queueing, UtilisationIsArrivalsTimesWorkAtEveryStation) {
  Network n;
  Program p;
  for (std::uint32_t i = 0; i < 4; ++i) {
    add_station(n, {.name = "s" + std::to_string(i), .servers = static_cast<std::int32_t>(1 + 3 * i)});
    p.push_back(visit(i, lognormal_law(0.01 + 0.02 * i, 2)));
  }
  p.push_back(end());
  add_class(n, "request", 60, p);
  const Measured m = measure(n, 50, 100);
  for (std::size_t i = 0; i < 4; ++i) {
    const double work = 0.01 + 0.02 * static_cast<double>(i);
    EXPECT_TRUE(agrees(m.utilisation(i), 60 * work / (1 + 3 * static_cast<double>(i)), 0.06)) << i;
  }
}

}  // namespace
}  // namespace scale::sim
