#include "sandbox/beside.h"

#include <gtest/gtest.h>

#include "model/play.h"
#include "sandbox/rewind.h"

namespace scale::sandbox {
namespace {

Sandbox small_sandbox(std::uint64_t seed = 3) {
  Sandbox run = test::play({{"users", "20K"}}, seed);
  test::run_to(run, 10);
  return run;
}

TEST(Beside, GoesOnAsTheRunItselfWouldHave) {
  Sandbox run = small_sandbox();
  std::vector<Beside> all;
  put_beside(all, run, "pinned");
  ASSERT_FALSE(run.apply(test::command("cdn", "on")).has_value());
  test::run_to(run, 25);
  while (go_on(all, 25, 500) > 0) {
  }
  Sandbox alone = small_sandbox();
  test::run_to(alone, 25);
  EXPECT_EQ(all[0].run.hash(), alone.hash());
  EXPECT_NE(all[0].run.hash(), run.hash());
}

TEST(Beside, WhatIsStillToComeIsDoneAtItsTime) {
  Sandbox run = small_sandbox();
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
  const Sandbox run = small_sandbox();
  std::vector<Beside> all;
  for (const char* label : {"one", "two", "three", "four"}) put_beside(all, run, label);
  ASSERT_EQ(all.size(), kMostBeside);
  EXPECT_EQ(all.front().label, "two");
  EXPECT_EQ(all.back().letter, 'A');
  remove_beside(all, 'B');
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.front().label, "three");
}

// The regret line: whoever goes back and acts leaves the way before beside it. Three are kept, all on the
// seed of the run, and each is what it would have been had nobody gone back.
TEST(Beside, OfFourWaysLeftByGoingBackThreeGoOnEachAsItWouldHave) {
  constexpr std::uint64_t kSeed = 7;
  const std::vector<const char*> servers = {"3", "4", "5", "6", "7"};
  const auto choose = [](Sandbox& run, const char* value) {
    test::run_to(run, 12);
    ASSERT_FALSE(run.apply(test::command("web-servers", value)).has_value());
    test::run_to(run, 18);
  };
  Rewind rewind(8, 2);
  Sandbox run = small_sandbox(kSeed);
  rewind.watch(run);
  std::vector<Beside> all;
  for (std::size_t i = 0; i + 1 < servers.size(); ++i) {
    choose(run, servers[i]);
    rewind.watch(run);
    std::optional<Sandbox> back = rewind.at(11, run);
    ASSERT_TRUE(back.has_value());
    model::Command choice = test::command("web-servers", servers[i]);
    choice.time_s = 12;
    put_beside(all, *back, std::string(servers[i]) + " servers", {choice});
    run = std::move(*back);
  }
  choose(run, servers.back());
  ASSERT_EQ(all.size(), 3u);
  while (go_on(all, 24, 3'000) > 0) {
  }
  test::run_to(run, 24);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Sandbox fresh = small_sandbox(kSeed);
    choose(fresh, servers[i + 1]);  // the first way has made room
    test::run_to(fresh, 24);
    EXPECT_EQ(all[i].label, std::string(servers[i + 1]) + " servers");
    EXPECT_EQ(all[i].run.hash(), fresh.hash()) << all[i].label;
    EXPECT_EQ(test::look(all[i].run).seed, kSeed);
    EXPECT_NE(all[i].run.hash(), run.hash());
  }
}

}  // namespace
}  // namespace scale::sandbox
