// The screen at every size: nothing leaves it or lies on something else, and everything answers.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "ui/screen_fixture.h"

namespace scale::ui {
namespace {

bool is_node(const Control& control) {
  return control.id.substr(0, 5) == "node.";
}

TEST_F(Screen, NoControlLeavesItAtAnySize) {
  const sandbox::Snapshot run = run_of({"cdn"});
  for (const Size size : kSizes) {
    state = {};
    show(run, size);
    ASSERT_FALSE(state.controls.empty());
    for (const Control& control : state.controls) {
      EXPECT_GE(control.rect.x, -12) << control.id << " at " << size.width;
      EXPECT_GE(control.rect.y, 0) << control.id << " at " << size.width;
      EXPECT_LE(control.rect.right(), size.width + 1) << control.id << " at " << size.width;
      EXPECT_LE(control.rect.bottom(), size.height + 1) << control.id << " at " << size.width;
    }
  }
}

TEST_F(Screen, NoTwoControlsLieOnEachOther) {
  const sandbox::Snapshot run = run_of({"cdn", "stateless"});
  for (const Size size : kSizes) {
    state = {};
    show(run, size);
    const auto& all = state.controls;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t k = i + 1; k < all.size(); ++k) {
        if (is_node(all[i]) || is_node(all[k])) continue;
        const Rect &a = all[i].rect, &b = all[k].rect;
        const float across = std::min(a.right(), b.right()) - std::max(a.x, b.x);
        const float down = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
        EXPECT_FALSE(across > 2.5f && down > 2.5f)
            << all[i].id << " and " << all[k].id << " at " << size.width;
      }
    }
  }
}

TEST_F(Screen, EveryControlHasAnIdOfItsOwnAndALabel) {
  const sandbox::Snapshot run = run_of({"cdn"});
  for (const Size size : kSizes) {
    state = {};
    show(run, size);
    std::set<std::string> ids;
    for (const Control& control : state.controls) {
      EXPECT_TRUE(ids.insert(control.id).second) << control.id << " twice at " << size.width;
      EXPECT_FALSE(control.label.empty()) << control.id;
    }
  }
}

TEST_F(Screen, APressOnATogglesPlaceSendsItsCommand) {
  const sandbox::Snapshot run = run_of({});
  for (const Size size : {kSizes[0], kSizes[2], kSizes[3], kSizes[5]}) {
    state = {};
    show(run, size);
    const auto cdn = std::find_if(state.controls.begin(), state.controls.end(),
                                  [](const Control& control) { return control.id == "cdn"; });
    ASSERT_NE(cdn, state.controls.end());
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(cdn->rect.x + cdn->rect.width / 2, cdn->rect.y + cdn->rect.height / 2);
    show(run, size);
    io.AddMouseButtonEvent(0, true);
    std::vector<model::Command> sent = show(run, size);
    io.AddMouseButtonEvent(0, false);
    const std::vector<model::Command> later = show(run, size);
    sent.insert(sent.end(), later.begin(), later.end());
    ASSERT_EQ(sent.size(), 1u) << size.width;
    EXPECT_EQ(model::info(sent[0].id).id, "cdn");
    EXPECT_EQ(sent[0].value, 1);
    show(run, size);
  }
}

// Between two pictures a quick hand, or a slow machine, has the pointer move and let go.
TEST_F(Screen, ADragEndsWhereItWasLetGo) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[2];
  show(run, size);
  const auto slider = std::find_if(state.controls.begin(), state.controls.end(),
                                   [](const Control& control) { return control.id == "users"; });
  ASSERT_NE(slider, state.controls.end());
  const Rect rect = slider->rect;
  const float y = rect.y + rect.height / 2;
  const auto sent_by = [&](float x, bool quick) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(rect.x + rect.width / 4, y);
    show(run, size);
    io.AddMouseButtonEvent(0, true);
    show(run, size);
    io.AddMousePosEvent(x, y);
    std::vector<model::Command> sent;
    if (!quick) sent = show(run, size);
    io.AddMouseButtonEvent(0, false);
    const std::vector<model::Command> last = show(run, size);
    return last.empty() ? sent : last;
  };
  const float x = rect.x + 0.8f * rect.width;
  const std::vector<model::Command> quick = sent_by(x, true), slow = sent_by(x, false);
  ASSERT_EQ(quick.size(), 1u);
  ASSERT_EQ(slow.size(), 1u);
  EXPECT_EQ(model::info(quick[0].id).id, "users");
  EXPECT_EQ(quick[0].value, slow[0].value);
}

TEST_F(Screen, TheKeyboardAloneReachesAndPressesAToggle) {
  const sandbox::Snapshot run = run_of({});
  const Size size = kSizes[2];
  ImGuiIO& io = ImGui::GetIO();
  show(run, size);
  for (std::size_t i = 0; i < 200 && state.focus != "cdn"; ++i) {
    io.AddKeyEvent(ImGuiKey_Tab, true);
    show(run, size);
    io.AddKeyEvent(ImGuiKey_Tab, false);
    show(run, size);
  }
  ASSERT_EQ(state.focus, "cdn");
  io.AddKeyEvent(ImGuiKey_Enter, true);
  const std::vector<model::Command> sent = show(run, size);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(model::info(sent[0].id).id, "cdn");
}

TEST_F(Screen, PageViewsOfTheRunBecomeGrains) {
  const sandbox::Snapshot run = run_of({"cdn"});
  ASSERT_FALSE(run.replays.empty());
  show(run, kSizes[3]);
  EXPECT_GT(state.motion.flights.size(), 0u);
  sandbox::Snapshot later = run;
  later.replays.clear();
  std::size_t most = 0;
  for (int i = 0; i < 60; ++i) {
    show(later, kSizes[3]);
    most = std::max(most, scene.grains.size());
  }
  EXPECT_GT(most, 0u);
  for (int i = 0; i < 60 * 8; ++i) show(later, kSizes[3]);
  EXPECT_TRUE(state.motion.flights.empty()) << "a life takes at most some seconds";
}

TEST_F(Screen, WithReducedMotionTrafficMovesOnceASecond) {
  state.reduced_motion = true;
  sandbox::Snapshot run = run_of({"cdn"});
  std::size_t most = 0;
  std::vector<float> before;
  for (int i = 0; i < 60 * 3; ++i) {
    show(run, kSizes[3]);
    run.replays.clear();
    EXPECT_EQ(scene.time_s, std::floor(scene.time_s));
    std::vector<float> now;
    for (const render::Grain& grain : scene.grains) now.push_back(grain.along);
    // The frame after a step thins crowded lanes out.
    const bool steps = i % 60 == 59 || i % 60 == 0;
    EXPECT_TRUE(steps || now == before) << "in frame " << i;
    most = std::max(most, now.size());
    before = std::move(now);
  }
  EXPECT_GT(most, 0u);
}

TEST_F(Screen, APauseStandsStill) {
  sandbox::Snapshot run = run_of({});
  run.paused = true;
  show(run, kSizes[2]);
  const double clock = state.motion.clock_s;
  for (int i = 0; i < 90; ++i) {
    show(run, kSizes[2]);
    run.replays.clear();
  }
  EXPECT_EQ(state.motion.clock_s, clock);
  EXPECT_FALSE(state.motion.moving);
}

}  // namespace
}  // namespace scale::ui
