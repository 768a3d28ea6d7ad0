// The CDN's gain and its price, by simulation.
#include <gtest/gtest.h>

#include "model/catalog.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::play;
using test::run_to;

TEST(Cdn, OriginServesExactlyTheMisses) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(sandbox, 90);
  const sandbox::Figures f = look(sandbox).figures;
  // Origin load = (1 - hit ratio) x static requests, but for the few that wait for another's fetch.
  EXPECT_NEAR(f.origin_static_per_s, (1 - f.edge_hit_ratio) * f.static_per_s, 0.02 * f.static_per_s);
}

TEST(Cdn, GainFilesComeFromNearbyAndFarUsersFeelIt) {
  auto without = play({{"users", "100K"}}), with = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(without, 90);
  run_to(with, 90);
  const auto far = static_cast<std::size_t>(Region::eap);
  const sandbox::Figures before = look(without).figures, after = look(with).figures;
  EXPECT_LT(after.regions[far].page_load.p50.value, 0.8 * before.regions[far].page_load.p50.value);
  EXPECT_LT(after.slow_share.value, 0.6 * before.slow_share.value);
  EXPECT_LT(after.origin_bytes_per_s, 0.5 * before.origin_bytes_per_s);
}

TEST(Cdn, PriceThePageItselfComesNoFaster) {
  auto without = play({{"users", "100K"}}), with = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(without, 90);
  run_to(with, 90);
  const auto far = static_cast<std::size_t>(Region::eap);
  const double before = look(without).figures.regions[far].first_byte.p50.value;
  const double after = look(with).figures.regions[far].first_byte.p50.value;
  EXPECT_NEAR(after, before, 0.05 * before);
}

TEST(Cdn, PriceAPurgeSendsTheMissesToTheOriginUntilTheEdgesAreWarmAgain) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"speed", "1"}});
  run_to(sandbox, 60);
  const double warm = look(sandbox).figures.edge_hit_ratio;
  ASSERT_FALSE(sandbox.apply(command("cache-flush")).has_value());
  run_to(sandbox, 66);  // the live window holds 200 page views, here about 5 s
  const double cold = look(sandbox).figures.edge_hit_ratio;
  run_to(sandbox, 240);
  const double later = look(sandbox).figures.edge_hit_ratio;
  EXPECT_GT(warm, 0.9);
  EXPECT_LT(cold, 0.5);
  EXPECT_GT(later, cold + 0.3);
}

}  // namespace
}  // namespace scale::model
