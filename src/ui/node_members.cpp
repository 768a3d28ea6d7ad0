// A node opened into its members: a cell each, and the one that is pointed at or chosen in figures.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "lesson/advisor.h"
#include "ui/format.h"
#include "ui/node_parts.h"

namespace scale::ui {
namespace {

using model::NodeKind;
using sandbox::NodeView;

struct Grid {
  float pitch;
  std::size_t columns, rows;
};

Grid grid_of(const Frame& frame, const NodeView& node, float width) {
  const float tallest = std::max(60.0f, std::min(300.0f, frame.screen.height - 230));
  Grid grid{34, 1, 1};
  for (; grid.pitch > 3; grid.pitch -= 0.5f) {
    grid.columns = std::max<std::size_t>(1, static_cast<std::size_t>(width / grid.pitch));
    grid.rows = (node.members.size() + grid.columns - 1) / grid.columns;
    if (static_cast<float>(grid.rows) * grid.pitch <= tallest) break;
  }
  return grid;
}

}  // namespace

std::string member_word(const NodeView& node, bool several) {
  std::string word = "Machine";
  if (node.node.kind == NodeKind::web) word = "Server";
  if (node.node.kind == NodeKind::shard) word = "Shard";
  if (node.node.kind == NodeKind::replica) word = "Replica";
  if (node.node.kind == NodeKind::worker) word = "Worker";
  return several ? word + "s" : word;
}

float members_height(const Frame& frame, const NodeView& node, float width) {
  const Grid grid = grid_of(frame, node, width);
  return static_cast<float>(grid.rows) * grid.pitch + 10 + 3 * kPanelLine + 12;
}

void draw_members(Frame& frame, const Rect& area, const NodeView& node) {
  const Theme& theme = frame.theme;
  const Grid grid = grid_of(frame, node, area.width);
  const Rect field{area.x, area.y, static_cast<float>(grid.columns) * grid.pitch,
                   static_cast<float>(grid.rows) * grid.pitch};
  const Press press = control(
      frame, field,
      {.id = "members", .label = member_word(node, true) + ", one by one", .kind = ControlKind::choice}, 4);
  std::size_t shown =
      frame.state.member >= 0 ? static_cast<std::size_t>(frame.state.member) : lesson::busiest_member(node);
  if (press.hovered || press.held) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto column = static_cast<std::size_t>(std::max(0.0f, (mouse.x - field.x) / grid.pitch));
    const auto row = static_cast<std::size_t>(std::max(0.0f, (mouse.y - field.y) / grid.pitch));
    const std::size_t at = row * grid.columns + std::min(column, grid.columns - 1);
    if (at < node.members.size()) shown = at;
    if (press.clicked) frame.state.member = static_cast<int>(shown);
  }
  if (press.focused && frame.state.focus_visible) {
    const auto last = static_cast<int>(node.members.size()) - 1;
    const int step = ImGui::IsKeyPressed(ImGuiKey_RightArrow)  ? 1
                     : ImGui::IsKeyPressed(ImGuiKey_LeftArrow) ? -1
                                                               : 0;
    if (step != 0) frame.state.member = std::clamp(static_cast<int>(shown) + step, 0, last);
  }
  if (shown >= node.members.size()) shown = 0;
  for (std::size_t m = 0; m < node.members.size(); ++m) {
    const sandbox::MemberView& member = node.members[m];
    const float gap = grid.pitch > 12 ? 3.0f : 1.0f;
    const Rect cell{field.x + static_cast<float>(m % grid.columns) * grid.pitch,
                    field.y + static_cast<float>(m / grid.columns) * grid.pitch, grid.pitch - gap,
                    grid.pitch - gap};
    const Colour ink = heat(theme, static_cast<double>(member.utilisation)).mark;
    if (!member.up) {
      fill_rect(frame, cell, faded(theme.failing.mark, 0.5f), 2);
    } else {
      glass(frame, cell, static_cast<double>(member.utilisation), member.in_rotation ? ink : theme.line2,
            std::min(4.0f, grid.pitch / 6));
    }
    if (m == shown)
      stroke_rect(frame, {cell.x - 2, cell.y - 2, cell.width + 4, cell.height + 4}, theme.selected, 4, 1.5f);
  }
  const sandbox::MemberView& member = node.members[shown];
  float y = area.y + field.height + 8;
  const auto line = [&](std::string_view name, const std::string& value, Colour colour) {
    draw_text(frame.list, area.x, y + 16, name, style(frame, 13, &Theme::t2));
    draw_text(frame.list, area.right(), y + 16, value, style(13, colour, Weight::semibold, Align::right));
    y += kPanelLine;
  };
  const double busy = static_cast<double>(member.utilisation);
  line(member_word(node, false) + " " + std::to_string(shown + 1),
       !member.up           ? "down"
       : member.in_rotation ? percent(busy) + " busy"
                            : "out of rotation",
       member.up ? heat(theme, busy).text : theme.failing.text);
  line("Waiting", grouped(member.waiting), member.waiting >= 5 ? theme.warning.text : theme.t1);
  if (member.sessions > 0) line("Sessions it holds", grouped(member.sessions), theme.t1);
}

}  // namespace scale::ui
