// Which chart stands where: a list behind each title, and all of them at once as a view of their own.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/chart.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

constexpr std::array<std::string_view, kChartKinds> kNames = {
    "Page load", "Slow pages", "Servers answer",    "Pages by outcome", "Failures by reason",
    "Busy",      "Heat map",   "Page loads spread", "Queue age",        "Copies behind (lag)",
    "Cost"};

void draw_chart(Frame& frame, const ChartPlace& place, ChartKind kind) {
  render::begin_piece(frame.list);
  switch (kind) {
    case ChartKind::pages:
      return pages_chart(frame, place);
    case ChartKind::failures:
      return failures_chart(frame, place);
    case ChartKind::busy:
      return busy_chart(frame, place);
    case ChartKind::heat:
      return heat_map(frame, place);
    case ChartKind::histogram:
      return load_histogram(frame, place);
    default:
      return line_chart(frame, place, kind);
  }
}

}  // namespace

void chart_title(Frame& frame, const ChartPlace& place, std::string_view title, std::string_view unit) {
  const float x = place.area.x, baseline = place.area.y + kChartTitle;
  const Style set = style(frame, 14, &Theme::t1, Weight::semibold);
  float used = text_width(title, set);
  if (place.slot >= 0) {
    const std::string id = "chart." + std::to_string(place.slot);
    const std::string label = "Chart: " + std::string(title) + "; choose another";
    const Press press = control(frame, {x - 4, baseline - 17, used + 22, 24}, {.id = id, .label = label}, 5);
    if (press.clicked) frame.state.chart_menu = frame.state.chart_menu == place.slot ? -1 : place.slot;
    if (press.hovered) fill_rect(frame, {x - 4, baseline - 17, used + 22, 24}, frame.theme.hover, 5);
    const float tip = x + used + 6;
    const Colour colour = press.hovered ? frame.theme.t1 : frame.theme.t3;
    line(frame, tip, baseline - 7, tip + 3.5f, baseline - 3.5f, colour, 1.5f);
    line(frame, tip + 3.5f, baseline - 3.5f, tip + 7, baseline - 7, colour, 1.5f);
    used += 12;
  }
  draw_text(frame.list, x, baseline, title, set);
  draw_text_within(frame.list, x + used + 10, baseline, std::max(0.0f, place.area.width - used - 10), unit,
                   style(frame, 12, &Theme::t3));
}

void chart(Frame& frame, const Rect& area, int slot) {
  draw_chart(frame, {area, slot}, frame.state.slots[static_cast<std::size_t>(slot)]);
}

void chart_menu(Frame& frame) {
  UiState& state = frame.state;
  const std::string anchor = "chart." + std::to_string(state.chart_menu);
  const auto found = std::find_if(state.controls.begin(), state.controls.end(),
                                  [&](const Control& control_of) { return control_of.id == anchor; });
  if (found == state.controls.end()) {
    state.chart_menu = -1;
    return;
  }
  constexpr float kLine = 30, kWidth = 190;
  const float height = kLine * kChartKinds + 12;
  const Rect title = found->rect;
  const float below = title.bottom() + 4, above = title.y - 4 - height;
  Rect box{std::min(title.x, frame.screen.right() - kWidth - 8), above > 4 ? above : below, kWidth, height};
  box.y = std::clamp(box.y, 4.0f, std::max(4.0f, frame.screen.bottom() - height - 4));
  begin_popover(frame, box);
  ChartKind& shown = state.slots[static_cast<std::size_t>(state.chart_menu)];
  for (std::size_t i = 0; i < kChartKinds; ++i) {
    const Rect line{box.x + 6, box.y + 6 + kLine * static_cast<float>(i), kWidth - 12, kLine};
    const bool on = static_cast<std::size_t>(shown) == i;
    const Press press = control(
        frame, line,
        {.id = "chart.kind." + std::to_string(i), .label = kNames[i], .kind = ControlKind::choice, .on = on},
        6);
    if (press.hovered) fill_rect(frame, line, frame.theme.hover, 6);
    draw_text(frame.list, line.x + 10, line.y + 20, kNames[i],
              style(13, on ? frame.theme.t1 : frame.theme.t2, on ? Weight::semibold : Weight::regular));
    if (press.clicked) {
      shown = static_cast<ChartKind>(i);
      state.chart_menu = -1;
      break;
    }
  }
  end_popover(frame);
  if (ImGui::IsMouseClicked(0) && !pointer_over(frame, box) &&
      !title.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y) &&
      !box.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y))
    state.chart_menu = -1;
}

// As many columns as there is room for; the first charts where not all fit.
void charts_view(Frame& frame, const Rect& area) {
  static constexpr std::array<ChartKind, kChartKinds> kOrder = {
      ChartKind::load,     ChartKind::histogram, ChartKind::slow,  ChartKind::failures,
      ChartKind::response, ChartKind::heat,      ChartKind::pages, ChartKind::busy,
      ChartKind::lag,      ChartKind::age,       ChartKind::cost};
  constexpr float kLeastWidth = 250, kLeastHeight = 128, kGapX = 36, kGapY = 14;
  const int columns = std::clamp(static_cast<int>((area.width + kGapX) / (kLeastWidth + kGapX)), 1, 4);
  const int fit = std::max(1, static_cast<int>((area.height + kGapY) / (kLeastHeight + kGapY)));
  std::vector<ChartKind> kinds;  // those that stand nowhere else
  const bool slots = frame.form == Form::wide || frame.form == Form::desk || frame.form == Form::tablet;
  const std::size_t shown = !slots ? 0 : frame.form == Form::desk ? 2 : 3;
  for (const ChartKind kind : kOrder) {
    const auto end = frame.state.slots.begin() + static_cast<std::ptrdiff_t>(shown);
    if (std::find(frame.state.slots.begin(), end, kind) == end) kinds.push_back(kind);
  }
  const int all = static_cast<int>(kinds.size());
  const int rows = std::min(fit, (all + columns - 1) / columns);
  const float width = (area.width - kGapX * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float height = (area.height - kGapY * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  for (int i = 0; i < std::min(all, rows * columns); ++i) {
    const float x = area.x + static_cast<float>(i % columns) * (width + kGapX);
    const float y = area.y + static_cast<float>(i / columns) * (height + kGapY);
    draw_chart(frame, {{x, y, width, height}, -1}, kinds[static_cast<std::size_t>(i)]);
  }
}

}  // namespace scale::ui
