// The primary dies: writes fail until a replica is promoted, and what it lacked is lost.
#include "model/failover.h"

#include <gtest/gtest.h>

#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::play;
using test::run_to;

class Failover : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Failover, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

TEST_P(Failover, WritesFailUntilAReplicaIsPromotedAndReadsGoOn) {
  const Catalog& c = default_catalog();
  auto sandbox =
      play({{"users", "200K"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "6"}, {"speed", "1"}}, 1,
           GetParam());
  run_to(sandbox, 20);
  EXPECT_EQ(look(sandbox).figures.failed_share.value, 0);
  ASSERT_FALSE(sandbox.apply(command("db-failover")).has_value());
  run_to(sandbox, 20 + c.database_failover_s - 1);
  EXPECT_NEAR(look(sandbox).figures.failed_share.value, c.write_share, 0.6 * c.write_share);
  run_to(sandbox, 20 + c.database_failover_s + 20);
  EXPECT_EQ(look(sandbox).figures.failed_share.value, 0);
}

TEST_P(Failover, WithoutAReplicaTheWayBackIsLonger) {
  const Catalog& c = default_catalog();
  auto sandbox =
      play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"replica-count", "0"}}, 1, GetParam());
  run_to(sandbox, 20);
  ASSERT_FALSE(sandbox.apply(command("db-failover")).has_value());
  run_to(sandbox, 20 + 2 * c.database_failover_s);
  EXPECT_GT(look(sandbox).figures.failed_share.value, 0.9) << "reads needed it too";
}

TEST_P(Failover, PriceWritesThatNoReplicaHadAreLostWithTheirSite) {
  // The primary's site is lost: the heir in another region lacks what was written within the delay.
  const Catalog& c = default_catalog();
  double lost = 0;
  constexpr int kRuns = 6;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    auto sandbox =
        play({{"users", "1M"}, {"cdn", "on"}, {"stateless", "on"}, {"regions", "on"}, {"web-servers", "12"}},
             seed, GetParam());
    run_to(sandbox, 10);
    ASSERT_FALSE(sandbox.apply(command("region-outage", "eu")).has_value());
    run_to(sandbox, 12);
    lost += look(sandbox).figures.harms.writes_lost / kRuns;
  }
  // Little's law: rows a second times the delay.
  const double expected = rows_written_per_s(c, 1e6) * c.replication_delay_s;
  EXPECT_NEAR(lost, expected, 0.6 * expected);
}

}  // namespace
}  // namespace scale::model
