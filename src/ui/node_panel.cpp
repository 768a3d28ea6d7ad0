// A node's own panel: its live figures and its law. Opens with a click on the node, closes with Escape.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

using sandbox::NodeView;

struct Line {
  std::string name, value;
  Colour colour;
};

// The largest member's part over the mean one's.
std::string over_mean(const NodeView& node, double sandbox::MemberView::*part) {
  double most = 0, sum = 0;
  for (const sandbox::MemberView& member : node.members) {
    most = std::max(most, member.*part);
    sum += member.*part;
  }
  return sum > 0 ? significant(most / sum * static_cast<double>(node.members.size())) + " x the mean" : "-";
}

std::vector<Line> lines_of(const Frame& frame, const NodeView& node) {
  const Theme& theme = frame.theme;
  std::vector<Line> lines;
  const auto add = [&](std::string_view name, std::string value, Colour colour) {
    lines.push_back({std::string(name), std::move(value), colour});
  };
  if (node.node.kind == model::NodeKind::users) {
    const auto& figures = frame.run.figures.regions[static_cast<std::size_t>(node.node.region)];
    add("Pages", per_s(figures.pages_per_s), theme.t1);
    add("Half of them within", seconds(figures.page_load.p50.value), theme.t1);
    add("95 % of them within", seconds(figures.page_load.p95.value), theme.t1);
    add("Over 2 s", percent(figures.slow_share.value), theme.slow.text);
    add("First byte, half within", seconds(figures.first_byte.p50.value), theme.t1);
    return lines;
  }
  if (node.node.kind == model::NodeKind::edge) {
    add("Found here", percent(node.hit_ratio), theme.cached.text);
    add("Objects kept", grouped(node.entries), theme.t1);
    return lines;
  }
  add("Requests", per_s(node.per_s), theme.t1);
  add("Busy", percent(node.utilisation), heat(theme, node.utilisation).text);
  if (node.members.size() > 1) add("The busiest", percent(node.busiest), heat(theme, node.busiest).text);
  if (node.node.kind == model::NodeKind::shard) {  // evenly has two senses
    add("The fullest has rows", over_mean(node, &sandbox::MemberView::data_bytes), theme.t1);
    add("The most asked has requests", over_mean(node, &sandbox::MemberView::per_s), theme.t1);
  }
  add("Waiting", grouped(node.waiting), node.waiting >= 5 ? theme.warning.text : theme.t1);
  if (node.oldest_wait_s > 0) add("The oldest waits since", seconds(node.oldest_wait_s), theme.t1);
  if (node.failed_per_s > 0) add("Failed", per_s(node.failed_per_s), theme.failing.text);
  if (node.hit_ratio > 0) add("Found here", percent(node.hit_ratio), theme.cached.text);
  if (node.lag_s > 0) add("Behind the primary", seconds(node.lag_s), theme.replicated.text);
  if (node.entries > 0) add("Entries", grouped(node.entries), theme.t1);
  return lines;
}

// Little's and the utilisation law, with this node's numbers in them.
Prose law_of(const Frame& frame, const NodeView& node) {
  const Theme& theme = frame.theme;
  if (node.members.empty() || node.per_s <= 0 || node.utilisation <= 0) return {};
  const double servers = static_cast<double>(node.members.size()) * std::max(1, node.node.cores_per_member);
  const double work = node.utilisation * servers / node.per_s;
  Prose prose{{"Busy = rate \xC3\x97 work / servers: ", Weight::regular, theme.t2},
              {per_s(node.per_s) + " \xC3\x97 " + seconds(work) + " / " + grouped(servers) + " = " +
                   percent(node.utilisation),
               Weight::semibold, theme.t1},
              {". ", Weight::regular, theme.t2}};
  if (node.utilisation < 0.995) {
    const double room = node.per_s / node.utilisation;
    prose.push_back({"It would be full at ", Weight::regular, theme.t2});
    prose.push_back({per_s(room), Weight::semibold, theme.t1});
    prose.push_back({".", Weight::regular, theme.t2});
  }
  return prose;
}

}  // namespace

void node_panel(Frame& frame) {
  if (frame.state.selected.empty()) return;
  const auto found = std::find_if(frame.run.nodes.begin(), frame.run.nodes.end(),
                                  [&](const NodeView& node) { return node.node.id == frame.state.selected; });
  if (found == frame.run.nodes.end()) {
    frame.state.selected.clear();
    return;
  }
  const NodeView& node = *found;
  const std::vector<Line> lines = lines_of(frame, node);
  const Prose law = law_of(frame, node);
  const float width = std::min(300.0f, frame.screen.width - 24);
  const Block block{.size = 13, .line = 19};
  const float law_height =
      law.empty() ? 0.0f : static_cast<float>(prose_lines(width - 32, law, block)) * 19 + 18;
  const float height = 52 + static_cast<float>(lines.size()) * 26 + law_height + 8;
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  Rect box{frame.screen.width - width - (roomy ? (frame.form == Form::wide ? 376.0f : 288.0f) : 12.0f),
           roomy ? 64.0f : 12.0f, width, height};
  const float in = eased(frame, "node-panel", 1, 0.2f);
  box.y += (1 - in) * 8;
  for (int i = 6; i > 0; --i) {
    const float grow = static_cast<float>(i) * 4;
    fill_rect(frame, {box.x - grow, box.y + 10 - grow, box.width + 2 * grow, box.height + 2 * grow},
              faded(rgb(0x000000), frame.theme.shadow / 9), 10 + grow);
  }
  control(frame, box, {.id = "node-panel", .label = node.node.label, .enabled = false}, 10);
  fill_rect(frame, box, frame.theme.raise, 10);
  stroke_rect(frame, box, frame.theme.line2, 10);
  draw_text(frame.list, box.x + 16, box.y + 30, node.node.label,
            style(frame, 15, &Theme::t1, Weight::semibold));
  if (icon_button(frame, {box.right() - 40, box.y + 10, 30, 30}, "close", "Close", "cross", frame.theme.t2))
    frame.state.selected.clear();
  float y = box.y + 62;
  for (const Line& line : lines) {
    draw_text(frame.list, box.x + 16, y, line.name, style(frame, 13, &Theme::t2));
    draw_text(frame.list, box.right() - 16, y, line.value,
              style(13, line.colour, Weight::semibold, Align::right));
    y += 26;
  }
  if (!law.empty()) {
    hairline(frame, box.x + 16, y - 8, box.right() - 16, y - 8, frame.theme.line);
    draw_prose(frame.list, box.x + 16, y + 2, width - 32, law, block);
  }
}

}  // namespace scale::ui
