// Sticky sessions and the session store: what each gains and pays when a server crashes or the store
// restarts.
#include <gtest/gtest.h>

#include <algorithm>

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
  if (!info(*find_command("session-store")).available)
    GTEST_SKIP() << "the kind of store cannot be chosen yet";
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

}  // namespace
}  // namespace scale::model
