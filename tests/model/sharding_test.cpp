// Rows over several databases: what it gains, how uneven it is, what moving costs.
#include "model/sharding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "model/compile.h"
#include "model/machines.h"
#include "model/play.h"
#include "sim/key_map.h"
#include "theory/hashing.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;

constexpr int kManyPoints = 40'000;

sim::KeyMapState map_of(ShardPlacement placement, int shards) {
  Architecture a;
  a.users = 1e6;
  a.sharding = true;
  a.shards = shards;
  a.placement = placement;
  const Compiled c = compile(a, default_catalog(), Situation{}, CompileOptions{});
  const sim::KeyMap& map = c.network.maps.at(0);
  const sim::Pool& pool = c.network.pools[map.pool];
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < pool.count; ++i) names.push_back(c.network.stations[pool.first + i].name);
  // Many points on the ring, so that a shard's share of it is its expected one within half a percent.
  sim::KeyMap even = map;
  even.virtual_nodes = kManyPoints;
  sim::KeyMapState state;
  state.configure(even, 0, names);
  return state;
}

double share_on_another_shard(ShardPlacement placement, int before, int after) {
  const sim::KeyMapState one = map_of(placement, before), other = map_of(placement, after);
  constexpr std::uint64_t kKeys = 1'000'000;
  double moved = 0;
  for (std::uint64_t key = 0; key < kKeys; ++key) moved += one.place(key) != other.place(key) ? 1 : 0;
  return moved / kKeys;
}

class Sharding : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Sharding, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

TEST_P(Sharding, OneShardMoreMovesNOfNPlusOneRowsByModuloAndOneOfNPlusOneOnARing) {
  for (const int n : {2, 4, 8, 16}) {
    const double most = static_cast<double>(n) / (n + 1), least = 1.0 / (n + 1);
    EXPECT_NEAR(share_on_another_shard(ShardPlacement::modulo, n, n + 1), most, 0.02 * most);
    EXPECT_NEAR(share_on_another_shard(ShardPlacement::ring, n, n + 1), least, 0.02 * least);
    EXPECT_NEAR(moved_share(ShardPlacement::modulo, n, n + 1), most, 1e-9);
    EXPECT_NEAR(moved_share(ShardPlacement::ring, n, n + 1), least, 1e-9);
  }
}

// The busiest shard over the mean, of the database's CPU: every query asks one shard. The home page's few
// long ones are left out, which would hide the many short ones.
double measured_ratio(std::string_view placement, bool viral, std::uint32_t packet) {
  Catalog short_queries = default_catalog();
  short_queries.home_query_s = 0;
  auto sandbox = play({{"users", "500K"},
                       {"cdn", "on"},
                       {"stateless", "on"},
                       {"web-servers", "10"},
                       {"replica-count", "0"},
                       {"cache", "off"},
                       {"sharding", "on"},
                       {"shards", "8"},
                       {"denormalised", "on"},
                       {"placement", placement},
                       {"speed", "10"}},
                      1, packet, short_queries);
  run_to(sandbox, 2);
  if (viral) sandbox.apply(command("viral"));
  // Over many seconds: in one the busiest of eight equal ones is 8 % over the mean by chance.
  std::vector<double> busy(8, 0);
  for (int second = 23; second <= 42; ++second) {
    run_to(sandbox, second);
    const sandbox::Snapshot now = look(sandbox);
    const sandbox::NodeView* shards = node(now, "primary");
    if (shards == nullptr || shards->members.size() != busy.size()) return 0;
    for (std::size_t i = 0; i < busy.size(); ++i)
      busy[i] += static_cast<double>(shards->members[i].utilisation);
  }
  const double sum = std::accumulate(busy.begin(), busy.end(), 0.0);
  return *std::max_element(busy.begin(), busy.end()) / (sum / static_cast<double>(busy.size()));
}

TEST_P(Sharding, PriceAViralRowMakesOneShardHotByTheClosedForm) {
  const double share = default_catalog().viral_key_share;
  const double expected = 8 * theory::hottest_shard_share(8, share);
  EXPECT_NEAR(measured_ratio("modulo", true, GetParam()), expected, 0.1 * expected);
}

