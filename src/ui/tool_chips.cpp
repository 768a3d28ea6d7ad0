// Tools and incidents as chips, for narrow screens; they scroll sideways where they do not fit.
#include <imgui.h>

#include <algorithm>

#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

std::string_view chip_label(const model::CommandInfo& row) {
  if (row.id == "stateless") return "Stateless";
  if (row.id == "regions") return "Regions";
  if (row.id == "queue") return "Queue";
  if (row.id == "sharding") return "Shards";
  if (row.id == "vertical-partitioning") return "Split";
  if (row.id == "replicas") return "Replicas";
  if (row.id == "cache") return "Cache";
  if (row.id == "server-crash") return "Crash";
  return short_name(row);
}

struct Chip {
  const model::CommandInfo* row;
  float width;
};

}  // namespace

void tool_chips(Frame& frame, const Rect& area, int rows) {
  std::vector<Chip> chips;
  const auto add = [&](bool incidents) {
    for (const model::CommandInfo& row : model::command_table()) {
      const bool tool = row.group == model::CommandGroup::tools && row.kind == model::CommandKind::toggle;
      const bool incident = row.kind == model::CommandKind::incident;
      if (on_offer(frame, row) && (incidents ? incident : tool)) {
        chips.push_back({&row, chip_width(chip_label(row), !icon_of(row.id).empty())});
      }
    }
  };
  if (frame.state.parts.toggles) add(false);
  if (frame.state.parts.incidents) add(true);
  float all = 0;
  for (const Chip& chip_of : chips) all += chip_of.width + 8;

  const float height = 36;
  const bool scrolls = rows == 1 && all > area.width;
  float& scroll = frame.state.chips_scroll;
  if (scrolls) {
    const ImGuiIO& io = ImGui::GetIO();
    if (area.contains(io.MousePos.x, io.MousePos.y)) {
      scroll -= io.MouseWheelH * 40;
      if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6)) scroll -= io.MouseDelta.x;
    }
    scroll = std::clamp(scroll, 0.0f, all - area.width);
  } else {
    scroll = 0;
  }
  frame.list.PushClipRect({area.x - 6, area.y - 6}, {area.right() + 6, area.bottom() + 6}, true);
  float x = area.x - scroll, y = area.y;
  for (const Chip& chip_of : chips) {
    const model::CommandInfo& row = *chip_of.row;
    const bool incident = row.kind == model::CommandKind::incident;
    if (!scrolls && x + chip_of.width > area.right() + 1) {
      x = area.x;
      y += height + 8;
      if (y + height > area.bottom() + 1) break;
    }
    const bool on = !incident && value_of(frame, row) != 0;
    const ControlWords words{.id = row.id,
                             .label = chip_label(row),
                             .kind = incident ? ControlKind::button : ControlKind::toggle,
                             .on = on};
    // What is scrolled out of sight can be reached by the keyboard, which scrolls to it, but not pressed
    // unseen.
    const bool focused = frame.state.focus_visible && frame.state.focus == row.id;
    if (scrolls && focused && x < area.x) scroll -= area.x - x;
    if (scrolls && focused && x + chip_of.width > area.right()) scroll += x + chip_of.width - area.right();
    const bool in_sight = x + chip_of.width * 0.5f > area.x && x + chip_of.width * 0.5f < area.right();
    if (!in_sight) {
      const float edge = std::clamp(x, area.x, area.right());
      frame.state.controls.push_back({std::string(row.id),
                                      std::string(words.label),
                                      {},
                                      words.kind,
                                      {edge, y, 0, height},
                                      on,
                                      true,
                                      focused});
    }
    if (chip(frame, {x, y, chip_of.width, height}, words, icon_of(row.id), 0, in_sight)) {
      send(frame, row.id, incident ? row.initial : on ? 0 : 1);
    }
    x += chip_of.width + 8;
  }
  frame.list.PopClipRect();
}

}  // namespace scale::ui
