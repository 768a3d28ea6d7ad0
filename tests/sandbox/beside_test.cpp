#include "sandbox/beside.h"

#include <gtest/gtest.h>

#include "model/play.h"

namespace scale::sandbox {
namespace {

Sandbox small_run(std::uint64_t seed = 3) {
  Sandbox run = test::play({{"users", "20K"}}, seed);
  test::run_to(run, 10);
  return run;
}

TEST(Beside, GoesOnAsTheRunItselfWouldHave) {
  Sandbox run = small_run();
  std::vector<Beside> all;
  put_beside(all, run, "pinned");
  ASSERT_FALSE(run.apply(test::command("cdn", "on")).has_value());
  test::run_to(run, 25);
  while (go_on(all, 25, 500) > 0) {
  }
  Sandbox alone = small_run();
  test::run_to(alone, 25);
  EXPECT_EQ(all[0].run.hash(), alone.hash());
  EXPECT_NE(all[0].run.hash(), run.hash());
}

TEST(Beside, WhatIsStillToComeIsDoneAtItsTime) {
  Sandbox run = small_run();
  model::Command later = test::command("cdn", "on");
  later.time_s = 14;
  std::vector<Beside> all;
  put_beside(all, run, "the way before", {later});
  while (go_on(all, 20, 700) > 0) {
  }
  test::run_to(run, 14);
  ASSERT_FALSE(run.apply(test::command("cdn", "on")).has_value());
  test::run_to(run, 20);
  EXPECT_EQ(all[0].run.hash(), run.hash());
}

TEST(Beside, ThreeAtMostTheOldestMakesRoomAndLettersAreGivenAnew) {
  const Sandbox run = small_run();
  std::vector<Beside> all;
  for (const char* label : {"one", "two", "three", "four"}) put_beside(all, run, label);
  ASSERT_EQ(all.size(), kMostBeside);
  EXPECT_EQ(all.front().label, "two");
  EXPECT_EQ(all.back().letter, 'A');
  remove_beside(all, 'B');
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.front().label, "three");
}

}  // namespace
}  // namespace scale::sandbox
