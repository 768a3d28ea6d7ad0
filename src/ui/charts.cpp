// Pages by outcome, failures by reason, and how busy everything is: waterlines over the same time.
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

// Where the layer is high enough over all of the word's width, from the left; clear of `other`, which stands
// there already.
void name_layer(Frame& frame, const std::vector<ImVec2>& top, const std::vector<ImVec2>& floor,
                std::string_view word, const Ink& ink, const Rect& other) {
  constexpr float kTall = 12, kRoom = 17, kFoot = 6, kStep = 12;
  if (top.size() < 2) return;
  const Style set = style(kTall, ink.text, Weight::semibold);
  const float width = text_width(word, set);
  for (float x = top.front().x + kFoot; x + width <= top.back().x; x += kStep) {
    float ceiling = 0, ground = frame.screen.height;
    for (std::size_t i = 0; i < top.size(); ++i) {
      const bool beside = (i + 1 < top.size() && top[i + 1].x < x) || (i > 0 && top[i - 1].x > x + width);
      if (beside) continue;
      ceiling = std::max(ceiling, top[i].y);
      ground = std::min(ground, floor[i].y);
    }
    if (ground - ceiling < kRoom) continue;
    const float y = std::min(ground - kFoot, (ceiling + ground) / 2 + 5);
    const bool covered = other.width > 0 && x + width + kFoot > other.x && x < other.right() && y > other.y &&
                         y - kTall < other.bottom();
    if (covered) continue;
    draw_text(frame.list, x, y, word, set);
    return;
  }
}

// Over the live window, as the headline and the nodes have it: a sample's moment is too short to be read.
double busiest_now(const sandbox::Snapshot& run, std::size_t kind) {
  double busiest = 0;
  for (const sandbox::NodeView& node : run.nodes)
    if (node.node.kind == sandbox::kBusyKinds[kind])
      busiest = std::max(busiest, sandbox::busy_told(node.node.kind, node.utilisation, node.busiest));
  return busiest;
}

}  // namespace

void pages_chart(Frame& frame, const ChartPlace& place) {
  const sandbox::Snapshot& run = frame.run;
  const Rect& area = place.area;
  const TimeAxis axis = time_axis(frame, area.x, area.width, area.y + kPlotTop, area.bottom() - kPlotFoot);
  const auto& samples = shown_samples(frame);
  if (samples.size() < 2) {
    chart_title(frame, place, "Pages", "per second");
    draw_axis(frame, axis);
    return empty_chart(frame, axis);
  }
  double most = 1e-9;
  for (const Sample& sample : samples)
    most = std::max(most, static_cast<double>(sample.pages_per_s + sample.failed_per_s));
  const float height = (axis.bottom - axis.top) / static_cast<float>(most * 1.12);
  const auto level = [&](auto share) {
    return points_of(samples, axis,
                     [&](const Sample& sample) { return axis.bottom - height * share(sample); });
  };
  const auto zero = level([](const Sample&) { return 0.0f; });
  const auto fast = level([](const Sample& s) { return std::max(0.0f, s.pages_per_s - s.slow_per_s); });
  const auto slow = level([](const Sample& s) { return s.pages_per_s; });
  const auto all = level([](const Sample& s) { return s.pages_per_s + s.failed_per_s; });
  const Theme& theme = frame.theme;
  draw_water(frame, fast, zero, theme.served.mark, theme.area);
  draw_water(frame, slow, fast, theme.slow.mark, theme.area);
  const bool fails =
      std::any_of(samples.begin(), samples.end(), [](const Sample& s) { return s.failed_per_s > 0; });
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
  name_markers(frame, axis);
  Rect ghost_name;
  if (run.has_ghost) {
    const auto ghost = points_of(run.ghost_samples, axis, [&](const Sample& s) {
      return axis.bottom - height * std::max(0.0f, s.pages_per_s - s.slow_per_s);
    });
    draw_dashes(frame, ghost, theme.t3, 1.5f);
    if (!ghost.empty() && !fast.empty()) {
      const Sample& last = run.ghost_samples.back();
      const double in_time = static_cast<double>(last.pages_per_s - last.slow_per_s);
      ghost_name =
          name_ghost(frame, axis, ghost.back().y, fast.back().y, significant(in_time) + " within 2 s");
    }
  }
  name_layer(frame, fast, zero, "within 2 s", theme.served, ghost_name);
  name_layer(frame, slow, fast, "slow", theme.slow, ghost_name);
  if (fails) name_layer(frame, all, slow, "failed", theme.failing, ghost_name);

  const Sample& shown = pointed_sample(frame, axis);
  const bool pointed = &shown != &samples.back();
  const double rate = static_cast<double>(shown.pages_per_s + shown.failed_per_s);
  std::string words = significant(pointed ? rate : run.figures.pages_per_s) + " per second";
  if (pointed && rate > 0) {
    words = significant(rate) + "/s, " + percent(static_cast<double>(shown.slow_per_s) / rate) + " slow, " +
            percent(static_cast<double>(shown.failed_per_s) / rate) + " failed";
  }
  chart_title(frame, place, "Pages", words);
}

