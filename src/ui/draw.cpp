#include "ui/draw.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/frame.h"
#include "ui/stamps.h"

namespace scale::ui {
namespace {

float cover(float distance_outside) {
  return std::clamp(0.5f - distance_outside, 0.0f, 1.0f);
}

// Whole device pixels, as CSS pixels where they are drawn.
struct Pixels {
  float unit;
  int x0, y0, x1, y1;

  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
};

Pixels pixels_of(const Brush& brush, const Rect& rect) {
  const auto whole = [&](float v) { return static_cast<int>(std::lround(v / brush.pixel)); };
  Pixels p{brush.pixel, whole(rect.x), whole(rect.y), whole(rect.right()), whole(rect.bottom())};
  p.x1 = std::max(p.x1, p.x0 + 1);
  p.y1 = std::max(p.y1, p.y0 + 1);
  return p;
}

struct Patch {
  int x0, y0, x1, y1;  // device pixels
};

// The texture at its corners, from the upper left one on with the clock.
void put_turned(const Brush& brush, const Patch& at, const std::array<ImVec2, 4>& texture, Colour colour) {
  if (at.x1 <= at.x0 || at.y1 <= at.y0) return;
  const auto css = [&](int v) { return static_cast<float>(v) * brush.pixel; };
  brush.list.PrimReserve(6, 4);
  brush.list.PrimQuadUV({css(at.x0), css(at.y0)}, {css(at.x1), css(at.y0)}, {css(at.x1), css(at.y1)},
                        {css(at.x0), css(at.y1)}, texture[0], texture[1], texture[2], texture[3], colour);
}

void put(const Brush& brush, const Patch& at, ImVec2 from, ImVec2 until, Colour colour) {
  put_turned(brush, at, {from, {until.x, from.y}, until, {from.x, until.y}}, colour);
}

// A quarter of a disc, the corner of the rectangle at its upper left.
ImFontAtlasRect corner_stamp(const Brush& brush, int radius) {
  const auto cut = [radius] {
    const auto r = static_cast<float>(radius);
    return covered(radius, radius, [r](float x, float y) { return cover(std::hypot(r - x, r - y) - r); });
  };
  return stamp(brush.stamps, {StampKind::corner, radius}, cut);
}

// The same of a ring, and right of it, a column wide, how a straight edge goes on.
ImFontAtlasRect rim_stamp(const Brush& brush, int radius, int quarters) {
  const auto cut = [radius, quarters] {
    const auto r = static_cast<float>(radius);
    const float inner = r - static_cast<float>(quarters) / 4;
    return covered(radius + 1, radius, [r, inner](float x, float y) {
      const float from_centre = x > r ? r - y : std::hypot(r - x, r - y);
      return cover(from_centre - r) - cover(from_centre - inner);
    });
  };
  return stamp(brush.stamps, {StampKind::rim, radius, quarters}, cut);
}

// Across a line: as many pixels as hold it and its soft edges, an even number where it stands between two.
struct LineStamp {
  ImVec2 from, until;
  int across;
};
LineStamp line_stamp(const Brush& brush, float thickness) {
  const int quarters = std::max(2, static_cast<int>(std::lround(thickness / brush.pixel * 4)));
  const float width = static_cast<float>(quarters) / 4;
  const bool even = static_cast<int>(width + 0.49f) % 2 == 0;
  int across = static_cast<int>(std::ceil(width)) + 1;
  if ((across % 2 == 0) != even) ++across;
  const auto cut = [width, across] {
    const float middle = static_cast<float>(across) / 2;
    return covered(1, across, [&](float, float y) { return cover(std::fabs(y - middle) - width / 2); });
  };
  const ImFontAtlasRect rect = stamp(brush.stamps, {StampKind::line, quarters}, cut);
  const float u = (rect.uv0.x + rect.uv1.x) / 2;
  return {{u, rect.uv0.y}, {u, rect.uv1.y}, across};
}

ImVec2 normal_of(ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
  return length > 0 ? ImVec2{-dy / length, dx / length} : ImVec2{0, 0};
}

void straight(const Brush& brush, ImVec2 a, ImVec2 b, Colour colour, const LineStamp& set) {
  const ImVec2 n = normal_of(a, b);
  const float half = static_cast<float>(set.across) / 2 * brush.pixel;
  brush.list.PrimReserve(6, 4);
  brush.list.PrimQuadUV({a.x - n.x * half, a.y - n.y * half}, {b.x - n.x * half, b.y - n.y * half},
                        {b.x + n.x * half, b.y + n.y * half}, {a.x + n.x * half, a.y + n.y * half}, set.from,
                        set.from, set.until, set.until, colour);
}

bool is_seen(Colour colour) {
  return colour >> 24 != 0;
}

}  // namespace

float snapped(const Brush& brush, float length) {
  return std::round(length / brush.pixel) * brush.pixel;
}

void fill_rect(const Brush& brush, const Rect& rect, Colour colour, float radius, Corners corners) {
  if (!is_seen(colour)) return;
  if (radius <= 0) {
    brush.list.AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour);
    return;
  }
  const Pixels p = pixels_of(brush, rect);
  const bool all = corners == Corners::all;
  const int r = std::min(
      {static_cast<int>(std::lround(radius / p.unit)), p.width() / 2, all ? p.height() / 2 : p.height()});
  const ImFontAtlasRect cut = r < 1 ? ImFontAtlasRect{} : corner_stamp(brush, r);
  const ImVec2 a = cut.uv0, b = cut.uv1, solid = ImGui::GetFontTexUvWhitePixel();
  if (r < 1) return put(brush, {p.x0, p.y0, p.x1, p.y1}, solid, solid, colour);
  if (all) {
    put(brush, {p.x0, p.y0, p.x0 + r, p.y0 + r}, a, b, colour);
    put(brush, {p.x1 - r, p.y0, p.x1, p.y0 + r}, {b.x, a.y}, {a.x, b.y}, colour);
    put(brush, {p.x0 + r, p.y0, p.x1 - r, p.y0 + r}, solid, solid, colour);
  }
  put(brush, {p.x0, p.y0 + (all ? r : 0), p.x1, p.y1 - r}, solid, solid, colour);
  put(brush, {p.x0, p.y1 - r, p.x0 + r, p.y1}, {a.x, b.y}, {b.x, a.y}, colour);
  put(brush, {p.x1 - r, p.y1 - r, p.x1, p.y1}, b, a, colour);
  put(brush, {p.x0 + r, p.y1 - r, p.x1 - r, p.y1}, solid, solid, colour);
}

