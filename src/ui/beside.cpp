#include "ui/beside.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/flow.h"
#include "ui/format.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using sandbox::Sample;

// Where the name stands; empty where there is none.
Rect name_line(Frame& frame, const TimeAxis& axis, ImVec2 end, const std::string& words, float own_y) {
  if (std::fabs(end.y - own_y) < 12) return {};
  const Style set = style(frame, 11, &Theme::t3, Weight::semibold, Align::right);
  const float width = text_width(words, set);
  if (width > axis.width * 0.7f) return {};
  // Below the last marker's name, where it would lie on it.
  const Rect marker = last_marker_name(frame, axis);
  const bool beside = marker.right() < axis.x + axis.width - width - 10;
  const bool apart = end.y - 1 < marker.y || end.y - 18 > marker.bottom();
  if (marker.width > 0 && !beside && !apart) end.y = marker.bottom() + 18;
  const Rect ground{axis.x + axis.width - width - 7, end.y - 16, width + 6, 14};
  fill_rect(frame, ground, faded(frame.theme.bg, 0.8f), 3);
  draw_text(frame.list, axis.x + axis.width - 4, end.y - 5, words, set);
  return ground;
}

struct Row {
  std::string_view name;
  std::string (*value)(const sandbox::Snapshot&);
};
constexpr Row kRows[] = {
    {"Slow pages", [](const sandbox::Snapshot& run) { return percent(run.figures.slow_share.value); }},
    {"Failed pages", [](const sandbox::Snapshot& run) { return percent(run.figures.failed_share.value); }},
    {"Median page", [](const sandbox::Snapshot& run) { return seconds(run.figures.page_load.p50.value); }},
    {"Pages, p95", [](const sandbox::Snapshot& run) { return seconds(run.figures.page_load.p95.value); }},
    {"Answers, p95", [](const sandbox::Snapshot& run) { return seconds(run.figures.response.p95.value); }},
    {"Pages a second", [](const sandbox::Snapshot& run) { return significant(run.figures.pages_per_s); }},
    {"A month", [](const sandbox::Snapshot& run) { return dollars(run.cost_usd_month); }},
    {"At", [](const sandbox::Snapshot& run) { return run_time(run.time_s); }},
};

void table(Flow& flow, const std::vector<sandbox::Beside>& all) {
  Frame& frame = flow.frame;
  const float name = std::min(130.0f, flow.area.width * 0.36f);
  const float width = (flow.area.width - name) / static_cast<float>(all.size() + 1);
  const auto right = [&](std::size_t column) {
    return flow.area.x + name + width * static_cast<float>(column + 1);
  };
  draw_text(frame.list, right(0), flow.y + 12, "Now",
            style(frame, 13, &Theme::t1, Weight::semibold, Align::right));
  for (std::size_t i = 0; i < all.size(); ++i)
    draw_text(frame.list, right(i + 1), flow.y + 12, std::string(1, all[i].letter),
              style(frame, 13, &Theme::t1, Weight::semibold, Align::right));
  flow.y += 24;
  for (const Row& row : kRows) {
    hairline(frame, flow.area.x, flow.y, flow.area.right(), flow.y, frame.theme.line);
    draw_text_within(frame.list, flow.area.x, flow.y + 19, name, row.name, style(frame, 13, &Theme::t2));
    draw_text(frame.list, right(0), flow.y + 19, row.value(frame.run),
              style(frame, 13, &Theme::t1, Weight::semibold, Align::right));
    for (std::size_t i = 0; i < all.size(); ++i)
      draw_text(frame.list, right(i + 1), flow.y + 19, row.value(all[i].now),
                style(frame, 13, &Theme::t2, Weight::regular, Align::right));
    flow.y += 28;
  }
  flow.y += 16;
}

}  // namespace

Rect name_ghost(Frame& frame, const TimeAxis& axis, float end_y, float own_y, std::string_view figure) {
  const std::string words = ghost_name(frame.run.ghost_without).append(": ").append(figure);
  return name_line(frame, axis, {axis.x + axis.width, end_y}, words, own_y);
}

void lines_beside(Frame& frame, const TimeAxis& time, const ValueAxis& axis, float Sample::*value,
                  std::string (*words)(double)) {
  const sandbox::Snapshot& run = frame.run;
  if (run.samples.empty()) return;
  const auto height = [&](const Sample& sample) { return axis.at(static_cast<double>(sample.*value)); };
  // A time that no page has taken is none.
  const auto figure = [&](const Sample& sample) {
    const auto last = static_cast<double>(sample.*value);
    return axis.log && last <= 0 ? std::string("\xE2\x80\x93") : words(last);
  };
  const float own_y = height(run.samples.back());
  if (run.has_ghost && !run.ghost_samples.empty()) {
    const Sample& last = run.ghost_samples.back();
    name_ghost(frame, time, height(last), own_y, figure(last));
  }
  if (frame.learning.beside == nullptr) return;
  for (const sandbox::Beside& one : *frame.learning.beside) {
    std::vector<ImVec2> points;
    for (const Sample& sample : one.now.samples)
      if (sample.time_s >= time.from_s && sample.time_s <= time.to_s && (sample.*value > 0 || !axis.log))
        points.emplace_back(time.at(sample.time_s), height(sample));
    if (points.size() < 2) continue;
    for (std::size_t i = 0; i < points.size(); i += 2)
      disc(frame, points[i].x, points[i].y, 1.3f, frame.theme.t2);
    name_line(frame, time, points.back(), std::string(1, one.letter) + " " + figure(one.now.samples.back()),
              own_y);
  }
}

void beside_sheet(Frame& frame) {
  const Sheet sheet = begin_sheet(frame, "Side by side", 640, 520);
  if (sheet.closed) frame.state.overlay = Overlay::none;
  Flow flow = begin_flow(frame, sheet.inside, "beside");
  static const std::vector<sandbox::Beside> kNone;
  const std::vector<sandbox::Beside>& all = frame.learning.beside != nullptr ? *frame.learning.beside : kNone;
  flow_prose(
      flow,
      {{"Up to three runs on the same seed and traffic go on beside this one: pin what stands, then change "
        "it. Dragging the time axis back leaves the old way here too.",
        Weight::regular, frame.theme.t2}},
      {.size = 14, .line = 21}, 14);
  table(flow, all);
  for (const sandbox::Beside& one : all)
    if (flow_button(flow, std::string("unpin.") + one.letter, std::string(1, one.letter) + ": " + one.label,
                    "let go"))
      frame.wishes.unpin = one.letter;
  if (flow_link(flow, "pin", "Pin the architecture as it is now")) frame.wishes.pin = true;
  end_flow(flow);
  end_sheet(frame);
}

}  // namespace scale::ui
