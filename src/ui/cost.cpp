// What a month costs, by item, and what it would cost without the last change.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {

void cost(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  const Theme& theme = frame.theme;
  const sandbox::Snapshot& run = frame.run;
  const Rect head{area.x - 6, area.y - 6, area.width + 12, 26};
  const Press press = control(
      frame, head, {.id = "figure.cost", .label = "Cost: prove it", .value = dollars(run.cost_usd_month)}, 6);
  if (press.hovered) fill_rect(frame, head, theme.hover, 6);
  if (press.clicked) frame.state.selected = frame.state.selected == "figure.cost" ? "" : "figure.cost";
  draw_text(frame.list, area.x, area.y + 12, "Cost", style(frame, 14, &Theme::t1, Weight::semibold));
  draw_text(frame.list, area.right(), area.y + 12, dollars(run.cost_usd_month) + " a month",
            style(frame, 14, &Theme::t1, Weight::semibold, Align::right));
  if (area.height < 60) return;
  std::vector<model::CostItem> items = run.cost;
  std::stable_sort(items.begin(), items.end(),
                   [](const auto& a, const auto& b) { return a.usd_month > b.usd_month; });
  const std::array<Colour, 5> shades = {theme.t2, theme.fill, theme.t3, theme.line2, theme.line};
  float x = area.x;
  const double all = std::max(1.0, run.cost_usd_month);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const float width = static_cast<float>(items[i].usd_month / all) * area.width;
    if (width < 1) continue;
    fill_rect(frame, {x, area.y + 26, std::max(1.0f, width - 2), 12}, shades[std::min<std::size_t>(i, 4)], 2);
    x += width;
  }
  float y = area.y + 66;
  const bool ghost = run.has_ghost && run.ghost_cost_usd_month > 0;
  const float last = area.bottom() - (ghost ? 22.0f : 0.0f);
  for (std::size_t i = 0; i < items.size() && y <= last; ++i, y += 22) {
    disc(frame, area.x + 5, y - 4, 4, shades[std::min<std::size_t>(i, 4)]);
    draw_text(frame.list, area.x + 18, y, items[i].name, style(frame, 13, &Theme::t2));
    draw_text(frame.list, area.right(), y, grouped(items[i].usd_month),
              style(frame, 13, &Theme::t2, Weight::regular, Align::right));
  }
  if (ghost && y <= area.bottom() + 4) {
    draw_text(frame.list, area.x, y + 4, "without the last change " + grouped(run.ghost_cost_usd_month),
              style(frame, 12, &Theme::t3));
  }
}

}  // namespace scale::ui
