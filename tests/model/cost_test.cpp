#include "model/cost.h"

#include <gtest/gtest.h>

#include <string>

namespace scale::model {
namespace {

const Catalog& catalog() {
  return default_catalog();
}

double item(const std::vector<CostItem>& items, const std::string& name) {
  for (const CostItem& one : items)
    if (one.name == name) return one.usd_month;
  return 0;
}

double traffic_part(const std::vector<CostItem>& items) {
  double usd_month = 0;
  for (const CostItem& one : items)
    if (one.traffic) usd_month += one.usd_month;
  return usd_month;
}

TEST(Cost, TwoWebServersCostTwiceTheirHourlyPriceForAMonth) {
  const auto items = monthly_cost({}, catalog(), {});
  EXPECT_NEAR(item(items, "Web servers"), 2 * 0.096 * 8760 / 12, 1e-9);
}

TEST(Cost, EachRegionHasAWholeSetOfMachines) {
  Architecture one, three;
  three.sites = {true, false, true, false, false, true};
  for (const char* name : {"Web servers", "Load balancers", "Query caches", "Read replicas"})
    EXPECT_NEAR(item(monthly_cost(three, catalog(), {}), name) / item(monthly_cost(one, catalog(), {}), name),
                3, 1e-12)
        << name;
}

TEST(Cost, WhatIsOffCostsNothing) {
  Architecture bare;
  bare.cache = false;
  bare.replicas = 0;
  const auto items = monthly_cost(bare, catalog(), {});
  for (const char* name : {"Query caches", "Read replicas", "Session stores", "Message brokers", "Workers"})
    EXPECT_EQ(item(items, name), 0) << name;
}

TEST(Cost, AMonthHasHalfTheTrafficOfAMonthOfEveningPeaks) {
  const double usd = item(monthly_cost({}, catalog(), {.origin_bytes_per_s = 1e6}), "Traffic from the sites");
  EXPECT_NEAR(usd, 1e6 * 730 * 3600 / 2 / 1e9 * 0.09, 1e-6);
  const double at_mean = item(monthly_cost({}, catalog(), {.origin_bytes_per_s = 1e6, .over_mean = 1}),
                              "Traffic from the sites");
  EXPECT_NEAR(at_mean, 2 * usd, 1e-6);
}

TEST(Cost, WhatGoesThroughNoBalancerIsNotChargedForOne) {
  Architecture without;
  without.balancer = false;
  const Traffic traffic{.origin_bytes_per_s = 1e6};
  EXPECT_GT(item(monthly_cost({}, catalog(), traffic), "Traffic through the balancers"), 0);
  EXPECT_EQ(item(monthly_cost(without, catalog(), traffic), "Traffic through the balancers"), 0);
}

TEST(Cost, EachPrimaryKeepsAllRows) {
  Architecture one;
  one.sites = {true, false, true, false, false, true};
  one.replicas = 0;
  Architecture each = one;
  each.writes = Writes::multi;
  EXPECT_NEAR(item(monthly_cost(each, catalog(), {}), "Database storage"),
              3 * item(monthly_cost(one, catalog(), {}), "Database storage"), 1e-9);
}

// The first 10 TB at 9 cents, the next 40 at 8.5, the next 100 at 7, the rest at 5.
TEST(Cost, EachFurtherVolumeIsCheaperAndOnlyThat) {
  const double month_s = 730 * 3600.0 / 2;
  const auto site_usd = [&](double gb) {
    return item(monthly_cost({}, catalog(), {.origin_bytes_per_s = gb * 1e9 / month_s}),
                "Traffic from the sites");
  };
  EXPECT_NEAR(site_usd(10e3), 900, 1e-3);
  EXPECT_NEAR(site_usd(50e3), 900 + 40e3 * 0.085, 1e-3);
  EXPECT_NEAR(site_usd(250e3), 900 + 40e3 * 0.085 + 100e3 * 0.07 + 100e3 * 0.05, 1e-3);
}

TEST(Cost, TheEdgesSevenTiersEndInTheCheapestOne) {
  const double month_s = 730 * 3600.0 / 2;
  const auto edge_usd = [&](double gb) {
    return item(monthly_cost({}, catalog(), {.edge_bytes_per_s = gb * 1e9 / month_s}),
                "Traffic from the edges");
  };
  EXPECT_NEAR(edge_usd(10e3), 850, 1e-3);
  EXPECT_NEAR(edge_usd(7e6) - edge_usd(6e6), 1e6 * 0.02, 1e-2);
}

TEST(Cost, AShieldIsPaidForOnlyWhereItStands) {
  Architecture a;
  a.shield = Shield::cdn;
  EXPECT_EQ(item(monthly_cost(a, catalog(), {}), "Shield against floods"), 0);
  a.cdn = true;
  EXPECT_EQ(item(monthly_cost(a, catalog(), {}), "Shield against floods"), catalog().shield_usd_month);
}

TEST(Cost, FetchesByOurEdgesAreNotCharged) {
  const auto items = monthly_cost(
      {}, catalog(), {.origin_bytes_per_s = 5e6, .origin_edge_bytes_per_s = 5e6, .edge_bytes_per_s = 1e8});
  EXPECT_EQ(item(items, "Traffic from the sites"), 0);
  EXPECT_GT(item(items, "Traffic from the edges"), 0);
}

// calibration: egress is over 90 % of the cost.
TEST(Cost, AtAHundredThousandUsersTrafficIsNineTenthsOfTheCost) {
  const auto items = monthly_cost({}, catalog(), traffic_without_cdn(catalog(), Architecture{}.users));
  EXPECT_GT(traffic_part(items) / total(items), 0.8);
  EXPECT_LT(traffic_part(items) / total(items), 1.0);
}

TEST(Cost, ShardsAreAddedToTheFunctionsDatabases) {
  Architecture architecture;
  EXPECT_EQ(database_count(architecture), 1);
  architecture.sharding = true;
  EXPECT_EQ(database_count(architecture), 4);
  architecture.vertical_partitioning = true;
  EXPECT_EQ(database_count(architecture), 3 + 4);
}

TEST(Cost, OneBigDatabaseCostsByItsCores) {
  Architecture small, big;
  small.database_cores = 8;
  big.database_cores = 96;
  EXPECT_NEAR(item(monthly_cost(big, catalog(), {}), "Primary databases") /
                  item(monthly_cost(small, catalog(), {}), "Primary databases"),
              96.0 / 8, 1e-12);
}

}  // namespace
}  // namespace scale::model
