// A node's own panel: its live figures with its knobs, its laws proved, its members one by one. Opens with a
// click on the node, closes with Escape. Key figures have one too: their proof.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "lesson/proof.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/node_parts.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

using sandbox::NodeView;
using Line = PanelLine;

// The largest member's part over the mean one's.
std::string over_mean(const NodeView& node, double sandbox::MemberView::*part) {
  double most = 0, sum = 0;
  for (const sandbox::MemberView& member : node.members) {
    most = std::max(most, member.*part);
    sum += member.*part;
  }
  return sum > 0 ? significant(most / sum * static_cast<double>(node.members.size())) + " x the mean" : "-";
}

// Are there several of it, or can a knob make it so?
bool is_counted(model::NodeKind kind) {
  using model::NodeKind;
  return kind != NodeKind::balancer && kind != NodeKind::queue && kind != NodeKind::primary;
}

// A line is there or not by the kind of node, never by its value: a knob below must not move under the
// pointer.
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
    add("Found here", hits(node.lookups_per_s, node.hit_ratio), theme.cached.text);
    add("Objects kept", grouped(node.entries), theme.t1);
    return lines;
  }
  add("Requests", per_s(node.per_s), theme.t1);
  add("Busy", percent(node.utilisation), heat(theme, node.utilisation).text);
  if (is_counted(node.node.kind)) add("The busiest", percent(node.busiest), heat(theme, node.busiest).text);
  if (node.node.kind == model::NodeKind::shard) {  // evenly has two senses
    add("The fullest has rows", over_mean(node, &sandbox::MemberView::data_bytes), theme.t1);
    add("The most asked has requests", over_mean(node, &sandbox::MemberView::per_s), theme.t1);
  }
  const bool waits = node.oldest_wait_s > 0, fails = node.failed_per_s > 0;
  add("Waiting", grouped(node.waiting), node.waiting >= 5 ? theme.warning.text : theme.t1);
  add("The oldest has waited", waits ? seconds(node.oldest_wait_s) : "-", theme.t1);
  add("Failed", fails ? per_s(node.failed_per_s) : "none", fails ? theme.failing.text : theme.t1);
  if (node.node.cache != sim::kNone)
    add("Found here", hits(node.lookups_per_s, node.hit_ratio), theme.cached.text);
  if (node.node.log != sim::kNone)
    add("Behind the primary", node.lag_s > 0 ? seconds(node.lag_s) : "-", theme.replicated.text);
  if (node.node.cache != sim::kNone || !node.node.tables.empty())
    add(node.node.kind == model::NodeKind::web ? "Sessions" : "Entries", grouped(node.entries), theme.t1);
  return lines;
}

// Where the panel stands: beside the tools, or at the foot of a narrow screen.
Rect place_of(const Frame& frame, float height) {
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  const float width = std::min(roomy ? 320.0f : 400.0f, frame.screen.width - 16);
  if (!roomy) {
    return {(frame.screen.width - width) / 2, std::max(8.0f, frame.screen.height - height - 8), width,
            height};
  }
  // On the side of the diagram where the node is not.
  const bool wide = frame.form == Form::wide;
  const float left = wide ? 368.0f : 24.0f, right = frame.screen.width - (wide ? 400.0f : 296.0f);
  const auto node = std::find_if(
      frame.state.controls.begin(), frame.state.controls.end(),
      [&](const Control& control_of) { return control_of.id == "node." + frame.state.selected; });
  const bool at_left = node != frame.state.controls.end() && node->rect.x > (left + right) / 2;
  const float top =
      std::clamp(wide ? 206.0f : 138.0f, 8.0f, std::max(8.0f, frame.screen.height - height - 8));
  return {at_left ? left : right - width, top, width, height};
}

float lines_height(const std::vector<Line>& lines) {
  return static_cast<float>(lines.size()) * kPanelLine;
}

void draw_lines(Frame& frame, const Rect& box, float y, const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    const float width = text_width(line.value, style(13, 0, Weight::semibold));
    draw_text_within(frame.list, box.x + 16, y + 16, box.width - 44 - width, line.name,
                     style(frame, 13, &Theme::t2));
    draw_text(frame.list, box.right() - 16, y + 16, line.value,
              style(13, line.colour, Weight::semibold, Align::right));
    y += kPanelLine;
  }
}

