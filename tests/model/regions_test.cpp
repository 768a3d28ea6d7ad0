// Several sites: what they gain, what a lost one costs, and what the survivors pay.
#include "model/regions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/failover.h"
#include "model/play.h"
#include "theory/failover.h"

namespace scale::model {
namespace {

using test::command;
using test::kEap;
using test::look;
using test::node;
using test::play;
using test::run_to;

constexpr auto kEu = static_cast<std::size_t>(Region::eu);

// Error seconds of a region's users after an outage at `start_s`, read off the snapshots, whose windows are
// 10 s at this speed.
double error_seconds(sandbox::Sandbox& sandbox, std::size_t region, double start_s, double until_s) {
  constexpr double kWindow = 10;
  double sum = 0;
  for (double t = start_s + kWindow; t <= until_s; t += kWindow) {
    run_to(sandbox, t);
    sum += look(sandbox).figures.regions[region].failed_share.value * kWindow;
  }
  return sum;
}

TEST(Regions, GainPagesStartNearer) {
  auto one = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}}),
       three = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"regions", "on"}});
  run_to(one, 60);
  run_to(three, 60);
  const auto before = look(one).figures.regions[kEap], after = look(three).figures.regions[kEap];
  ASSERT_TRUE(before.first_byte.p50.enough);
  // A median view goes on over a kept connection or connects anew (three round trips and the page's half);
  // each of its round trips is shorter by the difference of the two.
  const auto& trip = default_catalog().round_trip_s[kEap];
  const double saved = before.first_byte.p50.value - after.first_byte.p50.value;
  EXPECT_GT(saved, trip[kEu] - trip[kEap]);
  EXPECT_LT(saved, 4 * (trip[kEu] - trip[kEap]));
  EXPECT_NEAR(look(three).figures.regions[kEu].first_byte.p50.value,
              look(one).figures.regions[kEu].first_byte.p50.value, 0.05);
}

TEST(Regions, PriceFarWritesAndStaleReads) {
  auto one = play({{"users", "200K"}, {"cdn", "on"}, {"stateless", "on"}}),
       three = play({{"users", "200K"}, {"cdn", "on"}, {"stateless", "on"}, {"regions", "on"}});
  run_to(one, 120);
  run_to(three, 120);
  EXPECT_EQ(look(one).figures.harms.stale_reads, 0);
  // Who writes from afar comes back by redirect after a round trip; a copy of it comes after the delay. Where
  // one round trip and the pages' work are shorter than that, every far write is followed by a stale read.
  const Catalog& c = default_catalog();
  double far_writes = 0;
  for (const Region users : {Region::na, Region::eap})
    far_writes += views_per_s(c, 200'000, users) * c.write_share * 120;
  EXPECT_GT(look(three).figures.harms.stale_reads, 0.7 * far_writes);
  double near_lag_s = 0, far_lag_s = 0;
  for (double t = 121; t < 150; t += 1) {
    run_to(three, t);
    const sandbox::Snapshot now = look(three);
    near_lag_s = std::max(near_lag_s, node(now, "replicas.eu")->lag_s);
    far_lag_s = std::max(far_lag_s, node(now, "replicas.eap")->lag_s);
  }
  EXPECT_LT(near_lag_s, 0.1);
  EXPECT_NEAR(far_lag_s, c.replication_delay_s, 0.1);
}

TEST(Regions, ALostRegionCostsItsUsersDetectionAndHalfATtl) {
  for (const std::uint32_t packet : {1u, 8u}) {
    auto sandbox = play({{"users", "200K"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"regions", "on"},
                         {"web-servers", "6"},
                         {"speed", "1"}},
                        1, packet);
    run_to(sandbox, 20);
    ASSERT_FALSE(sandbox.apply(command("region-outage", "eap")).has_value());
    const Catalog& c = default_catalog();
    const theory::RegionLoss loss = {c.region_detection_s, c.dns_ttl_s};
    const double measured = error_seconds(sandbox, kEap, 20, 20 + loss.detection_s + loss.dns_ttl_s + 20);
    EXPECT_NEAR(measured, theory::error_seconds_per_user(loss), 0.05 * theory::error_seconds_per_user(loss));
    EXPECT_LT(look(sandbox).figures.regions[kEap].failed_share.value, 0.01) << "afterwards others serve them";
  }
}

// No page of theirs is ever finished, and that is a figure to rest on.
TEST(Regions, OfALostRegionItIsKnownThatEveryPageFails) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"regions", "on"}});
  run_to(sandbox, 30);
  sandbox.apply(command("region-outage", "eap"));
  run_to(sandbox, 60);
  const sandbox::RegionFigures eap = look(sandbox).figures.regions[kEap];
  EXPECT_FALSE(eap.slow_share.enough);
  ASSERT_TRUE(eap.failed_share.enough);
  EXPECT_EQ(eap.failed_share.value, 1);
}

// Active-passive: one site serves all. Nobody reads an old copy of another site, far users stay far, and the
// loss of the one is everybody's for detection and half a TTL.
// A copy goes on alone: what leaves by the lines within one window is too few requests to tell.
double mean_cost_usd_month(sandbox::Sandbox sandbox, int from_s, int to_s) {
  double sum = 0;
  for (int now_s = from_s + 1; now_s <= to_s; ++now_s) {
    run_to(sandbox, now_s);
    sum += look(sandbox).cost_usd_month;
  }
  return sum / (to_s - from_s);
}

