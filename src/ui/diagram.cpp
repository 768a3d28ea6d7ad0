// The architecture with its traffic: bands, nodes, grains, labels, in this order.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "lesson/advisor.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/picture.h"
#include "ui/traffic.h"

namespace scale::ui {
namespace {

using model::NodeKind;
using sandbox::NodeView;

const NodeView& node_of(const Frame& frame, const Box& box) {
  return frame.run.nodes[box.node];
}

// Utilisation of the members that this box stands for.
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

std::string short_region(model::Region region) {
  const std::string_view name = model::info(region).name;
  if (region == model::Region::mea) return "Africa, M. East";
  return std::string(name.substr(0, name.find(',')));
}

// Boxes glide to their new places; what is new slides in from where its traffic comes.
void ease_boxes(Frame& frame, Picture& picture) {
  for (Box& box : picture.boxes) {
    const std::string name = node_of(frame, box).node.id + "#" + std::to_string(box.first_member);
    const bool known = frame.state.motion.values.count(name + ".y") > 0;
    if (!known && frame.state.motion.frame > 2 && !frame.state.reduced_motion) {
      frame.state.motion.values[name + ".x"] = {box.rect.x - (picture.upright ? 0.0f : 46.0f),
                                                frame.state.motion.frame - 1};
      frame.state.motion.values[name + ".y"] = {box.rect.y - (picture.upright ? 46.0f : 0.0f),
                                                frame.state.motion.frame - 1};
    }
    box.rect.x = eased(frame, name + ".x", box.rect.x, 0.34f);
    box.rect.y = eased(frame, name + ".y", box.rect.y, 0.34f);
    box.rect.width = eased(frame, name + ".w", box.rect.width, 0.34f);
    box.rect.height = eased(frame, name + ".h", box.rect.height, 0.34f);
  }
}

void draw_bands(Frame& frame, const Picture& picture, std::vector<float>& paths) {
  for (const Lane& lane : picture.lanes) {
    paths.push_back(static_cast<float>(frame.scene.paths.size()));
    frame.scene.paths.push_back(lane.path);
    const render::Path& p = lane.path;
    const bool dead = all_down(node_of(frame, picture.boxes[lane.to]), picture.boxes[lane.to]);
    frame.list.AddBezierCubic({p.x0, p.y0}, {p.x1, p.y1}, {p.x2, p.y2}, {p.x3, p.y3},
                              dead ? faded(frame.theme.failing.mark, 0.12f) : frame.theme.band, lane.width,
                              28);
  }
}

// ---- nodes --------------------------------------------------------------------------------------------
void draw_cross(Frame& frame, const Rect& r, Colour colour) {
  const float size = std::min({r.width, r.height, 24.0f}) * 0.2f;
  const float x = r.x + r.width / 2, y = r.y + r.height / 2;
  frame.list.AddLine({x - size, y - size}, {x + size, y + size}, colour, 1.5f);
  frame.list.AddLine({x + size, y - size}, {x - size, y + size}, colour, 1.5f);
}

void frame_box(Frame& frame, const Rect& r, const NodeView& node, double busy, bool down) {
  fill_rect(frame, r, frame.theme.raise, 8);
  if (down) {
    const Colour colour = frame.theme.failing.mark;
    dashed_line(frame, r.x + 6, r.y, r.right() - 6, r.y, colour, 4, 4, 1.5f);
    dashed_line(frame, r.x + 6, r.bottom(), r.right() - 6, r.bottom(), colour, 4, 4, 1.5f);
    dashed_line(frame, r.x, r.y + 6, r.x, r.bottom() - 6, colour, 4, 4, 1.5f);
    dashed_line(frame, r.right(), r.y + 6, r.right(), r.bottom() - 6, colour, 4, 4, 1.5f);
  } else if (busy >= kBusy) {
    stroke_rect(frame, r, heat(frame.theme, busy).mark, 8, 1.5f);
  } else {
    stroke_rect(frame, r, frame.theme.line, 8);
  }
  if (frame.state.selected == node.node.id) {
    stroke_rect(frame, {r.x - 4, r.y - 4, r.width + 8, r.height + 8}, frame.theme.selected, 11, 2);
  }
}

// One glass for each core of one server, or one for each server.
void draw_glasses(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const bool tight = r.height < 40 || r.width < 70;
  const float pad = tight ? 5.0f : 8.0f, gap = tight ? 3.0f : 4.0f;
  const bool cores = box.members == 1;
  const std::uint32_t cells =
      cores ? static_cast<std::uint32_t>(std::clamp(node.node.cores_per_member, 1, 8)) : box.members;
  std::uint32_t rows = 1;
  while (cells / rows > 4 * rows && (r.height - 2 * pad) / static_cast<float>(rows + 1) > 11) ++rows;
  const std::uint32_t columns = (cells + rows - 1) / rows;
  const float width =
      (r.width - 2 * pad - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height = (r.height - 2 * pad - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  for (std::uint32_t i = 0; i < cells; ++i) {
    const std::uint32_t m = box.first_member + (cores ? 0 : i);
    if (m >= node.members.size()) break;
    const sandbox::MemberView& member = node.members[m];
    const Rect cell{r.x + pad + static_cast<float>(i % columns) * (width + gap),
                    r.y + pad + static_cast<float>(i / columns) * (height + gap), width, height};
    if (!member.up) {
      fill_rect(frame, cell, frame.theme.cell, 3);
      draw_cross(frame, cell, frame.theme.failing.mark);
      continue;
    }
    const float level = eased(frame, node.node.id + "/" + std::to_string(m), member.utilisation, 0.25f);
    const Colour ink = heat(frame.theme, static_cast<double>(member.utilisation)).mark;
    glass(frame, cell, static_cast<double>(level), member.in_rotation ? ink : frame.theme.line2,
          std::min(4.0f, width / 4));
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
    float level = 0;
    bool up = true;
    for (std::uint32_t m = i * each; m < std::min(members, (i + 1) * each); ++m) {
      level = std::max(level, node.members[m].utilisation);
      up = up && node.members[m].up;
    }
    render::Shape cell;
    cell.x = r.x + 5 + static_cast<float>(i % columns) * pitch;
    cell.y = r.y + 5 + static_cast<float>(i / columns) * pitch;
    cell.width = cell.height = pitch * 0.83f;
    cell.radius = std::min(2.0f, pitch / 5);
    cell.level = up ? level : -1;
    cell.body = frame.theme.body;
    cell.colour = up ? frame.theme.cell : faded(frame.theme.failing.mark, 0.5f);
    cell.level_colour = heat(frame.theme, static_cast<double>(level)).mark;
    frame.scene.shapes.push_back(cell);
  }
}

// Shards: a bar each; the hottest grows and is named.
void draw_rows(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const std::size_t count = std::max<std::size_t>(1, node.members.size());
  const std::uint32_t hot = lesson::busiest_member(node);
  const bool grows =
      !node.members.empty() && static_cast<double>(node.members[hot].utilisation) >= kBusy && count > 2;
  const float big = grows ? std::min(24.0f, r.height / 3) : 0.0f;
  const float pitch = (r.height - big) / static_cast<float>(grows ? count - 1 : count);
  float y = r.y;
  for (std::size_t m = 0; m < node.members.size(); ++m) {
    const double busy = static_cast<double>(node.members[m].utilisation);
    const bool is_hot = grows && m == hot;
    const float height = is_hot ? big : pitch;
    const Rect row{r.x, y, r.width, std::max(1.5f, height - (pitch > 5 ? 2.4f : 1.0f))};
    const Ink& ink = heat(frame.theme, busy);
    const float length = r.width * static_cast<float>(std::clamp(busy, 0.0, 1.0));
    fill_rect(frame, row, frame.theme.cell, 2);
    fill_rect(frame, {row.x, row.y, length, row.height}, faded(ink.mark, frame.theme.body + 0.04f), 2);
    fill_rect(frame, {row.x + length - 2, row.y, 2, row.height}, ink.mark);
    if (is_hot) {
      draw_text(frame.list, r.x + 8, row.y + row.height / 2 + 4.6f, "shard " + std::to_string(m + 1),
                style(12, frame.theme.t1, Weight::semibold));
    }
    y += height;
  }
}

void draw_vessel(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  fill_rect(frame, r, frame.theme.cell, 6);
  const int rows = std::max(1, static_cast<int>((r.height - 8) / 5.8f));
  const int room = static_cast<int>((r.width - 10) / 5.8f) * rows;
  const int count = std::min(room, static_cast<int>(node.waiting));
  for (int i = 0; i < count; ++i) {
    render::Grain grain;
    grain.along = r.right() - 7 - static_cast<float>(i / rows) * 5.8f;
    grain.across = r.bottom() - 6 - static_cast<float>(i % rows) * 5.8f;
    grain.radius = 2;
    grain.shape = static_cast<float>(render::GrainShape::square);
    grain.colour = frame.theme.background.mark;
    frame.scene.grains.push_back(grain);
  }
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

// The way out of a web server: a lying glass along the bottom of its box.
void draw_uplink(Frame& frame, const Box& box, double busy) {
  const Rect& r = box.rect;
  const float width = r.width - 16;
  const Rect track{r.x + 8, r.bottom() - 9, width, 3};
  fill_rect(frame, track, frame.theme.cell, 1.5f);
  fill_rect(frame, {track.x, track.y, width * static_cast<float>(std::clamp(busy, 0.0, 1.0)), 3},
            heat(frame.theme, busy).mark, 1.5f);
}

void draw_node(Frame& frame, const Box& box) {
  const NodeView& node = node_of(frame, box);
  const double busy = busy_of(node, box);
  switch (box.look) {
    case BoxLook::crowd:
      fill_rect(frame, box.rect, frame.theme.t2, 1.5f);
      break;
    case BoxLook::edge:
      glass(frame, box.rect,
            static_cast<double>(eased(frame, node.node.id + "/hit", static_cast<float>(node.hit_ratio))),
            frame.theme.cached.mark, 5, frame.theme.dark ? 0.42f : 0.36f);
      break;
    case BoxLook::bar: {
      const Ink& ink = heat(frame.theme, busy);
      fill_rect(frame, box.rect, frame.theme.cell, 4);
      const float level = eased(frame, node.node.id + "/0", static_cast<float>(busy));
      if (box.rect.width < box.rect.height) {
        const float height = std::max(4.0f, box.rect.height * std::min(1.0f, level));
        fill_rect(frame, {box.rect.x, box.rect.bottom() - height, box.rect.width, height}, ink.mark, 4);
      } else {
        fill_rect(
            frame,
            {box.rect.x, box.rect.y, std::max(4.0f, box.rect.width * std::min(1.0f, level)), box.rect.height},
            ink.mark, 4);
      }
      break;
    }
    case BoxLook::glasses: {
      const bool down = all_down(node, box);
      const NodeView* uplink = node.node.kind == NodeKind::web ? uplink_of(frame, node.node.region) : nullptr;
      const double line = uplink != nullptr ? uplink_busy(*uplink, box) : 0;
      frame_box(frame, box.rect, node, std::max(busy, line), down);
      Box inner = box;
      if (uplink != nullptr && box.rect.height > 30) {
        inner.rect.height -= 8;
        draw_uplink(frame, box, line);
      }
      draw_glasses(frame, node, inner);
      break;
    }
    case BoxLook::field:
      frame_box(frame, box.rect, node, busy, all_down(node, box));
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

// The real queue at a box's door: a grain for each that waits, to 40; then a block.
void draw_pile(Frame& frame, const Picture& picture, const Box& box) {
  const NodeView& node = node_of(frame, box);
  if (box.look != BoxLook::glasses && box.look != BoxLook::field) return;
  double waiting = 0;
  for (std::uint32_t m = 0; m < box.members && box.first_member + m < node.members.size(); ++m) {
    waiting += node.members[box.first_member + m].waiting;
  }
  if (waiting < 1) return;
  const Rect& r = box.rect;
  const int shown = static_cast<int>(std::min(waiting, 40.0));
  for (int i = 0; i < shown; ++i) {
    const float out = 7 + static_cast<float>(i / 5) * 5.6f, up = static_cast<float>(i % 5) * 5.6f;
    render::Grain grain;
    grain.along = picture.upright ? r.x + 5 + up : r.x - out;
    grain.across = picture.upright ? r.y - out : r.bottom() - 5 - up;
    grain.radius = 2.1f;
    grain.colour = frame.theme.request.mark;
    grain.opacity = 0.95f;
    frame.scene.grains.push_back(grain);
  }
  if (waiting > 40) {
    fill_rect(frame, {r.x - 54, r.bottom() - 30, 46, 28}, faded(frame.theme.request.mark, 0.5f), 3);
  }
}

// ---- labels -------------------------------------------------------------------------------------------
void share_label(Frame& frame, float x, float y, double busy, float size) {
  const Ink& ink = heat(frame.theme, busy);
  const std::string text = percent(busy);
  const float width = text_width(text, style(size, ink.text, Weight::semibold));
  draw_text(frame.list, x, y, text,
            style(size, ink.text, busy >= kBusy ? Weight::semibold : Weight::regular, Align::right));
  if (busy < kBusy) return;
  const float left = x - width - 15,
              bottom = y - 0.5f;  // a triangle: outlined for a warning, filled when failing
  if (busy >= kSaturated) {
    frame.list.AddTriangleFilled({left, bottom}, {left + 5, bottom - 9}, {left + 10, bottom}, ink.mark);
  } else {
    frame.list.AddTriangle({left, bottom}, {left + 5, bottom - 9}, {left + 10, bottom}, ink.mark, 1.5f);
  }
}

std::string name_of(const NodeView& node, const Box& box, bool narrow) {
  if (node.node.kind == NodeKind::web && box.members == 1 && node.members.size() > 1) {
    return "Web " + std::to_string(box.first_member + 1);
  }
  switch (node.node.kind) {
    case NodeKind::web:
      return narrow ? "Web" : std::to_string(node.members.size()) + " servers";
    case NodeKind::primary:
      return "Primary";
    case NodeKind::replica:
      return node.members.size() > 1 ? "Replicas" : "Replica";
    case NodeKind::sessions:
      return "Sessions";
    case NodeKind::cache:
      return "Cache";
    case NodeKind::shard:
      return "Shards";
    case NodeKind::queue:
      return "Queue";
    case NodeKind::worker:
      return "Workers";
    case NodeKind::nosql:
      return "NoSQL";
    default:
      return node.node.label;
  }
}

void label_web(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const NodeView* uplink = uplink_of(frame, node.node.region);
  const double line = uplink != nullptr ? uplink_busy(*uplink, box) : 0;
  double sessions = 0;
  for (std::uint32_t m = 0; m < box.members; ++m) sessions += node.members[box.first_member + m].sessions;
  float x = r.x;
  if (line >= 0.3) {
    const std::string text = "line out " + percent(line);
    x += draw_text(frame.list, x, r.bottom() + 17, text,
                   style(12, line >= kBusy ? heat(frame.theme, line).text : frame.theme.t3)) +
         10;
  }
  if (sessions > 0) {
    const std::string text = compact(sessions) + " sessions";
    if (x + text_width(text, style(12, 0)) <= r.right() + 40 || x == r.x) {
      draw_text(frame.list, x, r.bottom() + 17, text, style(frame, 12, &Theme::t3));
    }
  }
}

void label_box(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const bool down = all_down(node, box);
  const double busy = busy_of(node, box);
  const bool small_form = compact_form(frame.form);
  const float y = r.y - (small_form ? 6.0f : 9.0f), size = small_form ? 12.0f : 13.0f;
  if (!box.named) return;
  const std::string share = down ? "down" : percent(busy);
  const bool shares = !node.members.empty() && node.node.kind != NodeKind::queue;
  const float taken =
      shares ? text_width(share, style(size, 0, Weight::semibold)) + (busy >= kBusy ? 22.0f : 8.0f) : 0;
  const std::string name = name_of(node, box, r.width < 120);
  const Style name_style = style(frame, size, &Theme::t1, Weight::semibold);
  const bool both = busy >= kBusy || down || text_width(name, name_style) <= r.width - taken;
  const float used = draw_text_within(frame.list, r.x, y, both ? r.width - taken : r.width, name, name_style);
  if (!both) return;
  if (node.lag_s > 0.0005 && r.width - used - taken > 66) {
    draw_text(frame.list, r.x + used + 9, y, seconds(node.lag_s) + " lag",
              style(12, frame.theme.replicated.text));
  }
  if (down) {
    draw_text(frame.list, r.right(), y, share,
              style(size, frame.theme.failing.text, Weight::semibold, Align::right));
  } else if (shares) {
    share_label(frame, r.right(), y, busy, size);
  }
  double waiting = 0;
  for (std::uint32_t m = 0; m < box.members && box.first_member + m < node.members.size(); ++m) {
    waiting += node.members[box.first_member + m].waiting;
  }
  if (waiting >= 1 && !small_form) {
    draw_text(
        frame.list, r.x - 8, r.bottom() + 17, compact(waiting) + " wait",
        style(12, waiting >= 5 ? frame.theme.warning.text : frame.theme.t3, Weight::semibold, Align::right));
  }
  if (node.node.kind == NodeKind::web && !small_form) label_web(frame, node, box);
}

// A standing picture: names beneath, the web servers' beside.
void label_upright(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  if (box.look == BoxLook::edge) {
    draw_text(frame.list, r.right() + 10, r.y + 14, percent(frame.run.figures.edge_hit_ratio) + " hits",
              style(frame, 12, &Theme::t3));
  }
  if (box.look != BoxLook::glasses && box.look != BoxLook::field) return;
  if (node.node.kind == NodeKind::web && r.right() + 60 < frame.screen.width) {
    draw_text(frame.list, r.right() + 12, r.y + 22, "Web", style(frame, 13, &Theme::t1, Weight::semibold));
    draw_text_within(frame.list, r.right() + 12, r.y + 39, frame.screen.width - r.right() - 24,
                     std::to_string(node.members.size()) + " servers, " + percent(node.utilisation),
                     style(frame, 12, &Theme::t3));
    return;
  }
  const std::string share = percent(busy_of(node, box));
  const float width = text_width(share, style(12, 0));
  draw_text_within(frame.list, r.x, r.bottom() + 16, r.width - width - 6, name_of(node, box, true),
                   style(frame, 12, &Theme::t1, Weight::semibold));
  if (!node.members.empty()) share_label(frame, r.right(), r.bottom() + 16, busy_of(node, box), 12);
}

void label_node(Frame& frame, const Picture& picture, const Box& box) {
  const NodeView& node = node_of(frame, box);
  const Rect& r = box.rect;
  const auto region = static_cast<std::size_t>(node.node.region);
  if (picture.upright) return label_upright(frame, node, box);
  const bool compact = compact_form(frame.form);
  if (compact && (box.look == BoxLook::crowd || box.look == BoxLook::edge)) return;
  switch (box.look) {
    case BoxLook::crowd: {
      const float x = r.x - 10, middle = r.y + r.height / 2;
      draw_text_within(frame.list, x - text_width(short_region(node.node.region), style(13, 0)), middle - 1,
                       110, short_region(node.node.region), style(frame, 13, &Theme::t1));
      draw_text(frame.list, x, middle + 15, per_s(frame.run.figures.regions[region].pages_per_s),
                style(frame, 12, &Theme::t3, Weight::regular, Align::right));
      break;
    }
    case BoxLook::edge:
      draw_text(frame.list, r.x + r.width / 2, r.y + r.height / 2 + 4.5f, grouped(node.hit_ratio * 100),
                style(frame, 12, &Theme::t1, Weight::semibold, Align::centre));
      break;
    case BoxLook::bar:
      break;
    default:
      label_box(frame, node, box);
  }
}

void draw_heads(Frame& frame, const Picture& picture, float top, float right) {
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  for (std::size_t i = 0; i < picture.heads.size(); ++i) {
    const ColumnHead& head = picture.heads[i];
    const float next = i + 1 < picture.heads.size() ? picture.heads[i + 1].x - 8 : right + 20;
    draw_icon(frame.list, head.icon, head.x, top, 18, frame.theme.t2);
    const Style figure = style(frame, roomy ? 13.0f : 12.0f, &Theme::t3);
    if (head.name.empty()) {
      if (next - head.x > 50)
        draw_text_within(frame.list, head.x + 22, top + 14, next - head.x - 22, head.figure, figure);
      continue;
    }
    draw_text(frame.list, head.x + 25, top + 14, head.name,
              style(frame, roomy ? 14.0f : 13.0f, &Theme::t1, Weight::semibold));
    draw_text_within(frame.list, head.x + 25, top + 33, next - head.x - 25, head.figure, figure);
  }
}

// The upright picture's one head: who asks, and how often.
void draw_upright_head(Frame& frame, const Rect& area) {
  const sandbox::Snapshot& run = frame.run;
  draw_icon(frame.list, "users", area.x, area.y, 18, frame.theme.t2);
  draw_text(frame.list, area.x + 25, area.y + 14, users_count(run.architecture.users) + " users",
            style(frame, 13, &Theme::t1, Weight::semibold));
  draw_text(frame.list, area.right(), area.y + 14, significant(run.figures.pages_per_s) + " pages/s",
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
}

// ---- hover --------------------------------------------------------------------------------------------
std::string_view what_it_is(NodeKind kind) {
  switch (kind) {
    case NodeKind::users:
      return "People who ask for pages, from their own lines.";
    case NodeKind::edge:
      return "Keeps copies of files near its users; what it lacks it fetches from the origin.";
    case NodeKind::balancer:
      return "Hands each request to a web server and takes dead ones out.";
    case NodeKind::web:
      return "Makes pages; the bar at its foot is its line out.";
    case NodeKind::uplink:
      return "The web servers' way out.";
    case NodeKind::cache:
      return "Remembers results of queries for a while.";
    case NodeKind::sessions:
      return "Knows who is logged in, for every web server.";
    case NodeKind::primary:
      return "The database that takes all writes.";
    case NodeKind::replica:
      return "A copy of the database that answers reads, a little behind.";
    case NodeKind::shard:
      return "Each holds a part of the rows.";
    case NodeKind::queue:
      return "Work that can wait, in line.";
    case NodeKind::worker:
      return "Takes work from the queue when it can.";
    case NodeKind::nosql:
      return "Keeps the history where adding a machine adds writes.";
  }
  return {};
}

Prose node_prose(const Frame& frame, const NodeView& node) {
  const Theme& theme = frame.theme;
  Prose prose{{node.node.label + ". ", Weight::semibold, theme.t1},
              {std::string(what_it_is(node.node.kind)), Weight::regular, theme.t2}};
  if (!node.members.empty()) {
    prose.push_back({" " + per_s(node.per_s) + ", ", Weight::regular, theme.t2});
    prose.push_back(
        {percent(node.utilisation) + " busy", Weight::semibold, heat(theme, node.utilisation).text});
    if (node.waiting >= 1)
      prose.push_back({", " + compact(node.waiting) + " waiting", Weight::regular, theme.t2});
    prose.push_back({".", Weight::regular, theme.t2});
  }
  if (node.node.kind == NodeKind::users) {
    const auto& figures = frame.run.figures.regions[static_cast<std::size_t>(node.node.region)];
    prose.push_back({" Half of their pages stand within ", Weight::regular, theme.t2});
    prose.push_back({seconds(figures.page_load.p50.value), Weight::semibold, theme.t1});
    prose.push_back({", ", Weight::regular, theme.t2});
    prose.push_back({percent(figures.slow_share.value), Weight::semibold, theme.slow.text});
    prose.push_back({" take over 2 s.", Weight::regular, theme.t2});
  }
  if (node.hit_ratio > 0) {
    prose.push_back(
        {" It has " + percent(node.hit_ratio) + " of what it is asked for.", Weight::regular, theme.t2});
  }
  return prose;
}

void touch_nodes(Frame& frame, const Picture& picture) {
  frame.state.hovered_node.clear();
  for (std::uint32_t i = 0; i < picture.first_box.size(); ++i) {
    if (picture.first_box[i] == sim::kNone) continue;
    const NodeView& node = frame.run.nodes[i];
    for (std::uint32_t b = 0; b < picture.box_count[i]; ++b) {
      Rect rect = picture.boxes[picture.first_box[i] + b].rect;
      if (rect.width < 20) rect = {rect.x - 8, rect.y, rect.width + 16, rect.height};
      const std::string id = "node." + node.node.id + (b > 0 ? "." + std::to_string(b) : "");
      const Press press = control(frame, rect, {.id = id, .label = node.node.label}, 8);
      if (press.clicked) frame.state.selected = frame.state.selected == node.node.id ? "" : node.node.id;
      if (press.hovered && frame.mouse_free) {
        frame.state.hovered_node = node.node.id;
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        explain(frame, mouse.x, mouse.y, node_prose(frame, node));
      }
    }
  }
}

}  // namespace

void diagram(Frame& frame, const Rect& area) {
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
  for (const Box& box : picture.boxes) draw_node(frame, box);
  for (const Box& box : picture.boxes) draw_pile(frame, picture, box);
  draw_traffic(frame, picture, paths);
  render::mark(frame.scene, frame.list);
  if (picture.upright) {
    draw_upright_head(frame, area);
  } else {
    draw_heads(frame, picture, area.y, area.right());
  }
  for (const Box& box : picture.boxes) label_node(frame, picture, box);
  touch_nodes(frame, picture);
}

}  // namespace scale::ui
