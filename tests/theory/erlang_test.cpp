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
  EXPECT_EQ(servers_for_wait_probability(10, 1), 11);
  EXPECT_FALSE(servers_for_wait_probability(10, 0));
}

TEST(Mmc, SojournPercentileInvertsTheDistribution) {
  for (const Mmc& queue :
       {Mmc{1, 45, 0.02}, Mmc{4, 160, 0.02}, Mmc{64, 3040, 0.02}, Mmc{10'000, 490'000, 0.02}}) {
    for (double fraction : {0.01, 0.5, 0.9, 0.999}) {
      const double time_s = mmc_sojourn_percentile_s(queue, fraction);
      EXPECT_TRUE(close_to(mmc_sojourn_cdf(queue, time_s), fraction)) << queue.servers << " servers";
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

// Half wait, for an exponential time of rate 1/2: a quarter of all wait longer than 2 ln 2.
TEST(Mmc, WaitPercentileIsZeroUpToThoseWhoWait) {
  const Mmc queue{1, 0.5, 1};
  EXPECT_EQ(mmc_wait_percentile_s(queue, 0.49), 0);
  EXPECT_TRUE(close_to(mmc_wait_percentile_s(queue, 0.6), 2 * std::log(1.25)));
  EXPECT_TRUE(close_to(mmc_wait_percentile_s(queue, 0.75), 2 * std::log(2)));
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