TEST(Regions, ActivePassiveServesFromOneAndIsLostForAll) {
  const Catalog& c = default_catalog();
  const theory::RegionLoss loss = {c.region_detection_s, c.dns_ttl_s};
  for (const std::uint32_t packet : {1u, 8u}) {
    const auto three = [&](std::string_view serving) {
      return play({{"users", "200K"},
                   {"cdn", "on"},
                   {"stateless", "on"},
                   {"regions", "on"},
                   {"web-servers", "10"},
                   {"serving", serving},
                   {"speed", "1"}},
                  1, packet);
    };
    auto active = three("active"), passive = three("passive");
    run_to(active, 40);
    run_to(passive, 40);
    const auto now = look(passive);
    EXPECT_GT(now.figures.regions[kEap].first_byte.p50.value,
              1.5 * look(active).figures.regions[kEap].first_byte.p50.value);
    EXPECT_LT(node(now, "web.eap")->utilisation, 0.01);
    EXPECT_GT(node(now, "web.eu")->utilisation, 0.1);
    EXPECT_LT(now.figures.harms.stale_reads, 0.2 * look(active).figures.harms.stale_reads + 3);
    const double cost = mean_cost_usd_month(passive, 40, 100);
    EXPECT_NEAR(cost, mean_cost_usd_month(active, 40, 100), 0.03 * cost);

    ASSERT_FALSE(passive.apply(command("region-outage", "eu")).has_value());
    auto far = passive;
    const double measured = error_seconds(passive, kEu, 40, 40 + loss.detection_s + loss.dns_ttl_s + 20);
    EXPECT_NEAR(measured, theory::error_seconds_per_user(loss), 0.05 * theory::error_seconds_per_user(loss));
    const double measured_far = error_seconds(far, kEap, 40, 40 + loss.detection_s + loss.dns_ttl_s + 20);
    EXPECT_NEAR(measured_far, measured, 0.05 * measured) << "everybody's";
    EXPECT_GT(node(look(passive), "web.eap")->utilisation, 0.02) << "the others have stepped in";
  }
}

TEST(Regions, WithOneSiteAnOutageLastsAsLongAsItLasts) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  run_to(sandbox, 20);
  ASSERT_FALSE(sandbox.apply(command("region-outage", "eu")).has_value());
  run_to(sandbox, 400);
  EXPECT_GT(look(sandbox).figures.failed_share.value, 0.99);
}

TEST(Regions, PriceSurvivorsWithoutHeadroomDrown) {
  // Two sites: after the loss of one, the other has everybody. Its servers can do cores / service time pages.
  const Catalog& c = default_catalog();
  const double pages = views_per_s(c, 400'000), per_server = c.web_cores / c.app_service_s;
  ASSERT_GT(pages, 2 * per_server);
  ASSERT_LT(pages, 0.7 * 4 * per_server);
  auto tight = play(
           {{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"site-eap", "on"}, {"web-servers", "2"}}),
       roomy = play(
           {{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"site-eap", "on"}, {"web-servers", "4"}});
  for (auto* sandbox : {&tight, &roomy}) {
    run_to(*sandbox, 20);
    ASSERT_FALSE(sandbox->apply(command("region-outage", "eap")).has_value());
    run_to(*sandbox, 20 + 230);
  }
  EXPECT_GT(look(tight).figures.failed_share.value, 0.05);
  EXPECT_LT(look(roomy).figures.failed_share.value, 0.01);
}

TEST(Regions, StickySessionsStayBehindWithTheLostSiteAndStoredOnesDoNot) {
  auto sticky = play({{"users", "200K"}, {"cdn", "on"}, {"regions", "on"}, {"web-servers", "6"}}),
       stored = play(
           {{"users", "200K"}, {"cdn", "on"}, {"stateless", "on"}, {"regions", "on"}, {"web-servers", "6"}});
  for (auto* sandbox : {&sticky, &stored}) {
    run_to(*sandbox, 20);
    ASSERT_FALSE(sandbox->apply(command("region-outage", "eap")).has_value());
    run_to(*sandbox, 20 + 600);
  }
  const Catalog& c = default_catalog();
  const double visits = views_per_s(c, 200'000, Region::eap) / c.views_per_visit * c.visit_s;
  EXPECT_GT(look(sticky).figures.sessions_lost, 0.3 * visits);
  // Only what had been begun within the delay and was not copied yet.
  const double begun_per_s =
      (views_per_s(c, 200'000, Region::eap) + views_per_s(c, 200'000, Region::sas)) / c.views_per_visit;
  EXPECT_LT(look(stored).figures.sessions_lost, 10 * begun_per_s * c.replication_delay_s + 5);
}

TEST(Regions, EveryStepOfAnOutageIsAnnounced) {
  const Catalog& c = default_catalog();
  Architecture a;
  a.sites = {true, false, true, false, false, true};
  const Situation situation{{{*find_command("region-outage"), 5, 100}}};
  double t = 0;
  int steps = 0;
  while (std::isfinite(next_region_change_s(situation, c, t))) {
    const double next = next_region_change_s(situation, c, t);
    const Service middle = service_of(a, c, situation, Region::eap, (t + next) / 2);
    const Service late = service_of(a, c, situation, Region::eap, std::nextafter(next, 0.0));
    EXPECT_EQ(middle.site, late.site);
    EXPECT_EQ(middle.lost_share, late.lost_share);
    EXPECT_EQ(middle.moves, late.moves);
    t = next;
    ++steps;
  }
  EXPECT_GE(steps, 20);
  EXPECT_EQ(service_of(a, c, situation, Region::eap, t).site, Region::eap) << "in the end they are back";
}

}  // namespace
}  // namespace scale::model
