// A database for each function, larger machines, and the history in a NoSQL store.
#include "model/partitioning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "model/cost.h"
#include "model/machines.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;

constexpr std::string_view kReplicas[] = {"replicas.accounts.eu", "replicas.catalogue.eu",
                                          "replicas.history.eu", "replicas.social.eu"};

sandbox::Sandbox site(std::string_view split, std::string_view nosql, std::uint32_t packet) {
  return play({{"users", "500K"},
               {"cdn", "on"},
               {"stateless", "on"},
               {"web-servers", "10"},
               {"cache", "off"},
               {"vertical-partitioning", split},
               {"nosql", nosql},
               {"speed", "10"}},
              1, packet);
}

class VerticalPartitioning : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, VerticalPartitioning, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

class ScaleUp : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, ScaleUp, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

class NoSql : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, NoSql, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

// The disk's share of time, by what is written and what it can write; over `kWindows` windows, each a write's
// spread of exponential rows and of Poisson arrivals.
TEST_P(VerticalPartitioning, GainAndPriceEachFunctionHasItsShareAndTheHistoryTheMost) {
  const Catalog& c = default_catalog();
  const double users = 500e3 * GetParam();  // as many packets at every size
  auto sandbox = play({{"users", std::to_string(users)},
                       {"cdn", "on"},
                       {"stateless", "on"},
                       {"web-servers", std::to_string(10 * GetParam())},
                       {"vertical-partitioning", "on"},
                       {"speed", "60"}},
                      1, GetParam());
  constexpr int kWindows = 6;
  constexpr double kWindow_s = 60;
  std::array<double, kFunctions> measured{};
  for (int i = 1; i <= kWindows; ++i) {
    run_to(sandbox, kWindow_s * i);
    const sandbox::Snapshot s = look(sandbox);
    for (std::size_t f = 0; f < kFunctions; ++f)
      measured[f] += node(s, kFunctionIds[f])->disk_busy / kWindows;
  }
  const Architecture a = look(sandbox).architecture;
  for (std::size_t f = 0; f < kFunctions; ++f) {
    const double share = c.function_share[f], rows = rows_written_per_s(c, users) * share;
    const double expected = rows / rows_per_s(a, c, users * c.data_bytes_per_user * share);
    const double packets = rows / c.rows_per_write * kWindows * kWindow_s / GetParam();
    EXPECT_NEAR(measured[f], expected, 4 * std::sqrt(2 / packets) * expected) << kFunctionIds[f];
  }
  EXPECT_EQ(std::max_element(measured.begin(), measured.end()) - measured.begin(),
            static_cast<std::ptrdiff_t>(DataFunction::history));
}

TEST_P(VerticalPartitioning, PriceAJoinOfTwoFunctionsIsTwoCalls) {
  auto one = site("off", "off", GetParam()), four = site("on", "off", GetParam());
  run_to(one, 40);
  run_to(four, 40);
  const sandbox::Snapshot before = look(one), after = look(four);
  double queries = 0;
  for (const std::string_view id : kReplicas) queries += node(after, id)->per_s;
  const double per_page = queries / after.figures.pages_per_s,
               per_page_before = node(before, "replicas.eu")->per_s / before.figures.pages_per_s;
  const double expected = 1 + default_catalog().cross_function_read_share;
  EXPECT_NEAR(per_page / per_page_before, expected, 0.03 * expected);
}

TEST_P(VerticalPartitioning, GainADeadPrimaryStopsTheWritesOfItsFunctionOnly) {
  const Catalog& c = default_catalog();
  auto one = site("off", "off", GetParam()), four = site("on", "off", GetParam());
  for (auto* sandbox : {&one, &four}) {
    run_to(*sandbox, 10);
    ASSERT_FALSE(sandbox->apply(command("db-failover")).has_value());
    run_to(*sandbox, 10 + 60);
  }
  const double all = look(one).figures.failed_share.value, part = look(four).figures.failed_share.value;
  EXPECT_NEAR(all, c.write_share, 0.25 * c.write_share);
  const double history = c.function_share[static_cast<std::size_t>(DataFunction::history)];
  EXPECT_NEAR(part / all, history, 0.25 * history);
}

