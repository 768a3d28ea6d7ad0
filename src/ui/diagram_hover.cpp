// What a node is, in a sentence, for whoever points at it.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/diagram_parts.h"
#include "ui/format.h"

namespace scale::ui {
namespace {

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

Prose kept_together(Prose prose) {
  for (Span& span : prose) span.text = units_kept(std::move(span.text));
  return prose;
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
  return kept_together(std::move(prose));
}

// How far a point is from a lane's middle line.
float distance_to(const render::Path& p, float x, float y) {
  constexpr int kSteps = 24;
  float least = 1e9f;
  for (int i = 0; i <= kSteps; ++i) {
    const ImVec2 at = point_on(p, static_cast<float>(i) / kSteps);
    least = std::min(least, std::hypot(at.x - x, at.y - y));
  }
  return least;
}

std::string end_of(const NodeView& node) {
  const std::string city(model::info(node.node.region).city);
  if (node.node.kind == NodeKind::edge) return "the edge in " + city;
  if (node.node.kind == NodeKind::users) return "users in " + std::string(model::info(node.node.region).name);
  return node.node.label;
}

Prose lane_prose(const Frame& frame, const Picture& picture, const Lane& lane) {
  const Theme& theme = frame.theme;
  const NodeView &from = node_of(frame, picture.boxes[lane.from]),
                 &to = node_of(frame, picture.boxes[lane.to]);
  std::string ends = end_of(from) + " \xE2\x80\x93 " + end_of(to) + ". ";
  if (ends[0] >= 'a' && ends[0] <= 'z') ends[0] = static_cast<char>(ends[0] - 'a' + 'A');
  Prose prose{{ends, Weight::semibold, theme.t1}};
  const auto add = [&](const std::string& text, Weight weight, Colour colour) {
    prose.push_back({text, weight, colour});
  };
  if (lane.replication) {
    add("What is written goes on to the copies; the last row is ", Weight::regular, theme.t2);
    add(seconds(std::max(from.lag_s, to.lag_s)) + " behind.", Weight::semibold, theme.replicated.text);
    return kept_together(std::move(prose));
  }
  add(per_s(static_cast<double>(lane.per_s)), Weight::semibold, theme.t1);
  const bool files = to.node.kind == NodeKind::edge;
  add(files                                                                      ? " files go over it"
      : static_cast<int>(to.node.column) < static_cast<int>(model::Column::data) ? " requests go over it"
                                                                                 : " queries go over it",
      Weight::regular, theme.t2);
  add(", questions on one side, answers on the other; its width grows with the square root.", Weight::regular,
      theme.t2);
  if (to.failed_per_s > 0)
    add(" " + per_s(to.failed_per_s) + " die at its end.", Weight::semibold, theme.failing.text);
  return kept_together(std::move(prose));
}

Rect within(const Rect& rect, const Rect& area) {
  const float x = std::max(rect.x, area.x), y = std::max(rect.y, area.y);
  return {x, y, std::min(rect.right(), area.right()) - x, std::min(rect.bottom(), area.bottom()) - y};
}

void touch_lanes(Frame& frame, const Picture& picture, const Rect& area) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!frame.mouse_free || !frame.state.hovered_node.empty() || !pointer_over(frame, area)) return;
  const Lane* nearest = nullptr;
  float least = 5;
  for (const Lane& lane : picture.lanes) {
    const float off = distance_to(lane.path, mouse.x, mouse.y) - lane.width / 2;
    if (off >= least) continue;
    least = off;
    nearest = &lane;
  }
  if (nearest == nullptr) return;
  curve(frame, nearest->path, faded(frame.theme.t1, 0.10f), nearest->width);
  explain(frame, mouse.x, mouse.y, lane_prose(frame, picture, *nearest));
}

}  // namespace

void touch_diagram(Frame& frame, const Picture& picture, const Rect& area) {
  frame.state.hovered_node.clear();
  for (std::uint32_t i = 0; i < picture.first_box.size(); ++i) {
    if (picture.first_box[i] == sim::kNone) continue;
    const NodeView& node = frame.run.nodes[i];
    for (std::uint32_t b = 0; b < picture.box_count[i]; ++b) {
      const Box& box = picture.boxes[picture.first_box[i] + b];
      if (&node_of(frame, box) != &node) continue;  // several regions share one box there
      Rect rect = box.rect;
      if (rect.width < 20) rect = {rect.x - 8, rect.y, rect.width + 16, rect.height};
      rect = within(rect, {area.x - 8, area.y - 4, area.width + 16, area.height + 8});
      if (rect.width < 4 || rect.height < 1) continue;
      const std::string id = "node." + node.node.id + (b > 0 ? "." + std::to_string(b) : "");
      const Press press = control(frame, rect, {.id = id, .label = node.node.label}, 8);
      if (press.clicked) {
        const bool same = frame.state.selected == node.node.id;
        frame.state.selected = same ? "" : node.node.id;
        frame.state.member =
            box.members == 1 && node.members.size() > 1 ? static_cast<int>(box.first_member) : -1;
        frame.state.tab = PanelTab::now;
      }
      if (press.hovered && frame.mouse_free) {
        frame.state.hovered_node = node.node.id;
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        explain(frame, mouse.x, mouse.y, node_prose(frame, node));
      }
    }
  }
  touch_lanes(frame, picture, area);
}

}  // namespace scale::ui
