// The CDN's ways of being filled, its sick edges and its old copies: gain and price of each, at k = 1 and 8.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/catalog.h"
#include "model/edges.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::kEap;
using test::kSas;
using test::look;
using test::play;
using test::run_to;

class CdnModes : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Packet, CdnModes, testing::Values(1u, 8u));

// All files change, so that every copy made before is old.
Catalog catalog_where_all_files_change() {
  Catalog catalog = default_catalog();
  catalog.changed_object_share = 1;
  return catalog;
}

double stale_share(const sandbox::Figures& f) {
  return f.stale_files_per_s / f.static_per_s;
}

TEST_P(CdnModes, PushGainNoEdgeIsEverCold) {
  auto pull = play({{"users", "400K"}, {"web-servers", "16"}}, 1, GetParam()),
       push = play({{"users", "400K"}, {"web-servers", "16"}}, 1, GetParam());
  for (auto* sandbox : {&pull, &push}) run_to(*sandbox, 5);
  ASSERT_FALSE(push.apply(command("cdn-mode", "push")));
  for (auto* sandbox : {&pull, &push}) {
    ASSERT_FALSE(sandbox->apply(command("cdn", "on")));
    run_to(*sandbox, 27);
  }
  const sandbox::Figures cold = look(pull).figures, warm = look(push).figures;
  EXPECT_EQ(warm.edge_hit_ratio, 1);
  EXPECT_EQ(warm.origin_static_per_s, 0);
  EXPECT_LT(cold.edge_hit_ratio, 0.8);
}

TEST_P(CdnModes, PushPriceAChangedFileIsOldUntilSomebodyPushesIt) {
  const Catalog catalog = catalog_where_all_files_change();
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"cdn-mode", "push"}, {"cdn-ttl", "10"}}, 1,
                      GetParam(), catalog);
  run_to(sandbox, 30);
  EXPECT_EQ(look(sandbox).figures.harms.stale_files, 0);
  ASSERT_FALSE(sandbox.apply(command("file-change")));
  run_to(sandbox, 150);  // far beyond the TTL, which means nothing to pushed files
  const sandbox::Figures forgotten = look(sandbox).figures;
  EXPECT_EQ(forgotten.unpushed_changes, 1);
  EXPECT_NEAR(stale_share(forgotten), 1, 0.01);
  const double before = forgotten.harms.stale_files;
  EXPECT_NEAR(before, forgotten.static_per_s * 120, 0.1 * before);

  ASSERT_FALSE(sandbox.apply(command("push")));
  EXPECT_EQ(look(sandbox).figures.unpushed_changes, 0);
  run_to(sandbox, 150 + catalog.push_s + 1);
  const double until_pushed = look(sandbox).figures.harms.stale_files;
  run_to(sandbox, 250);
  const sandbox::Figures pushed = look(sandbox).figures;
  EXPECT_EQ(pushed.stale_files_per_s, 0);
  EXPECT_NEAR(pushed.harms.stale_files, until_pushed, 0.02 * until_pushed);
}

TEST(CdnPush, PriceThePushItselfGoesOutByTheUplinks) {
  Catalog c = default_catalog();
  c.changed_object_share = 0.1;
  auto sandbox = play({{"users", "20K"}, {"cdn", "on"}, {"cdn-mode", "push"}}, 1, 1, c);
  run_to(sandbox, 60);
  const double before = look(sandbox).figures.origin_bytes_per_s;
  ASSERT_FALSE(sandbox.apply(command("push")));
  run_to(sandbox, 60 + c.push_s + 5);
  const sandbox::Figures f = look(sandbox).figures;
  ASSERT_GE(f.window_s, c.push_s + 5) << "the window holds all of the push";
  const double files = c.static_objects * c.changed_object_share * kRegions;
  const double pushed_bytes = (f.origin_bytes_per_s - before) * f.window_s;
  EXPECT_NEAR(pushed_bytes, files * c.object_bytes, 0.1 * files * c.object_bytes);
}

TEST_P(CdnModes, PullPriceACopyIsOldUntilItsTimeIsUpAndNoLonger) {
  auto sandbox =
      play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}, {"cdn-ttl", "60"}, {"speed", "1"}}, 1,
           GetParam(), catalog_where_all_files_change());
  run_to(sandbox, 100);
  const double hits = look(sandbox).figures.edge_hit_ratio;
  ASSERT_FALSE(sandbox.apply(command("file-change")));
  run_to(sandbox, 101.5);
  // What is found is old at first, to the popularity of what has been found ...
  EXPECT_GT(stale_share(look(sandbox).figures), 0.6 * hits);
  run_to(sandbox, 130);
  // ... half of it half a TTL later, for ages are spread evenly over the TTL ...
  EXPECT_NEAR(stale_share(look(sandbox).figures), 0.5 * hits, 0.12);
  run_to(sandbox, 166);
  // ... and none when all have expired.
  EXPECT_EQ(look(sandbox).figures.stale_files_per_s, 0);
}

