// What charts share: the time axis with its markers, a log axis, lines and waterlines.
#pragma once

#include <vector>

#include "ui/frame.h"

struct ImVec2;

namespace scale::ui {

struct TimeAxis {
  float x = 0, width = 0, top = 0, bottom = 0;
  double from_s = 0, to_s = 1;

  float at(double time_s) const {
    return x + static_cast<float>((time_s - from_s) / (to_s - from_s)) * width;
  }
};

// The last 60 s of wall time at this speed.
TimeAxis time_axis(const Frame& frame, float x, float width, float top, float bottom);
// Base line, its two times, and the markers.
void draw_axis(Frame& frame, const TimeAxis& axis, bool with_words = true);
void chart_title(Frame& frame, float x, float baseline, std::string_view title, std::string_view unit);

void draw_series(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width);
void draw_dashes(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width);
// Faint body, bright surface: `top` over `floor`, of the same length.
void draw_water(Frame& frame, const std::vector<ImVec2>& top, const std::vector<ImVec2>& floor, Colour colour,
                float body, float surface = 1.75f);

// The sample nearest to the pointer, if it is over this rectangle; its time is drawn through the chart.
const sandbox::Sample* hovered_sample(Frame& frame, const TimeAxis& axis);

}  // namespace scale::ui
