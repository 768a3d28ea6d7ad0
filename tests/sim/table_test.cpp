// Tables whose members change: what is dealt by key is dealt anew, what names its member is not.
#include "sim/table.h"

#include <gtest/gtest.h>

#include <numeric>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

constexpr double kLifetime = 100;

TableState table_of(std::uint32_t members, bool by_key, double now = 0) {
  TableState t;
  t.lifetime_s = kLifetime;
  t.configure(members, by_key, now);
  return t;
}

double sum_of_members(const TableState& t) {
  return std::accumulate(t.per_member.begin(), t.per_member.end(), 0.0);
}

TEST(TableByKey, ANewMemberTakesAnEqualPartOfEverybodys) {
  TableState t = table_of(1, true);
  t.warm(0, 9000);
  for (const std::uint32_t members : {2u, 10u, 3u}) {
    t.configure(members, true, 0);
    ASSERT_EQ(t.per_member.size(), members + 1);
    for (std::uint32_t m = 0; m < members; ++m) EXPECT_NEAR(t.per_member[m], 9000.0 / members, 1e-6);
    EXPECT_EQ(t.per_member[members], 0);
  }
}

// A member gives up a part of its keys, however many of its entries have been lost before.
TEST(TableByKey, UnequalMembersGiveAndTakeInProportion) {
  TableState t = table_of(2, true);
  t.add(0, 0, 600);
  t.add(0, 1, 300);
  t.configure(3, true, 0);
  EXPECT_NEAR(t.per_member[0], 400, 1e-9);
  EXPECT_NEAR(t.per_member[1], 200, 1e-9);
  EXPECT_NEAR(t.per_member[2], 300, 1e-9);
  t.configure(2, true, 0);
  EXPECT_NEAR(t.per_member[0], 550, 1e-9);
  EXPECT_NEAR(t.per_member[1], 350, 1e-9);
}

TEST(TableByKey, WhatIsLostStaysLostAndARestartLosesOnlyItsOwn) {
  TableState t = table_of(2, true);
  t.warm(0, 1000);
  t.lose_member(1);
  t.configure(5, true, 0);
  EXPECT_NEAR(t.per_member[5], 500, 1e-9);
  EXPECT_NEAR(t.per_member[0], 200, 1e-9);
  EXPECT_NEAR(t.per_member[4], 100, 1e-9);
  t.lose_member(4);
  EXPECT_NEAR(t.per_member[5], 600, 1e-9);
  EXPECT_EQ(t.per_member[4], 0);
  t.configure(1, true, 0);
  EXPECT_NEAR(t.per_member[0], 400, 1e-9);
  EXPECT_NEAR(t.per_member[1], 600, 1e-9);
}

TEST(TableByKey, EntriesEndWhenTheyWouldHaveEndedAnyway) {
  // Rising and falling, so that a cohort that was misplaced would show.
  TableState dealt = table_of(1, true), left_alone = table_of(1, true);
  Generator g{7};
  const std::uint32_t members[] = {2, 10, 3, 1, 4};
  for (int step = 0; step < 500; ++step) {
    const double now = 0.7 * step;
    const double weight = step < 300 ? static_cast<double>(draw_below(g, 20)) : 0;
    dealt.add(now, static_cast<std::uint32_t>(draw_below(g, dealt.members)), weight);
    left_alone.add(now, 0, weight);
    if (step % 60 == 59) dealt.configure(members[step / 60 % 5], true, now);
    if (step % 110 == 109) dealt.lose_member(static_cast<std::uint32_t>(draw_below(g, dealt.members)));
    ASSERT_NEAR(dealt.total, left_alone.total, 1e-7) << step;
    ASSERT_NEAR(sum_of_members(dealt), dealt.total, 1e-7) << step;
    ASSERT_NEAR(std::accumulate(dealt.entries.begin(), dealt.entries.end(), 0.0), dealt.total, 1e-7) << step;
  }
  EXPECT_NEAR(dealt.total, 0, 1e-7);
}

