// Tools, the sizes a lesson is about, and incidents as chips, for narrow screens, in one row or in one each;
// a row scrolls sideways where it is longer than its place.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/node_parts.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {

namespace {

// Under a mouse, or under the finger while it presses.
void say_why(Frame& frame, const Rect& chip, const model::CommandInfo& lacks) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool asked = frame.mouse_free || ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (asked && pointer_over(frame, chip)) explain(frame, mouse.x, mouse.y, missing_words(frame.theme, lacks));
}

struct Chip {
  const model::CommandInfo* row;
  std::string label;
  float width;
  std::string opens;  // the node in whose panel it is counted; empty: it is pressed here
};

Chip chip_of(const model::CommandInfo& row, std::string label, std::string opens = {}) {
  const float width = chip_width(label, !icon_of(row.id).empty());
  return {&row, std::move(label), width, std::move(opens)};
}

std::vector<Chip> chips_of(const Frame& frame, bool incidents) {
  std::vector<Chip> chips;
  for (const model::CommandInfo& row : model::command_table()) {
    const bool incident = row.kind == model::CommandKind::incident;
    if (!on_offer(frame, row)) continue;
    if (incidents ? incident : is_tool(frame, row))
      chips.push_back(chip_of(row, std::string(brief_name(row))));
    if (incidents || row.kind != model::CommandKind::count || !listed_in_lesson(frame, row)) continue;
    if (const sandbox::NodeView* node = node_with_knob(frame, row))
      chips.push_back(
          chip_of(row, std::string(brief_name(row)) + ": " + grouped(value_of(frame, row)), node->node.id));
  }
  return chips;
}

void scroll_by_hand(float& scroll, const Rect& area, float most) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 from = io.MouseClickedPos[0];
  if (area.contains(io.MousePos.x, io.MousePos.y)) scroll -= io.MouseWheelH * 40;
  if (area.contains(from.x, from.y) && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6))
    scroll -= io.MouseDelta.x;
  scroll = std::clamp(scroll, 0.0f, most);
}

void open_node(Frame& frame, const std::string& id) {
  frame.state.selected = id;
  frame.state.member = -1;
  frame.state.tab = PanelTab::now;
}

void chip_row(Frame& frame, const Rect& area, const std::vector<Chip>& chips, float& scroll) {
  float all = -8;
  for (const Chip& one : chips) all += one.width + 8;
  scroll_by_hand(scroll, area, std::max(0.0f, all - area.width));
  frame.list.PushClipRect({area.x - 6, area.y - 6}, {area.right() + 6, area.bottom() + 6}, true);
  float x = area.x - scroll;
  for (const Chip& one : chips) {
    const model::CommandInfo& row = *one.row;
    const bool incident = row.kind == model::CommandKind::incident;
    const bool opens = !one.opens.empty();
    const bool on = opens ? frame.state.selected == one.opens : !incident && value_of(frame, row) != 0;
    const model::CommandInfo* lacks = incident ? missing(frame, row) : nullptr;
    const ControlWords words{.id = row.id,
                             .label = one.label,
                             .kind = incident || opens ? ControlKind::button : ControlKind::toggle,
                             .on = on,
                             .enabled = lacks == nullptr};
    // What is scrolled out of sight can be reached by the keyboard, which scrolls to it, but not pressed
    // unseen.
    const Rect r{x, area.y, one.width, area.height};
    const bool focused = frame.state.focus_visible && frame.state.focus == row.id;
    if (focused && r.x < area.x) scroll -= area.x - r.x;
    if (focused && r.right() > area.right()) scroll += r.right() - area.right();
    const float middle = r.x + r.width / 2;
    const bool in_sight = middle > area.x && middle < area.right();
    if (!in_sight) {
      const float edge = std::clamp(r.x, area.x, area.right());
      frame.state.controls.push_back({std::string(row.id),
                                      std::string(words.label),
                                      {},
                                      words.kind,
                                      {edge, r.y, 0, r.height},
                                      on,
                                      words.enabled,
                                      focused});
    }
    if (chip(frame, r, words, icon_of(row.id), 0, in_sight)) {
      if (opens)
        open_node(frame, on ? "" : one.opens);
      else
        send(frame, row.id, incident ? row.initial : on ? 0 : 1);
    }
    if (lacks != nullptr && in_sight) say_why(frame, r, *lacks);
    x += r.width + 8;
  }
  frame.list.PopClipRect();
}

}  // namespace

void tool_chips(Frame& frame, const Rect& area, int rows) {
  render::begin_piece(frame.list);
  constexpr float kHeight = 36;
  std::vector<Chip> tools, incidents;
  if (frame.state.parts.toggles) tools = chips_of(frame, false);
  if (frame.state.parts.incidents) incidents = chips_of(frame, true);
  std::array<float, 2>& scroll = frame.state.chips_scroll;
  if (rows == 1) {
    tools.insert(tools.end(), incidents.begin(), incidents.end());
    return chip_row(frame, {area.x, area.y, area.width, kHeight}, tools, scroll[0]);
  }
  chip_row(frame, {area.x, area.y, area.width, kHeight}, tools, scroll[0]);
  chip_row(frame, {area.x, area.y + kHeight + 8, area.width, kHeight}, incidents, scroll[1]);
}

}  // namespace scale::ui