class Columns : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Columns, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

// Its disk has four fifths of the writes, and writes them faster since it has a fifth of the data.
TEST_P(Columns, GainTheBusyPartWritesFasterAndPriceSomeQueriesAreTwo) {
  const Catalog& c = default_catalog();
  const auto run = [&](std::string_view split) {
    auto sandbox = play({{"users", "500K"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"queue", "on"},
                         {"web-servers", "10"},
                         {"cache", "off"},
                         {"split-columns", split}},
                        1, GetParam());
    run_to(sandbox, 60);
    return look(sandbox);
  };
  const sandbox::Snapshot one = run("off"), two = run("on");
  const Architecture& a = two.architecture;
  const double rows = rows_written_per_s(c, a.users), bytes = a.users * c.data_bytes_per_user;
  const double whole = rows / rows_per_s(a, c, bytes);
  const double hot = c.hot_column_writes * rows / rows_per_s(a, c, c.hot_column_bytes * bytes);
  EXPECT_NEAR(node(one, "primary")->disk_busy, whole, 0.25 * whole);
  EXPECT_NEAR(node(two, "primary")->disk_busy, hot, 0.25 * hot);
  EXPECT_LT(hot, c.hot_column_writes * whole) << "less data, a faster disk";
  const double many = 50e6, many_bytes = c.hot_column_bytes * many * c.data_bytes_per_user;
  EXPECT_GT(c.hot_column_writes * rows_written_per_s(c, many) / rows_per_s(a, c, many_bytes), 1.5)
      << "not enough for fifty million";

  const double before = node(one, "replicas.eu")->per_s / one.figures.pages_per_s;
  const double after = (node(two, "replicas.eu")->per_s + node(two, "replicas.primary-details.eu")->per_s) /
                       two.figures.pages_per_s;
  const double expected = 1 + c.hot_column_reads * c.cross_column_reads;
  EXPECT_NEAR(after / before, expected, 0.03 * expected);
}

TEST(SplitColumns, OfThePlannedDatabasesTheLargestIsSplitAndNothingIsLost) {
  Architecture a;
  a.vertical_partitioning = a.split_columns = a.sharding = true;
  const auto list = planned_databases(a, default_catalog());
  ASSERT_EQ(list.size(), kFunctions + 1);
  EXPECT_EQ(list.back().name, "history-details");
  EXPECT_EQ(list.back().shards, 1);
  double reads = 0, writes = 0, bytes = 0;
  for (const PlannedDatabase& one : list) {
    reads += one.read_share;
    writes += one.write_share;
    bytes += one.byte_share;
    if (one.details >= 0) {
      EXPECT_EQ(one.shards, a.shards);
    }
  }
  EXPECT_NEAR(reads, 1, 1e-9);
  EXPECT_NEAR(writes, 1, 1e-9);
  EXPECT_NEAR(bytes, 1, 1e-9);
}