TEST_P(Sharding, PriceByRangeTheOldestAccountsAreHotAndByModuloNobodyIs) {
  const double oldest = default_catalog().oldest_shard_ratio;
  EXPECT_NEAR(measured_ratio("range", false, GetParam()), oldest, 0.07 * oldest);
  EXPECT_LT(measured_ratio("modulo", false, GetParam()), 1.1);
  // A ring's hottest of eight: the largest of eight shares that spread by 10 %.
  EXPECT_LT(measured_ratio("ring", false, GetParam()), 1 + 3 * theory::ring_share_cv(8, 100));
}

TEST_P(Sharding, GainWritesGrowWithTheNumberOfShards) {
  // A disk of a thirty-second of the published one: 1 M users fill it. As many packets at every size.
  const int k = static_cast<int>(GetParam());
  const double users = 1e6 * k;
  Catalog c = default_catalog();
  c.data_bytes_per_user /= k;
  for (double* rate : {&c.row_writes_per_s_1gb, &c.row_writes_per_s_10gb, &c.row_writes_per_s_100gb,
                       &c.row_writes_per_s_1tb})
    *rate *= k / 32.0;
  for (const int shards : {1, 4}) {
    Architecture a;
    a.database_cores = k;
    const double rate = rows_per_s(a, c, users * c.data_bytes_per_user / shards);
    const double expected = rows_written_per_s(c, users) / shards / rate;
    auto sandbox = play({{"users", std::to_string(users)},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", std::to_string(20 * k)},
                         {"database-cores", std::to_string(k)},
                         {"replica-count", "15"},
                         {"sharding", shards > 1 ? "on" : "off"},
                         {"shards", "4"},
                         {"speed", "60"}},
                        1, GetParam(), c);
    run_to(sandbox, 240);
    EXPECT_NEAR(node(look(sandbox), "primary")->disk_busy, expected, 0.2 * expected) << shards;
  }
}

