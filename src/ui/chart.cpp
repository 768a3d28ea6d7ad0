#include "ui/chart.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/words.h"

namespace scale::ui {

using sandbox::Sample;

float ValueAxis::at(double value) const {
  const double share =
      log ? std::log(std::max(value, low) / low) / std::log(high / low) : (value - low) / (high - low);
  return bottom - static_cast<float>(std::clamp(share, 0.0, 1.0)) * (bottom - top);
}

const std::vector<Sample>& shown_samples(const Frame& frame) {
  return frame.state.whole_run ? frame.run.whole : frame.run.samples;
}

TimeAxis time_axis(const Frame& frame, float x, float width, float top, float bottom) {
  const double window = 60 * std::max(1.0, frame.run.speed);
  const double now = std::max(frame.run.time_s, frame.learning.left_s);
  const double from = frame.state.whole_run ? 0 : std::max(0.0, now - window);
  return {x, width, top, bottom, std::min(from, now - 20), now};
}

namespace {

constexpr float kMarkerName = 11;

bool in_window(const TimeAxis& axis, const sandbox::Marker& marker) {
  return marker.time_s > axis.from_s;
}

// Left of its line where there is room, else right of it; empty where there is none.
Rect marker_name(const TimeAxis& axis, const sandbox::Marker& marker, bool last) {
  const float x = axis.at(marker.time_s);
  const float width = text_width(marker.label, style(kMarkerName, 0, Weight::semibold));
  const float baseline = axis.top + (last ? 4.0f : 18.0f);
  const Rect name{x - 6 - width, baseline - kMarkerName, width, kMarkerName + 4};
  if (name.x >= axis.x) return name;
  if (x + 6 + width <= axis.x + axis.width) return {x + 6, name.y, width, name.height};
  return {};
}

}  // namespace

Rect last_marker_name(const Frame& frame, const TimeAxis& axis) {
  const auto& markers = frame.run.markers;
  if (markers.empty() || !in_window(axis, markers.back())) return {};
  return marker_name(axis, markers.back(), true);
}

void name_markers(Frame& frame, const TimeAxis& axis) {
  const auto& markers = frame.run.markers;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (!in_window(axis, markers[i])) continue;
    const bool last = i + 1 == markers.size();
    const float x = axis.at(markers[i].time_s);
    if (!last && !pointer_over(frame, {x - 5, axis.top - 6, 10, axis.bottom - axis.top + 12})) continue;
    const Rect name = marker_name(axis, markers[i], last);
    if (name.width > 0)
      draw_plate(frame, name.x, name.y + kMarkerName, markers[i].label,
                 style(frame, kMarkerName, &Theme::t2, Weight::semibold));
  }
}

void draw_axis(Frame& frame, const TimeAxis& axis) {
  hairline(frame, axis.x, axis.bottom, axis.x + axis.width, axis.bottom, frame.theme.line);
  const std::string words = frame.state.whole_run ? "whole run" : ago(axis.to_s - axis.from_s);
  const Style set = style(frame, 12, &Theme::t3);
  const Rect left{axis.x - 2, axis.bottom + 9, text_width(words, set) + 4, 17};
  const std::string id =
      "window." + std::to_string(static_cast<int>(axis.x)) + "." + std::to_string(static_cast<int>(axis.top));
  const Press press = control(frame, left,
                              {.id = id,
                               .label = "How far back charts go",
                               .kind = ControlKind::toggle,
                               .on = frame.state.whole_run,
                               .value = words},
                              4);
  if (press.clicked) frame.state.whole_run = !frame.state.whole_run;
  draw_text(frame.list, axis.x, axis.bottom + 22, words, press.hovered ? style(frame, 12, &Theme::t1) : set);
  draw_text(frame.list, axis.x + axis.width, axis.bottom + 22, "now",
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
  const auto& markers = frame.run.markers;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (!in_window(axis, markers[i])) continue;
    const float x = axis.at(markers[i].time_s);
    const bool last = i + 1 == markers.size();
    hairline(frame, x, axis.top - 4, x, axis.bottom + 5, last ? frame.theme.t2 : frame.theme.line2);
  }
}

