#include "ui/stamps.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace scale::ui {
namespace {

std::uint64_t number_of(const StampKey& key) {
  return static_cast<std::uint64_t>(key.kind) << 48 | static_cast<std::uint64_t>(key.size) << 24 |
         static_cast<std::uint64_t>(key.detail);
}

void write(ImTextureData& texture, const ImFontAtlasRect& rect, const Coverage& coverage) {
  for (int y = 0; y < coverage.height; ++y) {
    auto* pixel = static_cast<unsigned char*>(texture.GetPixelsAt(rect.x, rect.y + y));
    for (int x = 0; x < coverage.width; ++x, pixel += texture.BytesPerPixel) {
      const float share = coverage.values[coverage.place(x, y)];
      std::fill_n(pixel, texture.BytesPerPixel - 1, static_cast<unsigned char>(255));
      pixel[texture.BytesPerPixel - 1] =
          static_cast<unsigned char>(std::lround(255 * std::clamp(share, 0.0f, 1.0f)));
    }
  }
}

}  // namespace

void begin_stamps(Stamps& stamps, float density) {
  if (stamps.density == density) return;
  for (const auto& [key, id] : stamps.rects) ImGui::GetIO().Fonts->RemoveCustomRect(id);
  stamps.rects.clear();
  stamps.density = density;
}

bool find_stamp(const Stamps& stamps, const StampKey& key, ImFontAtlasRect& rect) {
  const auto found = stamps.rects.find(number_of(key));
  return found != stamps.rects.end() && ImGui::GetIO().Fonts->GetCustomRect(found->second, &rect);
}

ImFontAtlasRect add_stamp(Stamps& stamps, const StampKey& key, const Coverage& coverage) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontAtlasRect rect{};
  const ImFontAtlasRectId id = atlas.AddCustomRect(coverage.width, coverage.height, &rect);
  stamps.rects[number_of(key)] = id;
  if (id != ImFontAtlasRectId_Invalid) write(*atlas.TexData, rect, coverage);
  return rect;
}

Coverage blank(int width, int height) {
  return {width, height,
          std::vector<float>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

}  // namespace scale::ui
