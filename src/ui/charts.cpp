// Page load, pages by outcome, and how busy everything is: over the same time, with the same markers.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/chart.h"
#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

using sandbox::Sample;

constexpr float kTitle = 14, kPlotTop = 44, kPlotFoot = 30;

struct LogAxis {
  float top, bottom;
  double low, high;

  float at(double value) const {
    const double share = std::log(std::max(value, low) / low) / std::log(high / low);
    return bottom - static_cast<float>(std::min(1.0, share)) * (bottom - top);
  }
};

LogAxis latency_axis(const std::vector<Sample>& samples, const std::vector<Sample>& ghost, float top,
                     float bottom) {
  double low = 1e9, high = 0;
  for (const auto* list : {&samples, &ghost}) {
    for (const Sample& sample : *list) {
      if (sample.load_p50_s > 0) low = std::min(low, static_cast<double>(sample.load_p50_s));
      high = std::max(high, static_cast<double>(sample.load_p99_s));
    }
  }
  if (high <= 0) {
    low = 0.1;
    high = 10;
  }
  return {top, bottom, std::max(0.001, low * 0.6), std::max(high * 1.25, low * 4)};
}

void grid(Frame& frame, const LogAxis& log, float x, float label_x, float right) {
  for (double decade = 0.001; decade < 1000; decade *= 10) {
    for (const double step : {1.0, 2.0, 5.0}) {
      const double value = decade * step;
      if (value < log.low * 1.05 || value > log.high * 0.98) continue;
      const float y = log.at(value);
      hairline(frame, x, y, right, y, frame.theme.line);
      draw_text(frame.list, label_x, y + 4, value < 1 ? grouped(value * 1000) : significant(value) + " s",
                style(frame, 11, &Theme::t3, Weight::regular, Align::right));
    }
  }
}

template <typename Value>
std::vector<ImVec2> curve(const std::vector<Sample>& samples, const TimeAxis& axis, Value value) {
  std::vector<ImVec2> points;
  for (const Sample& sample : samples) {
    if (sample.time_s < axis.from_s || sample.pages_per_s <= 0) continue;
    points.emplace_back(axis.at(sample.time_s), value(sample));
  }
  return points;
}

struct Percentile {
  std::string_view name;
  float Sample::*value;
  bool main;
};
constexpr std::array<Percentile, 3> kPercentiles = {{{"p99", &Sample::load_p99_s, false},
                                                     {"p50", &Sample::load_p50_s, false},
                                                     {"p95", &Sample::load_p95_s, true}}};

void empty_chart(Frame& frame, const TimeAxis& axis) {
  draw_text(frame.list, axis.x + axis.width / 2, (axis.top + axis.bottom) / 2,
            "starts with the first request", style(frame, 12, &Theme::t3, Weight::regular, Align::centre));
}

}  // namespace