void stroke_rect(const Brush& brush, const Rect& rect, Colour colour, float radius, float thickness) {
  if (!is_seen(colour)) return;
  const Pixels p = pixels_of(brush, rect);
  const int quarters = std::max(4, static_cast<int>(std::lround(thickness / p.unit * 4)));
  const int thick = (quarters + 3) / 4;
  const int least = std::min(p.width(), p.height()) / 2;
  const int r = std::min(std::max(static_cast<int>(std::lround(radius / p.unit)), thick), least);
  if (r < thick) return fill_rect(brush, rect, colour);  // nothing is left inside
  const ImFontAtlasRect cut = rim_stamp(brush, r, quarters);
  const float texel_x = (cut.uv1.x - cut.uv0.x) / static_cast<float>(r + 1),
              texel_y = (cut.uv1.y - cut.uv0.y) / static_cast<float>(r);
  const ImVec2 a = cut.uv0, b{cut.uv1.x - texel_x, cut.uv1.y};
  put(brush, {p.x0, p.y0, p.x0 + r, p.y0 + r}, a, b, colour);
  put(brush, {p.x1 - r, p.y0, p.x1, p.y0 + r}, {b.x, a.y}, {a.x, b.y}, colour);
  put(brush, {p.x0, p.y1 - r, p.x0 + r, p.y1}, {a.x, b.y}, {b.x, a.y}, colour);
  put(brush, {p.x1 - r, p.y1 - r, p.x1, p.y1}, b, a, colour);
  const float u = cut.uv1.x - texel_x / 2;
  const ImVec2 out{u, a.y}, in{u, a.y + texel_y * static_cast<float>(thick)};
  put(brush, {p.x0 + r, p.y0, p.x1 - r, p.y0 + thick}, out, in, colour);
  put(brush, {p.x0 + r, p.y1 - thick, p.x1 - r, p.y1}, in, out, colour);
  put_turned(brush, {p.x0, p.y0 + r, p.x0 + thick, p.y1 - r}, {out, in, in, out}, colour);
  put_turned(brush, {p.x1 - thick, p.y0 + r, p.x1, p.y1 - r}, {in, out, out, in}, colour);
}

void hairline(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour) {
  const auto snap = [&](float v) { return (std::floor(v / brush.pixel) + 0.5f) * brush.pixel; };
  const float half = std::max(1.0f, brush.pixel) / 2;
  if (y1 == y2) {
    brush.list.AddRectFilled({x1, snap(y1) - half}, {x2, snap(y1) + half}, colour);
  } else if (x1 == x2) {
    brush.list.AddRectFilled({snap(x1) - half, y1}, {snap(x1) + half, y2}, colour);
  } else {
    line(brush, x1, y1, x2, y2, colour, 2 * half);
  }
}

void line(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour, float thickness) {
  const LineStamp set = line_stamp(brush, thickness);
  const float middle = set.across % 2 == 0 ? 0.0f : 0.5f;
  const auto snap = [&](float v) { return (std::round(v / brush.pixel - middle) + middle) * brush.pixel; };
  if (y1 == y2) y1 = y2 = snap(y1);
  if (x1 == x2) x1 = x2 = snap(x1);
  straight(brush, {x1, y1}, {x2, y2}, colour, set);
}

void dashed_line(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour, float on,
                 float off, float thickness) {
  const float length = std::hypot(x2 - x1, y2 - y1);
  if (length <= 0) return;
  const float ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  for (float at = 0; at < length; at += on + off) {
    const float end = std::min(at + on, length);
    line(brush, x1 + ux * at, y1 + uy * at, x1 + ux * end, y1 + uy * end, colour, thickness);
  }
}

