#include "render/pieces.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <span>

#include "sim/random.h"

namespace scale::render {
namespace {

constexpr float kShapeEdge = 1, kStreakEdge = 1;  // px that their shaders add round them
constexpr float kGlow = 3.6f, kGrainEdge = 1;     // of a grain's radius, and px

inline std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * sim::kGolden;
  return hash ^ (hash >> 32);
}

// Of whole words of 32 bits.
std::uint64_t mixed(std::uint64_t hash, const void* data, std::size_t bytes) {
  const char* at = static_cast<const char*>(data);
  std::uint64_t pair = 0;
  for (const char* end = at + bytes / sizeof pair * sizeof pair; at != end; at += sizeof pair) {
    std::memcpy(&pair, at, sizeof pair);
    hash = mixed(hash, pair);
  }
  std::uint32_t last = 0;
  if (bytes % sizeof pair != 0) std::memcpy(&last, at, sizeof last);
  return mixed(hash, last);
}

template <typename Item>
std::uint64_t mixed(std::uint64_t hash, std::span<const Item> items) {
  static_assert(sizeof(Item) % sizeof(std::uint32_t) == 0);
  return mixed(hash, items.data(), items.size_bytes());
}

struct Bounds {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
};

inline void take_in(Bounds& bounds, float x, float y, float round = 0) {
  bounds.left = std::min(bounds.left, x - round);
  bounds.top = std::min(bounds.top, y - round);
  bounds.right = std::max(bounds.right, x + round);
  bounds.bottom = std::max(bounds.bottom, y + round);
}

// A curve lies within the hull of its four points.
void take_in(Bounds& bounds, const Path& path, float round) {
  take_in(bounds, path.x0, path.y0, round);
  take_in(bounds, path.x1, path.y1, round);
  take_in(bounds, path.x2, path.y2, round);
  take_in(bounds, path.x3, path.y3, round);
}

Bounds cut(const Bounds& bounds, const ImVec4& clip) {
  return {std::max(bounds.left, clip.x), std::max(bounds.top, clip.y), std::min(bounds.right, clip.z),
          std::min(bounds.bottom, clip.w)};
}

Area area_of(const Bounds& bounds, const ImDrawData& data) {
  if (bounds.left >= bounds.right || bounds.top >= bounds.bottom) return {};
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  return {static_cast<int>(std::floor((bounds.left - origin.x) * scale.x)),
          static_cast<int>(std::floor((bounds.top - origin.y) * scale.y)),
          static_cast<int>(std::ceil((bounds.right - origin.x) * scale.x)),
          static_cast<int>(std::ceil((bounds.bottom - origin.y) * scale.y))};
}

template <typename Instance>
std::span<const Instance> slice(const std::vector<Instance>& all, std::uint32_t begin, std::uint32_t end) {
  return std::span(all).subspan(begin, end - begin);
}

struct Content {
  Bounds bounds;
  std::uint64_t hash = 0;
};

Content content_of(const Scene& scene, const Pass& pass) {
  Content content;
  const auto shapes = slice(scene.shapes, pass.shapes_begin, pass.shapes_end);
  const auto streaks = slice(scene.streaks, pass.streaks_begin, pass.streaks_end);
  const auto grains = slice(scene.grains, pass.grains_begin, pass.grains_end);
  content.hash = mixed(mixed(mixed(content.hash, shapes), streaks), grains);
  if (!streaks.empty() || !grains.empty())
    content.hash = mixed(content.hash, std::span<const Path>(scene.paths));
  if (!streaks.empty()) content.hash = mixed(content.hash, std::span<const float>(&scene.time_s, 1));
  for (const Shape& shape : shapes) {
    take_in(content.bounds, shape.x, shape.y, kShapeEdge);
    take_in(content.bounds, shape.x + shape.width, shape.y + shape.height, kShapeEdge);
  }
  for (const Streak& streak : streaks)
    take_in(content.bounds, scene.paths[static_cast<std::size_t>(streak.path)],
            std::fabs(streak.across) + streak.width / 2 + kStreakEdge);
  for (const Grain& grain : grains) {
    const float round = std::fabs(grain.tail) + grain.radius * kGlow + kGrainEdge;
    if (grain.path < 0)
      take_in(content.bounds, grain.along, grain.across, round);
    else
      take_in(content.bounds, scene.paths[static_cast<std::size_t>(grain.path)],
              std::fabs(grain.across) + round);
  }
  return content;
}

// Where its vertices lie in the list does not matter: its indices count by their steps.
Content content_of(const ImDrawList& list, const ImDrawCmd& command) {
  Content content;
  if (command.ElemCount == 0) return content;
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  int least = indices[0], most = least, before = least;
  for (unsigned i = 0; i < command.ElemCount; ++i) {
    const int index = indices[i];
    least = std::min(least, index);
    most = std::max(most, index);
    content.hash = mixed(content.hash, static_cast<std::uint64_t>(index - before));
    before = index;
  }
  const std::span<const ImDrawVert> vertices(list.VtxBuffer.Data + command.VtxOffset + least,
                                             static_cast<std::size_t>(most - least) + 1);
  content.hash = mixed(mixed(content.hash, command.GetTexID()), vertices);
  for (const ImDrawVert& vertex : vertices) take_in(content.bounds, vertex.pos.x, vertex.pos.y);
  return content;
}

Area around(const Area& a, const Area& b) {
  if (is_empty(a)) return b;
  if (is_empty(b)) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

}  // namespace

Area common(const Area& a, const Area& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

bool is_empty(const Area& area) {
  return area.left >= area.right || area.top >= area.bottom;
}

void gather(std::vector<Piece>& pieces, const ImDrawData& data, const Scene& scene, const Area& whole) {
  pieces.clear();
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Pass* pass = pass_of(scene, command);
      const Content content = pass != nullptr                   ? content_of(scene, *pass)
                              : command.UserCallback != nullptr ? Content()
                                                                : content_of(*list, command);
      pieces.push_back({common(area_of(cut(content.bounds, command.ClipRect), data), whole), content.hash});
    }
  }
}

std::vector<Area> changed(const std::vector<Piece>& last, const std::vector<Piece>& now, const Area& whole) {
  if (last.size() != now.size()) return {whole};
  std::vector<Area> areas;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (last[i].content == now[i].content && last[i].area == now[i].area) continue;
    Area area = around(last[i].area, now[i].area);
    for (auto other = areas.begin(); other != areas.end();) {
      if (is_empty(common(*other, area))) {
        ++other;
        continue;
      }
      area = around(*other, area);
      areas.erase(other);
      other = areas.begin();
    }
    if (!is_empty(area)) areas.push_back(area);
  }
  return areas;
}

}  // namespace scale::render