void latency_chart(Frame& frame, const Rect& area) {
  chart_title(frame, area.x, area.y + kTitle, "Page load", "ms, log");
  const float left = 38, right = 76;
  const TimeAxis axis = time_axis(frame, area.x + left, area.width - left - right, area.y + kPlotTop,
                                  area.bottom() - kPlotFoot);
  draw_axis(frame, axis);
  const auto& samples = frame.run.samples;
  if (samples.size() < 2) return empty_chart(frame, axis);
  const LogAxis log = latency_axis(samples, frame.run.ghost_samples, axis.top, axis.bottom);
  grid(frame, log, axis.x, axis.x - 8, axis.x + axis.width);
  for (const Percentile& percentile : kPercentiles) {
    const auto height = [&](const Sample& sample) {
      return log.at(static_cast<double>(sample.*percentile.value));
    };
    if (frame.run.has_ghost)
      draw_dashes(frame, curve(frame.run.ghost_samples, axis, height), frame.theme.t3, 1.5f);
    draw_series(frame, curve(samples, axis, height), percentile.main ? frame.theme.t1 : frame.theme.t3,
                percentile.main ? 2.2f : 1.5f);
  }
  const Sample* hovered = hovered_sample(frame, axis);
  const Sample& shown = hovered != nullptr ? *hovered : samples.back();
  std::array<float, 3> ys{};
  for (std::size_t i = 0; i < 3; ++i) ys[i] = log.at(static_cast<double>(shown.*kPercentiles[i].value)) + 4;
  ys[0] = std::min(ys[0], ys[2] - 16);  // names keep their distance
  ys[1] = std::max(ys[1], ys[2] + 16);
  for (std::size_t i = 0; i < 3; ++i) {
    const Percentile& percentile = kPercentiles[i];
    const double value = static_cast<double>(shown.*percentile.value);
    const float x = axis.x + axis.width + 10;
    const Style name =
        percentile.main ? style(frame, 12, &Theme::t1, Weight::semibold) : style(frame, 12, &Theme::t3);
    const Style figure = percentile.main ? name : style(frame, 12, &Theme::t2);
    const float used = draw_text(frame.list, x, ys[i], percentile.name, name);
    draw_text(frame.list, x + used + 4, ys[i], value > 0 ? seconds(value) : "\xE2\x80\x93", figure);
    if (percentile.main && value > 0)
      frame.list.AddCircleFilled({axis.at(shown.time_s), log.at(value)}, 4, frame.theme.t1, 20);
  }
}

void requests_chart(Frame& frame, const Rect& area) {
  const sandbox::Snapshot& run = frame.run;
  const TimeAxis axis = time_axis(frame, area.x, area.width, area.y + kPlotTop, area.bottom() - kPlotFoot);
  const Sample* hovered = run.samples.size() < 2 ? nullptr : hovered_sample(frame, axis);
  const double rate =
      hovered != nullptr ? static_cast<double>(hovered->pages_per_s) : run.figures.pages_per_s;
  chart_title(frame, area.x, area.y + kTitle, "Pages", significant(rate) + " per second");
  if (run.samples.size() < 2) {
    draw_axis(frame, axis);
    return empty_chart(frame, axis);
  }
  double most = 1e-9;
  for (const Sample& sample : run.samples) most = std::max(most, static_cast<double>(sample.pages_per_s));
  const float height = (axis.bottom - axis.top) / static_cast<float>(most * 1.12);
  const auto level = [&](auto share) {
    return curve(run.samples, axis,
                 [&](const Sample& sample) { return axis.bottom - height * share(sample); });
  };
  const auto zero = level([](const Sample&) { return 0.0f; });
  const auto fast =
      level([](const Sample& s) { return std::max(0.0f, s.pages_per_s - s.slow_per_s - s.failed_per_s); });
  const auto slow = level([](const Sample& s) { return std::max(0.0f, s.pages_per_s - s.failed_per_s); });
  const auto all = level([](const Sample& s) { return s.pages_per_s; });
  const Theme& theme = frame.theme;
  draw_water(frame, fast, zero, theme.served.mark, theme.area);
  draw_water(frame, slow, fast, theme.slow.mark, theme.area);
  const bool fails =
      std::any_of(run.samples.begin(), run.samples.end(), [](const Sample& s) { return s.failed_per_s > 0; });
  if (fails) draw_water(frame, all, slow, theme.failing.mark, theme.area + 0.1f, 0);
  std::vector<ImVec2> edge;  // the surface of the failures, where there are any
  for (std::size_t i = 0; fails && i < all.size(); ++i) {
    if (slow[i].y - all[i].y > 0.5f) {
      edge.push_back(all[i]);
    } else {
      draw_series(frame, edge, theme.failing.mark, 1.75f);
      edge.clear();
    }
  }
  draw_series(frame, edge, theme.failing.mark, 1.75f);
  draw_axis(frame, axis);
  if (run.has_ghost) {
    const auto ghost = curve(run.ghost_samples, axis, [&](const Sample& s) {
      return axis.bottom - height * std::max(0.0f, s.pages_per_s - s.slow_per_s - s.failed_per_s);
    });
    draw_dashes(frame, ghost, theme.t3, 1.5f);
  }
  const auto name = [&](const std::vector<ImVec2>& top, const std::vector<ImVec2>& floor,
                        std::string_view word, const Ink& ink) {
    const std::size_t at = std::min<std::size_t>(top.size() - 1, 4);
    if (floor[at].y - top[at].y < 17) return;
    draw_text(frame.list, top.front().x + 6, std::min(floor[at].y - 6, (top[at].y + floor[at].y) / 2 + 5),
              word, style(12, ink.text, Weight::semibold));
  };
  if (!all.empty()) {
    name(fast, zero, "within 2 s", theme.served);
    name(slow, fast, "slow", theme.slow);
    if (fails) name(all, slow, "failed", theme.failing);
  }
}

