// The four key figures with their past: what it is now, what it would be without the last change.
#include <imgui.h>

#include <algorithm>

#include "ui/chart.h"
#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

struct Figure {
  std::string_view id;
  std::string name, value, was;
  Colour colour;
  float sandbox::Sample::*series;
};

// "$ 41.4 K" where there is little room.
std::string money(double value, bool narrow) {
  if (!narrow || value < 10'000 || value >= 999.5e3) return dollars(value);
  return "$ " + significant(value / 1000) + " K";
}

std::vector<Figure> key_figures(const Frame& frame, bool narrow) {
  const sandbox::Figures &now = frame.run.figures, &then = frame.run.ghost;
  const Theme& theme = frame.theme;
  const bool ghost = frame.run.has_ghost;
  const Parts& parts = frame.state.parts;
  std::vector<Figure> out;
  const auto was = [&](const std::string& text) { return ghost ? "was " + text : std::string(); };
  const auto reading = [](const sandbox::Reading& r, const std::string& text) {
    return r.samples == 0 ? std::string("\xE2\x80\x93") : r.enough ? text : std::string("too few");
  };
  const auto marked = [&](const sandbox::Reading& r, double limit, const Ink& ink) {
    return r.enough && r.value > limit ? ink.text : theme.t1;
  };
  if (parts.slow) {
    out.push_back({"figure.slow", "Slow pages", reading(now.slow_share, percent(now.slow_share.value)),
                   was(percent(then.slow_share.value)), marked(now.slow_share, 0.2, theme.slow),
                   &sandbox::Sample::slow_share});
  }
  if (parts.response) {
    out.push_back({"figure.response", narrow ? "Servers" : "Servers p95",
                   reading(now.response.p95, seconds(now.response.p95.value)),
                   was(seconds(then.response.p95.value)), marked(now.response.p95, 1, theme.slow),
                   &sandbox::Sample::response_p95_s});
  }
  if (parts.failed) {
    out.push_back(
        {"figure.failed", "Failed", percent(now.failed_share.value), was(percent(then.failed_share.value)),
         now.failed_share.value > 0.01 ? theme.failing.text : theme.t1, &sandbox::Sample::failed_per_s});
  }
  if (parts.cost) {
    out.push_back({"figure.cost", narrow ? "Cost" : "Cost a month", money(frame.run.cost_usd_month, narrow),
                   was(money(frame.run.ghost_cost_usd_month, narrow).substr(narrow ? 2 : 0)), theme.t1,
                   &sandbox::Sample::cost_usd_month});
  }
  return out;
}

void sparkline(Frame& frame, const Rect& area, const Figure& figure) {
  const TimeAxis axis = time_axis(frame, area.x, area.width - 5, area.y, area.bottom());
  float most = 1e-6f;
  for (const auto* samples : {&frame.run.samples, &frame.run.ghost_samples}) {
    for (const sandbox::Sample& sample : *samples) most = std::max(most, sample.*figure.series);
  }
  const auto points_of = [&](const std::vector<sandbox::Sample>& samples) {
    std::vector<ImVec2> points;
    for (const sandbox::Sample& sample : samples) {
      if (sample.time_s < axis.from_s || sample.pages_per_s <= 0) continue;
      points.emplace_back(axis.at(sample.time_s),
                          area.bottom() - area.height * (sample.*figure.series) / most);
    }
    return points;
  };
  if (frame.run.has_ghost) draw_dashes(frame, points_of(frame.run.ghost_samples), frame.theme.t3, 1.25f);
  const std::vector<ImVec2> points = points_of(frame.run.samples);
  draw_series(frame, points, figure.colour, 1.75f);
  if (!points.empty()) disc(frame, points.back().x, points.back().y, 3, figure.colour);
}

}  // namespace

void figures(Frame& frame, const Rect& area, int columns) {
  render::begin_piece(frame.list);
  const bool narrow = area.width < 480;
  const std::vector<Figure> all = key_figures(frame, area.width < 900);
  const float width = area.width / static_cast<float>(columns);
  for (std::size_t i = 0; i < all.size() && static_cast<int>(i) < columns; ++i) {
    const Figure& figure = all[i];
    const float x = area.x + static_cast<float>(i) * width;
    const Press press =
        control(frame, {x - 4, area.y - 2, width - 8, std::min(area.height, 62.0f)},
                {.id = figure.id, .label = figure.name + ": prove it", .value = figure.value}, 6);
    if (press.clicked) frame.state.selected = frame.state.selected == figure.id ? "" : figure.id;
    draw_text_within(frame.list, x, area.y + 12, width - 6, figure.name, style(frame, 12, &Theme::t3));
    const std::size_t unit = figure.value.rfind(' ');
    const bool dollar = figure.value[0] == '$' || figure.value == "too few";
    const std::string number =
        dollar || unit == std::string::npos ? figure.value : figure.value.substr(0, unit);
    const float usual = narrow ? 20.0f : 24.0f, room = width - (i + 1 < all.size() ? 6.0f : 0.0f);
    const float needed = text_width(figure.value, {usual, Weight::semibold, 0, Align::left, -0.3f});
    const float size = usual * std::min(1.0f, room / needed);
    const float used = draw_text(frame.list, x, area.y + 38, number,
                                 {size, Weight::semibold, figure.colour, Align::left, -0.3f});
    if (!dollar && unit != std::string::npos) {
      draw_text(frame.list, x + used + 4, area.y + 38, figure.value.substr(unit + 1),
                style(frame, 13, &Theme::t2));
    }
    const bool chart = area.height > 84;
    if (!figure.was.empty() && area.height > 50) {
      if (narrow || !chart) {
        draw_text_within(frame.list, x, area.y + 56, width - 6, figure.was, style(frame, 12, &Theme::t3));
      } else {
        draw_text(frame.list, x + width - 30, area.y + 12, figure.was,
                  style(frame, 12, &Theme::t3, Weight::regular, Align::right));
      }
    }
    if (chart) sparkline(frame, {x, area.y + 52, width - 30, area.height - 58}, figure);
  }
}

}  // namespace scale::ui
