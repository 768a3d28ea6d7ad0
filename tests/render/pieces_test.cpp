#include "render/pieces.h"

#include <gtest/gtest.h>
#include <imgui.h>

namespace scale::render {
namespace {

constexpr Area kWhole{0, 0, 400, 300};
constexpr ImU32 kRed = IM_COL32(255, 0, 0, 255), kBlue = IM_COL32(0, 0, 255, 255);

// A frame of rectangles, each a piece, at two device pixels for each of the page.
struct Pieces : testing::Test {
  Scene scene;

  Pieces() { ImGui::CreateContext(); }
  ~Pieces() override { ImGui::DestroyContext(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  template <typename Draw>
  std::vector<Piece> frame(const Draw& draw) {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushClipRect({0, 0}, {200, 150});
    draw(list);
    list._PopUnusedDrawCmd();
    ImDrawData data;
    data.DisplaySize = {200, 150};
    data.FramebufferScale = {2, 2};
    data.CmdLists.push_back(&list);
    std::vector<Piece> pieces;
    gather(pieces, data, scene, kWhole);
    return pieces;
  }

  template <typename Draw>
  std::vector<Piece> traffic(const Draw& draw) {
    clear(scene);
    scene.paths = {{10, 20, 10, 40, 90, 40, 90, 20}};
    draw();
    return frame([this](ImDrawList& list) { mark(scene, list); });
  }
};

void rectangle(ImDrawList& list, float x, float y, float width, float height, ImU32 colour) {
  begin_piece(list);
  list.AddRectFilled({x, y}, {x + width, y + height}, colour);
}

TEST_F(Pieces, AFrameThatIsTheSameChangesNothing) {
  const auto draw = [](ImDrawList& list) { rectangle(list, 10, 10, 20, 20, kRed); };
  EXPECT_TRUE(changed(frame(draw), frame(draw), kWhole).empty());
}

TEST_F(Pieces, WhatHasMovedIsDrawnWhereItWasAndWhereItIs) {
  const auto last = frame([](ImDrawList& list) { rectangle(list, 10, 10, 20, 20, kRed); });
  const auto now = frame([](ImDrawList& list) { rectangle(list, 50, 12, 20, 20, kRed); });
  EXPECT_EQ(changed(last, now, kWhole), (std::vector<Area>{{20, 20, 140, 64}}));
}

TEST_F(Pieces, OnlyThePieceOfAnotherColourHasChanged) {
  const auto draw = [&](ImU32 second) {
    return frame([&](ImDrawList& list) {
      rectangle(list, 10, 10, 20, 20, kRed);
      rectangle(list, 60, 10, 20, 20, second);
    });
  };
  EXPECT_EQ(changed(draw(kRed), draw(kBlue), kWhole), (std::vector<Area>{{120, 20, 160, 60}}));
}

TEST_F(Pieces, MoreInOnePieceLeavesTheNextOneAsItWas) {
  const auto draw = [&](int first) {
    return frame([&](ImDrawList& list) {
      begin_piece(list);
      for (int i = 0; i < first; ++i) list.AddRectFilled({10, 10}, {30, 30}, kRed);
      rectangle(list, 60, 10, 20, 20, kBlue);
    });
  };
  EXPECT_EQ(changed(draw(1), draw(3), kWhole), (std::vector<Area>{{20, 20, 60, 60}}));
}

TEST_F(Pieces, ChangesThatMeetAreOneAreaAndOthersTheirOwn) {
  const auto draw = [&](ImU32 colour) {
    return frame([&](ImDrawList& list) {
      rectangle(list, 10, 10, 20, 20, colour);
      rectangle(list, 100, 100, 20, 20, colour);
      rectangle(list, 25, 25, 20, 20, colour);
    });
  };
  const auto areas = changed(draw(kRed), draw(kBlue), kWhole);
  EXPECT_EQ(areas, (std::vector<Area>{{200, 200, 240, 240}, {20, 20, 90, 90}}));
}

TEST_F(Pieces, APieceMoreOrLessChangesAll) {
  const auto last = frame([](ImDrawList& list) { rectangle(list, 10, 10, 20, 20, kRed); });
  const auto now = frame([](ImDrawList& list) {
    rectangle(list, 10, 10, 20, 20, kRed);
    rectangle(list, 60, 10, 20, 20, kRed);
  });
  EXPECT_EQ(changed(last, now, kWhole), (std::vector<Area>{kWhole}));
}

TEST_F(Pieces, NothingIsDrawnOutsideOfAClip) {
  const auto draw = [&](ImU32 colour) {
    return frame([&](ImDrawList& list) {
      begin_piece(list);
      list.PushClipRect({0, 0}, {15, 15}, true);
      list.AddRectFilled({10, 10}, {30, 30}, colour);
      list.PopClipRect();
    });
  };
  EXPECT_EQ(changed(draw(kRed), draw(kBlue), kWhole), (std::vector<Area>{{20, 20, 30, 30}}));
}

TEST_F(Pieces, StreaksMoveByThemselves) {
  const auto streak = [this] { scene.streaks.push_back({.across = 4, .width = 2}); };
  const auto last = traffic(streak);
  EXPECT_TRUE(changed(last, traffic(streak), kWhole).empty());
  scene.time_s = 0.1f;
  // The path's hull, from 10 to 90 and 20 to 40, and 4 + 1 + 1 px round it.
  EXPECT_EQ(changed(last, traffic(streak), kWhole), (std::vector<Area>{{8, 28, 192, 92}}));
}

// 90 + 30 + 3.6 * 2 + 1 and 40 + 38.2 px.
TEST_F(Pieces, AGrainMayBeAnywhereOnItsPathWithItsTail) {
  const auto grain = [&](float along) {
    return traffic([&] { scene.grains.push_back({.path = 0, .along = along, .radius = 2, .tail = 30}); });
  };
  EXPECT_EQ(changed(grain(0.1f), grain(0.2f), kWhole), (std::vector<Area>{{0, 0, 257, 157}}));
}

TEST_F(Pieces, AStandingGrainAndAShapeTakeTheirOwnRoom) {
  const auto stands = [&](float x) {
    return traffic([&] { scene.grains.push_back({.path = -1, .along = x, .across = 50, .radius = 2}); });
  };
  // 3.6 times its radius of glow, and a pixel.
  EXPECT_EQ(changed(stands(40), stands(50), kWhole), (std::vector<Area>{{63, 83, 117, 117}}));
  const auto shape = [&](float level) {
    return traffic(
        [&] { scene.shapes.push_back({.x = 20, .y = 30, .width = 10, .height = 5, .level = level}); });
  };
  EXPECT_EQ(changed(shape(0.1f), shape(0.2f), kWhole), (std::vector<Area>{{38, 58, 62, 72}}));
}

}  // namespace
}  // namespace scale::render
