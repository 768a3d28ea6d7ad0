// The panels that open over the screen: each fits every size, takes the pointer from what lies below it, and
// gives the commands it shows.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "ui/screen_fixture.h"

namespace scale::ui {
namespace {

const Control* find(const UiState& state, std::string_view id) {
  const auto found = std::find_if(state.controls.begin(), state.controls.end(),
                                  [&](const Control& control) { return control.id == id; });
  return found == state.controls.end() ? nullptr : &*found;
}

// Opens each in turn and draws two frames, so that covers are known.
struct Open {
  const char* name;
  void (*open)(UiState& state);
};
constexpr Open kOpen[] = {
    {"node", [](UiState& state) { state.selected = "web.eu"; }},
    {"proof", [](UiState& state) { state.selected = "web.eu", state.tab = PanelTab::proof; }},
    {"members", [](UiState& state) { state.selected = "web.eu", state.tab = PanelTab::members; }},
    {"edge proof", [](UiState& state) { state.selected = "edge.eu", state.tab = PanelTab::proof; }},
    {"database", [](UiState& state) { state.selected = "primary"; }},
    {"slow pages", [](UiState& state) { state.selected = "figure.slow"; }},
    {"cost", [](UiState& state) { state.selected = "figure.cost"; }},
    {"more", [](UiState& state) { state.more = true; }},
    {"help", [](UiState& state) { state.help = true; }},
    {"charts", [](UiState& state) { state.view = View::charts; }},
    {"map", [](UiState& state) { state.view = View::map; }},
};

TEST_F(Screen, WhateverIsOpenStaysOnTheScreenAtEverySize) {
  const sandbox::Snapshot run = run_of({"cdn", "stateless"});
  for (const Size size : kSizes) {
    for (const Open& open : kOpen) {
      state = {};
      open.open(state);
      show(run, size);
      show(run, size);
      std::set<std::string> ids;
      for (const Control& control : state.controls) {
        EXPECT_TRUE(ids.insert(control.id).second)
            << control.id << " twice, " << open.name << " at " << size.width;
        EXPECT_GE(control.rect.x, -12) << control.id << ", " << open.name << " at " << size.width;
        EXPECT_GE(control.rect.y, 0) << control.id << ", " << open.name << " at " << size.width;
        EXPECT_LE(control.rect.right(), size.width + 1)
            << control.id << ", " << open.name << " at " << size.width;
        EXPECT_LE(control.rect.bottom(), size.height + 1)
            << control.id << ", " << open.name << " at " << size.width;
      }
      for (const Rect& cover : state.motion.covers_next) {
        EXPECT_GE(cover.x, 0) << open.name << " at " << size.width;
        EXPECT_GE(cover.y, 0) << open.name << " at " << size.width;
        EXPECT_LE(cover.right(), size.width) << open.name << " at " << size.width;
        EXPECT_LE(cover.bottom(), size.height + 1) << open.name << " at " << size.width << "x" << size.height;
      }
    }
  }
}

TEST_F(Screen, APanelTakesThePointerFromWhatLiesBelow) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[0];
  state.more = true;
  show(run, size);
  show(run, size);
  const Control* below = find(state, "cdn");
  const Control* above = find(state, "step");
  ASSERT_NE(below, nullptr);
  ASSERT_NE(above, nullptr);
  const Rect cover = state.motion.covers_next.at(0);
  ASSERT_TRUE(cover.contains(below->rect.x + 8, below->rect.y + 8))
      << "the chip lies under the sheet at this size";
  const std::vector<model::Command> sent = press(run, size, below->rect.x + 8, below->rect.y + 8);
  EXPECT_TRUE(sent.empty());
}

TEST_F(Screen, ANodesKnobSendsItsCommand) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[3];
  state.selected = "web.eu";
  show(run, size);
  show(run, size);
  const Control* more = find(state, "knob.web-servers+");
  ASSERT_NE(more, nullptr);
  const std::vector<model::Command> sent =
      press(run, size, more->rect.x + more->rect.width / 2, more->rect.y + more->rect.height / 2);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(model::info(sent[0].id).id, "web-servers");
  EXPECT_EQ(sent[0].value, 3);
}