bool head(Frame& frame, const Rect& box, std::string_view title, std::string_view note) {
  const float used =
      draw_text(frame.list, box.x + 16, box.y + 29, title, style(frame, 15, &Theme::t1, Weight::semibold));
  draw_text_within(frame.list, box.x + 26 + used, box.y + 29, box.width - used - 76, note,
                   style(frame, 12, &Theme::t3));
  return icon_button(frame, {box.right() - 40, box.y + 8, 30, 30}, "close", "Close", "cross", frame.theme.t2);
}

struct FigureName {
  std::string_view id;
  lesson::Subject subject;
};
constexpr std::array<FigureName, 5> kFigures = {{{"figure.slow", lesson::Subject::slow},
                                                 {"figure.failed", lesson::Subject::failed},
                                                 {"figure.response", lesson::Subject::response},
                                                 {"figure.load", lesson::Subject::load},
                                                 {"figure.cost", lesson::Subject::cost}}};

// True: this was one.
bool figure_panel(Frame& frame) {
  for (const FigureName& figure : kFigures) {
    if (frame.state.selected != figure.id) continue;
    const std::vector<lesson::Proof> proofs = {lesson::prove(frame.run, figure.subject)};
    const float width = place_of(frame, 0).width;
    const Rect box = place_of(frame, 48 + proofs_height(width - 32, proofs));
    begin_popover(frame, box);
    if (head(frame, box, proofs[0].title, "what it rests on")) frame.state.selected.clear();
    draw_proofs(frame, {box.x + 16, box.y + 44, width - 32, box.height}, proofs);
    end_popover(frame);
    return true;
  }
  return false;
}

}  // namespace

void node_panel(Frame& frame) {
  if (figure_panel(frame)) return;
  const auto& nodes = frame.run.nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(),
                                  [&](const NodeView& node) { return node.node.id == frame.state.selected; });
  if (found == nodes.end()) {
    frame.state.selected.clear();
    return;
  }
  const NodeView& node = *found;
  const auto id = static_cast<std::uint32_t>(found - nodes.begin());
  const bool many = node.members.size() > 1;
  PanelTab& tab = frame.state.tab;
  if (tab == PanelTab::members && !many) tab = PanelTab::now;

  std::vector<Line> lines;
  std::vector<lesson::Proof> proofs;
  std::vector<const model::CommandInfo*> knobs;
  const float width = place_of(frame, 0).width;
  float height = 88;
  if (tab == PanelTab::proof) {
    proofs = lesson::prove(frame.run, id);
    if (proofs.size() > 1 && height + proofs_height(width - 32, proofs) > frame.screen.height - 16) {
      const std::size_t page = frame.state.proof % proofs.size();  // one at a time; the tab turns the page
      proofs = {proofs[page]};
    }
    height += proofs_height(width - 32, proofs);
  } else if (tab == PanelTab::members) {
    height += members_height(frame, node, width - 32);
  } else {
    lines = lines_of(frame, node);
    knobs = knobs_of(frame, node);
    const float room = frame.screen.height - 110 - 40 * static_cast<float>(knobs.size());
    while (lines.size() > 3 && lines_height(lines) > room) lines.pop_back();
    height += lines_height(lines) + knobs_height(knobs) + 10;
  }
  Rect box = place_of(frame, height);
  box.y += (1 - eased(frame, "node-panel", 1, 0.2f)) * 8;
  begin_popover(frame, box);
  const std::string place(model::info(node.node.region).city);
  const bool named = node.node.label.find(place) != std::string::npos;
  if (head(frame, box, node.node.label, named ? "" : place)) frame.state.selected.clear();

  std::vector<std::string> tabs = {"Now", "Prove it"};
  if (many) tabs.push_back(member_word(node, true));
  const PanelTab before = tab;
  tab = static_cast<PanelTab>(
      segmented(frame, {box.x + 14, box.y + 44, width - 28, 28}, "tab", tabs, static_cast<int>(tab)));
  if (const Control& pressed = frame.state.controls[frame.state.controls.size() - tabs.size() + 1];
      before == PanelTab::proof && tab == before && ImGui::IsMouseReleased(0) &&
      pointer_over(frame, pressed.rect))
    ++frame.state.proof;
  const float y = box.y + 80;
  if (!proofs.empty() || tab == PanelTab::proof) {
    draw_proofs(frame, {box.x + 16, y, width - 32, box.height}, proofs);
  } else if (tab == PanelTab::members) {
    draw_members(frame, {box.x + 16, y, width - 32, box.bottom() - y - 8}, node);
  } else {
    draw_lines(frame, box, y, lines);
    draw_knobs(frame, {box.x + 16, y + lines_height(lines) + 6, width - 32, 0}, knobs);
  }
  end_popover(frame);
}

}  // namespace scale::ui
