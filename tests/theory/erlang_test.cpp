// Erlang's formulas against figures worked out apart, by another hand, and against each other.
#include "theory/erlang.h"

#include <cmath>

#include "close_to.h"

namespace scale::theory {
namespace {

TEST(ErlangB, AgreesWithTheSumItStandsFor) {
  for (double load : {0.1, 1.0, 5.0, 20.0}) {
    double term = 1;
    double sum = 1;
    for (int n = 1; n <= 12; ++n) {
      term *= load / n;
      sum += term;
      EXPECT_TRUE(close_to(erlang_b(n, load), term / sum)) << n << " servers, load " << load;
    }
  }
}

// n! sum over k of n^(k-n) / k!, by Ramanujan's expansion: with as many servers as load, 1 / B is
// sqrt(pi n / 2) + 2/3 + sqrt(pi / 2n) / 12 - 4 / 135n, up to n^(-3/2).
TEST(ErlangB, KeepsItsDigitsWithAHundredThousandServers) {
  const double pi = std::acos(-1.0);
  const double n = 100'000;
  const double inverse = std::sqrt(pi * n / 2) + 2.0 / 3 + std::sqrt(pi / (2 * n)) / 12 - 4 / (135 * n);
  EXPECT_TRUE(close_to(1 / erlang_b(100'000, n), inverse, 1e-10));
}

TEST(ErlangB, LosesAllWithoutServersAndNoneWithoutLoad) {
  EXPECT_EQ(erlang_b(0, 3), 1);
  EXPECT_EQ(erlang_b(4, 0), 0);
  EXPECT_TRUE(std::isnan(erlang_b(-1, 3)));
  EXPECT_TRUE(std::isnan(erlang_b(4, -1)));
}

TEST(ErlangC, IsTheUtilisationForOneServer) {
  for (double load : {0.0, 0.1, 0.5, 0.999}) EXPECT_TRUE(close_to(erlang_c(1, load), load));
}

// The well-known other form: C = a^c/c! / ((1 - rho) sum + a^c/c!).
TEST(ErlangC, AgreesWithItsSum) {
  const double load = 6.5;
  const int servers = 8;
  double term = 1;
  double sum = 0;
  for (int n = 0; n < servers; ++n) {
    sum += term;
    term *= load / (n + 1);
  }
  const double top = term / (1 - load / servers);
  EXPECT_TRUE(close_to(erlang_c(servers, load), top / (sum + top)));
}

TEST(ErlangC, IsOneFromFullLoadOn) {
  EXPECT_EQ(erlang_c(8, 8), 1);
  EXPECT_EQ(erlang_c(8, 80), 1);
}

TEST(ServersForWaitProbability, GivesTheFewestThatDo) {
  for (double load : {0.5, 10.0, 400.0}) {
    const auto servers = servers_for_wait_probability(load, 0.1);
    ASSERT_TRUE(servers);
    EXPECT_LE(erlang_c(*servers, load), 0.1);
    EXPECT_GT(erlang_c(*servers - 1, load), 0.1) << load;
  }
  EXPECT_FALSE(servers_for_wait_probability(10, 0));
}

struct MmcCase {
  const char* name;
  Mmc queue;
  double utilisation, probability_wait, mean_wait, mean_sojourn, wait_p95, wait_p99, sojourn_p50, sojourn_p95,
      sojourn_p99, mean_in_system;
};

constexpr MmcCase kMmcCases[] = {
    {"mmc c=1 rho=0.500",
     {1, 0.5, 1},
     0.5,
     0.5,
     1.0,
     2.0,
     4.60517018598809,
     7.82404601085629,
     1.3862943611198904,
     5.99146454710798,
     9.21034037197618,
     1.0},
    {"mmc c=1 rho=0.900",
     {1, 45, 0.02},
     0.9,
     0.8999999999999999,
     0.18,
     0.19999999999999998,
     0.5780743515792327,
     0.8999619340660528,
     0.13862943611198905,
     0.599146454710798,
     0.9210340371976183,
     9.0},
    {"mmc c=4 rho=0.800",
     {4, 160, 0.02},
     0.8,
     0.5964324717874046,
     0.014910811794685114,
     0.034910811794685116,
     0.061973575557597624,
     0.10220952336845013,
     0.026923981076386206,
     0.09476038992073187,
     0.13786407497766,
     5.585729887149618},
    {"mmc c=16 rho=0.900",
     {16, 720, 0.02},
     0.9,
     0.5913433938723898,
     0.007391792423404872,
     0.027391792423404872,
     0.030879673524268642,
     0.05099764742969489,
     0.021560195461900005,
     0.07247086966220889,
     0.10539669202168922,
     19.722090544851508},
    {"mmc c=64 rho=0.950",
     {64, 3040, 0.02},
     0.9500000000000001,
     0.5880109319099824,
     0.0036750683244373902,
     0.02367506832443739,
     0.015404515837383129,
     0.025463502790096255,
     0.01800997962839726,
     0.0646486251141852,
     0.09684072506535162,
     71.97220770628967},
    {"mmc c=1000 rho=0.920",
     {1000, 46000, 0.02},
     0.92,
     0.00535705451961391,
     1.3392636299034774e-06,
     0.020001339263629903,
     0.0,
     0.0,
     0.013864299781551995,
     0.05991600164143288,
     0.09210475989011489,
     920.0616061269756},
    {"mmc c=10000 rho=0.980",
     {10000, 490000, 0.02},
     0.98,
     0.026167799590223015,
     2.6167799590223014e-06,
     0.020002616779959022,
     0.0,
     9.619445386305865e-05,
     0.013865573367907875,
     0.05991727522778877,
     0.09210603347647077,
     9801.282222179922},
};

TEST(Mmc, AgreesWithTheCasesWorkedOutApart) {
  for (const MmcCase& each : kMmcCases) {
    SCOPED_TRACE(each.name);
    EXPECT_TRUE(close_to(mmc_utilisation(each.queue), each.utilisation));
    EXPECT_TRUE(close_to(mmc_probability_wait(each.queue), each.probability_wait));
    EXPECT_TRUE(close_to(mmc_mean_wait_s(each.queue), each.mean_wait));
    EXPECT_TRUE(close_to(mmc_mean_sojourn_s(each.queue), each.mean_sojourn));
    EXPECT_TRUE(close_to(mmc_wait_percentile_s(each.queue, 0.95), each.wait_p95));
    EXPECT_TRUE(close_to(mmc_wait_percentile_s(each.queue, 0.99), each.wait_p99));
    EXPECT_TRUE(close_to(mmc_sojourn_percentile_s(each.queue, 0.50), each.sojourn_p50));
    EXPECT_TRUE(close_to(mmc_sojourn_percentile_s(each.queue, 0.95), each.sojourn_p95));
    EXPECT_TRUE(close_to(mmc_sojourn_percentile_s(each.queue, 0.99), each.sojourn_p99));
    EXPECT_TRUE(close_to(mmc_mean_in_system(each.queue), each.mean_in_system));
  }
}

TEST(Mmc, SojournPercentileInvertsTheDistribution) {
  for (const MmcCase& each : kMmcCases) {
    for (double fraction : {0.01, 0.5, 0.9, 0.999}) {
      const double time_s = mmc_sojourn_percentile_s(each.queue, fraction);
      EXPECT_TRUE(close_to(mmc_sojourn_cdf(each.queue, time_s), fraction)) << each.name;
    }
  }
}

TEST(Mmc, MeanSojournIsTheAreaAboveTheDistribution) {
  for (const Mmc& queue : {Mmc{1, 40, 0.02}, Mmc{4, 160, 0.02}, Mmc{2, 50, 0.02}, Mmc{64, 3040, 0.02}}) {
    const double step_s = mmc_mean_sojourn_s(queue) / 1000;
    double area_s = 0;
    for (int i = 0; i < 40'000; ++i) area_s += (1 - mmc_sojourn_cdf(queue, (i + 0.5) * step_s)) * step_s;
    EXPECT_TRUE(close_to(area_s, mmc_mean_sojourn_s(queue), 1e-6)) << queue.servers;
  }
}

// At c = 2, load 1 the wait and the service have the same rate, where the usual formula divides by zero.
TEST(Mmc, IsSmoothWhereWaitAndServiceHaveTheSameRate) {
  const double at = mmc_sojourn_percentile_s({2, 50, 0.02}, 0.95);
  EXPECT_TRUE(close_to(at, mmc_sojourn_percentile_s({2, 50 + 1e-9, 0.02}, 0.95), 1e-9));
  EXPECT_TRUE(close_to(at, mmc_sojourn_percentile_s({2, 50 - 1e-9, 0.02}, 0.95), 1e-9));
}

TEST(Mmc, OneServerHasAnExponentialSojourn) {
  const Mmc queue{1, 40, 0.02};
  for (double time_s : {0.001, 0.1, 1.0})
    EXPECT_TRUE(close_to(mmc_sojourn_cdf(queue, time_s), -std::expm1(-10 * time_s)));
}

TEST(Mmc, WaitsForEverWhenOverloaded) {
  for (double arrivals_per_s : {100.0, 150.0}) {
    const Mmc queue{2, arrivals_per_s, 0.02};
    EXPECT_TRUE(std::isinf(mmc_mean_wait_s(queue)));
    EXPECT_TRUE(std::isinf(mmc_sojourn_percentile_s(queue, 0.5)));
    EXPECT_EQ(mmc_sojourn_cdf(queue, 1e9), 0);
    EXPECT_EQ(mmc_probability_wait(queue), 1);
  }
}

TEST(Mmc, IsNotANumberForWhatIsNoQueue) {
  for (const Mmc& queue : {Mmc{0, 1, 1}, Mmc{1, -1, 1}, Mmc{1, 1, 0}, Mmc{1, NAN, 1}, Mmc{1, INFINITY, 1}}) {
    EXPECT_TRUE(std::isnan(mmc_mean_sojourn_s(queue)));
    EXPECT_TRUE(std::isnan(mmc_sojourn_percentile_s(queue, 0.5)));
  }
  EXPECT_TRUE(std::isnan(mmc_sojourn_percentile_s({1, 0.5, 1}, 1)));
  EXPECT_TRUE(std::isnan(mmc_wait_percentile_s({1, 0.5, 1}, -0.1)));
}

struct MmckCase {
  const char* name;
  Mmck queue;
  double probability_blocked, mean_in_system, mean_sojourn, throughput;
};

constexpr MmckCase kMmckCases[] = {
    {"mmck c=1 K=10 a=1.20",
     {1, 10, 60, 0.02},
     0.19258649512680603,
     6.7107086783691985,
     0.13852275688285914,
     48.44481029239164},
    {"mmck c=5 K=5 a=6.00",
     {5, 5, 300, 0.02},
     0.3604004449388209,
     3.8375973303670743,
     0.02,
     191.8798665183537},
    {"mmck c=16 K=64 a=20.00",
     {16, 64, 1000, 0.02},
     0.20000140561247143,
     60.000370326102,
     0.07500059468484158,
     799.9985943875286},
};

TEST(Mmck, AgreesWithTheCasesWorkedOutApart) {
  for (const MmckCase& each : kMmckCases) {
    SCOPED_TRACE(each.name);
    const auto measures = mmck(each.queue);
    ASSERT_TRUE(measures);
    EXPECT_TRUE(close_to(measures->probability_blocked, each.probability_blocked));
    EXPECT_TRUE(close_to(measures->mean_in_system, each.mean_in_system));
    EXPECT_TRUE(close_to(measures->mean_sojourn_s, each.mean_sojourn));
    EXPECT_TRUE(close_to(measures->throughput_per_s, each.throughput));
  }
}

TEST(Mmck, WithoutRoomToWaitIsErlangB) {
  EXPECT_TRUE(close_to(mmck({20, 20, 900, 0.02})->probability_blocked, erlang_b(20, 18)));
}

TEST(Mmck, WithMuchRoomIsMmc) {
  const auto measures = mmck({4, 2000, 160, 0.02});
  EXPECT_TRUE(close_to(measures->mean_in_system, mmc_mean_in_system({4, 160, 0.02})));
  EXPECT_TRUE(close_to(measures->mean_sojourn_s, mmc_mean_sojourn_s({4, 160, 0.02})));
}

TEST(Mmck, ThroughputIsWhatIsNotBlocked) {
  for (double arrivals_per_s : {1.0, 790.0, 800.0, 5000.0}) {
    const auto measures = mmck({16, 64, arrivals_per_s, 0.02});
    EXPECT_TRUE(close_to(measures->throughput_per_s, arrivals_per_s * (1 - measures->probability_blocked)));
    EXPECT_TRUE(close_to(measures->utilisation, measures->throughput_per_s * 0.02 / 16));
  }
}

// Far overloaded, all places are taken: the weights pass 1e300 many times over on the way.
TEST(Mmck, BearsALoadBeyondAllBounds) {
  const auto measures = mmck({1000, 100'000, 100'000, 1});
  EXPECT_TRUE(close_to(measures->probability_blocked, 0.99));
  EXPECT_TRUE(close_to(measures->mean_in_system, 100'000, 1e-6));
}

TEST(Mmck, RefusesLessRoomThanServers) {
  EXPECT_FALSE(mmck({4, 3, 1, 1}));
  EXPECT_FALSE(mmck({0, 3, 1, 1}));
}

}  // namespace
}  // namespace scale::theory
