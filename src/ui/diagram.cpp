// The architecture with its traffic: lanes and what flows in them, nodes, what stands at them, labels, in
// this order.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/diagram_parts.h"
#include "ui/panels.h"
#include "ui/traffic.h"
#include "ui/ui.h"

namespace scale::ui {
namespace {

constexpr float kDim_s = 0.42f;  // after a change all but the new part steps back for this long

// Under which a box moves: one that stands for all stays when another node is the worst off.
std::string motion_name(const Frame& frame, const Box& box) {
  const NodeView& node = node_of(frame, box);
  return (box.for_all ? "all " + kept_in(node) : node.node.id) + "#" + std::to_string(box.first_member);
}

// Boxes glide to their new places; what is new slides in from where its traffic comes.
void ease_boxes(Frame& frame, Picture& picture) {
  for (Box& box : picture.boxes) {
    const std::string name = motion_name(frame, box);
    const bool known = frame.state.motion.values.count(name + ".y") > 0;
    if (!known && frame.state.motion.frame > 2 && !frame.state.reduced_motion) {
      frame.state.motion.values[name + ".x"] = {box.rect.x - (picture.upright ? 0.0f : 46.0f),
                                                frame.state.motion.frame - 1};
      frame.state.motion.values[name + ".y"] = {box.rect.y - (picture.upright ? 46.0f : 0.0f),
                                                frame.state.motion.frame - 1};
      frame.state.motion.values[name + ".new"] = {static_cast<float>(frame.state.motion.clock_s),
                                                  frame.state.motion.frame};
      frame.state.motion.toggled_s = frame.now_s;
    }
    box.rect.x = eased(frame, name + ".x", box.rect.x, 0.34f);
    box.rect.y = eased(frame, name + ".y", box.rect.y, 0.34f);
    box.rect.width = eased(frame, name + ".w", box.rect.width, 0.34f);
    box.rect.height = eased(frame, name + ".h", box.rect.height, 0.34f);
  }
}

// A ribbon whose edges never turn back, however tight the curve and wide the band.
void draw_band(Frame& frame, const Lane& lane, bool upright, Colour colour, float off_px) {
  const render::Path& p = lane.path;
  const bool forward = !lane.replication && (upright ? p.y3 > p.y0 : p.x3 > p.x0);
  if (!forward) {
    curve(frame, p, colour, lane.width);
    return;
  }
  const Cuts cuts = cuts_of(p, off_px, lane.width);
  const int steps = cuts.pieces;
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  frame.list.PrimReserve(steps * 6, (steps + 1) * 2);
  const auto first = static_cast<ImDrawIdx>(frame.list._VtxCurrentIdx);
  ImVec2 edges[2] = {};
  for (int i = 0; i <= steps; ++i) {
    const float t = cuts.at[static_cast<std::size_t>(i)], u = 1 - t;
    const ImVec2 at = point_on(p, t);
    const float dx = u * u * (p.x1 - p.x0) + 2 * u * t * (p.x2 - p.x1) + t * t * (p.x3 - p.x2),
                dy = u * u * (p.y1 - p.y0) + 2 * u * t * (p.y2 - p.y1) + t * t * (p.y3 - p.y2);
    const float half = lane.width / 2 / std::max(1e-3f, std::hypot(dx, dy));
    for (int side = 0; side < 2; ++side) {
      const float out = side == 0 ? half : -half;
      ImVec2 edge{at.x - dy * out, at.y + dx * out};
      const bool turns_back = i > 0 && (edge.x - edges[side].x) * dx + (edge.y - edges[side].y) * dy < 0;
      if (turns_back) edge = edges[side];
      edges[side] = edge;
      frame.list.PrimWriteVtx(edge, white, colour);
    }
    if (i == steps) break;
    for (const int corner : {0, 1, 3, 0, 3, 2}) {
      frame.list.PrimWriteIdx(static_cast<ImDrawIdx>(first + 2 * i + corner));
    }
  }
}

void draw_bands(Frame& frame, const Picture& picture, std::vector<float>& paths) {
  // Bands are pale: among many of them nobody sees a pixel of an edge.
  constexpr std::size_t kMany = 30;
  const std::size_t lanes = picture.lanes.size();
  const float off_px = lanes > kMany ? 1.0f : 0.3f;
  // Where hundreds lie over each other they would else be a dark field.
  constexpr float kUnthinned = 120;
  const Colour band = faded(frame.theme.band, std::min(1.0f, kUnthinned / static_cast<float>(lanes + 1)));
  for (const Lane& lane : picture.lanes) {
    paths.push_back(static_cast<float>(frame.scene.paths.size()));
    frame.scene.paths.push_back(lane.path);
    const bool dead = all_down(node_of(frame, picture.boxes[lane.to]), picture.boxes[lane.to]);
    draw_band(frame, lane, picture.upright, dead ? faded(frame.theme.failing.mark, 0.12f) : band, off_px);
  }
}

// Frames first: what a box holds is drawn in lists and shapes, all of it over them.
void draw_boxes(Frame& frame, const std::vector<Box>& boxes) {
  for (const Box& box : boxes) draw_frame(frame, box);
  render::mark(frame.scene, frame.list);
  for (const Box& box : boxes) draw_box(frame, box);
}

// The new part is drawn again over a veil, and its outline once in ink.
void draw_the_new(Frame& frame, const Picture& picture, const Rect& area) {
  Motion& motion = frame.state.motion;
  const float age = static_cast<float>(frame.now_s - motion.toggled_s);
  if (age > kDim_s || frame.state.reduced_motion) return;
  motion.moving = true;
  const float veil = 0.45f * std::min(1.0f, 4 * (1 - age / kDim_s));
  render::mark(frame.scene, frame.list);
  fill_rect(frame, area, faded(frame.theme.bg, veil));
  std::vector<Box> fresh;
  for (const Box& box : picture.boxes) {
    const std::string name = motion_name(frame, box);
    const auto since = motion.values.find(name + ".new");
    if (since == motion.values.end() || motion.clock_s - static_cast<double>(since->second.value) > 1)
      continue;
    fresh.push_back(box);
  }
  draw_boxes(frame, fresh);
  for (const Box& box : fresh) {
    const Rect& r = box.rect;
    stroke_rect(frame, {r.x - 3, r.y - 3, r.width + 6, r.height + 6},
                faded(frame.theme.selected, 1 - age / kDim_s), 10, 1.5f);
  }
}

// A close-up is moved with the pointer, where no control is; Ctrl and the wheel zoom.
void drag_about(Frame& frame, const Rect& area) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!pointer_over(frame, area)) return;
  if (io.KeyCtrl && io.MouseWheel != 0)
    zoom_diagram(frame.state, io.MouseWheel > 0 ? 1.2f : 1 / 1.2f, io.MousePos.x, io.MousePos.y);
  if (frame.state.zoom > 1 && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6))
    zoom_diagram(frame.state, 1, io.MousePos.x, io.MousePos.y, io.MouseDelta.x, io.MouseDelta.y);
}

}  // namespace