// A fresh connection costs a round trip for TCP, one for TLS and one for the request; by the edge only half
// of the way back and forth is far, and once.
TEST_P(CdnModes, DynamicGainSetUpRoundTripsAreShort) {
  Catalog c = default_catalog();
  c.job_share = 0;  // whose queues would drown what is measured
  auto files_only =
      play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}, {"speed", "60"}}, 1, GetParam(), c);
  auto dynamic =
      play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}, {"cdn-mode", "dynamic"}, {"speed", "60"}},
           1, GetParam(), c);
  for (auto* sandbox : {&files_only, &dynamic}) run_to(*sandbox, 150);
  const double first = 1 / c.views_per_visit;
  const double kept = 1 - std::exp(-c.keep_alive_s / (c.visit_s / c.views_per_visit));
  const double anew = first + (1 - first) * (1 - kept);
  const double far = c.round_trip_s[kEap][static_cast<std::size_t>(Region::eu)], near = c.edge_round_trip_s;
  const double expected =
      anew * 2 * (far - near) - near;  // set-up is near; the request goes round by the edge
  const double saved = look(files_only).figures.regions[kEap].first_byte.mean_s -
                       look(dynamic).figures.regions[kEap].first_byte.mean_s;
  EXPECT_NEAR(saved, expected, 0.1 * expected);
}

TEST_P(CdnModes, DynamicPriceEveryPageIsStillMadeAtTheOriginAndPaidForAtTheEdge) {
  auto sandbox =
      play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}, {"cdn-mode", "dynamic"}}, 1, GetParam());
  run_to(sandbox, 60);
  const sandbox::Snapshot snapshot = look(sandbox);
  const sandbox::Figures& f = snapshot.figures;
  EXPECT_EQ(f.stale_pages_per_s, 0);
  EXPECT_NEAR(f.edge_pages_per_s, f.pages_per_s, 0.03 * f.pages_per_s);
  // Answers of the servers: one for each page, and one more for each write.
  const double answers = static_cast<double>(f.response.p50.samples) * GetParam() / f.window_s;
  const double expected = f.pages_per_s * (1 + default_catalog().write_share);
  EXPECT_NEAR(answers, expected, 0.04 * expected);
  const auto item = std::find_if(snapshot.cost.begin(), snapshot.cost.end(),
                                 [](const CostItem& one) { return one.name == "Pages through the edges"; });
  ASSERT_NE(item, snapshot.cost.end());
  const Catalog& c = default_catalog();
  const double month_pages = f.edge_pages_per_s / c.peak_to_mean * c.month_h * 3600;
  EXPECT_NEAR(item->usd_month, month_pages / 1e6 * c.cdn_dynamic_usd_per_million, 0.01 * item->usd_month);
}

TEST_P(CdnModes, WhileTheOriginIsDownCachedPagesGoOnAndLoginsAndWritesFail) {
  auto files_only = play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}}, 1, GetParam());
  auto dynamic =
      play({{"users", "400K"}, {"web-servers", "8"}, {"cdn", "on"}, {"cdn-mode", "dynamic"}}, 1, GetParam());
  for (auto* sandbox : {&files_only, &dynamic}) {
    run_to(*sandbox, 60);
    ASSERT_FALSE(sandbox->apply(command("region-outage", "eu")));
    run_to(*sandbox, 120);
  }
  const Catalog& c = default_catalog();
  const double nobodys_own = (1 - c.write_share) * (1 - c.logged_in_share);
  EXPECT_NEAR(look(files_only).figures.failed_share.value, 1, 0.01);
  EXPECT_NEAR(look(dynamic).figures.failed_share.value, 1 - nobodys_own, 0.06);
  EXPECT_GT(look(dynamic).figures.harms.stale_pages, 0);
}

TEST_P(CdnModes, WhatIsCachedGoesOnOnlyForTheStaleWindow) {
  auto sandbox = play({{"users", "400K"},
                       {"web-servers", "8"},
                       {"cdn", "on"},
                       {"cdn-mode", "dynamic"},
                       {"stale-window", "100"}},
                      1, GetParam());
  run_to(sandbox, 60);
  ASSERT_FALSE(sandbox.apply(command("region-outage", "eu")));
  run_to(sandbox, 90);
  const double at_first = look(sandbox).figures.failed_share.value;
  run_to(sandbox, 140);
  const double later = look(sandbox).figures.failed_share.value;
  run_to(sandbox, 200);
  const double in_the_end = look(sandbox).figures.failed_share.value;
  EXPECT_LT(at_first, 0.9);
  EXPECT_GT(later, at_first + 0.01);
  EXPECT_NEAR(in_the_end, 1, 0.005);
}