TEST(TableByMember, ANewMemberHasNoneAndOneThatLeavesLosesItsOwn) {
  TableState t = table_of(2, false);
  t.warm(0, 1000);
  t.configure(4, false, 0);
  EXPECT_NEAR(t.per_member[0], 500, 1e-9);
  EXPECT_NEAR(t.per_member[1], 500, 1e-9);
  EXPECT_EQ(t.per_member[2], 0);
  EXPECT_EQ(t.per_member[3], 0);
  EXPECT_EQ(t.per_member[4], 0);
  t.configure(1, false, 0);
  EXPECT_NEAR(t.per_member[0], 500, 1e-9);
  EXPECT_NEAR(t.per_member[1], 500, 1e-9);
  EXPECT_NEAR(t.total, 1000, 1e-9);
}

// Visits that find their member in a table, the pool growing from 1 to 4 members.
Network stores(std::uint32_t members, bool by_key) {
  Network n;
  const std::uint32_t pool = add_pool(n, "store", members, Balancing::random, {.servers = 64});
  n.tables.push_back({.name = "sessions",
                      .pool = pool,
                      .first_share = 0,
                      .lifetime_s = 1e6,
                      .warm_entries = 8000,
                      .by_key = by_key});
  add_class(n, "request", 100, {pin(0, 2, 2), visit_member(pool, fixed_law(0.01)), end()});
  return n;
}

TableReport table_after(Engine& engine, const Network& n, double time_s) {
  const auto error = engine.reconfigure(n);
  EXPECT_FALSE(error) << error->message;
  engine.take_interval();
  engine.run_until(time_s);
  return engine.take_interval().tables[0];
}

TEST(TableInANetwork, DealtByKeyANewMembersEntriesAreAskedOfIt) {
  for (const bool by_key : {true, false}) {
    Engine engine;
    ASSERT_FALSE(engine.start(stores(1, by_key), 1));
    engine.run_until(1);
    const auto error = engine.reconfigure(stores(4, by_key));
    ASSERT_FALSE(error);
    engine.take_interval();
    engine.run_until(41);
    const Interval i = engine.take_interval();
    double all = 0;
    for (std::size_t m = 0; m < 4; ++m) all += static_cast<double>(i.stations[m].arrivals);
    for (std::size_t m = 0; m < 4; ++m) {
      const double share = by_key ? 0.25 : m == 0 ? 1 : 0;
      EXPECT_NEAR(i.tables[0].per_member[m], 8000 * share, 1e-6);
      // Four standard errors of a binomial's share of 4000 requests.
      EXPECT_NEAR(static_cast<double>(i.stations[m].arrivals) / all, share, by_key ? 0.028 : 0);
    }
    EXPECT_EQ(i.tables[0].missed, 0u);
  }
}

TEST(TableInANetwork, ARestartAfterwardsLosesThatMembersOnly) {
  Engine engine;
  ASSERT_FALSE(engine.start(stores(1, true), 1));
  Network n = stores(4, true);
  EXPECT_EQ(table_after(engine, n, 1).lost, 0);
  n.stations[2].life = 1;
  const TableReport after = table_after(engine, n, 1);
  EXPECT_NEAR(after.lost, 2000, 1e-6);
  EXPECT_EQ(after.per_member[2], 0);
  EXPECT_NEAR(after.per_member[0], 2000, 1e-6);
}

// One place for all entries is a pool of one.
TEST(TableInANetwork, ByKeyNoneIsLostOnTheWayToNoPoolAndBack) {
  Engine engine;
  ASSERT_FALSE(engine.start(stores(4, true), 1));
  Network n = stores(4, true);
  n.tables[0].pool = kNone;
  n.classes[0].program = {pin(0, 1, 1), end()};
  TableReport t = table_after(engine, n, 1);
  EXPECT_EQ(t.lost, 0);
  EXPECT_NEAR(t.entries, 8000, 1e-6);
  t = table_after(engine, stores(4, true), 2);
  EXPECT_EQ(t.lost, 0);
  for (const double entries : t.per_member) EXPECT_NEAR(entries, 2000, 1e-6);
}

}  // namespace
}  // namespace scale::sim