void busy_chart(Frame& frame, const Rect& area) {
  static constexpr std::array<std::string_view, 8> kNames = {"Balancer", "Web",     "Line out", "Cache",
                                                             "Sessions", "Primary", "Replicas", "Shards"};
  const sandbox::Snapshot& run = frame.run;
  chart_title(frame, area.x, area.y + kTitle, "Busy", "share of time");
  const float left = 66, right = 44;
  const TimeAxis axis = time_axis(frame, area.x + left, area.width - left - right, area.y + kPlotTop - 4,
                                  area.bottom() - kPlotFoot);
  if (run.samples.size() < 2) {
    draw_axis(frame, axis);
    return empty_chart(frame, axis);
  }
  const Sample* hovered = hovered_sample(frame, axis);
  const Sample& shown = hovered != nullptr ? *hovered : run.samples.back();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < sandbox::kBusyKinds.size(); ++i) {
    const bool present = std::any_of(run.nodes.begin(), run.nodes.end(), [&](const sandbox::NodeView& node) {
      return node.node.kind == sandbox::kBusyKinds[i] && !node.members.empty();
    });
    if (present) rows.push_back(i);
  }
  const auto most = static_cast<std::size_t>(std::max(1.0f, (axis.bottom - axis.top + 4) / 15));
  while (rows.size() > most) {
    rows.erase(std::min_element(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      return run.samples.back().busy[a] < run.samples.back().busy[b];
    }));
  }
  const float pitch = std::min(
      26.0f, (axis.bottom - axis.top + 4) / static_cast<float>(std::max<std::size_t>(1, rows.size())));
  float y = axis.top;
  for (const std::size_t i : rows) {
    const float floor = y + pitch - 5, tall = pitch - 7;
    draw_text(frame.list, area.x, floor - tall / 2 + 5, kNames[i], style(frame, 12, &Theme::t2));
    hairline(frame, axis.x, floor, axis.x + axis.width, floor, frame.theme.line);
    std::vector<ImVec2> top, base;
    Colour colour = 0;
    double calm = 0;
    const auto flush = [&] {
      if (top.size() > 1) draw_water(frame, top, base, colour, frame.theme.dark ? 0.3f : 0.24f, 1.5f);
    };
    for (const Sample& sample : run.samples) {
      if (sample.time_s < axis.from_s) continue;
      const double busy = std::clamp(static_cast<double>(sample.busy[i]), 0.0, 1.0);
      const ImVec2 point{axis.at(sample.time_s), floor - tall * static_cast<float>(busy)};
      calm += (busy - calm) * (top.empty() ? 1.0 : 0.12);  // so that the colour does not flicker
      const Colour now = heat(frame.theme, calm).mark;
      top.push_back(point);
      base.push_back({point.x, floor});
      if (now != colour) {
        flush();
        top = {point};
        base = {{point.x, floor}};
        colour = now;
      }
    }
    flush();
    const double busy = static_cast<double>(shown.busy[i]);
    const bool hot = busy >= kBusy;
    draw_text(frame.list, area.right(), floor - tall / 2 + 5, percent(std::min(1.0, busy)),
              style(12, hot ? heat(frame.theme, busy).text : frame.theme.t2,
                    hot ? Weight::semibold : Weight::regular, Align::right));
    y += pitch;
  }
  draw_axis(frame, axis);
}

}  // namespace scale::ui