TEST_F(Screen, InFreePlayWhateverCanBeBuiltHasAControlSomewhere) {
  const sandbox::Snapshot run = run_of({"cdn", "stateless", "queue", "regions", "vertical-partitioning",
                                        "sharding", "nosql", "cache", "replicas"});
  const sandbox::Snapshot plain = run_of({});
  std::set<std::string> ids;
  for (const sandbox::Snapshot* shown : {&run, &plain}) {
    state = {};
    show(*shown, kSizes[3]);
    for (const Control& control : state.controls) ids.insert(control.id);
    for (const sandbox::NodeView& node : shown->nodes) {
      state.selected = node.node.id;
      show(*shown, kSizes[3]);
      for (const Control& control : state.controls)
        if (control.id.rfind("knob.", 0) == 0) ids.insert(control.id.substr(5));
    }
  }
  for (const model::CommandInfo& row : model::command_table()) {
    if (!row.available) continue;
    if (row.group != model::CommandGroup::tools && row.group != model::CommandGroup::sizes) continue;
    const std::string id(row.id);
    EXPECT_TRUE(ids.count(id) > 0 || ids.count(id + "+") > 0 || ids.count(id + ".0") > 0) << id;
  }
}

TEST_F(Screen, ANodesKnobsStandStillWhateverItsFiguresDo) {
  sandbox::Snapshot calm = run_of({"cdn", "stateless", "replicas", "queue", "sharding", "nosql"});
  sandbox::Snapshot busy = calm;
  for (sandbox::NodeView& node : calm.nodes)
    node.waiting = node.oldest_wait_s = node.failed_per_s = node.hit_ratio = node.lookups_per_s = node.lag_s =
        node.entries = 0;
  for (sandbox::NodeView& node : busy.nodes)
    node.waiting = node.oldest_wait_s = node.failed_per_s = node.hit_ratio = node.lookups_per_s = node.lag_s =
        node.entries = 1;
  int knobs = 0;
  for (const sandbox::NodeView& node : calm.nodes) {
    state = {};
    state.selected = node.node.id;
    for (int i = 0; i < 30; ++i) show(calm, kSizes[2]);
    const std::vector<Control> before = state.controls;
    show(busy, kSizes[2]);
    for (const Control& knob : before) {
      if (knob.id.rfind("knob.", 0) != 0) continue;
      ++knobs;
      const Control* after = find(state, knob.id);
      ASSERT_NE(after, nullptr) << knob.id;
      EXPECT_EQ(after->rect.y, knob.rect.y) << knob.id << " of " << node.node.id;
    }
  }
  EXPECT_GT(knobs, 15);
}

TEST_F(Screen, TheHottestShardIsAGlassAsTheOthersAre) {
  sandbox::Snapshot run = run_of({"vertical-partitioning", "sharding"});
  std::uint32_t shards = 0;
  for (sandbox::NodeView& node : run.nodes) {
    if (node.node.kind != model::NodeKind::shard || node.members.size() <= 2) continue;
    for (sandbox::MemberView& member : node.members) member.utilisation = 0.4f;
    node.members[1].utilisation = 0.97f;
    shards += static_cast<std::uint32_t>(node.members.size());
  }
  ASSERT_GT(shards, 2u);
  show(run, kSizes[3]);
  std::uint32_t lying = 0;
  std::set<float> heights;
  for (const render::Shape& shape : scene.shapes) {
    if (shape.lying == 0) continue;
    ++lying;
    heights.insert(std::round(shape.height));
  }
  EXPECT_EQ(lying, shards);
  EXPECT_GE(heights.size(), 2u) << "the hottest grows";
}

TEST_F(Screen, SixSitesOfDividedDatabasesStandWithinTheDiagram) {
  const sandbox::Snapshot run = run_of({"cdn", "stateless", "regions", "site-la", "site-mea", "site-sas",
                                        "vertical-partitioning", "sharding"});
  for (const Size size : {kSizes[2], kSizes[3]}) {
    state = {};
    show(run, size);
    const float charts = size.height < 860 ? size.height - 176 : size.height - 256;
    std::size_t nodes = 0;
    for (const Control& control : state.controls) {
      if (control.id.rfind("node.", 0) != 0) continue;
      ++nodes;
      EXPECT_LE(control.rect.bottom(), charts - 66) << control.id << " at " << size.width;
      EXPECT_GE(control.rect.height, 6) << control.id << " at " << size.width;
    }
    EXPECT_GT(nodes, 40u);
  }
}

