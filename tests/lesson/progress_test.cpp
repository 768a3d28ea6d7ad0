#include "lesson/progress.h"

#include <gtest/gtest.h>

namespace scale::lesson {
namespace {

Play won(std::string name, int stars, double usd_month, double page_s) {
  Play play;
  play.name = std::move(name);
  play.met = true;
  play.stars_won = stars;
  play.cheapest = Seen{{}, usd_month, page_s};
  play.fastest = play.cheapest;
  return play;
}

TEST(Progress, KeepsTheBestOfAllTimes) {
  Progress progress;
  EXPECT_TRUE(note(progress, won("stage-4", 2, 9000, 0.9)));
  EXPECT_FALSE(note(progress, won("stage-4", 1, 9500, 1.2)));
  EXPECT_TRUE(note(progress, won("stage-4", 1, 8000, 1.2)));
  const LessonRecord* best = find_record(progress, "stage-4");
  ASSERT_NE(best, nullptr);
  EXPECT_EQ(best->stars, 2);
  EXPECT_EQ(best->cheapest_usd_month, 8000);
  EXPECT_EQ(best->fastest_page_s, 0.9);
}

TEST(Progress, WhatIsNotWonIsNotNoted) {
  Progress progress;
  Play play = won("stage-4", 1, 1, 1);
  play.met = false;
  EXPECT_FALSE(note(progress, play));
  EXPECT_TRUE(progress.lessons.empty());
}

TEST(Progress, ComesBackFromItsText) {
  Progress progress;
  progress.ask_predictions = false;
  note(progress, won("stage-4", 3, 8123, 0.734));
  note(progress, won("challenge-deploy", 1, 60000, 1.5));
  EXPECT_EQ(progress_of(to_text(progress)), progress);
  EXPECT_EQ(progress_of(""), Progress{});
}

TEST(Progress, AStrangersTextIsReadWithSuspicion) {
  const Progress read =
      progress_of("ask\nstage-4 1 99 -5 nan\n\nx\nstage-4 1 1 1 1\n" + std::string(5000, 'a') +
                  " 1 1 1 1\nstage-5 1 2 3 4 5\nchallenge-bill 0 0 0 0");
  ASSERT_EQ(read.lessons.size(), 2u);
  EXPECT_EQ(read.lessons[0].stars, 3);
  EXPECT_EQ(read.lessons[0].cheapest_usd_month, 0);
  EXPECT_EQ(read.lessons[0].fastest_page_s, 0);
  EXPECT_EQ(read.lessons[1].name, "challenge-bill");
}

}  // namespace
}  // namespace scale::lesson
