// What panels draw with: rectangles, discs and lines in CSS pixels, smoothed by stamps. A Frame is a brush
// for its own list.
#pragma once

#include <array>
#include <cstdint>

#include "render/scene.h"
#include "ui/theme.h"

struct ImDrawList;
struct ImVec2;

namespace scale::ui {

struct Rect;
struct Stamps;

struct Brush {
  ImDrawList& list;
  Stamps& stamps;
  float pixel;  // a device pixel in CSS pixels
};

// To the nearest edge of a device pixel.
float snapped(const Brush& brush, float length);

enum class Corners : std::uint8_t { all, bottom };

// A rounded rectangle stands on whole device pixels; its stroke is inside of it.
void fill_rect(const Brush& brush, const Rect& rect, Colour colour, float radius = 0,
               Corners corners = Corners::all);
void stroke_rect(const Brush& brush, const Rect& rect, Colour colour, float radius, float thickness = 1);
// A device pixel wide, at least one CSS pixel.
void hairline(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour);
// Upright and level ones stand on whole device pixels.
void line(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour, float thickness);
void dashed_line(const Brush& brush, float x1, float y1, float x2, float y2, Colour colour, float on,
                 float off, float thickness);
void polyline(const Brush& brush, const ImVec2* points, int count, Colour colour, float thickness);
void curve(const Brush& brush, const render::Path& path, Colour colour, float thickness);
ImVec2 point_on(const render::Path& path, float t);  // t: 0 to 1
// Where a path is cut into straight pieces, from 0 to 1, so that none is off by more than about `off_px`, nor
// is the outer edge of a band of that width.
struct Cuts {
  static constexpr int kMost = 28;
  std::array<float, kMost + 1> at{};
  int pieces = 0;
};
Cuts cuts_of(const render::Path& path, float off_px = 0.5f, float width = 0);
void disc(const Brush& brush, float x, float y, float radius, Colour colour);
// What hovers over the rest: its soft shadow, without a blur.
void shadow(const Brush& brush, const Rect& rect, Colour colour, float radius);

}  // namespace scale::ui
