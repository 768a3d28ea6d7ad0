// The scenario table: each stage's goals are met with its mechanism and missed without, at the parameters of
// its file.
#include "lesson/stage_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "model/compile.h"

namespace scale::lesson {
namespace {

model::Scenario read_stage(const std::string& name) {
  std::ifstream file(std::string(SCALE_LESSONS "/table/") + name + ".json");
  std::stringstream text;
  text << file.rdbuf();
  model::ParsedScenario parsed = model::parse_scenario(text.str());
  EXPECT_TRUE(parsed.scenario) << name << ": " << (parsed.error ? parsed.error->message : "");
  return parsed.scenario.value_or(model::Scenario{});
}

std::string readings(const VariantRun& run) {
  std::string text;
  for (const GoalReading& reading : run.goals)
    text += reading.goal.limit.measure + " = " + std::to_string(reading.value) +
            (reading.met ? " (met)  " : " (missed)  ");
  return text;
}

void expect_met_with_and_missed_without(const std::string& name, std::uint64_t seed) {
  const model::Scenario stage = read_stage(name);
  ASSERT_FALSE(stage.story.goals.empty());
  ASSERT_FALSE(stage.story.solutions.empty());
  const VariantRun with = run_variant(stage, right_architecture(stage), seed);
  EXPECT_TRUE(with.met) << "seed " << seed << ": " << readings(with);
  const VariantRun without = run_variant(stage, stage.architecture, seed);
  EXPECT_FALSE(without.met) << "seed " << seed << ": " << readings(without);
}

class Stages : public testing::TestWithParam<const char*> {};
class StagesLong : public testing::TestWithParam<const char*> {};
constexpr const char* kStages[] = {"1-500",   "2-1000",         "3-10000", "4a-100K", "4b-100K-crash",
                                   "5a-500K", "5b-500K-outage", "6-1M",    "7-50M",   "8-500M"};
std::string test_name(const testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
}
INSTANTIATE_TEST_SUITE_P(Table, Stages, testing::ValuesIn(kStages), test_name);
INSTANTIATE_TEST_SUITE_P(Table, StagesLong, testing::ValuesIn(kStages), test_name);

TEST_P(Stages, GoalsAreMetWithTheMechanismAndMissedWithout) {
  expect_met_with_and_missed_without(GetParam(), read_stage(GetParam()).seed);
}

TEST_P(StagesLong, GoalsAreMetWithTheMechanismAndMissedWithoutAtFiveSeeds) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) expect_met_with_and_missed_without(GetParam(), seed);
}

TEST(StageTable, NamesTheRightOneTheStartAndEachToggleTakenAway) {
  const std::vector<Variant> list = variants(read_stage("4b-100K-crash"));
  ASSERT_GE(list.size(), 3u);
  EXPECT_EQ(list[0].name, "right");
  EXPECT_TRUE(list[0].architecture.stateless);
  EXPECT_EQ(list[1].name, "start");
  EXPECT_FALSE(list[1].architecture.stateless);
  for (std::size_t i = 2; i < list.size(); ++i) EXPECT_EQ(list[i].name.find("without "), 0u);
}

TEST(StageTable, AtAThousandUsersTheSmallOneCostsLessAndHasLessToBreak) {
  const model::Scenario small = read_stage("2-1000"), finale = read_stage("8-500M");
  model::Architecture large = right_architecture(finale);
  large.users = small.architecture.users;
  const VariantRun modest = run_variant(small, right_architecture(small), 1);
  const VariantRun grand = run_variant(small, large, 1);
  EXPECT_TRUE(modest.met) << "the small one is enough";
  EXPECT_LT(modest.cost_usd_month, 0.01 * grand.cost_usd_month);
  constexpr double kCrashesAYear = 0.5;  // of one server: J. Dean, Software Engineering Advice, 2008
  EXPECT_LT(kCrashesAYear * model::web_servers_in_all(right_architecture(small)), 2);
  EXPECT_GT(kCrashesAYear * model::web_servers_in_all(large), 50);
}

}  // namespace
}  // namespace scale::lesson
