// What a node is, in a sentence, for whoever points at it.
#include <imgui.h>

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

}  // namespace

void touch_diagram(Frame& frame, const Picture& picture) {
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

}  // namespace scale::ui
