// What of a picture differs from the last one, so that only there is drawn again. A piece is one command of
// the draw lists, or a pass of the scene; begin_piece() keeps one panel's from running into the next one's.
#pragma once

#include <cstdint>
#include <vector>

#include "render/scene.h"

struct ImDrawData;

namespace scale::render {

// Device pixels from the top left; right and bottom lie outside.
struct Area {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const Area&) const = default;
};

Area common(const Area& a, const Area& b);  // may be empty
bool is_empty(const Area& area);

struct Piece {
  Area area;                  // outside of it, it touches nothing
  std::uint64_t content = 0;  // a hash: two that are drawn differently share it once in 2^64
};

// In the order in which they are drawn, one for each command.
void gather(std::vector<Piece>& pieces, const ImDrawData& data, const Scene& scene, const Area& whole);

// Disjoint; everywhere else `now` draws what `last` drew.
std::vector<Area> changed(const std::vector<Piece>& last, const std::vector<Piece>& now, const Area& whole);

}  // namespace scale::render
