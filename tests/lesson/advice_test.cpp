#include <gtest/gtest.h>

#include <set>

#include "lesson/advisor.h"
#include "lesson/format.h"
#include "lesson/text_of.h"

namespace scale::lesson {
namespace {

NextStep one_step_that_costs(double more) {
  NextStep search;
  search.done = true;
  search.as_it_is.mean_page_s = 2;
  search.as_it_is.cost_usd_month = 10'000;
  Step step;
  step.command = parsed("web-servers=4");
  step.mean_page_s = 1;
  step.gain_s = 1;
  step.cost_usd_month = 10'000 + more;
  search.steps.push_back(step);
  return search;
}

TEST(NextStep, SaysWhatItCostsOrSaves) {
  EXPECT_TRUE(has(next_step_words(one_step_that_costs(500)), "for $ 500 a month more"));
  EXPECT_TRUE(has(next_step_words(one_step_that_costs(-500)), "saves $ 500 a month"));
  EXPECT_TRUE(has(next_step_words(one_step_that_costs(0)), "stays at " + dollars(10'000)));
}

std::set<std::string_view> tried(const model::Architecture& architecture) {
  std::set<std::string_view> ids;
  for (const Step& step : make_next_step(architecture, model::default_catalog(), 1).to_try)
    ids.insert(model::info(step.command.id).id);
  return ids;
}

TEST(NextStep, DoublesOnlyWhatThereIs) {
  model::Architecture architecture;
  architecture.vertical_partitioning = architecture.nosql = architecture.cache = architecture.stateless =
      false;
  architecture.database_cores = 96;
  const auto without = tried(architecture);
  for (const char* id :
       {"social-shards", "accounts-shards", "nosql-nodes", "cache-servers", "session-stores"})
    EXPECT_FALSE(without.count(id)) << id;
  EXPECT_FALSE(without.count("database-cores")) << "there is no larger machine";
  EXPECT_TRUE(without.count("web-servers"));
  architecture.vertical_partitioning = architecture.nosql = architecture.cache = architecture.stateless =
      true;
  const auto with = tried(architecture);
  for (const char* id :
       {"social-shards", "accounts-shards", "nosql-nodes", "cache-servers", "session-stores"})
    EXPECT_TRUE(with.count(id)) << id;
}

}  // namespace
}  // namespace scale::lesson
