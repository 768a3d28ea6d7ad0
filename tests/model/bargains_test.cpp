// What pulled files, sessions and regions gain and what they cost, exact and in packets of eight, with the
// sizes that theory gives. The design's other rows have theirs in the tests of their names.
#include <gtest/gtest.h>

#include <cmath>

#include "model/catalog.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::kEap;
using test::look;
using test::node;
using test::play;
using test::run_to;

constexpr double kListeners = 400e3;

class Bargains : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Packet, Bargains, testing::Values(1u, 8u));

const Catalog& c() {
  return default_catalog();
}

double live_visits() {
  return views_per_s(c(), kListeners) / c().views_per_visit * c().visit_s;
}

// Origin load = (1 - hit ratio) x static + dynamic: the files that no edge had, and an answer for each page
// and one more for each write.
TEST_P(Bargains, PullGainTheOriginServesTheMissesAndThePagesAlone) {
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "8"}, {"speed", "60"}}, 1, GetParam());
  run_to(sandbox, 120);
  const sandbox::Snapshot now = look(sandbox);
  const sandbox::Figures& f = now.figures;
  const double answers = node(now, "web.eu")->per_s;
  const double misses = (1 - f.edge_hit_ratio) * f.static_per_s;
  const double expected = misses + f.pages_per_s * (1 + c().write_share);
  EXPECT_NEAR(f.origin_static_per_s, misses, 0.02 * misses);
  EXPECT_NEAR(f.origin_static_per_s + answers, expected, 0.02 * expected);
  EXPECT_GT(f.edge_hit_ratio, 0.9);
}

TEST_P(Bargains, PullPriceAPurgeIsAMissStorm) {
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "8"}, {"speed", "1"}}, 1, GetParam());
  run_to(sandbox, 30);
  const double before = look(sandbox).figures.origin_static_per_s;
  ASSERT_FALSE(sandbox.apply(command("cache-flush")));
  run_to(sandbox, 32.5);
  EXPECT_GT(look(sandbox).figures.origin_static_per_s, 5 * before);
}

// A crash of one of n loses what was on it: of n sessions one, when their users come back.
TEST_P(Bargains, StickyPriceACrashLogsOutOneNth) {
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "8"}, {"speed", "60"}}, 1, GetParam());
  run_to(sandbox, 30);
  ASSERT_FALSE(sandbox.apply(command("server-crash")));
  // Views of a visit come at random, one in visit_s / views_per_visit on average; new visits replace old
  // ones.
  constexpr double kWatch = 240;
  run_to(sandbox, 30 + kWatch);
  const double returns = 1 - std::exp(-kWatch * (c().views_per_visit - 1) / c().visit_s);
  const double expected = live_visits() / 8 * returns;
  EXPECT_NEAR(look(sandbox).figures.sessions_lost, expected, 0.2 * expected);
}

TEST_P(Bargains, StickyGainNoPageAsksAStore) {
  auto sandbox = play({{"users", "400K"}, {"cdn", "on"}, {"web-servers", "8"}}, 1, GetParam());
  run_to(sandbox, 30);
  EXPECT_EQ(node(look(sandbox), "sessions.eu"), nullptr);
}

TEST_P(Bargains, StatelessGainACrashLosesNobodyPriceEachPageAsksTheStoreAndAllNeedIt) {
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "8"}, {"speed", "1"}}, 1,
           GetParam());
  run_to(sandbox, 30);
  const sandbox::Snapshot before = look(sandbox);
  const double asks = before.figures.pages_per_s;
  EXPECT_NEAR(node(before, "sessions.eu")->per_s, asks, 0.15 * asks);
  ASSERT_FALSE(sandbox.apply(command("server-crash")));
  run_to(sandbox, 50);
  EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
  ASSERT_FALSE(sandbox.apply(command("store-restart")));
  run_to(sandbox, 55);
  EXPECT_GT(look(sandbox).figures.failed_share.value, 0.97);
}

// A view that connects anew goes three times and a half... to and fro: TCP, TLS, and the page itself.
TEST_P(Bargains, RegionsGainEveryRoundTripIsShorter) {
  auto one =
      play({{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "8"}}, 1, GetParam());
  auto near =
      play({{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "8"}, {"regions", "on"}},
           1, GetParam());
  for (auto* sandbox : {&one, &near}) run_to(*sandbox, 60);
  const double first = 1 / c().views_per_visit;
  const double kept = 1 - std::exp(-c().keep_alive_s / (c().visit_s / c().views_per_visit));
  const double anew = first + (1 - first) * (1 - kept);
  const double shorter =
      c().round_trip_s[kEap][static_cast<std::size_t>(Region::eu)] - c().round_trip_s[kEap][kEap];
  // Writes still go to Europe, and answer before the redirect.
  const double expected = (1 + 2 * anew) * shorter;
  const double saved =
      look(one).figures.regions[kEap].first_byte.mean_s - look(near).figures.regions[kEap].first_byte.mean_s;
  EXPECT_NEAR(saved, expected, 0.1 * expected);
}

TEST_P(Bargains, RegionsPriceWhoWritesFromAfarDoesNotSeeItYet) {
  auto sandbox =
      play({{"users", "400K"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "8"}, {"regions", "on"}},
           1, GetParam());
  run_to(sandbox, 90);
  double far_writes = 0;  // of the regions that two of the three sites serve
  for (const Region users : {Region::na, Region::la, Region::sas, Region::eap})
    far_writes += views_per_s(c(), kListeners, users) * c().write_share * 90;
  const double stale = look(sandbox).figures.harms.stale_reads;
  EXPECT_GT(stale, 0.6 * far_writes);
  EXPECT_LT(stale, 1.1 * far_writes);
}

}  // namespace
}  // namespace scale::model
