// Sticky sessions and the session store: what each gains and pays when a server crashes or the store
// restarts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/catalog.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;

// Visits under way, by Little's law.
double live_visits(double users) {
  const Catalog& c = default_catalog();
  double views = 0;
  for (const Region region : kAllRegions) views += views_per_s(c, users, region);
  return views / c.views_per_visit * c.visit_s;
}

TEST(StickySessions, PriceACrashLogsOutThoseWhoseServerItWas) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(sandbox, 30);
  EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
  ASSERT_FALSE(sandbox.apply(command("server-crash")).has_value());
  run_to(sandbox, 30 + 300);
  const sandbox::Snapshot after = look(sandbox);
  // Half of the visits were on that server; each that comes back within the five minutes finds its session
  // gone.
  EXPECT_GT(after.figures.sessions_lost, 0.2 * live_visits(100'000));
  EXPECT_LT(after.figures.sessions_lost, 0.55 * live_visits(100'000));
}

TEST(StickySessions, PriceTheLoggedOutComeBackAsASurgeOfLogins) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(sandbox, 30);
  EXPECT_EQ(look(sandbox).figures.logins_per_s, 0);
  const double before = look(sandbox).figures.response.p95.value;
  ASSERT_FALSE(sandbox.apply(command("server-crash")).has_value());
  double most_logins = 0, worst = 0;
  for (double t = 40; t <= 90; t += 5) {
    run_to(sandbox, t);
    most_logins = std::max(most_logins, look(sandbox).figures.logins_per_s);
    worst = std::max(worst, look(sandbox).figures.response.p95.value);
  }
  EXPECT_GT(most_logins, 3);
  EXPECT_GT(worst, 5 * before);
}

TEST(SessionStore, GainACrashLosesNoSession) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  run_to(sandbox, 30);
  ASSERT_FALSE(sandbox.apply(command("server-crash")).has_value());
  run_to(sandbox, 330);
  EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
}

// Neither moves the sessions that the other has. All servers share those who log in again: they had all gone
// to the first.
TEST(SessionStore, PriceSwitchedOnOrOffEverybodyLogsInAgain) {
  for (const char* before : {"on", "off"}) {
    auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", before}, {"web-servers", "4"}});
    run_to(sandbox, 30);
    EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
    const bool was_on = std::string_view(before) == "on";
    ASSERT_FALSE(sandbox.apply(command("stateless", was_on ? "off" : "on")).has_value());
    run_to(sandbox, 30 + 300);
    const sandbox::Snapshot after = look(sandbox);
    // Who asks within the five minutes: of visits that are as old as they may be, one minus the share that
    // has no view in them. At least a half of all visits go on, and at most all are lost.
    EXPECT_GT(after.figures.sessions_lost, 0.4 * live_visits(100'000)) << before;
    EXPECT_LE(after.figures.sessions_lost, 1.05 * live_visits(100'000)) << before;
    double most = 0, mean = 0;
    for (const sandbox::MemberView& server : node(after, "web.eu")->members) {
      most = std::max(most, static_cast<double>(server.utilisation));
      mean += static_cast<double>(server.utilisation) / 4;
    }
    EXPECT_LT(most, 2 * mean) << before;
  }
}

TEST(SessionStore, PriceAHopOnEveryPage) {
  auto sticky = play({{"users", "100K"}, {"cdn", "on"}}),
       store = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  run_to(sticky, 30);
  run_to(store, 30);
  const sandbox::Snapshot before = look(sticky), after = look(store);
  EXPECT_EQ(node(before, "sessions.eu"), nullptr);
  ASSERT_NE(node(after, "sessions.eu"), nullptr);
  EXPECT_GT(node(after, "sessions.eu")->per_s, 0.9 * after.figures.pages_per_s);
}

TEST(SessionStore, PriceAMemoryOnlyStoreForgetsEverybodyWhenItRestarts) {
  auto memory = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"session-store", "memory"}});
  auto persistent =
      play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"session-store", "persistent"}});
  for (auto* sandbox : {&memory, &persistent}) {
    run_to(*sandbox, 30);
    ASSERT_FALSE(sandbox->apply(command("store-restart")).has_value());
    run_to(*sandbox, 200);
  }
  EXPECT_GT(look(memory).figures.sessions_lost, 0.3 * live_visits(100'000));
  EXPECT_EQ(look(persistent).figures.sessions_lost, 0);
}

TEST(SessionStore, PriceWhileItIsDownNobodyIsServed) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"speed", "1"}});
  run_to(sandbox, 30);
  ASSERT_FALSE(sandbox.apply(command("store-restart")).has_value());
  run_to(sandbox, 30 + default_catalog().store_restart_s * 0.9);
  EXPECT_GT(look(sandbox).figures.failed_share.value, 0.9);
}