void diagram(Frame& frame, const Rect& whole) {
  render::begin_piece(frame.list);
  UiState& state = frame.state;
  state.motion.diagram = whole;
  drag_about(frame, whole);
  const float zoom = eased(frame, "zoom", state.zoom, 0.12f);
  const Rect area{whole.x + state.pan_x - whole.width * (zoom - 1) / 2,
                  whole.y + state.pan_y - whole.height * (zoom - 1) / 2, whole.width * zoom,
                  whole.height * zoom};
  const bool close = zoom > 1.001f;
  if (close)
    frame.list.PushClipRect({whole.x - 8, whole.y - 4}, {whole.right() + 8, whole.bottom() + 4}, true);
  Picture picture = lay_out(frame, area);
  std::vector<float> paths;
  const Picture still = picture;
  ease_boxes(frame, picture);
  // Lanes follow the boxes as they move.
  for (Lane& lane : picture.lanes) {
    const auto moved = [&](std::uint32_t box, float& x, float& y) {
      x += picture.boxes[box].rect.x - still.boxes[box].rect.x;
      y += picture.boxes[box].rect.y - still.boxes[box].rect.y;
    };
    moved(lane.from, lane.path.x0, lane.path.y0);
    moved(lane.from, lane.path.x1, lane.path.y1);
    moved(lane.to, lane.path.x2, lane.path.y2);
    moved(lane.to, lane.path.x3, lane.path.y3);
  }
  draw_bands(frame, picture, paths);
  const std::vector<render::Grain> standing = draw_traffic(frame, picture, paths);
  render::mark(frame.scene, frame.list);
  draw_boxes(frame, picture.boxes);
  draw_the_new(frame, picture, whole);
  for (const Box& box : picture.boxes) draw_pile(frame, picture, box);
  frame.scene.grains.insert(frame.scene.grains.end(), standing.begin(), standing.end());
  render::mark(frame.scene, frame.list);
  draw_heads(frame, picture, area);
  std::vector<Rect> plates;
  for (const Box& box : picture.boxes) label_box(frame, picture, box, plates);
  touch_diagram(frame, picture, whole);
  if (!close) return;
  frame.list.PopClipRect();
  const Rect back{whole.right() - 74, whole.bottom() - 30, 74, 28};
  fill_rect(frame, back, frame.theme.bg, 14);
  if (chip(frame, back, {.id = "zoom-out", .label = "Whole"}, "diagram", 0)) {
    state.zoom = 1;
    state.pan_x = state.pan_y = 0;
  }
}

void zoom_diagram(UiState& state, float factor, float x, float y, float dx, float dy) {
  constexpr float kMost = 6;
  const Rect& area = state.motion.diagram;
  const float before = state.zoom;
  state.zoom = std::clamp(before * factor, 1.0f, kMost);
  const float grown = state.zoom / before;
  const float out_x = x - (area.x + area.width / 2), out_y = y - (area.y + area.height / 2);
  const float room_x = area.width * (state.zoom - 1) / 2, room_y = area.height * (state.zoom - 1) / 2;
  state.pan_x = std::clamp(out_x - (out_x - state.pan_x) * grown + dx, -room_x, room_x);
  state.pan_y = std::clamp(out_y - (out_y - state.pan_y) * grown + dy, -room_y, room_y);
}

}  // namespace scale::ui
