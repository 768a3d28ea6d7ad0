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

ImFontAtlasRect stamp(Stamps& stamps, const StampKey& key, const std::function<Coverage()>& cut) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontAtlasRect rect{};
  const auto [found, fresh] = stamps.rects.try_emplace(number_of(key), ImFontAtlasRectId_Invalid);
  if (!fresh && atlas.GetCustomRect(found->second, &rect)) return rect;
  const Coverage coverage = cut();
  found->second = atlas.AddCustomRect(coverage.width, coverage.height, &rect);
  if (found->second != ImFontAtlasRectId_Invalid) write(*atlas.TexData, rect, coverage);
  return rect;
}

Coverage blank(int width, int height) {
  return {width, height,
          std::vector<float>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

}  // namespace scale::ui
