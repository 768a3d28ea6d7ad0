// What the stamps draw covers what it should, no pixel twice, and stays cheap.
#include "ui/draw.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/icons.h"
#include "ui/screen_fixture.h"
#include "ui/stamps.h"

namespace scale::ui {
namespace {

constexpr Colour kInk = 0xFFFFFFFFu;
constexpr double kPi = 3.14159265358979;

struct Painted {
  double area = 0;  // CSS pixels, by coverage
  int most_hits = 0;
};

double cross(ImVec2 a, ImVec2 b, ImVec2 at) {
  return static_cast<double>((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x));
}

double alpha_of(const ImTextureData& texture, int x, int y) {
  const int texel =
      std::clamp(y, 0, texture.Height - 1) * texture.Width + std::clamp(x, 0, texture.Width - 1);
  return texture.Pixels[(texel + 1) * texture.BytesPerPixel - 1] / 255.0;
}

// Linear between the four texels about a place, as the renderer's sampler.
double sampled(const ImTextureData& texture, double u, double v) {
  const double x = u * texture.Width - 0.5, y = v * texture.Height - 0.5;
  const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
  const double fx = x - left, fy = y - top;
  return (1 - fy) * ((1 - fx) * alpha_of(texture, left, top) + fx * alpha_of(texture, left + 1, top)) +
         fy * ((1 - fx) * alpha_of(texture, left, top + 1) + fx * alpha_of(texture, left + 1, top + 1));
}

// Fills the list's triangles as a renderer does: a pixel is hit by its middle.
Painted paint(const ImDrawList& list, float density, int edge) {
  const ImTextureData& texture = *ImGui::GetIO().Fonts->TexData;
  std::vector<int> hits(static_cast<std::size_t>(edge * edge));
  Painted out;
  for (int i = 0; i + 2 < list.IdxBuffer.Size; i += 3) {
    const auto corner = [&](int k) -> const ImDrawVert& { return list.VtxBuffer[list.IdxBuffer[i + k]]; };
    const ImDrawVert &p = corner(0), &q = corner(1), &r = corner(2);
    const double area = cross(p.pos, q.pos, r.pos);
    if (area == 0) continue;
    for (int pixel = 0; pixel < edge * edge; ++pixel) {
      const ImVec2 middle{(static_cast<float>(pixel % edge) + 0.5001f) / density,  // off every diagonal
                          (static_cast<float>(pixel / edge) + 0.5002f) / density};
      const double a = cross(q.pos, r.pos, middle) / area, b = cross(r.pos, p.pos, middle) / area;
      if (a < 0 || b < 0 || a + b > 1) continue;
      const auto mixed = [&](float x, float y, float z) {
        return a * static_cast<double>(x) + b * static_cast<double>(y) + (1 - a - b) * static_cast<double>(z);
      };
      out.area += sampled(texture, mixed(p.uv.x, q.uv.x, r.uv.x), mixed(p.uv.y, q.uv.y, r.uv.y));
      out.most_hits = std::max(out.most_hits, ++hits[static_cast<std::size_t>(pixel)]);
    }
  }
  out.area /= static_cast<double>(density * density);
  return out;
}

class Drawn : public Screen {
 protected:
  template <typename Draw>
  Painted painted(float density, const Draw& draw) {
    begin_stamps(state.stamps, density);
    ImGui::GetIO().DisplaySize = {200, 200};
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    draw(Brush{list, state.stamps, 1 / density});
    const Painted out = paint(list, density, static_cast<int>(100 * density));
    ImGui::EndFrame();
    return out;
  }
};

TEST_F(Drawn, ARoundedRectangleIsItsAreaAndNoPixelIsHitTwice) {
  for (const float density : {1.0f, 1.5f, 2.0f, 3.0f}) {
    const Painted all = painted(density, [](const Brush& brush) {
      fill_rect(brush, {10, 12, 40, 30}, kInk, 8);
    });
    EXPECT_NEAR(all.area, 40 * 30 - (4 - kPi) * 64, 4) << density;
    EXPECT_EQ(all.most_hits, 1) << density;
    const Painted bottom = painted(density, [](const Brush& brush) {
      fill_rect(brush, {10, 12, 40, 30}, kInk, 8, Corners::bottom);
    });
    EXPECT_NEAR(bottom.area, 40 * 30 - (4 - kPi) * 32, 4) << density;
    EXPECT_EQ(bottom.most_hits, 1) << density;
  }
}

TEST_F(Drawn, AStrokeIsInsideAndNoPixelIsHitTwice) {
  for (const float density : {1.0f, 2.0f, 3.0f})
    for (const float thick : {1.0f, 1.5f, 2.0f}) {
      const Painted rim = painted(density, [=](const Brush& brush) {
        stroke_rect(brush, {10, 12, 40, 30}, kInk, 8, thick);
      });
      const double inner = 8 - static_cast<double>(thick), t = static_cast<double>(thick);
      const double expected =
          (40 * 30 - (4 - kPi) * 64) - ((40 - 2 * t) * (30 - 2 * t) - (4 - kPi) * inner * inner);
      EXPECT_NEAR(rim.area, expected, 0.03 * expected) << density << ", " << thick;
      EXPECT_EQ(rim.most_hits, 1) << density << ", " << thick;
    }
}

TEST_F(Drawn, APillOfAnyHeightIsWhole) {
  for (float height = 3; height < 24; height += 1) {
    const Painted pill = painted(1, [=](const Brush& brush) {
      fill_rect(brush, {10, 10, 60, height}, kInk, height / 2);
    });
    const double r = std::floor(static_cast<double>(height) / 2);
    EXPECT_NEAR(pill.area, 60 * static_cast<double>(height) - (4 - kPi) * r * r,
                0.03 * 60 * static_cast<double>(height));
    EXPECT_EQ(pill.most_hits, 1) << height;
  }
}

TEST_F(Drawn, ADiscIsItsArea) {
  for (const float radius : {2.4f, 4.0f, 5.5f, 9.0f}) {
    const Painted dot = painted(2, [=](const Brush& brush) { disc(brush, 30, 30, radius, kInk); });
    const double r = std::round(static_cast<double>(radius) * 8) / 8;
    EXPECT_NEAR(dot.area, kPi * r * r, 0.02 * kPi * r * r) << radius;
  }
}

TEST_F(Drawn, ALineIsAsLongAndAsThickAsItIsSaidToBe) {
  for (const float thick : {1.5f, 2.0f, 2.25f}) {
    const double t = static_cast<double>(thick);
    const Painted level =
        painted(1, [=](const Brush& brush) { line(brush, 10, 20.3f, 70, 20.3f, kInk, thick); });
    EXPECT_NEAR(level.area, 60 * t, 0.03 * 60 * t) << thick;
    const Painted slanted =
        painted(2, [=](const Brush& brush) { line(brush, 10, 20, 58, 56, kInk, thick); });  // 48, 36: 60 long
    EXPECT_NEAR(slanted.area, 60 * t, 0.02 * 60 * t) << thick;
  }
  const ImVec2 points[] = {{10, 20}, {30, 60}, {50, 20}, {70, 60}};
  const Painted zigzag = painted(2, [&](const Brush& brush) { polyline(brush, points, 4, kInk, 2); });
  const double expected = 3 * std::hypot(20, 40) * 2;
  EXPECT_NEAR(zigzag.area, expected, 0.02 * expected);
}

// Beside the path's point at t, `aside` to the right of its way.
ImVec2 beside(const render::Path& path, float t, float aside) {
  const ImVec2 at = point_on(path, t), a = point_on(path, t - 1e-3f), b = point_on(path, t + 1e-3f);
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  return {at.x - (b.y - a.y) / length * aside, at.y + (b.x - a.x) / length * aside};
}

// The farthest that an edge's points between t = from and until are from the chord.
double off(const render::Path& path, float from, float until, float aside = 0) {
  const ImVec2 a = beside(path, from, aside), b = beside(path, until, aside);
  const double length = std::hypot(static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y));
  double most = 0;
  for (int k = 1; k < 8; ++k)
    most = std::max(
        most, std::fabs(cross(a, b, beside(path, from + (until - from) * static_cast<float>(k) / 8, aside))));
  return most / length;
}

double second_difference(const render::Path& p) {
  const auto length = [](float x, float y) {
    return std::hypot(static_cast<double>(x), static_cast<double>(y));
  };
  return std::max(length(p.x0 - 2 * p.x1 + p.x2, p.y0 - 2 * p.y1 + p.y2),
                  length(p.x1 - 2 * p.x2 + p.x3, p.y1 - 2 * p.y2 + p.y3));
}

// Every true point of a path lies within what is allowed of the pieces, seen across them; a straight path is
// not cut finely, and a lane of the usual form takes fewer than even pieces would.
TEST(Cuts, FollowAPathWithinWhatIsAllowed) {
  const render::Path lanes[] = {{0, 0, 160, 0, 160, 240, 320, 240}, {0, 0, 40, 0, 40, 300, 80, 300},
                                {0, 0, 100, 0, 200, 0, 300, 0},     {0, 0, 300, 0, -100, 90, 260, 90},
                                {0, 0, 0, 80, 120, 80, 120, 160},   {10, 10, 10, 10, 90, 40, 90, 40}};
  for (const float off_px : {0.5f, 1.0f})
    for (const render::Path& lane : lanes) {
      const Cuts cuts = cuts_of(lane, off_px);
      EXPECT_EQ(cuts.at[0], 0.0f);
      EXPECT_EQ(cuts.at[static_cast<std::size_t>(cuts.pieces)], 1.0f);
      for (std::size_t i = 0; i < static_cast<std::size_t>(cuts.pieces); ++i)
        EXPECT_LE(off(lane, cuts.at[i], cuts.at[i + 1]), 1.1 * static_cast<double>(off_px))
            << &lane - lanes << " piece " << i;
      const double even = std::ceil(std::sqrt(0.75 * second_difference(lane) / static_cast<double>(off_px)));
      EXPECT_LE(cuts.pieces, std::max(4.0, 0.85 * even)) << &lane - lanes;  // even ones: Wang (1984)
    }
}

// That of a phone's lane from the balancer's middle to the web servers: 40 wide in a turn of about 30.
TEST(Cuts, FollowTheOuterEdgeOfABand) {
  constexpr float kWidth = 40;
  const render::Path lane{270, 0, 270, 30, 200, 30, 200, 60};
  const Cuts cuts = cuts_of(lane, 1, kWidth);
  EXPECT_GT(cuts.pieces, cuts_of(lane, 1).pieces);
  for (std::size_t i = 0; i < static_cast<std::size_t>(cuts.pieces); ++i) {
    const float from = cuts.at[i], until = cuts.at[i + 1], middle = (from + until) / 2;
    const bool turns_right =
        cross(beside(lane, from, 0), beside(lane, until, 0), beside(lane, middle, 0)) < 0;
    EXPECT_LE(off(lane, from, until, turns_right ? -kWidth / 2 : kWidth / 2), 1.3) << i;
  }
}

TEST_F(Drawn, EveryIconLeavesInk) {
  for (const char* name : {"cdn", "arrow", "region", "menu", "play"}) {
    const Painted icon = painted(2, [=](const Brush& brush) { draw_icon(brush, name, 20, 20, 20, kInk); });
    EXPECT_GT(icon.area, 20) << name;
    EXPECT_LT(icon.area, 200) << name;
  }
  EXPECT_EQ(painted(2, [](const Brush& brush) { draw_icon(brush, "no such", 20, 20, 20, kInk); }).area, 0);
}

TEST_F(Drawn, AStampIsCutOnceForADensity) {
  const auto box = [](const Brush& brush) { fill_rect(brush, {10, 12, 40, 30}, kInk, 8); };
  painted(1, box);
  ASSERT_EQ(state.stamps.rects.size(), 1u);
  painted(1, box);
  EXPECT_EQ(state.stamps.rects.size(), 1u);
  painted(2, box);
  EXPECT_EQ(state.stamps.rects.size(), 1u) << "those of another density are given back";
}

// Half a software renderer's frame went on 40 000 triangles, however small they were.
TEST_F(Screen, StaysUnderFifteenThousandTriangles) {
  const sandbox::Snapshot run =
      run_of({"cdn", "stateless", "regions", "queue", "replicas", "sharding", "nosql"});
  for (const Size size : kSizes) {
    state = {};
    for (int i = 0; i < 3; ++i) show(run, size);
    EXPECT_LT(ImGui::GetDrawData()->TotalIdxCount / 3, 15'000) << size.width;
  }
}

}  // namespace
}  // namespace scale::ui
