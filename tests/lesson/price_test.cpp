#include "lesson/price.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/apply.h"
#include "model/play.h"

namespace scale::lesson {
namespace {

sandbox::Snapshot after_switching(test::Words opening, std::string_view tool, double for_s) {
  sandbox::Settings settings;
  for (const auto& [id, value] : opening) settings.opening.push_back(test::command(id, value));
  sandbox::Sandbox run(settings);
  test::run_to(run, 30);
  EXPECT_FALSE(run.apply(test::command(tool, "on")).has_value());
  test::run_to(run, 30 + for_s);
  return test::look(run);
}

TEST(Price, AToolThatIsOffHasNone) {
  sandbox::Sandbox run = test::play({{"users", "60K"}});
  test::run_to(run, 20);
  EXPECT_FALSE(price_of("cdn", test::look(run)).has_value());
  EXPECT_FALSE(price_of("no-such-tool", test::look(run)).has_value());
}

TEST(Price, OfTheLastChangeTheTwinSaysWhatItGave) {
  const sandbox::Snapshot run = after_switching({{"users", "100K"}}, "cdn", 120);
  const auto price = price_of("cdn", run);
  ASSERT_TRUE(price.has_value());
  EXPECT_GE(price->gains.without, 0);
  EXPECT_LT(price->gains.level, price->gains.without);
  EXPECT_EQ(price->trigger, "cache-flush");
}

TEST(Price, LaterItsOwnPartsSay) {
  sandbox::Sandbox run = test::play({{"users", "100K"}, {"cdn", "on"}, {"stateless", "on"}});
  test::run_to(run, 60);
  const sandbox::Snapshot now = test::look(run);
  const auto cdn = price_of("cdn", now), store = price_of("stateless", now);
  ASSERT_TRUE(cdn && store);
  EXPECT_LT(cdn->gains.without, 0);
  EXPECT_DOUBLE_EQ(cdn->gains.level, 1 - now.figures.origin_share);
  EXPECT_DOUBLE_EQ(cdn->pays.level, now.figures.origin_share);
  EXPECT_GT(store->gains.level, 0);  // sessions that no server holds
  EXPECT_GT(store->pays.level, 0);   // the hop
}

TEST(Price, ItsTriggerMakesItFelt) {
  sandbox::Sandbox run = test::play({{"users", "100K"}, {"cdn", "on"}});
  test::run_to(run, 60);
  const auto before = price_of("cdn", test::look(run));
  ASSERT_TRUE(before.has_value());
  ASSERT_FALSE(run.apply(test::command(before->trigger)).has_value());
  test::run_to(run, 72);
  EXPECT_GT(price_of("cdn", test::look(run))->pays.level, before->pays.level);
}

// Of every toggle: where it is on it has two meters with figures, and the button by them is an incident that
// can be had there; where it is off it has none.
TEST(Price, EveryToggleThatIsOnHasTwoMetersAndATriggerThatTheRunTakes) {
  const test::Words all_on = {{"users", "60K"},   {"cdn", "on"},       {"stateless", "on"},
                              {"regions", "on"},  {"queue", "on"},     {"vertical-partitioning", "on"},
                              {"sharding", "on"}, {"shards", "2"},     {"nosql", "on"},
                              {"workers", "2"},   {"web-servers", "2"}};
  sandbox::Sandbox run = test::play(all_on);
  test::run_to(run, 40);
  const sandbox::Snapshot now = test::look(run);
  for (const std::string_view toggle : {"cdn", "stateless", "regions", "queue", "replicas",
                                        "vertical-partitioning", "sharding", "nosql", "cache"}) {
    const auto price = price_of(toggle, now);
    ASSERT_TRUE(price.has_value()) << toggle;
    for (const Meter& meter : {price->gains, price->pays}) {
      EXPECT_FALSE(meter.label.empty()) << toggle;
      EXPECT_NE(meter.value.find_first_of("0123456789"), std::string::npos) << toggle << ": " << meter.value;
      EXPECT_GE(meter.level, 0) << toggle;
      EXPECT_LE(meter.level, 1) << toggle;
    }
    EXPECT_NE(price->gains.label, price->pays.label) << toggle;
    if (!price->trigger.empty()) {
      EXPECT_FALSE(run.refusal(test::command(price->trigger)).has_value()) << toggle;
    }
    sandbox::Snapshot off = now;
    model::apply(off.architecture, test::command(toggle, "off"));
    EXPECT_FALSE(price_of(toggle, off).has_value()) << toggle;
  }
}

// What its button does moves the meter beside it: copies fall behind, jobs wait, one shard is hotter.
TEST(Price, TheButtonMovesTheMeterThatPays) {
  struct Case {
    std::string_view toggle;
    test::Words opening;
    double after_s;
  };
  const Case cases[] = {
      {"regions", {{"users", "60K"}, {"cdn", "on"}, {"regions", "on"}, {"speed", "1"}}, 30},
      {"queue",
       {{"users", "200K"}, {"cdn", "on"}, {"queue", "on"}, {"workers", "2"}, {"web-servers", "4"}},
       30},
      {"sharding",
       {{"users", "200K"},
        {"cdn", "on"},
        {"sharding", "on"},
        {"shards", "8"},
        {"cache", "off"},
        {"replicas", "off"},
        {"denormalised", "on"},
        {"web-servers", "4"}},
       30},
  };
  for (const Case& one : cases) {
    sandbox::Sandbox run = test::play(one.opening);
    test::run_to(run, 60);
    const auto before = price_of(one.toggle, test::look(run));
    ASSERT_TRUE(before.has_value()) << one.toggle;
    ASSERT_FALSE(run.apply(test::command(before->trigger)).has_value()) << one.toggle;
    double most = 0;
    for (double t = 62; t <= 60 + one.after_s; t += 2) {
      test::run_to(run, t);
      most = std::max(most, price_of(one.toggle, test::look(run))->pays.level);
    }
    EXPECT_GT(most, 1.05 * before->pays.level) << one.toggle;
  }
}

}  // namespace
}  // namespace scale::lesson
