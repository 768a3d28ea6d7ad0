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

TEST(Words, TheRunBesideAnIncidentIsNamedByItsNoun) {
  EXPECT_EQ(name_after("server-crash", ""), "without the crash");
  for (std::size_t id = 0; id < model::command_table().size(); ++id) {
    if (model::command_table()[id].kind != model::CommandKind::incident) continue;
    const std::string name = ghost_name({.id = static_cast<model::CommandId>(id)});
    EXPECT_EQ(name.substr(0, 12), "without the ");
    EXPECT_NE(name, "without the incident") << model::command_table()[id].id;
  }
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
