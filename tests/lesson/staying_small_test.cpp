#include "lesson/staying_small.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace scale::lesson {
namespace {

StayingSmall searched(const std::vector<double>& users, std::uint64_t slice) {
  StayingSmall search = make_staying_small(users, model::default_catalog(), 3);
  while (!search.done) step(search, slice);
  return search;
}

int machines(const model::Architecture& a) {
  const auto sites = std::count(a.sites.begin(), a.sites.end(), true);
  return static_cast<int>(sites) * a.web_servers;
}

TEST(StayingSmall, AtTenThousandUsersTheSmallestServerWins) {
  const StayingSmall search = searched({10e3}, UINT64_MAX);
  ASSERT_TRUE(search.ribbon[0].met);
  EXPECT_EQ(search.ribbon[0].architecture.web_servers, 1);
  EXPECT_EQ(search.ribbon[0].architecture.replicas, 0);
  EXPECT_EQ(machines(search.ribbon[0].architecture), 1);
}

TEST(StayingSmall, FewUsersAreDoneByTheSameMachinesWithLessTraffic) {
  const StayingSmall search = searched({1, 1e3, kFewestTold}, UINT64_MAX);
  for (const SmallStop& stop : search.ribbon) {
    ASSERT_TRUE(stop.met) << stop.users;
    EXPECT_EQ(machines(stop.architecture), 1) << stop.users;
    EXPECT_EQ(stop.architecture.users, stop.users);
  }
  EXPECT_LT(search.ribbon[0].cost_usd_month, search.ribbon[1].cost_usd_month);
  EXPECT_LT(search.ribbon[1].cost_usd_month, search.ribbon[2].cost_usd_month);
}

TEST(StayingSmall, SlicesDoNotChangeIt) {
  const StayingSmall whole = searched({10e3}, UINT64_MAX), sliced = searched({10e3}, 777);
  EXPECT_EQ(whole.ribbon[0].cost_usd_month, sliced.ribbon[0].cost_usd_month);
  EXPECT_EQ(whole.next, sliced.next);
}

void expect_brute_force_finds_the_same(const std::vector<double>& users) {
  const StayingSmall search = searched(users, UINT64_MAX);
  double before = 0;
  for (const SmallStop& stop : search.ribbon) {
    double cheapest = std::numeric_limits<double>::infinity();
    model::Architecture best;
    for (const model::Architecture& candidate : small_grid(stop.users, search.catalog)) {
      sandbox::Probe probe = sandbox::make_probe(small_probe(candidate, search.catalog, search.seed));
      while (!probe.done) sandbox::step(probe, UINT64_MAX);
      const double cost = small_cost_usd_month(probe, stop.users);
      if (!meets(search.goal, probe) || cost >= cheapest) continue;
      cheapest = cost;
      best = candidate;
    }
    ASSERT_TRUE(stop.met) << stop.users;
    EXPECT_EQ(stop.cost_usd_month, cheapest) << stop.users;
    EXPECT_EQ(stop.architecture.web_servers, best.web_servers) << stop.users;
    EXPECT_EQ(stop.architecture.cdn, best.cdn) << stop.users;
    EXPECT_GT(stop.cost_usd_month, before) << stop.users;
    before = stop.cost_usd_month;
  }
}

TEST(StayingSmall, EqualsBruteForceOnTheWholeGrid) {
  expect_brute_force_finds_the_same({1, 10e3, 100e3});
}

TEST(StayingSmall, EqualsBruteForceOnTheWholeGridUpToAMillionLong) {
  expect_brute_force_finds_the_same({1, 10e3, 50e3, 100e3, 300e3, 1e6});
}

}  // namespace
}  // namespace scale::lesson
