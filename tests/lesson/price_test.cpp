#include "lesson/price.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace scale::lesson