void polyline(const Brush& brush, const ImVec2* points, int count, Colour colour, float thickness) {
  if (count < 2) return;
  constexpr float kLongestMitre = 9;  // squared: sharper turns are blunted
  const LineStamp set = line_stamp(brush, thickness);
  const float half = static_cast<float>(set.across) / 2 * brush.pixel;
  ImDrawList& list = brush.list;
  list.PrimReserve((count - 1) * 6, count * 2);
  const unsigned first = list._VtxCurrentIdx;
  ImVec2 before = normal_of(points[0], points[1]);
  for (int i = 0; i < count; ++i) {
    const ImVec2 after = i + 1 < count ? normal_of(points[i], points[i + 1]) : before;
    const ImVec2 mean{(before.x + after.x) / 2, (before.y + after.y) / 2};
    const float squared = mean.x * mean.x + mean.y * mean.y;
    const float out = half * std::min(kLongestMitre, squared > 0 ? 1 / squared : kLongestMitre);
    list.PrimWriteVtx({points[i].x - mean.x * out, points[i].y - mean.y * out}, set.from, colour);
    list.PrimWriteVtx({points[i].x + mean.x * out, points[i].y + mean.y * out}, set.until, colour);
    before = after;
  }
  for (unsigned at = first; at + 2 < first + 2 * static_cast<unsigned>(count); at += 2)
    for (const unsigned corner : {0u, 2u, 3u, 0u, 3u, 1u})
      list.PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
}

ImVec2 point_on(const render::Path& p, float t) {
  const float u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
  return {a * p.x0 + b * p.x1 + c * p.x2 + d * p.x3, a * p.y0 + b * p.y1 + c * p.y2 + d * p.y3};
}

// A chord over dt is off by bend dt^2 / 8, where bend is the second derivative across the chord (Filip,
// Magedson, Markot 1986): long pieces where the path runs straight, short ones where it turns.
Cuts cuts_of(const render::Path& p, float off_px, float width) {
  constexpr float kLongest = 0.25f, kShortest = 1.0f / Cuts::kMost;
  Cuts cuts;
  const ImVec2 d0{p.x0 - 2 * p.x1 + p.x2, p.y0 - 2 * p.y1 + p.y2},
      d1{p.x1 - 2 * p.x2 + p.x3, p.y1 - 2 * p.y2 + p.y3};
  const auto step = [&](ImVec2 n, float per_t, float t) {
    const float x = d0.x + (d1.x - d0.x) * t, y = d0.y + (d1.y - d0.y) * t;
    const float middle = 6 * std::fabs(n.x * x + n.y * y);
    const float bend = middle * (1 + width / 2 * middle / std::max(per_t * per_t, 1.0f));
    return std::clamp(std::sqrt(8 * off_px / std::max(bend, 1e-3f)), kShortest, kLongest);
  };
  for (float t = 0; t < 1;) {
    const ImVec2 from = point_on(p, t), until = point_on(p, std::min(1.0f, t + kShortest));
    const ImVec2 n = normal_of(from, until);
    const float per_t = std::hypot(until.x - from.x, until.y - from.y) / kShortest;
    const float dt = step(n, per_t, t);
    t += std::min(dt, step(n, per_t, std::min(1.0f, t + dt)));
    if (t > 1 - kShortest / 8) t = 1;
    cuts.at[static_cast<std::size_t>(++cuts.pieces)] = t;
  }
  return cuts;
}

void curve(const Brush& brush, const render::Path& p, Colour colour, float thickness) {
  const Cuts cuts = cuts_of(p);
  std::array<ImVec2, Cuts::kMost + 1> points;
  const auto count = static_cast<std::size_t>(cuts.pieces) + 1;
  for (std::size_t i = 0; i < count; ++i) points[i] = point_on(p, cuts.at[i]);
  polyline(brush, points.data(), static_cast<int>(count), colour, thickness);
}

void disc(const Brush& brush, float x, float y, float radius, Colour colour) {
  if (!is_seen(colour) || radius <= 0) return;
  const int quarters = std::max(1, static_cast<int>(std::lround(radius / brush.pixel * 4)));
  const int reach = quarters / 4 + 2;
  const ImFontAtlasRect cut = stamp(brush.stamps, {StampKind::disc, quarters}, [&] {
    const float r = static_cast<float>(quarters) / 4;
    const auto centre = static_cast<float>(reach);
    return covered(2 * reach, 2 * reach,
                   [&](float px, float py) { return cover(std::hypot(px - centre, py - centre) - r); });
  });
  const float half = static_cast<float>(reach) * brush.pixel;
  brush.list.PrimReserve(6, 4);
  brush.list.PrimRectUV({x - half, y - half}, {x + half, y + half}, cut.uv0, cut.uv1, colour);
}

void shadow(const Brush& brush, const Rect& rect, Colour colour, float radius) {
  for (int i = 6; i > 0; --i) {
    const float grow = static_cast<float>(i) * 4;
    fill_rect(brush, {rect.x - grow, rect.y - grow, rect.width + 2 * grow, rect.height + 2 * grow}, colour,
              radius + grow);
  }
}

}  // namespace scale::ui