TEST_F(Screen, OnAPhoneTheBusiestStandsForAllThatKeepTheSameAndHasRoomForItsName) {
  sandbox::Snapshot run =
      run_of({"cdn", "stateless", "regions", "vertical-partitioning", "sharding", "nosql"});
  const auto busy = [&](std::string_view id, double share) {
    for (sandbox::NodeView& node : run.nodes)
      if (node.node.id == id) node.busiest = share;
  };
  const Size phone = kSizes[0];
  busy("cache.eap", 0.95);
  for (int frame = 0; frame < 40; ++frame) show(run, phone);
  const Control* first = find(state, "node.cache.eap");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(find(state, "node.cache.na"), nullptr);
  const Rect place = first->rect;
  const Control* sessions = find(state, "node.sessions.na");
  for (const char* site : {"eu", "eap"})
    if (sessions == nullptr) sessions = find(state, std::string("node.sessions.") + site);
  ASSERT_NE(sessions, nullptr);
  EXPECT_GE(sessions->rect.width + 12, text_width("Sessions", style(11, 0, Weight::semibold)));

  busy("cache.na", 0.99);
  show(run, phone);
  const Control* then = find(state, "node.cache.na");
  ASSERT_NE(then, nullptr);
  EXPECT_EQ(then->rect.x, place.x) << "nothing is new there";
  EXPECT_EQ(then->rect.y, place.y);
}

TEST_F(Screen, ASignGoesByWhatIsWritten) {
  const sandbox::Snapshot run = run_of({});
  ImGuiIO& io = ImGui::GetIO();
  show(run, kSizes[2]);
  io.AddInputCharacter('?');
  show(run, kSizes[2]);
  EXPECT_TRUE(state.help);
  // On a German keyboard "]" is AltGr and 9, "[" is AltGr and 8: no tool is switched by it.
  io.AddKeyEvent(ImGuiMod_Alt, true);
  io.AddKeyEvent(ImGuiKey_8, true);
  io.AddInputCharacter('[');
  std::vector<model::Command> sent;
  for (int frame = 0; frame < 3; ++frame)
    for (const model::Command& command : show(run, kSizes[2])) sent.push_back(command);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(model::info(sent[0].id).id, "speed");
}

TEST_F(Screen, TheKeyboardScrollsToEveryIncidentAndSize) {
  const sandbox::Snapshot run = run_of({"cdn"});
  for (const model::CommandInfo& row : model::command_table()) {
    if (row.kind != model::CommandKind::incident || !row.available) continue;
    state = {};
    state.focus = row.id;
    state.focus_visible = true;
    for (int i = 0; i < 4; ++i) show(run, kSizes[2]);
    const Control* button = find(state, row.id);
    ASSERT_NE(button, nullptr) << row.id;
    EXPECT_GT(button->rect.height, 30) << row.id;
    EXPECT_LE(button->rect.bottom(), kSizes[2].height - 44) << row.id;
  }
  EXPECT_NE(find(state, "web-servers+"), nullptr);
}

TEST_F(Screen, APressOnANodeOpensItAndAnotherClosesIt) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[3];
  show(run, size);
  const Control* node = find(state, "node.web.eu");
  ASSERT_NE(node, nullptr);
  const Rect rect = node->rect;
  press(run, size, rect.x + rect.width / 2, rect.y + rect.height / 2);
  EXPECT_EQ(state.selected, "web.eu");
  press(run, size, rect.x + rect.width / 2, rect.y + rect.height / 2);
  EXPECT_EQ(state.selected, "");
}

TEST_F(Screen, ACloseUpKeepsThePointUnderThePinch) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[3];
  show(run, size);
  const Rect area = state.motion.diagram;
  const float x = area.x + area.width * 0.7f, y = area.y + area.height * 0.4f;
  zoom_diagram(state, 2, x, y);
  EXPECT_FLOAT_EQ(state.zoom, 2);
  // The point was (x - middle) from the middle; twice that, moved by the pan, is where it still is.
  EXPECT_NEAR((x - area.x - area.width / 2) * 2 + state.pan_x, x - area.x - area.width / 2, 0.01f);
  EXPECT_NEAR((y - area.y - area.height / 2) * 2 + state.pan_y, y - area.y - area.height / 2, 0.01f);
  zoom_diagram(state, 0.01f, x, y);
  EXPECT_FLOAT_EQ(state.zoom, 1);
  EXPECT_FLOAT_EQ(state.pan_x, 0);
}

