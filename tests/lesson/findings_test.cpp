#include "lesson/findings.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scale::lesson {
namespace {

// Curves up to 1.6 million users only, so that they are quick.
Findings looked_at(const model::Architecture& architecture, const std::vector<std::string>& on_offer) {
  Findings f;
  look_at(f, architecture, model::default_catalog(), 1, {}, on_offer);
  for (Curve* curve : {&f.as_it_is})
    curve->search.settings.to_users = 1.6e6, curve->search.settings.points = 5;
  for (Curve& curve : f.with) curve.search.settings.to_users = 1.6e6, curve.search.settings.points = 5;
  return f;
}

TEST(Findings, TheCurveAsItIsComesFirstThenTheHoveredTools) {
  Findings f = looked_at({}, {"cdn", "stateless", "regions"});
  ASSERT_EQ(f.with.size(), 3u);
  const Question wanted{.hovered = "regions"};
  while (!f.as_it_is.whole) ASSERT_GT(step(f, wanted, 20'000), 0u);
  for (const Curve& curve : f.with) EXPECT_FALSE(curve.whole.has_value());
  while (!curve_with(f, "regions")->whole) ASSERT_GT(step(f, wanted, 20'000), 0u);
  EXPECT_FALSE(curve_with(f, "cdn")->whole.has_value());
}

TEST(Findings, SlicesDoNotChangeWhatIsFound) {
  const model::Architecture built{.cdn = true};
  Findings whole = looked_at(built, {"stateless"}), sliced = looked_at(built, {"stateless"});
  while (step(whole, {}, UINT64_MAX) > 0) {
  }
  while (step(sliced, {}, 3'000) > 0) {
  }
  ASSERT_TRUE(whole.as_it_is.whole && sliced.as_it_is.whole && shown(whole.with[0]) && shown(sliced.with[0]));
  EXPECT_EQ(whole.as_it_is.whole->broken_users, sliced.as_it_is.whole->broken_users);
  EXPECT_EQ(whole.with[0].whole->broken_users, sliced.with[0].whole->broken_users);
}

TEST(Findings, OtherUsersAreTheSameQuestionAnotherToolIsNot) {
  model::Architecture built;
  Findings f = looked_at(built, {"cdn"});
  while (step(f, {}, UINT64_MAX) > 0) {
  }
  built.users = 400'000;
  look_at(f, built, model::default_catalog(), 1, {}, {"cdn"});
  EXPECT_TRUE(up_to_date(f.as_it_is));
  built.cdn = true;
  look_at(f, built, model::default_catalog(), 1, {}, {"cdn"});
  EXPECT_FALSE(up_to_date(f.as_it_is));
  EXPECT_TRUE(f.with.empty());
  EXPECT_NE(shown(f.as_it_is), nullptr) << "the last whole curve is shown until the next one is";
}

TEST(Findings, TheCurvesReachDownToTheFewestUsersSoFar) {
  model::Architecture built;
  built.users = 250'000;
  Findings f = looked_at(built, {"cdn"});
  EXPECT_EQ(f.as_it_is.search.settings.from_users, 100e3);
  for (const double users : {500.0, 900e3}) {
    built.users = users;
    look_at(f, built, model::default_catalog(), 1, {}, {"cdn"});
    EXPECT_EQ(f.as_it_is.search.settings.from_users, 1);
    EXPECT_EQ(f.with[0].search.settings.from_users, 1);
  }
}

TEST(Findings, TheNextStepIsSoughtOnlyWhenAskedFor) {
  Findings f = looked_at({}, {"cdn"});
  while (step(f, {}, UINT64_MAX) > 0) {
  }
  EXPECT_FALSE(f.next_step.has_value());
  EXPECT_GT(step(f, {.hovered = {}, .next_step = true}, 1'000), 0u);
  EXPECT_TRUE(f.next_step.has_value());
}

}  // namespace
}  // namespace scale::lesson
