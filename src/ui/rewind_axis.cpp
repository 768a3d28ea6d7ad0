// The time axis as a handle: dragged back, it takes the run there; what was then left goes on beside it.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/chart.h"
#include "ui/format.h"
#include "ui/icons.h"

namespace scale::ui {

void rewind_axis(Frame& frame, const TimeAxis& axis) {
  const Learning& learning = frame.learning;
  UiState& state = frame.state;
  const bool gone_back = learning.left_s >= 0;
  const Rect strip{axis.x, axis.bottom - 4, axis.width, 12};
  const Press press = control(frame, strip,
                              {.id = "time",
                               .label = "Time: drag it back",
                               .kind = ControlKind::slider,
                               .value = run_time(frame.run.time_s)},
                              6);
  const double earliest = std::max(axis.from_s, learning.earliest_s);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  double wanted = -1;
  if (press.held) {
    const double share = static_cast<double>(std::clamp((mouse.x - axis.x) / axis.width, 0.0f, 1.0f));
    state.dragged_to_s = std::clamp(axis.from_s + share * (axis.to_s - axis.from_s), earliest, axis.to_s);
  }
  if ((!press.held || press.let_go) && state.dragged_to_s >= 0) {
    wanted = state.dragged_to_s;
    state.dragged_to_s = -1;
  }
  if (press.focused && state.focus_visible) {
    const double step = 2 * frame.run.speed;
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow))
      wanted = std::max(learning.earliest_s, frame.run.time_s - step);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow) && gone_back)
      wanted = std::min(learning.left_s, frame.run.time_s + step);
  }
  if (wanted >= 0 && (wanted < axis.to_s - 0.004 * (axis.to_s - axis.from_s) || gone_back))
    frame.wishes.back_to_s = wanted;

  const double shown = state.dragged_to_s >= 0 ? state.dragged_to_s : gone_back ? frame.run.time_s : -1;
  if (press.hovered && !press.held)
    fill_rect(frame, {strip.x, axis.bottom - 1, strip.width, 3}, frame.theme.t3, 1.5f);
  if (shown < 0) return;
  const float x = axis.at(shown);
  line(frame, x, axis.top - 6, x, axis.bottom + 6, frame.theme.t1, 1.5f);
  disc(frame, x, axis.bottom, 6, frame.theme.t1);
  const std::string words = state.dragged_to_s >= 0 ? "back to " + run_time(shown) : "at " + run_time(shown);
  const Style set = style(frame, 12, &Theme::t1, Weight::semibold);
  const float width = text_width(words, set);
  draw_text(frame.list, std::clamp(x - width / 2, axis.x, axis.x + axis.width - width), axis.bottom + 22,
            words, set);
  if (!gone_back || state.dragged_to_s >= 0) return;
  const std::string back = "Return to " + run_time(learning.left_s);
  const float room = text_width(back, set) + 20;
  const Rect rect{axis.x + axis.width - room, axis.top - 2, room, 26};
  const Press again = control(frame, rect, {.id = "return", .label = back}, 7);
  fill_rect(frame, rect, again.hovered ? frame.theme.hover : frame.theme.raise, 7);
  stroke_rect(frame, rect, frame.theme.line2, 7);
  draw_text(frame.list, rect.x + 10, rect.y + 17.5f, back, set);
  if (again.clicked) frame.wishes.back_to_s = learning.left_s;
}

}  // namespace scale::ui