TEST_F(Screen, TheSlowestPagesArePlayedAgainUntilToldOtherwise) {
  sandbox::Snapshot run = run_of({});
  const Size size = kSizes[3];
  state.slots[1] = ChartKind::histogram;
  show(run, size);
  run.replays.clear();
  ASSERT_FALSE(state.motion.album.pages.empty());
  const Control* slowest = find(state, "slowest.1");
  ASSERT_NE(slowest, nullptr);
  const Rect rect = slowest->rect;
  press(run, size, rect.x + rect.width / 2, rect.y + rect.height / 2);
  ASSERT_TRUE(state.motion.album.playing);
  std::size_t slower = 0;
  for (const sandbox::Replay& page : state.motion.album.pages)
    slower += page.latency_s >= state.motion.album.from_s;
  EXPECT_EQ(state.motion.album.shown, slower);
  EXPECT_EQ(state.motion.flights.size(), slower);
  EXPECT_LE(slower, state.motion.album.pages.size() / 50 + 1);
  run.paused = true;
  for (int i = 0; i < 60 * 12; ++i) show(run, size);
  EXPECT_FALSE(state.motion.flights.empty()) << "over and over, in a pause too";
  press(run, size, rect.x + rect.width / 2, rect.y + rect.height / 2);
  EXPECT_FALSE(state.motion.album.playing);
}

TEST_F(Screen, ChartsReadTheSameTimeUnderThePointer) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[3];
  show(run, size);
  const Control* title = find(state, "chart.0");
  ASSERT_NE(title, nullptr);
  ImGui::GetIO().AddMousePosEvent(title->rect.x + 200, title->rect.y + 90);
  show(run, size);
  show(run, size);
  EXPECT_GT(state.motion.pointed_s, 0);
  EXPECT_LE(state.motion.pointed_s, run.time_s);
}

TEST_F(Screen, TheServersP95IsToldFromThatOfPagesAtEverySize) {
  const sandbox::Snapshot run = run_of({});
  for (const Size size : {kSizes[0], kSizes[5], kSizes[6]}) {
    state = {};
    show(run, size);
    const Control* figure = find(state, "figure.response");
    ASSERT_NE(figure, nullptr) << size.width;
    EXPECT_EQ(figure->label.rfind("Servers", 0), 0u) << figure->label << " at " << size.width;
  }
}

TEST_F(Screen, AnEmbedThatAsksForChartsAloneShowsOne) {
  const sandbox::Snapshot run = run_of({"cdn"});
  for (const bool chips : {false, true}) {
    for (const Size size : {kSizes[0], kSizes[5], kSizes[6]}) {
      state = {};
      state.embed = true;
      Parts& parts = state.parts;
      parts.toggles = parts.incidents = parts.users = chips;
      parts.slow = parts.response = parts.failed = parts.cost = parts.anatomy = false;
      show(run, size);
      const Control* title = find(state, "chart.0");
      ASSERT_NE(title, nullptr) << size.width << "x" << size.height;
      for (const Control& control : state.controls) {
        EXPECT_LE(control.rect.bottom(), size.height + 1) << control.id << " at " << size.width;
        const bool node = control.id.rfind("node.", 0) == 0;
        EXPECT_TRUE(!node || control.rect.bottom() <= title->rect.y + 2)
            << control.id << " at " << size.width;
      }
    }
  }
}

TEST_F(Screen, AnIncidentThatWouldHitNothingCannotBePressedAtAnySize) {
  for (const bool stateless : {false, true}) {
    const sandbox::Snapshot run = stateless ? run_of({"stateless"}) : run_of({});
    for (const Size size : kSizes) {
      show(run, size);
      const Control* incident = find(state, "store-restart");
      ASSERT_NE(incident, nullptr) << size.width;
      EXPECT_EQ(incident->enabled, stateless) << size.width;
    }
  }
}

}  // namespace
}  // namespace scale::ui