void draw_value_grid(Frame& frame, const ValueAxis& axis, float x, float right,
                     std::string (*words)(double)) {
  constexpr float kApart = 12;  // of two labels
  float below = axis.bottom + kApart;
  const auto line = [&](double value) {
    const float y = axis.at(value);
    if (below - y < kApart) return;
    below = y;
    hairline(frame, x, y, right, y, frame.theme.line);
    draw_text(frame.list, x - 8, y + 4, words(value),
              style(frame, 11, &Theme::t3, Weight::regular, Align::right));
  };
  if (axis.log) {
    for (double decade = 0.0001; decade < 1e12; decade *= 10) {
      for (const double step : {1.0, 2.0, 5.0}) {
        const double value = decade * step;
        if (value > axis.low * 1.05 && value < axis.high * 0.98) line(value);
      }
    }
    return;
  }
  const double unit = std::pow(10, std::floor(std::log10((axis.high - axis.low) / 2)));
  const double step = axis.high > 4.9 * unit ? 2 * unit : unit;
  for (double value = step; value < axis.high * 0.98; value += step) line(value);
}

void empty_chart(Frame& frame, const TimeAxis& axis) {
  draw_text(frame.list, axis.x + axis.width / 2, (axis.top + axis.bottom) / 2,
            "starts with the first request", style(frame, 12, &Theme::t3, Weight::regular, Align::centre));
}

void draw_series(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width) {
  polyline(frame, points.data(), static_cast<int>(points.size()), colour, width);
}

void draw_dashes(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width) {
  constexpr float kOn = 3, kOff = 4;
  float phase = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 a = points[i - 1], b = points[i];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    for (float at = 0; at < length;) {
      const bool on = phase < kOn;
      const float step = std::min(length - at, (on ? kOn : kOn + kOff) - phase);
      if (on) {
        const float u = at / length, v = (at + step) / length;
        line(frame, a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u, a.x + (b.x - a.x) * v,
             a.y + (b.y - a.y) * v, colour, width);
      }
      phase += step;
      if (phase >= kOn + kOff - 1e-4f) phase = 0;
      at += std::max(step, 1e-3f);
    }
  }
}

void draw_water(Frame& frame, const std::vector<ImVec2>& top, const std::vector<ImVec2>& floor, Colour colour,
                float body, float surface) {
  const Colour fill = faded(colour, body);
  ImDrawList& list = frame.list;
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // columns meet without seams
  for (std::size_t i = 1; i < top.size(); ++i) {
    list.AddQuadFilled(top[i - 1], top[i], floor[i], floor[i - 1], fill);
  }
  list.Flags = flags;
  if (surface > 0) draw_series(frame, top, colour, surface);
}

const Sample& pointed_sample(Frame& frame, const TimeAxis& axis) {
  Motion& motion = frame.state.motion;
  const auto& samples = shown_samples(frame);
  if (pointer_over(frame, {axis.x, axis.top - 12, axis.width + 1, axis.bottom - axis.top + 18})) {
    const double share = static_cast<double>((ImGui::GetIO().MousePos.x - axis.x) / axis.width);
    motion.pointed_next_s = axis.from_s + share * (axis.to_s - axis.from_s);
  }
  if (motion.pointed_s < std::max(0.0, axis.from_s) || motion.pointed_s > axis.to_s) return samples.back();
  const auto found = std::lower_bound(samples.begin(), samples.end(), motion.pointed_s,
                                      [](const Sample& sample, double at) { return sample.time_s < at; });
  const Sample& sample = found == samples.end() ? samples.back() : *found;
  const float x = axis.at(sample.time_s);
  hairline(frame, x, axis.top - 6, x, axis.bottom + 4, frame.theme.t1);
  draw_text(frame.list, std::clamp(x, axis.x + 20, axis.x + axis.width - 20), axis.top - 9,
            run_time(sample.time_s), style(frame, 11, &Theme::t2, Weight::semibold, Align::centre));
  return sample;
}

}  // namespace scale::ui