TEST_P(CdnModes, ASickEdgeIsLeftForTheNextNearest) {
  Catalog c = default_catalog();
  c.edge_outage_s = 90;
  const double users = 800e3 * GetParam();  // as many packets at every size
  auto sandbox = play({{"users", std::to_string(users)},
                       {"web-servers", std::to_string(16 * GetParam())},
                       {"cdn", "on"},
                       {"speed", "1"}},
                      1, GetParam(), c);
  run_to(sandbox, 60);
  const sandbox::RegionFigures well = look(sandbox).figures.regions[kSas];
  const double busy_before = test::node(look(sandbox), "edge.eap")->per_s;
  ASSERT_FALSE(sandbox.apply(command("edge-outage", "sas")));
  run_to(sandbox, 60 + c.edge_detection_s);
  EXPECT_GT(look(sandbox).figures.regions[kSas].failed_share.value, 0.95);
  run_to(sandbox, 60 + c.edge_detection_s + c.edge_dns_ttl_s + 15);
  const sandbox::Figures after = look(sandbox).figures;
  const double failed = look(sandbox).since_incident.failed_pages;
  EXPECT_EQ(after.regions[kSas].failed_share.value, 0);
  // Price: farther away, and the neighbour has the work: theirs is 16.8 to 34.2 of its own.
  EXPECT_GT(after.regions[kSas].page_load.p50.value, well.page_load.p50.value + 0.05);
  const double share = c.user_share[kSas] / c.user_share[kEap];
  EXPECT_NEAR(test::node(look(sandbox), "edge.eap")->per_s / busy_before, 1 + share, 0.15);
  // All its users' pages until it is noticed, and half of them on average while addresses expire.
  const double expected = views_per_s(c, users, Region::sas) * (c.edge_detection_s + c.edge_dns_ttl_s / 2);
  EXPECT_NEAR(failed, expected, 0.2 * expected);
  run_to(sandbox, 60 + c.edge_outage_s + c.edge_dns_ttl_s + 30);
  EXPECT_EQ(look(sandbox).figures.regions[kSas].failed_share.value, 0);
  EXPECT_NEAR(test::node(look(sandbox), "edge.eap")->per_s / busy_before, 1, 0.15);
}

TEST(Edges, TheNextOfAnEdgeIsTheNearestHealthyOneAndOnesOwnWhereNoneIs) {
  const Catalog& c = default_catalog();
  const CommandId outage = *find_command("edge-outage");
  Situation situation;
  const auto lose = [&](Region edge) {
    situation.incidents.push_back({outage, static_cast<double>(edge), 0});
  };
  const double later = c.edge_detection_s + c.edge_dns_ttl_s;
  EXPECT_EQ(edge_service(c, situation, Region::sas, later).edge, Region::sas);
  lose(Region::sas);
  EXPECT_EQ(edge_service(c, situation, Region::sas, c.edge_detection_s / 2).lost_share, 1);
  EXPECT_EQ(edge_service(c, situation, Region::sas, later).edge, Region::eap);
  EXPECT_EQ(edge_service(c, situation, Region::sas, later).lost_share, 0);
  lose(Region::eap);
  EXPECT_EQ(edge_service(c, situation, Region::sas, later).edge, Region::mea);
  for (const Region edge : kAllRegions) lose(edge);
  EXPECT_EQ(edge_service(c, situation, Region::sas, later).lost_share, 1);
}

// Between two fetches of a result that all want, those who come while it is fetched: each asks for himself.
TEST(Coalescing, PriceOfDoingWithoutIsTheStampedeWhenAResultExpires) {
  Catalog c = default_catalog();
  c.home_query_s = 1;
  const auto busy = [&](const char* coalescing) {
    auto sandbox = play({{"users", "400K"},
                         {"cache-ttl", "20"},
                         {"replica-count", "4"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", "8"},
                         {"coalescing", coalescing}},
                        1, 1, c);
    run_to(sandbox, 100);
    double work = 0;
    for (int i = 1; i <= 5; ++i) {  // five live windows of 20 s
      run_to(sandbox, 100 + 20.0 * i);
      for (const sandbox::NodeView& view : look(sandbox).nodes)
        if (view.node.kind == NodeKind::replica)
          work +=
              view.utilisation * view.node.cores_per_member * static_cast<double>(view.members.size()) * 20;
    }
    return work;
  };
  const double together = busy("on"), alone = busy("off");
  const double first_views_per_s = views_per_s(c, 400e3) / c.views_per_visit;
  // Each expiry brings the one query, and without coalescing also those of the second that it takes.
  const double fetches = 100 / (20 + c.home_query_s);
  EXPECT_NEAR(alone - together, fetches * first_views_per_s * c.home_query_s * c.home_query_s,
              0.35 * (alone - together));
}

}  // namespace
}  // namespace scale::model
