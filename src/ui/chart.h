// What charts share: the time axis with its markers, axes of values, lines and waterlines.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "ui/frame.h"

namespace scale::ui {

inline constexpr float kChartTitle = 14, kPlotTop = 44, kPlotFoot = 30;  // baselines and margins, px

struct TimeAxis {
  float x = 0, width = 0, top = 0, bottom = 0;
  double from_s = 0, to_s = 1;

  float at(double time_s) const {
    return x + static_cast<float>((time_s - from_s) / (to_s - from_s)) * width;
  }
};

// Zero to a little above the highest value, or a log axis.
struct ValueAxis {
  float top, bottom;
  double low, high;
  bool log;

  float at(double value) const;
};

// The samples that charts show: of the last 60 s of wall time, or of the whole run.
const std::vector<sandbox::Sample>& shown_samples(const Frame& frame);
TimeAxis time_axis(const Frame& frame, float x, float width, float top, float bottom);
// Base line, its two times, and the markers' lines. The left time is a control: the last minute, or the whole
// run.
void draw_axis(Frame& frame, const TimeAxis& axis);
// The last marker's name, and that of one under the pointer; after what is drawn in the chart.
void name_markers(Frame& frame, const TimeAxis& axis);
// Where the last one's stands; empty where it has none.
Rect last_marker_name(const Frame& frame, const TimeAxis& axis);
// Where it can be dragged back in time; after draw_axis(), on one chart of the screen.
void rewind_axis(Frame& frame, const TimeAxis& axis);  // rewind_axis.cpp
void draw_value_grid(Frame& frame, const ValueAxis& axis, float x, float right,
                     std::string (*words)(double value));
void empty_chart(Frame& frame, const TimeAxis& axis);

void draw_series(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width);
void draw_dashes(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width);
// Faint body, bright surface: `top` over `floor`, of the same length.
void draw_water(Frame& frame, const std::vector<ImVec2>& top, const std::vector<ImVec2>& floor, Colour colour,
                float body, float surface = 1.75f);

template <typename Value>
std::vector<ImVec2> points_of(const std::vector<sandbox::Sample>& samples, const TimeAxis& axis,
                              Value value) {
  std::vector<ImVec2> points;
  for (const sandbox::Sample& sample : samples) {
    if (sample.time_s >= axis.from_s) points.push_back({axis.at(sample.time_s), value(sample)});
  }
  return points;
}

// The sample at the time under the pointer, in whichever chart that is, else the last. The time is drawn
// through the chart. There must be one.
const sandbox::Sample& pointed_sample(Frame& frame, const TimeAxis& axis);

// A chart's name and unit; in a slot of the screen the name opens the list of charts.
struct ChartPlace {
  Rect area;
  int slot = -1;
};
void chart_title(Frame& frame, const ChartPlace& place, std::string_view title, std::string_view unit);

// The charts themselves.
void line_chart(Frame& frame, const ChartPlace& place, ChartKind kind);  // line_charts.cpp
void pages_chart(Frame& frame, const ChartPlace& place);                 // charts.cpp
void failures_chart(Frame& frame, const ChartPlace& place);
void busy_chart(Frame& frame, const ChartPlace& place);
void heat_map(Frame& frame, const ChartPlace& place);  // distributions.cpp
void load_histogram(Frame& frame, const ChartPlace& place);

}  // namespace scale::ui
