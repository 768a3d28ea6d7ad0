#include "ui/chart.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/words.h"

namespace scale::ui {

TimeAxis time_axis(const Frame& frame, float x, float width, float top, float bottom) {
  const double window = 60 * std::max(1.0, frame.run.speed);
  const double from = std::max(0.0, frame.run.time_s - window);
  return {x, width, top, bottom, std::min(from, frame.run.time_s - 20), frame.run.time_s};
}

void draw_axis(Frame& frame, const TimeAxis& axis, bool with_words) {
  hairline(frame, axis.x, axis.bottom, axis.x + axis.width, axis.bottom, frame.theme.line);
  if (with_words) {
    const Style set = style(frame, 12, &Theme::t3);
    draw_text(frame.list, axis.x, axis.bottom + 22, ago(axis.to_s - axis.from_s), set);
    draw_text(frame.list, axis.x + axis.width, axis.bottom + 22, "now",
              style(frame, 12, &Theme::t3, Weight::regular, Align::right));
  }
  const auto& markers = frame.run.markers;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (markers[i].time_s <= axis.from_s) continue;
    const float x = axis.at(markers[i].time_s);
    const bool last = i + 1 == markers.size();
    hairline(frame, x, axis.top - 4, x, axis.bottom + 5, last ? frame.theme.t2 : frame.theme.line2);
    if (!last) continue;
    const Style set = style(frame, 11, &Theme::t2, Weight::semibold);
    const float width = text_width(markers[i].label, set);
    const bool left = x - 6 - width >= axis.x;
    if (!left && x + 6 + width > axis.x + axis.width) continue;
    draw_text(frame.list, left ? x - 6 - width : x + 6, axis.top + 4, markers[i].label, set);
  }
}

void chart_title(Frame& frame, float x, float baseline, std::string_view title, std::string_view unit) {
  const float used =
      draw_text(frame.list, x, baseline, title, style(frame, 14, &Theme::t1, Weight::semibold));
  draw_text(frame.list, x + used + 10, baseline, unit, style(frame, 12, &Theme::t3));
}

void draw_series(Frame& frame, const std::vector<ImVec2>& points, Colour colour, float width) {
  if (points.size() < 2) return;
  frame.list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, width);
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
        frame.list.AddLine({a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u},
                           {a.x + (b.x - a.x) * v, a.y + (b.y - a.y) * v}, colour, width);
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

const sandbox::Sample* hovered_sample(Frame& frame, const TimeAxis& axis) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool inside = mouse.x >= axis.x && mouse.x <= axis.x + axis.width && mouse.y >= axis.top - 12 &&
                      mouse.y <= axis.bottom + 6;
  if (!inside || frame.run.samples.empty()) return nullptr;
  const double time =
      axis.from_s + static_cast<double>((mouse.x - axis.x) / axis.width) * (axis.to_s - axis.from_s);
  const auto& samples = frame.run.samples;
  const auto found =
      std::lower_bound(samples.begin(), samples.end(), time,
                       [](const sandbox::Sample& sample, double at) { return sample.time_s < at; });
  const sandbox::Sample& sample = found == samples.end() ? samples.back() : *found;
  const float x = axis.at(sample.time_s);
  hairline(frame, x, axis.top - 6, x, axis.bottom + 4, frame.theme.t1);
  return &sample;
}

}  // namespace scale::ui