// In the run: the largest machine's disk is less busy with the same rows by its factor, three times the cores
// do as many queries in a third of their time; and it costs three times as much.
TEST_P(ScaleUp, GainTwoAndTwoThirdsOfTheWritesAndPriceThreeTimesTheMachine) {
  const Catalog& c = default_catalog();
  const auto run = [&](int cores) {
    auto sandbox = play({{"users", "400K"},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", "8"},
                         {"replicas", "off"},
                         {"database-cores", std::to_string(cores)},
                         {"speed", "60"}},
                        1, GetParam());
    run_to(sandbox, 90);
    return look(sandbox);
  };
  const auto cores = static_cast<int>(c.standard_machine_cores),
             most = static_cast<int>(c.largest_machine_cores);
  const sandbox::Snapshot standard = run(cores), largest = run(most);
  const auto price = [](const sandbox::Snapshot& s) {
    for (const CostItem& item : s.cost)
      if (item.name == "Primary databases") return item.usd_month;
    return 0.0;
  };
  const double up = c.largest_machine_cores / c.standard_machine_cores;
  const sandbox::NodeView &one = *node(standard, "primary"), &other = *node(largest, "primary");
  EXPECT_NEAR(one.disk_busy / other.disk_busy, c.largest_machine_factor, 0.03 * c.largest_machine_factor);
  EXPECT_NEAR(one.utilisation / other.utilisation, up, 0.05 * up);
  EXPECT_NEAR(price(largest) / price(standard), up, 1e-9);
  EXPECT_LT(c.largest_machine_factor, up) << "dearer than it is large";
  EXPECT_FALSE(parse_command("database-cores", std::to_string(most + 1)).command) << "there is no larger one";
}

TEST(Machines, TheLargestWritesTwoAndTwoThirdsOfTheStandardAndNoneMore) {
  const Catalog& c = default_catalog();
  const auto cores = static_cast<int>(c.standard_machine_cores),
             most = static_cast<int>(c.largest_machine_cores);
  EXPECT_DOUBLE_EQ(machine_write_factor(c, cores), 1);
  EXPECT_DOUBLE_EQ(machine_write_factor(c, most), c.largest_machine_factor);
  EXPECT_DOUBLE_EQ(machine_write_factor(c, most * 2), c.largest_machine_factor) << "there is no larger one";
  double last = 0;
  EXPECT_DOUBLE_EQ(machine_write_factor(c, 1), 1) << "the disk is the same on every smaller machine";
  for (int n = cores; n <= most; ++n) {
    EXPECT_GT(machine_write_factor(c, n), last);
    last = machine_write_factor(c, n);
  }
}

TEST(Pooler, WithoutItALargeFleetDrownsTheDatabaseInConnections) {
  const Catalog& c = default_catalog();
  Architecture a;
  a.web_servers = 250;
  const double pooled = rows_per_s(a, c, 1e9);
  a.pooler = false;
  EXPECT_EQ(database_connections(a, c), 5000);
  EXPECT_NEAR(rows_per_s(a, c, 1e9) / pooled, c.connections_factor_5000, 1e-9);
}

TEST_P(NoSql, GainTheSqlDatabaseIsRidOfTheHistoryAndPriceEachSiteHasEverySitesRows) {
  const Catalog& c = default_catalog();
  auto without = site("off", "off", GetParam()), with = site("off", "on", GetParam());
  run_to(without, 60);
  run_to(with, 60);
  const double history = c.function_share[static_cast<std::size_t>(DataFunction::history)];
  Architecture a = look(with).architecture;
  const double expected = rows_written_per_s(c, a.users) * (1 - history) /
                          rows_per_s(a, c, a.users * c.data_bytes_per_user * (1 - history));
  EXPECT_NEAR(node(look(with), "primary")->disk_busy, expected, 0.4 * expected);
  EXPECT_LT(node(look(with), "primary")->disk_busy, node(look(without), "primary")->disk_busy);

  auto world = site("off", "on", GetParam());
  ASSERT_FALSE(world.apply(command("regions", "on")).has_value());
  run_to(world, 60);
  const sandbox::Snapshot s = look(world);
  double operations = 0;
  for (const std::string_view id : {"nosql.na", "nosql.eu", "nosql.eap"}) operations += node(s, id)->per_s;
  const double writes = s.figures.pages_per_s * c.write_share * history * c.rows_per_write;
  const double reads = s.figures.pages_per_s * (1 + c.write_share) * c.queries_per_page *
                       c.function_read_share[static_cast<std::size_t>(DataFunction::history)];
  EXPECT_GT(operations, reads + 1.5 * writes);
  EXPECT_NEAR(operations, reads + 3 * writes, 0.1 * (reads + 3 * writes));
}

}  // namespace
}  // namespace scale::model
