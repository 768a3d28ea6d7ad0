// The boxes: each node is its own chart.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "lesson/advisor.h"
#include "ui/diagram_parts.h"
#include "ui/format.h"

namespace scale::ui {
namespace {

constexpr float kSmall_px = 24;
constexpr float kWaitingRadius = 2.1f;  // of a grain in a queue

// Shapes of the scene are two triangles each. They lie on whatever the lists have by the next mark.
render::Shape& add_shape(Frame& frame, const Rect& r, Colour colour, float radius) {
  render::Shape shape;
  shape.x = r.x;
  shape.y = r.y;
  shape.width = r.width;
  shape.height = r.height;
  shape.radius = std::min({radius, r.width / 2, r.height / 2});
  shape.colour = colour;
  frame.scene.shapes.push_back(shape);
  return frame.scene.shapes.back();
}

// Edges on whole pixels are sharp.
Rect on_pixels(const Frame& frame, const Rect& r) {
  const float x = snapped(frame, r.x), y = snapped(frame, r.y);
  return {x, y, snapped(frame, r.right()) - x, snapped(frame, r.bottom()) - y};
}

// Small ones lie where they are, so that all are of one size.
render::Shape& add_glass(Frame& frame, const Rect& r, float level, Colour colour, float radius) {
  const Rect place = r.width < kSmall_px || r.height < kSmall_px ? r : on_pixels(frame, r);
  render::Shape& glass = add_shape(frame, place, frame.theme.cell, radius);
  glass.level = level;
  glass.body = frame.theme.body;
  glass.level_colour = colour;
  return glass;
}

// Filled along its longer side.
void add_bar(Frame& frame, const Rect& r, float level, Colour colour, float radius) {
  const Rect track = on_pixels(frame, r);
  add_shape(frame, track, frame.theme.cell, radius);
  const float share = std::clamp(level, 0.0f, 1.0f);
  Rect filled = track;
  if (track.width < track.height) {
    filled.height = std::max(2 * radius, track.height * share);
    filled.y = track.bottom() - filled.height;
  } else {
    filled.width = std::max(2 * radius, track.width * share);
  }
  add_shape(frame, filled, colour, radius);
}

void add_box(Frame& frame, const Rect& r, Colour edge, float thickness) {
  render::Shape& box = add_shape(frame, on_pixels(frame, r), edge, 8);
  box.border = thickness;
  box.level_colour = frame.theme.raise;
}

void draw_cross(Frame& frame, const Rect& r, Colour colour) {
  const float size = std::min({r.width, r.height, 24.0f}) * 0.2f;
  const float x = r.x + r.width / 2, y = r.y + r.height / 2;
  line(frame, x - size, y - size, x + size, y + size, colour, 1.5f);
  line(frame, x + size, y - size, x - size, y + size, colour, 1.5f);
}

void dash_around(Frame& frame, const Rect& r) {
  const Colour colour = frame.theme.failing.mark;
  dashed_line(frame, r.x + 6, r.y, r.right() - 6, r.y, colour, 4, 4, 1.5f);
  dashed_line(frame, r.x + 6, r.bottom(), r.right() - 6, r.bottom(), colour, 4, 4, 1.5f);
  dashed_line(frame, r.x, r.y + 6, r.x, r.bottom() - 6, colour, 4, 4, 1.5f);
  dashed_line(frame, r.right(), r.y + 6, r.right(), r.bottom() - 6, colour, 4, 4, 1.5f);
}

bool has_frame(const Box& box) {
  return box.look == BoxLook::glasses || box.look == BoxLook::field;
}

// Of a busy member. A worker is meant to be busy: whoever waits for it waits in the queue.
Colour ink_of(const Frame& frame, const NodeView& node, float busy) {
  if (node.node.kind == NodeKind::worker) return frame.theme.background.mark;
  return heat(frame.theme, static_cast<double>(busy)).mark;
}

// Members that share a cell, `end` is the first beyond: their busiest; it is up where all are.
sandbox::MemberView together(const NodeView& node, std::uint32_t first, std::uint32_t end) {
  sandbox::MemberView all = node.members[first];
  for (std::uint32_t m = first; m < std::min<std::size_t>(node.members.size(), end); ++m) {
    const sandbox::MemberView& member = node.members[m];
    all.utilisation = std::max(all.utilisation, member.utilisation);
    all.up = all.up && member.up;
    all.in_rotation = all.in_rotation && member.in_rotation;
  }
  return all;
}

// Glasses in rows, from the first to the last.
struct Grid {
  std::uint32_t cells = 1, columns = 1;
  std::uint32_t each = 1;  // members in a cell
  float pad = 8, gap = 4, width = 0, height = 0;
};

Grid grid_of(const Rect& r, std::uint32_t cells, bool can_share) {
  constexpr float kNarrowest = 2;
  const bool tight = r.height < 40 || r.width < 70;
  Grid grid{.cells = cells, .pad = std::min(tight ? 5.0f : 8.0f, r.width / 4), .gap = tight ? 3.0f : 4.0f};
  const float room = r.width - 2 * grid.pad, tall = r.height - 2 * grid.pad;
  const auto beside = [&](float least) {
    return static_cast<std::uint32_t>(std::max(1.0f, (room + grid.gap) / (least + grid.gap)));
  };
  if (!can_share) grid.cells = std::min(grid.cells, beside(3));
  if (grid.cells > beside(3)) grid.gap = 1;
  std::uint32_t rows = 1;
  while (grid.cells / rows > 4 * rows && tall / static_cast<float>(rows + 1) > 11) ++rows;
  const std::uint32_t most = rows * beside(kNarrowest);
  grid.each = (grid.cells + most - 1) / most;
  grid.cells = (grid.cells + grid.each - 1) / grid.each;
  grid.columns = (grid.cells + rows - 1) / rows;
  grid.width = (room + grid.gap) / static_cast<float>(grid.columns) - grid.gap;
  grid.height = (tall + grid.gap) / static_cast<float>(rows) - grid.gap;
  return grid;
}

// One glass for each core of one server, or one for each server, or for n of them.
void draw_glasses(Frame& frame, const NodeView& node, const Box& box) {
  const bool cores = box.members == 1;
  const Grid grid = grid_of(
      box.rect,
      cores ? static_cast<std::uint32_t>(std::clamp(node.node.cores_per_member, 1, 8)) : box.members, !cores);
  for (std::uint32_t i = 0; i < grid.cells; ++i) {
    const std::uint32_t m = box.first_member + (cores ? 0 : i * grid.each);
    if (m >= node.members.size()) break;
    const sandbox::MemberView member =
        together(node, m, std::min(m + grid.each, box.first_member + box.members));
    const Rect cell{box.rect.x + grid.pad + static_cast<float>(i % grid.columns) * (grid.width + grid.gap),
                    box.rect.y + grid.pad + static_cast<float>(i / grid.columns) * (grid.height + grid.gap),
                    grid.width, grid.height};
    if (!member.up) {
      fill_rect(frame, cell, frame.theme.cell, 3);
      draw_cross(frame, cell, frame.theme.failing.mark);
      continue;
    }
    const float level = eased(frame, node.node.id + "/" + std::to_string(m), member.utilisation, 0.25f);
    const Colour ink = ink_of(frame, node, member.utilisation);
    const Colour filling = member.in_rotation ? ink : frame.theme.line2;
    add_glass(frame, cell, level, filling, std::min(4.0f, grid.width / 4));
  }
}

// Many servers: a field of small cells, one for each, or for n of them.
void draw_field(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const auto members = static_cast<std::uint32_t>(node.members.size());
  float pitch = 19;
  const auto fits = [&] {
    return static_cast<std::uint32_t>((r.width - 8) / pitch) *
           static_cast<std::uint32_t>((r.height - 8) / pitch);
  };
  while (pitch > 5 && fits() < members) pitch -= 0.5f;
  const std::uint32_t columns = std::max(1u, static_cast<std::uint32_t>((r.width - 8) / pitch));
  const std::uint32_t room = std::max(1u, fits());
  const std::uint32_t each = (members + room - 1) / room;
  for (std::uint32_t i = 0; i * each < members; ++i) {
    const sandbox::MemberView member = together(node, i * each, (i + 1) * each);
    const Rect cell{r.x + 5 + static_cast<float>(i % columns) * pitch,
                    r.y + 5 + static_cast<float>(i / columns) * pitch, pitch * 0.83f, pitch * 0.83f};
    render::Shape& shape = add_glass(frame, cell, member.up ? member.utilisation : -1,
                                     ink_of(frame, node, member.utilisation), std::min(2.0f, pitch / 5));
    if (!member.up) shape.colour = faded(frame.theme.failing.mark, 0.22f);  // empty, unlike a full one
  }
}

float row_pitch(const NodeView& node, const Box& box, const std::optional<HotRow>& hot) {
  const auto even = static_cast<float>(std::max<std::size_t>(1, node.members.size()) - (hot ? 1 : 0));
  return (box.rect.height - (hot ? hot->rect.height : 0)) / even;
}

// Shards: a bar each; the hottest grows, and label_box() names it.
void draw_rows(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const std::optional<HotRow> hot = hot_row(node, box);
  const float pitch = row_pitch(node, box, hot);
  float y = r.y;
  for (std::size_t m = 0; m < node.members.size(); ++m) {
    const double busy = static_cast<double>(node.members[m].utilisation);
    const float height = hot && m == hot->member ? hot->rect.height : pitch;
    const Rect row{r.x, y, r.width, std::max(1.5f, height - (pitch > 5 ? 2.4f : 1.0f))};
    const auto level = static_cast<float>(std::clamp(busy, 0.0, 1.0));
    render::Shape& glass =
        add_glass(frame, row, level, heat(frame.theme, busy).mark, std::min(2.0f, row.height / 2));
    glass.lying = 1;
    glass.body = frame.theme.body + 0.04f;
    y += height;
  }
}

// The way out of a web server: a lying glass along the bottom of its box.
void draw_uplink(Frame& frame, const Box& box, double busy) {
  const Rect& r = box.rect;
  add_bar(frame, {r.x + 8, r.bottom() - 9, r.width - 16, 3}, static_cast<float>(busy),
          heat(frame.theme, busy).mark, 1.5f);
}

// That of a web server's site; null where there is none.
const NodeView* uplink_beside(const Frame& frame, const NodeView& node) {
  return node.node.kind == NodeKind::web ? uplink_of(frame, node.node.region) : nullptr;
}

}  // namespace

std::optional<HotRow> hot_row(const NodeView& node, const Box& box) {
  if (node.node.kind != NodeKind::shard || node.members.size() <= 2) return std::nullopt;
  const std::uint32_t hot = lesson::busiest_member(node);
  if (static_cast<double>(node.members[hot].utilisation) < kBusy) return std::nullopt;
  HotRow row{hot, box.rect};
  row.rect.height = std::min(24.0f, box.rect.height / 3);
  row.rect.y += static_cast<float>(hot) * row_pitch(node, box, row);
  return row;
}

const NodeView& node_of(const Frame& frame, const Box& box) {
  return frame.run.nodes[box.node];
}

double busy_of(const NodeView& node, const Box& box) {
  if (box.members == node.members.size() || node.members.empty()) return node.utilisation;
  double sum = 0;
  for (std::uint32_t m = 0; m < box.members; ++m) {
    sum += static_cast<double>(node.members[box.first_member + m].utilisation);
  }
  return sum / std::max(1u, box.members);
}

bool all_down(const NodeView& node, const Box& box) {
  if (node.members.empty()) return false;
  for (std::uint32_t m = 0; m < box.members; ++m) {
    if (node.members[box.first_member + m].up) return false;
  }
  return true;
}

double waiting_of(const NodeView& node, const Box& box) {
  double waiting = 0;
  for (std::uint32_t m = 0; m < box.members && box.first_member + m < node.members.size(); ++m) {
    waiting += node.members[box.first_member + m].waiting;
  }
  return waiting;
}

const NodeView* uplink_of(const Frame& frame, model::Region region) {
  for (const NodeView& node : frame.run.nodes) {
    if (node.node.kind == NodeKind::uplink && node.node.region == region) return &node;
  }
  return nullptr;
}

double uplink_busy(const NodeView& uplink, const Box& box) {
  double busy = 0;
  for (std::uint32_t m = box.first_member;
       m < std::min<std::size_t>(box.first_member + box.members, uplink.members.size()); ++m) {
    busy = std::max(busy, static_cast<double>(uplink.members[m].utilisation));
  }
  return busy;
}

void draw_frame(Frame& frame, const Box& box) {
  if (!has_frame(box)) return;
  const NodeView& node = node_of(frame, box);
  double busy = busy_of(node, box);
  const NodeView* uplink = box.look == BoxLook::glasses ? uplink_beside(frame, node) : nullptr;
  if (uplink != nullptr) busy = std::max(busy, uplink_busy(*uplink, box));
  if (all_down(node, box))
    add_box(frame, box.rect, frame.theme.raise, 1);
  else if (busy >= kBusy)
    add_box(frame, box.rect, heat(frame.theme, busy).mark, 1.5f);
  else
    add_box(frame, box.rect, frame.theme.line, std::max(1.0f, frame.pixel));
}

void draw_box(Frame& frame, const Box& box) {
  const NodeView& node = node_of(frame, box);
  const double busy = busy_of(node, box);
  const Rect& r = box.rect;
  if (has_frame(box) && all_down(node, box)) dash_around(frame, r);
  if (has_frame(box) && frame.state.selected == node.node.id)
    stroke_rect(frame, {r.x - 4, r.y - 4, r.width + 8, r.height + 8}, frame.theme.selected, 11, 2);
  switch (box.look) {
    case BoxLook::crowd:
      add_shape(frame, box.rect, frame.theme.t2, 1.5f);
      break;
    case BoxLook::edge: {
      const float hits = eased(frame, node.node.id + "/hit", static_cast<float>(node.hit_ratio));
      add_glass(frame, box.rect, hits, frame.theme.cached.mark, 5).body = frame.theme.dark ? 0.42f : 0.36f;
      break;
    }
    case BoxLook::bar: {
      const Ink& ink = heat(frame.theme, busy);
      const float level = eased(frame, node.node.id + "/0", static_cast<float>(busy));
      add_bar(frame, box.rect, level, ink.mark, 4);
      break;
    }
    case BoxLook::glasses: {
      const NodeView* uplink = uplink_beside(frame, node);
      Box inner = box;
      if (uplink != nullptr && box.rect.height > 30) {
        inner.rect.height -= 8;
        draw_uplink(frame, box, uplink_busy(*uplink, box));
      }
      draw_glasses(frame, node, inner);
      break;
    }
    case BoxLook::field:
      draw_field(frame, node, box);
      break;
    case BoxLook::rows:
      draw_rows(frame, node, box);
      break;
    case BoxLook::vessel:
      draw_vessel(frame, node, box);
      break;
  }
}

bool place_in_pile(const Picture& picture, const Box& box, std::uint32_t i, render::Grain& grain) {
  constexpr float kPitch = 5.6f, kFirst = 7;
  constexpr std::uint32_t kHigh = 5, kDeepest = 8;
  const Rect& r = box.rect;
  if (box.before <= 0) {
    grain.along = r.x + 4 + static_cast<float>(i) * kPitch;
    grain.across = r.bottom() + 5;
    return grain.along <= r.right() - 3;
  }
  const std::uint32_t deep = i / kHigh;
  const float out = kFirst + static_cast<float>(deep) * kPitch,
              up = 5 + static_cast<float>(i % kHigh) * kPitch;
  grain.along = picture.upright ? r.x + up : r.x - out;
  grain.across = picture.upright ? r.y - out : r.bottom() - up;
  return deep < kDeepest && out + kWaitingRadius <= box.before;
}

void draw_pile(Frame& frame, const Picture& picture, const Box& box) {
  const NodeView& node = node_of(frame, box);
  if (box.look != BoxLook::glasses && box.look != BoxLook::field) return;
  const double waiting = waiting_of(node, box);
  if (waiting < 1) return;
  const Rect& r = box.rect;
  render::Grain grain;
  grain.radius = kWaitingRadius;
  grain.colour = frame.theme.request.mark;
  grain.opacity = 0.95f;
  std::uint32_t shown = 0;
  for (; static_cast<double>(shown) + 1 <= waiting && place_in_pile(picture, box, shown, grain); ++shown)
    frame.scene.grains.push_back(grain);
  const float tall = std::min(46.0f, box.before) - 4;                   // of a block that stands upright
  const bool no_room = picture.upright && (r.width < 84 || tall < 16);  // for it, beside the grains
  if (waiting < static_cast<double>(shown) + 1 || no_room) return;
  const Rect block = box.before <= 0   ? Rect{r.x + 1, r.bottom() + 2, r.width - 2, 6}
                     : picture.upright ? Rect{r.x + 34, r.y - 4 - tall, 42, tall}
                                       : Rect{r.x - 54, r.bottom() - 30, 46, 28};
  fill_rect(frame, block, faded(frame.theme.request.mark, 0.5f), 3);
  if (picture.upright) {
    draw_text(frame.list, block.x + 21, block.y + tall / 2 + 4, compact(waiting),
              style(frame, 12, &Theme::t1, Weight::semibold, Align::centre));
  }
}

}  // namespace scale::ui
