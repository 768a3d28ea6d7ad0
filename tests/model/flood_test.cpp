// A flood of hostile requests: what it does, who turns it away, and by what capacity. At k = 1 and 8.
#include "model/flood.h"

#include <gtest/gtest.h>

#include "model/catalog.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::play;
using test::run_to;

class Flood : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Packet, Flood, testing::Values(1u, 8u));

sandbox::Snapshot under_flood(test::Words opening, std::uint32_t packet,
                              const Catalog& catalog = default_catalog()) {
  auto sandbox = play(opening, 1, packet, catalog);
  run_to(sandbox, 40);
  EXPECT_FALSE(sandbox.apply(command("flood")));
  run_to(sandbox, 40 + catalog.flood_detection_s + 50);
  return look(sandbox);
}

double busy(const sandbox::Snapshot& s, const char* id) {
  return test::node(s, id)->utilisation;
}

double accounted_for(const sandbox::Hostile& h) {
  return h.at_edge_per_s + h.at_balancer_per_s + h.no_room_per_s + h.served_per_s;
}

TEST_P(Flood, WithNothingAgainstItTheBalancerPassesOnWhatNoWebServerCanServe) {
  const Catalog& c = default_catalog();
  const sandbox::Snapshot s =
      under_flood({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "6"}}, GetParam());
  const sandbox::Hostile& h = s.figures.hostile;
  EXPECT_NEAR(h.per_s, c.flood_per_s, 0.03 * c.flood_per_s);
  EXPECT_NEAR(accounted_for(h), h.per_s, 0.02 * h.per_s);
  EXPECT_NEAR(busy(s, "balancer.eu"), 1, 0.01);
  EXPECT_NEAR(busy(s, "web.eu"), 1, 0.02);
  EXPECT_GT(s.figures.failed_share.value, 0.95);
  EXPECT_LT(h.served_per_s, 6 * c.web_cores / c.app_service_s * 1.05);
  // Not one of them is a page view.
  EXPECT_NEAR(s.figures.pages_per_s, views_per_s(c, 400e3), 0.05 * views_per_s(c, 400e3));
}

TEST_P(Flood, TheBalancersFilterTurnsAwayWhatItsCoresCan) {
  const Catalog& c = default_catalog();
  const sandbox::Snapshot s = under_flood(
      {{"users", "400K"}, {"cdn", "on"}, {"web-servers", "6"}, {"shield", "balancer"}}, GetParam());
  const sandbox::Hostile& h = s.figures.hostile;
  EXPECT_NEAR(h.at_balancer_per_s, h.per_s, 0.01 * h.per_s);
  EXPECT_LT(s.figures.failed_share.value, 0.01);
  // Price: its cores are busy with that.
  const double expected = c.flood_per_s / (c.balancer_cores * c.balancer_filter_per_core_s);
  EXPECT_NEAR(busy(s, "balancer.eu"), expected, 0.04);
}

TEST_P(Flood, ALargerOneFillsTheBalancersCoresWithFilteringAlone) {
  Catalog c = default_catalog();
  c.flood_per_s = 3e6;
  const sandbox::Snapshot s = under_flood(
      {{"users", "400K"}, {"cdn", "on"}, {"web-servers", "6"}, {"shield", "balancer"}}, GetParam(), c);
  const sandbox::Hostile& h = s.figures.hostile;
  EXPECT_NEAR(h.at_balancer_per_s, c.balancer_cores * c.balancer_filter_per_core_s,
              0.03 * h.at_balancer_per_s);
  EXPECT_NEAR(accounted_for(h), h.per_s, 0.02 * h.per_s);
  EXPECT_GT(s.figures.failed_share.value, 0.5);
}

TEST_P(Flood, TheCdnsShieldStopsItBeforeTheOriginAndTakesItsFee) {
  Catalog c = default_catalog();
  c.flood_per_s = 3e6;
  const sandbox::Snapshot s =
      under_flood({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "6"}, {"shield", "cdn"}}, GetParam(), c);
  const sandbox::Hostile& h = s.figures.hostile;
  EXPECT_NEAR(h.at_edge_per_s, h.per_s, 0.01 * h.per_s);
  EXPECT_LT(s.figures.failed_share.value, 0.01);
  EXPECT_LT(busy(s, "balancer.eu"), 0.3);
  EXPECT_GT(s.figures.edge_pages_per_s, 0);
  bool paid = false;
  for (const CostItem& item : s.cost) paid = paid || item.name == "Shield against floods";
  EXPECT_TRUE(paid);
}

TEST(FloodShield, UntilItIsRecognisedEveryFloodGetsThrough) {
  const Catalog& c = default_catalog();
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "6"}, {"shield", "cdn"}, {"speed", "1"}});
  run_to(sandbox, 40);
  ASSERT_FALSE(sandbox.apply(command("flood")));
  run_to(sandbox, 40 + c.flood_detection_s);
  // All but the pages that are nobody's own, of which the edges have copies.
  EXPECT_GT(look(sandbox).figures.failed_share.value,
            1 - (1 - c.write_share) * (1 - c.logged_in_share) - 0.1);
  run_to(sandbox, 40 + c.flood_detection_s + 30);
  EXPECT_LT(look(sandbox).figures.failed_share.value, 0.01);
}

TEST(FloodShield, NeedsWhatItIsPartOf) {
  Architecture a;
  a.shield = Shield::cdn;
  EXPECT_EQ(shield_in_place(a), Shield::none);
  a.cdn = true;
  EXPECT_EQ(shield_in_place(a), Shield::cdn);
  a.shield = Shield::balancer;
  EXPECT_EQ(shield_in_place(a), Shield::balancer);
  a.balancer = false;
  EXPECT_EQ(shield_in_place(a), Shield::none);
}

TEST(FloodShield, EndsWithTheFlood) {
  Catalog c = default_catalog();
  c.flood_hold_s = 20;
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}}, 1, 1, c);
  run_to(sandbox, 30);
  ASSERT_FALSE(sandbox.apply(command("flood")));
  run_to(sandbox, 120);
  const sandbox::Figures f = look(sandbox).figures;
  EXPECT_EQ(f.hostile.per_s, 0);
  EXPECT_LT(f.failed_share.value, 0.01);
}

}  // namespace
}  // namespace scale::model
