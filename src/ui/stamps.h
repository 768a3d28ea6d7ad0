// Small shapes, cut once into ImGui's atlas as white with their coverage in alpha and drawn as textured
// triangles: two for each where ImGui's own smoothing takes dozens, which a renderer without a GPU feels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

struct ImFontAtlasRect;

namespace scale::ui {

enum class StampKind : std::uint8_t { corner, rim, disc, line, icon };

// Lengths in device pixels; what `size` and `detail` mean is the business of who cuts the kind.
struct StampKey {
  StampKind kind;
  int size = 0, detail = 0;
};

// 0..1 for each pixel, row by row.
struct Coverage {
  int width = 0, height = 0;
  std::vector<float> values;

  std::size_t place(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
};

struct Stamps {
  float density = 0;                             // device pixels for each CSS pixel; others need other stamps
  std::unordered_map<std::uint64_t, int> rects;  // ids of the atlas by key
};

// Once before a frame's first stamp: those of another density are given back.
void begin_stamps(Stamps& stamps, float density);

// False where it has not been cut.
bool find_stamp(const Stamps& stamps, const StampKey& key, ImFontAtlasRect& rect);
ImFontAtlasRect add_stamp(Stamps& stamps, const StampKey& key, const Coverage& coverage);
// Where the stamp lies now: `cut` makes its coverage the first time. Valid until the next stamp or letter is
// asked for, which may move it.
template <typename Cut>
auto stamp(Stamps& stamps, const StampKey& key, const Cut& cut) {
  decltype(add_stamp(stamps, key, cut())) rect{};
  return find_stamp(stamps, key, rect) ? rect : add_stamp(stamps, key, cut());
}

// A blank of this size, and one whose pixels are asked for by their middles.
Coverage blank(int width, int height);
template <typename Cover>
Coverage covered(int width, int height, const Cover& cover) {
  Coverage out = blank(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      out.values[out.place(x, y)] = cover(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
  return out;
}

}  // namespace scale::ui