void failures_chart(Frame& frame, const ChartPlace& place) {
  const sandbox::Snapshot& run = frame.run;
  const Rect& area = place.area;
  const TimeAxis axis =
      time_axis(frame, area.x, area.width - 110, area.y + kPlotTop, area.bottom() - kPlotFoot);
  const auto& samples = shown_samples(frame);
  draw_axis(frame, axis);
  if (samples.size() < 2) {
    chart_title(frame, place, "Failures", "by reason");
    return empty_chart(frame, axis);
  }
  std::vector<std::size_t> reasons;
  float most = 0;
  for (std::size_t i = 1; i < sandbox::kSampleReasons && i < run.reason_names.size(); ++i) {
    const bool met = std::any_of(samples.begin(), samples.end(),
                                 [&](const Sample& sample) { return sample.failed_by_reason[i] > 0; });
    if (met) reasons.push_back(i);
  }
  for (const Sample& sample : samples) {
    float sum = 0;
    for (const std::size_t i : reasons) sum += sample.failed_by_reason[i];
    most = std::max(most, sum);
  }
  const Sample& shown = pointed_sample(frame, axis);
  if (reasons.empty()) {
    chart_title(frame, place, "Failures", "none");
    return name_markers(frame, axis);
  }
  const float scale = (axis.bottom - axis.top) / (most * 1.12f);
  const auto stacked = [&](std::size_t count) {
    return points_of(samples, axis, [&](const Sample& sample) {
      float sum = 0;
      for (std::size_t k = 0; k < count; ++k) sum += sample.failed_by_reason[reasons[k]];
      return axis.bottom - sum * scale;
    });
  };
  const Theme& theme = frame.theme;
  auto floor = stacked(0);
  float y = axis.bottom - 4;
  double all = 0;
  for (std::size_t k = 0; k < reasons.size(); ++k) {
    auto top = stacked(k + 1);
    const Colour shade = mixed(theme.failing.mark, k % 2 == 0 ? theme.failing.mark : theme.slow.mark, 0.45f);
    draw_water(frame, top, floor, shade, theme.area + 0.08f, 1.5f);
    const double rate = static_cast<double>(shown.failed_by_reason[reasons[k]]);
    all += rate;
    if (y > axis.top) {
      fill_rect(frame, {axis.x + axis.width + 10, y - 8, 8, 8}, shade, 2);
      draw_text_within(frame.list, axis.x + axis.width + 23, y, 88,
                       run.reason_names[reasons[k]] + " " + significant(rate),
                       style(frame, 12, rate > 0 ? &Theme::t1 : &Theme::t3));
    }
    y -= 17;
    floor = std::move(top);
  }
  name_markers(frame, axis);
  chart_title(frame, place, "Failures", significant(all) + " per second");
}

void busy_chart(Frame& frame, const ChartPlace& place) {
  static constexpr std::array<std::string_view, 8> kNames = {"Balancer", "Web",     "Line out", "Cache",
                                                             "Sessions", "Primary", "Replicas", "Shards"};
  const sandbox::Snapshot& run = frame.run;
  const Rect& area = place.area;
  chart_title(frame, place, "Busy", "share of time");
  const float left = 66, right = 44;
  const TimeAxis axis = time_axis(frame, area.x + left, area.width - left - right, area.y + kPlotTop - 4,
                                  area.bottom() - kPlotFoot);
  const auto& samples = shown_samples(frame);
  if (samples.size() < 2) {
    draw_axis(frame, axis);
    return empty_chart(frame, axis);
  }
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
      return samples.back().busy[a] < samples.back().busy[b];
    }));
  }
  const float pitch = std::min(
      26.0f, (axis.bottom - axis.top + 4) / static_cast<float>(std::max<std::size_t>(1, rows.size())));
  const Sample& shown = pointed_sample(frame, axis);
  const bool pointed = &shown != &samples.back();
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
    for (const Sample& sample : samples) {
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
    if (run.has_ghost) {
      const auto level = [&](const Sample& sample) {
        return floor - tall * std::clamp(sample.busy[i], 0.0f, 1.0f);
      };
      draw_dashes(frame, points_of(run.ghost_samples, axis, level), frame.theme.t3, 1);
    }
    const double busy = pointed ? static_cast<double>(shown.busy[i]) : busiest_now(run, i);
    const bool hot = busy >= kBusy;
    draw_text(frame.list, area.right(), floor - tall / 2 + 5, percent(std::min(1.0, busy)),
              style(12, hot ? heat(frame.theme, busy).text : frame.theme.t2,
                    hot ? Weight::semibold : Weight::regular, Align::right));
    y += pitch;
  }
  draw_axis(frame, axis);
  name_markers(frame, axis);
}

}  // namespace scale::ui
