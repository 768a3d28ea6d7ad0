// Charts of one or a few lines over time, from one table.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/beside.h"
#include "ui/chart.h"
#include "ui/format.h"

namespace scale::ui {
namespace {

using sandbox::Sample;

struct Line {
  std::string_view name;
  float Sample::*value = nullptr;
};

// The first line is the main one; the others are there to compare.
struct LineChart {
  ChartKind kind;
  std::string_view title, unit;
  bool log;
  std::string (*words)(double);
  std::array<Line, 3> lines;
};

std::string short_money(double value) {
  return value >= 9.5e5  ? significant(value / 1e6) + " M"
         : value >= 9500 ? grouped(value / 1000) + " K"
                         : grouped(value);
}
std::string short_seconds(double value) {
  return value < 1 ? significant(value * 1000) : significant(value) + " s";
}

constexpr std::array<LineChart, 6> kCharts = {{
    {ChartKind::load,
     "Page load",
     "ms, log",
     true,
     short_seconds,
     {{{"p95", &Sample::load_p95_s}, {"p99", &Sample::load_p99_s}, {"p50", &Sample::load_p50_s}}}},
    {ChartKind::response,
     "Servers answer",
     "ms, log",
     true,
     short_seconds,
     {{{"p95", &Sample::response_p95_s},
       {"p99", &Sample::response_p99_s},
       {"p50", &Sample::response_p50_s}}}},
    {ChartKind::slow, "Slow pages", "over 2 s", false, percent, {{{"slow", &Sample::slow_share}}}},
    {ChartKind::age, "Queue age", "oldest job", false, seconds, {{{"age", &Sample::queue_age_s}}}},
    {ChartKind::lag, "Copies behind", "the data, at most", false, seconds, {{{"lag", &Sample::lag_s}}}},
    {ChartKind::cost, "Cost", "$ a month", false, short_money, {{{"now", &Sample::cost_usd_month}}}},
}};

ValueAxis value_axis(const Frame& frame, const LineChart& chart, const TimeAxis& time) {
  double low = 1e18, high = 0;
  for (const auto* samples : {&shown_samples(frame), &frame.run.ghost_samples}) {
    for (const Sample& sample : *samples) {
      if (sample.time_s < time.from_s) continue;
      for (const Line& line : chart.lines) {
        if (line.value == nullptr) continue;
        const double value = static_cast<double>(sample.*line.value);
        if (value > 0) low = std::min(low, value);
        high = std::max(high, value);
      }
    }
  }
  if (!chart.log) return {time.top, time.bottom, 0, high > 0 ? high * 1.15 : 1, false};
  if (high <= 0) return {time.top, time.bottom, 0.1, 10, true};
  return {time.top, time.bottom, std::max(0.0001, low * 0.6), std::max(high * 1.25, low * 4), true};
}

// Names at the lines' ends, apart from each other.
void name_lines(Frame& frame, const LineChart& chart, const TimeAxis& time, const ValueAxis& axis,
                const Sample& shown) {
  std::array<float, 3> ys{};
  for (std::size_t i = 0; i < 3; ++i) {
    if (chart.lines[i].value != nullptr)
      ys[i] = axis.at(static_cast<double>(shown.*chart.lines[i].value)) + 4;
  }
  ys[0] = std::clamp(ys[0], time.top + 4, time.bottom + 4);
  ys[1] = std::min(ys[1], ys[0] - 16);
  ys[2] = std::max(ys[2], ys[0] + 16);
  for (std::size_t i = 0; i < 3; ++i) {
    const Line& line = chart.lines[i];
    if (line.value == nullptr) continue;
    const double value = static_cast<double>(shown.*line.value);
    const bool main = i == 0;
    const float x = time.x + time.width + 10;
    const Style name = main ? style(frame, 12, &Theme::t1, Weight::semibold) : style(frame, 12, &Theme::t3);
    const float used = draw_text(frame.list, x, ys[i], line.name, name);
    draw_text(frame.list, x + used + 4, ys[i],
              chart.log && value <= 0                                              ? "\xE2\x80\x93"
              : chart.kind == ChartKind::load || chart.kind == ChartKind::response ? seconds(value)
                                                                                   : chart.words(value),
              main ? name : style(frame, 12, &Theme::t2));
    if (main && (value > 0 || !chart.log))
      disc(frame, time.at(shown.time_s), axis.at(value), 4, frame.theme.t1);
  }
}

}  // namespace

void line_chart(Frame& frame, const ChartPlace& place, ChartKind kind) {
  const auto chart = std::find_if(kCharts.begin(), kCharts.end(),
                                  [&](const LineChart& candidate) { return candidate.kind == kind; });
  if (chart == kCharts.end()) return;
  chart_title(frame, place, chart->title, chart->unit);
  const float left = 42, right = 76;
  const Rect& area = place.area;
  const TimeAxis time = time_axis(frame, area.x + left, area.width - left - right, area.y + kPlotTop,
                                  area.bottom() - kPlotFoot);
  draw_axis(frame, time);
  const auto& samples = shown_samples(frame);
  if (samples.size() < 2) return empty_chart(frame, time);
  const ValueAxis axis = value_axis(frame, *chart, time);
  draw_value_grid(frame, axis, time.x, time.x + time.width, chart->words);
  for (std::size_t i = 3; i-- > 0;) {
    const Line& line = chart->lines[i];
    if (line.value == nullptr) continue;
    const auto height = [&](const Sample& sample) {
      return axis.at(static_cast<double>(sample.*line.value));
    };
    std::vector<ImVec2> points, ghost;
    for (const Sample& sample : samples) {
      if (sample.time_s < time.from_s || (chart->log && sample.*line.value <= 0)) continue;
      points.emplace_back(time.at(sample.time_s), height(sample));
    }
    if (frame.run.has_ghost) {
      for (const Sample& sample : frame.run.ghost_samples) {
        if (sample.time_s < time.from_s || (chart->log && sample.*line.value <= 0)) continue;
        ghost.emplace_back(time.at(sample.time_s), height(sample));
      }
      draw_dashes(frame, ghost, frame.theme.t3, 1.5f);
    }
    draw_series(frame, points, i == 0 ? frame.theme.t1 : frame.theme.t3, i == 0 ? 2.2f : 1.5f);
  }
  name_markers(frame, time);
  lines_beside(frame, time, axis, chart->lines[0].value,
               chart->kind == ChartKind::load || chart->kind == ChartKind::response ? seconds : chart->words);
  if (place.slot == 0) rewind_axis(frame, time);
  name_lines(frame, *chart, time, axis, pointed_sample(frame, time));
}

}  // namespace scale::ui