// The busy share of a server that was added, over that of those that were there.
double new_over_old(sandbox::Sandbox& sandbox) {
  run_to(sandbox, 20);
  EXPECT_FALSE(sandbox.apply(command("web-servers", "3")).has_value());
  run_to(sandbox, 50);
  const sandbox::Snapshot after = look(sandbox);
  const auto& members = node(after, "web.eu")->members;
  return members.at(2).utilisation / (0.5 * (members[0].utilisation + members[1].utilisation));
}

TEST(StickySessions, PriceANewServerIdlesUntilNewUsersCome) {
  auto sticky = play({{"users", "100K"}, {"cdn", "on"}});
  EXPECT_LT(new_over_old(sticky), 0.2);
}

TEST(StickySessions, PriceARemovedServerTakesItsSessionsAlong) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"web-servers", "4"}});
  run_to(sandbox, 20);
  ASSERT_FALSE(sandbox.apply(command("web-servers", "3")).has_value());
  run_to(sandbox, 20 + 300);
  const double lost = look(sandbox).figures.sessions_lost;
  EXPECT_GT(lost, 0.4 * live_visits(100'000) / 4);
  EXPECT_LE(lost, 1.05 * live_visits(100'000) / 4);
}

TEST(SessionStore, GainANewServerWorksAtOnce) {
  auto store = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  EXPECT_NEAR(new_over_old(store), 1, 0.3);
}

TEST(Sessions, ADeployEndsThemInTheServersFilesAndNotInAStore) {
  auto sticky = play({{"users", "100K"}, {"cdn", "on"}}),
       store = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  for (auto* sandbox : {&sticky, &store}) {
    run_to(*sandbox, 10);
    ASSERT_FALSE(sandbox->apply(command("deploy")).has_value());
    run_to(*sandbox, 10 + 200);
  }
  EXPECT_GT(look(sticky).figures.sessions_lost, 0.3 * live_visits(100'000));
  EXPECT_EQ(look(store).figures.sessions_lost, 0);
}

TEST(SessionStore, PriceItCanBeFull) {
  Catalog slow = default_catalog();
  slow.store_operations_per_s = 0.8 * views_per_s(slow, 100'000);
  auto one = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}}, 1, 1, slow),
       two =
           play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"session-stores", "2"}}, 1, 1, slow);
  run_to(one, 60);
  run_to(two, 60);
  const sandbox::Snapshot full = look(one), divided = look(two);
  EXPECT_GT(node(full, "sessions.eu")->utilisation, 0.99);
  EXPECT_GT(full.figures.response.p50.value, 5);
  EXPECT_NEAR(node(divided, "sessions.eu")->utilisation, 0.5 / 0.8, 0.05);
  EXPECT_LT(divided.figures.response.p95.value, 0.5);
}

class SessionStores : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Packets, SessionStores, testing::Values(1u, 8u));

sandbox::Sandbox with_memory_stores(std::uint32_t packet, const char* stores,
                                    const Catalog& catalog = default_catalog()) {
  return play({{"users", "400K"},
               {"web-servers", "8"},
               {"cdn", "on"},
               {"stateless", "on"},
               {"session-store", "memory"},
               {"session-stores", stores}},
              1, packet, catalog);
}

TEST_P(SessionStores, OneOfFourThatRestartsForgetsAQuarter) {
  const auto lost = [](const char* stores) {
    auto sandbox = with_memory_stores(GetParam(), stores);
    run_to(sandbox, 5);
    EXPECT_FALSE(sandbox.apply(command("store-restart")).has_value());
    run_to(sandbox, 5 + default_catalog().store_restart_s + 20);
    return look(sandbox).figures.sessions_lost;
  };
  EXPECT_NEAR(lost("4") / lost("1"), 0.25, 0.07);
}

// Of one store's operations, those that the pages of 400 K users ask for, one each.
constexpr double kBusyShareOfOne = 0.9;

