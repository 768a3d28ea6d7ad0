// From one server for one user to the baseline: each step's gain and price.
#include <gtest/gtest.h>

#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;
using test::Words;

TEST(OneServer, HasNoBalancerAndNoDatabaseMachine) {
  auto sandbox = play({{"users", "500"},
                       {"balancer", "off"},
                       {"own-database", "off"},
                       {"replicas", "off"},
                       {"cache", "off"},
                       {"web-servers", "1"}});
  run_to(sandbox, 200);
  const sandbox::Snapshot now = look(sandbox);
  EXPECT_EQ(node(now, "balancer.eu"), nullptr);
  EXPECT_EQ(now.since_start.failed_pages, 0);
  EXPECT_GT(now.since_start.pages, 20);
  for (const CostItem& item : now.cost) {
    EXPECT_NE(item.name, "Primary databases");
    EXPECT_NE(item.name, "Load balancers");
  }
}

// The mean answer while the report runs, of one core for pages and queries or one for each.
double answer_during_report(const char* own_database) {
  Catalog small = default_catalog();
  small.web_cores = 1;
  auto sandbox = play({{"users", "2000"},
                       {"balancer", "off"},
                       {"own-database", own_database},
                       {"database-cores", "1"},
                       {"replicas", "off"},
                       {"cache", "off"},
                       {"web-servers", "1"}},
                      1, 1, small);
  run_to(sandbox, 1);
  EXPECT_FALSE(sandbox.apply(command("report")).has_value());
  run_to(sandbox, 100);
  return sandbox.last_minute().response.mean_s;
}

TEST(DatabaseOnItsOwnServer, GainLongQueriesNoLongerSlowThePagesThemselves) {
  const Catalog& c = default_catalog();
  const double shared = answer_during_report("off"), apart = answer_during_report("on");
  // Sharing with eight, each turn takes nine times as long.
  const double work_s =
      c.app_service_s + c.queries_per_page * c.query_cpu_s + c.home_query_s / c.views_per_visit;
  EXPECT_NEAR(shared, (1 + c.report_queries) * work_s + c.queries_per_page * c.query_wait_s, 0.35 * shared);
  EXPECT_LT(apart, 0.5 * shared);
}

TEST(DatabaseOnItsOwnServer, PriceAHopOnEachQueryAndASecondBill) {
  const Words own = {{"users", "2000"}, {"replicas", "off"}, {"cache", "off"}, {"database-cores", "2"}},
              shared = {{"users", "2000"}, {"replicas", "off"}, {"cache", "off"}, {"own-database", "off"}};
  auto apart = play(own), together = play(shared);
  run_to(apart, 60);
  run_to(together, 60);
  EXPECT_GT(apart.last_minute().response.mean_s, together.last_minute().response.mean_s);
  EXPECT_GT(look(apart).cost_usd_month, look(together).cost_usd_month);
}

double failed_pages_in_a_crash(const char* balancer, const char* servers) {
  auto sandbox =
      play({{"users", "10K"}, {"balancer", balancer}, {"web-servers", servers}, {"stateless", "on"}});
  run_to(sandbox, 10);
  EXPECT_FALSE(sandbox.apply(command("server-crash")).has_value());
  run_to(sandbox, 10 + default_catalog().server_replacement_s + 5);
  return look(sandbox).since_incident.failed_pages;
}

TEST(LoadBalancer, GainADeadServerIsLeftOutAfterThreeChecks) {
  const Catalog& c = default_catalog();
  const double pages_per_s = views_per_s(c, 10'000);
  const double alone = failed_pages_in_a_crash("off", "1"), unnoticed = failed_pages_in_a_crash("off", "2"),
               noticed = failed_pages_in_a_crash("on", "2");
  EXPECT_NEAR(alone, c.server_replacement_s * pages_per_s, 0.15 * alone);
  // Half of the pages, and files come from the dead one too: at least half.
  EXPECT_GT(unnoticed, 0.4 * alone);
  EXPECT_LT(noticed, 3 * c.health_check_s * c.health_check_failures * pages_per_s);
}

TEST(QueryCache, GainTheShowIsServedFromMemory) {
  auto bare = play({{"users", "10K"},
                    {"cache", "off"},
                    {"replicas", "off"},
                    {"database-cores", "2"},
                    {"speed", "1"}}),
       cached = play({{"users", "10K"}, {"replicas", "off"}, {"database-cores", "2"}, {"speed", "1"}});
  for (auto* sandbox : {&bare, &cached}) {
    run_to(*sandbox, 5);
    ASSERT_FALSE(sandbox->apply(command("show")).has_value());
    run_to(*sandbox, 45);
  }
  EXPECT_GT(node(look(bare), "primary")->utilisation, 0.95);
  EXPECT_LT(node(look(cached), "primary")->utilisation, 0.4);
  EXPECT_GT(look(bare).figures.response.p50.value, 1);
  EXPECT_LT(look(cached).figures.response.p50.value, 0.2);
}

}  // namespace
}  // namespace scale::model
