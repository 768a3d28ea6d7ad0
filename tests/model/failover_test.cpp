// The primary dies: writes fail until a replica is promoted, and what it lacked is lost.
#include "model/failover.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

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
  const double users = 1e6 * GetParam();  // as many packets at every size
  double lost = 0;
  constexpr int kRuns = 12;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
    auto sandbox = play({{"users", std::to_string(users)},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"regions", "on"},
                         {"web-servers", std::to_string(12 * GetParam())}},
                        seed, GetParam());
    run_to(sandbox, 5);
    ASSERT_FALSE(sandbox.apply(command("region-outage", "eu")).has_value());
    run_to(sandbox, 6);
    lost += look(sandbox).figures.harms.writes_lost / kRuns;
  }
  // Little's law: rows a second times the delay, and in all runs as many packets of writes as that makes.
  const double expected = rows_written_per_s(c, users) * c.replication_delay_s;
  const double packets = kRuns * expected / c.rows_per_write / GetParam();
  EXPECT_NEAR(lost, expected, 4 / std::sqrt(packets) * expected);
}

}  // namespace
}  // namespace scale::model