sandbox::Sandbox nearly_full(std::uint32_t packet, const char* stores) {
  Catalog catalog = default_catalog();
  catalog.store_operations_per_s = views_per_s(catalog, 400'000) / kBusyShareOfOne;
  auto sandbox = with_memory_stores(packet, stores, catalog);
  run_to(sandbox, 20);
  return sandbox;
}

// The busiest store's busy share over five live windows from now on is the theory's: within four standard
// errors of what packets of exponential work, each `packet` operations long, bring in that time.
void expect_busiest_store(sandbox::Sandbox& sandbox, std::uint32_t packet, double stores) {
  constexpr int kWindows = 5;
  std::vector<double> busy;
  double seconds = 0;
  for (int i = 0; i < kWindows; ++i) {
    const double window_s = 2 * sandbox.speed();
    run_to(sandbox, look(sandbox).time_s + window_s);
    seconds += window_s;
    const sandbox::Snapshot now = look(sandbox);
    const auto& members = node(now, "sessions.eu")->members;
    busy.resize(members.size());
    for (std::size_t m = 0; m < members.size(); ++m)
      busy[m] += static_cast<double>(members[m].utilisation) / kWindows;
  }
  const double expected = kBusyShareOfOne / stores;
  const double packets = views_per_s(default_catalog(), 400'000) / stores * seconds / packet;
  EXPECT_NEAR(*std::max_element(busy.begin(), busy.end()), expected, 4 * expected * std::sqrt(2 / packets));
}

double lost_by_a_restart(sandbox::Sandbox& sandbox) {
  EXPECT_FALSE(sandbox.apply(command("store-restart")).has_value());
  run_to(sandbox, look(sandbox).time_s + default_catalog().store_restart_s + 20);
  return look(sandbox).figures.sessions_lost;
}

TEST_P(SessionStores, NewOnesTakeTheirShareOfTheSessionsAtOnce) {
  auto sandbox = nearly_full(GetParam(), "1"), one = nearly_full(GetParam(), "1");
  expect_busiest_store(one, GetParam(), 1);
  ASSERT_FALSE(sandbox.apply(command("session-stores", "4")).has_value());
  expect_busiest_store(sandbox, GetParam(), 4);
  const sandbox::Snapshot after = look(sandbox);
  const auto& stores = node(after, "sessions.eu")->members;
  ASSERT_EQ(stores.size(), 4u);
  for (const sandbox::MemberView& store : stores)
    EXPECT_NEAR(store.sessions, live_visits(400'000) / 4, 0.02 * live_visits(400'000));
  EXPECT_EQ(after.figures.sessions_lost, 0);
  EXPECT_NEAR(lost_by_a_restart(sandbox) / lost_by_a_restart(one), 0.25, 0.07);
}

TEST_P(SessionStores, TheRestTakesOverWhatARemovedOneHad) {
  auto sandbox = nearly_full(GetParam(), "4");
  ASSERT_FALSE(sandbox.apply(command("session-stores", "2")).has_value());
  expect_busiest_store(sandbox, GetParam(), 2);
  EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
}

// With a standby or a log on disk it does not matter which store has a session; without, it does.
TEST(SessionStore, AStandbyThatComesOrGoesLogsNobodyOutAndLeavesTheStoresAlike) {
  for (const auto& [id, safe, forgetful] :
       {std::tuple{"store-standby", "on", "off"}, std::tuple{"session-store", "persistent", "memory"}}) {
    SCOPED_TRACE(id);
    auto sandbox = nearly_full(1, "4");
    ASSERT_FALSE(sandbox.apply(command(id, safe)).has_value());
    expect_busiest_store(sandbox, 1, 4);
    ASSERT_FALSE(sandbox.apply(command(id, forgetful)).has_value());
    expect_busiest_store(sandbox, 1, 4);
    EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
  }
}

TEST(SessionStore, GainAStandbyKeepsWhatIsInMemory) {
  auto sandbox = play({{"users", "100K"},
                       {"cdn", "on"},
                       {"stateless", "on"},
                       {"session-store", "memory"},
                       {"store-standby", "on"},
                       {"speed", "1"}});
  run_to(sandbox, 10);
  const double price = look(sandbox).cost_usd_month;
  ASSERT_FALSE(sandbox.apply(command("store-restart")).has_value());
  run_to(sandbox, 10 + default_catalog().store_takeover_s + 10);
  EXPECT_EQ(look(sandbox).figures.sessions_lost, 0);
  EXPECT_LT(look(sandbox).figures.failed_share.value, 0.05);
  ASSERT_FALSE(sandbox.apply(command("store-standby", "off")).has_value());
  EXPECT_LT(look(sandbox).cost_usd_month, price);
}

TEST(SessionsInSql, GainNoOtherSystemPriceAQueryOfThePrimaryOnEveryPage) {
  auto store = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}}),
       sql = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"session-store", "sql"}});
  for (auto* sandbox : {&store, &sql}) {
    run_to(*sandbox, 20);
    ASSERT_FALSE(sandbox->apply(command("store-restart")).has_value());
    run_to(*sandbox, 60);
  }
  const sandbox::Snapshot key_value = look(store), rows = look(sql);
  EXPECT_EQ(node(rows, "sessions.eu"), nullptr);
  EXPECT_GT(node(rows, "primary")->per_s, node(key_value, "primary")->per_s + 0.9 * rows.figures.pages_per_s);
  EXPECT_EQ(rows.figures.failed_share.value, 0) << "there is no store to restart";
  EXPECT_GT(key_value.since_incident.failed_pages, 100);
}

TEST(StickySessions, TheBalancersTableIsHonestlySmall) {
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}});
  run_to(sandbox, 20);
  const double entries = node(look(sandbox), "web.eu")->entries;
  EXPECT_NEAR(entries, live_visits(100'000), 0.05 * live_visits(100'000));
  constexpr double kEntryBytes = 100;  // HAProxy configuration manual: 50 bytes and the key
  EXPECT_LT(entries * kEntryBytes, 2e6);
}

}  // namespace
}  // namespace scale::model
