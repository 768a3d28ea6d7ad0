#include "ui/words.h"

#include <gtest/gtest.h>

namespace scale::ui {
namespace {

std::string name_after(std::string_view id, std::string_view value) {
  return ghost_name(*model::parse_command(id, value).command);
}

TEST(Words, TheRunBesideIsNamedByWhatItHas) {
  EXPECT_EQ(name_after("cdn", "on"), "without CDN");
  EXPECT_EQ(name_after("cdn", "off"), "with CDN");
  EXPECT_EQ(name_after("users", "200K").substr(0, 8), "without ");
}

TEST(Words, OverTheHeadlineARunThatStandsStillIsNotSaidToRun) {
  sandbox::Snapshot run;
  run.time_s = 83;
  EXPECT_EQ(overline_of(run), "Running, 1:23");
  run.paused = true;
  EXPECT_EQ(overline_of(run), "Paused, 1:23");
  run.markers.push_back({.time_s = 43, .label = "CDN on"});
  EXPECT_EQ(overline_of(run), "CDN on, 40 s ago");
}

}  // namespace
}  // namespace scale::ui
