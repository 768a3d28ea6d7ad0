// Who comes when, and what browsers do when a page fails.
#include <gtest/gtest.h>

#include <cmath>

#include "model/catalog.h"
#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;

double local_hour(Region region, double utc_hour) {
  return utc_hour + info(region).longitude_deg / 15;
}

TEST(TimeOfDay, EachRegionFollowsItsOwnClock) {
  const Catalog& c = default_catalog();
  constexpr double kUsers = 200'000, kSeconds = 60, kHour = 19;
  auto sandbox = play({{"users", "200K"}, {"cdn", "on"}, {"web-servers", "8"}, {"time-of-day", "19"}});
  run_to(sandbox, kSeconds);
  const sandbox::Figures figures = sandbox.last_minute();
  for (const Region region : kAllRegions) {
    const double expected =
        views_per_s(c, kUsers, region) * day_curve(c, local_hour(region, kHour)) * kSeconds;
    const double seen = figures.regions[static_cast<std::size_t>(region)].pages_per_s * kSeconds;
    EXPECT_NEAR(seen, expected, 4 * std::sqrt(expected) + 1) << info(region).name;
  }
}

TEST(TimeOfDay, ItsPriceIsThatTheEveningIsSomewhereElseAndMinusOneBringsItBackEverywhere) {
  const Catalog& c = default_catalog();
  auto sandbox = play({{"users", "100K"}, {"cdn", "on"}, {"time-of-day", "12"}});
  run_to(sandbox, 60);
  EXPECT_LT(sandbox.last_minute().pages_per_s, 0.8 * views_per_s(c, 100'000));
  ASSERT_FALSE(sandbox.apply(command("time-of-day", "-1")).has_value());
  run_to(sandbox, 125);
  const double expected = 60 * views_per_s(c, 100'000);
  EXPECT_NEAR(60 * sandbox.last_minute().pages_per_s, expected, 4 * std::sqrt(expected));
}

// Servers that can do three quarters of what is asked for.
sandbox::Sandbox too_few_servers(const char* retries) {
  Catalog slow = default_catalog();
  slow.app_service_s = 4 / (0.75 * views_per_s(slow, 100'000));
  return play({{"users", "100K"}, {"cdn", "on"}, {"retries", retries}}, 1, 1, slow);
}

double requests_per_page(sandbox::Sandbox&& sandbox) {
  run_to(sandbox, 90);
  const sandbox::Snapshot now = look(sandbox);
  return node(now, "web.eu")->per_s / now.figures.pages_per_s;
}

TEST(Retries, PriceAStormWhenTriedAtOnceAndNoneWithABudget) {
  const double none = requests_per_page(too_few_servers("none"));
  EXPECT_GT(requests_per_page(too_few_servers("at-once")), 1.5 * none);
  EXPECT_LT(requests_per_page(too_few_servers("backoff")), 1.2 * none);
}

TEST(Retries, GainAShortFailureIsHidden) {
  Catalog quick = default_catalog();
  quick.job_share = 0;  // slow work in pages would be cut off and done again: another failure
  auto none = play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}}, 1, 1, quick),
       backoff =
           play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}, {"retries", "backoff"}}, 1, 1, quick);
  for (auto* sandbox : {&none, &backoff}) {
    run_to(*sandbox, 30);
    ASSERT_FALSE(sandbox->apply(command("server-crash")).has_value());
    run_to(*sandbox, 60);
  }
  EXPECT_GT(look(none).since_incident.failed_pages, 20);
  EXPECT_LT(look(backoff).since_incident.failed_pages, 0.7 * look(none).since_incident.failed_pages);
}

}  // namespace
}  // namespace scale::model