// Evenly has two senses: rows and requests. By range the rows are equal and the oldest accounts ask most; on
// a ring a shard has what its arcs are.
TEST_P(Sharding, EqualRowsAreNotEqualRequests) {
  const auto shards = [&](std::string_view placement) {
    auto sandbox = play({{"users", "500K"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", "10"},
                         {"replicas", "off"},
                         {"cache", "off"},
                         {"denormalised", "on"},
                         {"sharding", "on"},
                         {"shards", "8"},
                         {"placement", placement}},
                        1, GetParam());
    run_to(sandbox, 40);
    return node(look(sandbox), "primary")->members;
  };
  const auto over_mean = [](const std::vector<sandbox::MemberView>& all, double sandbox::MemberView::*part) {
    double most = 0, sum = 0;
    for (const auto& one : all) {
      most = std::max(most, one.*part);
      sum += one.*part;
    }
    return most * static_cast<double>(all.size()) / sum;
  };
  const Catalog& c = default_catalog();
  const auto by_range = shards("range"), on_ring = shards("ring");
  EXPECT_NEAR(over_mean(by_range, &sandbox::MemberView::data_bytes), 1, 1e-9);
  EXPECT_NEAR(over_mean(by_range, &sandbox::MemberView::per_s), c.oldest_shard_ratio,
              0.05 * c.oldest_shard_ratio);
  double all = 0;
  for (const auto& one : on_ring) {
    all += one.data_bytes;
    // A hundred points: a spread of a tenth.
    EXPECT_NEAR(one.data_bytes / (500e3 * c.data_bytes_per_user / 8), 1, 4 * 0.1);
  }
  EXPECT_NEAR(all, 500e3 * c.data_bytes_per_user, 1);
  EXPECT_GT(over_mean(on_ring, &sandbox::MemberView::data_bytes), 1.02);
}

TEST_P(Sharding, PriceWideQueriesAskEveryShardUnlessCopiesAreWritten) {
  const Catalog& c = default_catalog();
  const auto queries = [&](std::string_view copies) {
    auto sandbox = play({{"users", "500K"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", "10"},
                         {"cache", "off"},
                         {"sharding", "on"},
                         {"shards", "16"},
                         {"denormalised", copies},
                         {"speed", "60"}},
                        1, GetParam());
    double per_page = 0, disk = 0;
    constexpr int kWindows = 3;
    for (int i = 1; i <= kWindows; ++i) {
      run_to(sandbox, 120.0 * i);
      const sandbox::Snapshot s = look(sandbox);
      per_page += node(s, "replicas.eu")->per_s / s.figures.pages_per_s / kWindows;
      disk += node(s, "primary")->disk_busy / s.figures.pages_per_s / kWindows;
    }
    return std::pair{per_page, disk};
  };
  const auto [fanned, plain_disk] = queries("off");
  const auto [narrow, copied_disk] = queries("on");
  const double expected = 1 - c.cross_shard_read_share + 16 * c.cross_shard_read_share;
  EXPECT_NEAR(fanned / narrow, expected, 0.04 * expected);
  const double rows = (c.rows_per_write + c.denormalised_rows) / c.rows_per_write;
  EXPECT_NEAR(copied_disk / plain_disk, rows, 0.2 * rows);
}

TEST_P(Sharding, ReshardingTakesTheTimeOfTheMovedBytesAndLoadsEveryShardMeanwhile) {
  const Catalog& c = default_catalog();
  auto sandbox = play({{"users", "1M"},
                       {"cdn", "on"},
                       {"stateless", "on"},
                       {"web-servers", "20"},
                       {"database-cores", "32"},
                       {"sharding", "on"},
                       {"shards", "4"},
                       {"speed", "10"}},
                      1, GetParam());
  run_to(sandbox, 25);
  const double before = node(look(sandbox), "primary")->disk_busy;
  ASSERT_FALSE(sandbox.apply(command("shards", "5")).has_value());
  const double bytes = moved_share(ShardPlacement::modulo, 4, 5) * 1e6 * c.data_bytes_per_user;
  const double duration_s = bytes / (c.reshard_streams * c.reshard_stream_bytes_per_s);
  ASSERT_NEAR(duration_s, 20, 0.5);
  run_to(sandbox, 25 + duration_s - 0.5);
  EXPECT_NEAR(node(look(sandbox), "primary")->disk_busy, before + c.reshard_disk_share,
              0.4 * c.reshard_disk_share);
  run_to(sandbox, 25 + 2 * duration_s + 2);
  const sandbox::Snapshot after = look(sandbox);
  EXPECT_LT(node(after, "primary")->disk_busy, before + 0.2 * c.reshard_disk_share);
  EXPECT_EQ(node(after, "primary")->members.size(), 5u);
}

TEST_P(Sharding, AMoveGoesInStepsFromTheOldPlacementToTheNewBothUpAndDown) {
  const Catalog& c = default_catalog();
  for (const auto& [before, after] : {std::pair{4, 6}, std::pair{6, 4}}) {
    Architecture from, to;
    from.users = to.users = 1e6;
    from.sharding = to.sharding = true;
    from.shards = before;
    to.shards = after;
    Situation situation;
    note_change(situation, c, from, to, 100);
    ASSERT_TRUE(situation.resharding.has_value());
    double t = 100;
    int steps = 0;
    double last = before < after ? -1 : 2;
    while (next_resharding_change_s(situation, t) < 1e9) {
      const Compiled now = compile(to, c, situation, CompileOptions{.now_s = t});
      ASSERT_EQ(now.network.maps.size(), 1u);
      if (now.network.maps[0].members_before > 0) {
        const double moved = now.network.maps[0].moved_share;
        EXPECT_TRUE(before < after ? moved > last : moved < last);
        last = moved;
        EXPECT_EQ(now.network.pools[now.network.maps[0].pool].count, 6u);
      }
      t = next_resharding_change_s(situation, t);
      ++steps;
    }
    EXPECT_GE(steps, 30);
    const Compiled done = compile(to, c, situation, CompileOptions{.now_s = t});
    EXPECT_EQ(done.network.maps[0].members_before, 0u);
    EXPECT_EQ(done.network.pools[done.network.maps[0].pool].count, static_cast<std::uint32_t>(after));
  }
}

}  // namespace
}  // namespace scale::model
