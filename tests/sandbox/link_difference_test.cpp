#include "sandbox/link_difference.h"

#include <gtest/gtest.h>

#include "model/play.h"

namespace scale::sandbox {
namespace {

RunRecord record(std::initializer_list<std::pair<double, model::Command>> commands) {
  RunRecord out;
  for (auto [time_s, command] : commands) {
    command.time_s = time_s;
    out.commands.push_back(command);
  }
  return out;
}

TEST(LinkDifference, OfTheSameRunIsNone) {
  const RunRecord run = record({{0, test::command("users", "200K")}, {10, test::command("cdn", "on")}});
  const LinkDifference out = difference(run, *from_link(to_link(run)).record);
  EXPECT_FALSE(out.first || out.second);
  EXPECT_EQ(out.alike, 2u);
  EXPECT_EQ(out.words, "Both are the same run.");
}

TEST(LinkDifference, NamesTheFirstCommandInWhichTheyPart) {
  const RunRecord one = record({{0, test::command("users", "200K")}, {10, test::command("cdn", "on")}});
  const RunRecord other = record({{0, test::command("users", "200K")},
                                  {10, test::command("stateless", "on")},
                                  {20, test::command("cdn", "on")}});
  const LinkDifference out = difference(one, other);
  EXPECT_EQ(out.alike, 1u);
  EXPECT_EQ(model::to_text(*out.first), "cdn=on");
  EXPECT_EQ(model::to_text(*out.second), "stateless=on");
  EXPECT_NE(out.words.find("cdn=on at 10 s"), std::string::npos) << out.words;
}

TEST(LinkDifference, OneMayGoOnWhereTheOtherEnds) {
  const RunRecord one = record({{5, test::command("cdn", "on")}});
  const LinkDifference out = difference(one, RunRecord{});
  EXPECT_TRUE(out.first && !out.second);
  EXPECT_NE(out.words.find("does nothing more"), std::string::npos);
}

TEST(LinkDifference, AnotherSeedIsSaid) {
  RunRecord one = record({{5, test::command("cdn", "on")}}), other = one;
  other.seed = 2;
  EXPECT_FALSE(difference(one, other).same_seed);
  EXPECT_NE(difference(one, other).words.find("seed"), std::string::npos);
}

TEST(LinkDifference, NamesTheConstantThatDiffers) {
  RunRecord one = record({{5, test::command("cdn", "on")}}), other = one;
  other.catalog = {{"spike_factor", 3}};
  LinkDifference out = difference(one, other);
  EXPECT_EQ(out.constants, std::vector<std::string>{"spike_factor"});
  EXPECT_EQ(out.words,
            "The commands are the same, the constants are not: spike_factor is 1.5 in the first and 3 in the "
            "second.");
  other.catalog.push_back({"region_outage_s", 123});
  other.commands.clear();
  out = difference(one, other);
  EXPECT_EQ(out.constants.size(), 2u);
  EXPECT_NE(out.words.find("cdn=on at 5 s"), std::string::npos) << out.words;
  EXPECT_NE(out.words.find("1 more constant differs"), std::string::npos) << out.words;
}

TEST(LinkDifference, AConstantSetToItsUsualValueIsNone) {
  RunRecord one = record({{5, test::command("cdn", "on")}}), other = one;
  other.catalog = {{"spike_factor", model::default_catalog().spike_factor}};
  EXPECT_EQ(difference(one, other).words, "Both are the same run.");
}

}  // namespace
}  // namespace scale::sandbox
