#include "ui/frame.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "lesson/lessons.h"

namespace scale::ui {
namespace {

ImVec2 min_of(const Rect& rect) {
  return {rect.x, rect.y};
}
ImVec2 max_of(const Rect& rect) {
  return {rect.right(), rect.bottom()};
}

}  // namespace

Style style(float size, Colour colour, Weight weight, Align align) {
  return {size, weight, colour, align, 0};
}

Style style(const Frame& frame, float size, Colour Theme::*colour, Weight weight, Align align) {
  return {size, weight, frame.theme.*colour, align, 0};
}

float eased(Frame& frame, std::string_view name, float goal, float time_s) {
  Motion& motion = frame.state.motion;
  const auto [found, fresh] = motion.values.try_emplace(std::string(name));
  Eased& eased_value = found->second;
  if (fresh || frame.state.reduced_motion || eased_value.frame + 2 < motion.frame) {
    eased_value.value = goal;
  } else {
    const float share = 1.0f - std::exp(-frame.dt_s * 4.0f / std::max(time_s, 0.001f));
    eased_value.value += (goal - eased_value.value) * share;
    const float near = 0.002f * std::max(1.0f, std::fabs(goal));
    if (std::fabs(goal - eased_value.value) < near) {
      eased_value.value = goal;
    } else {
      motion.moving = true;
    }
  }
  eased_value.frame = motion.frame;
  return eased_value.value;
}

void hairline(Frame& frame, float x1, float y1, float x2, float y2, Colour colour) {
  const auto snap = [&](float v) { return (std::floor(v / frame.pixel) + 0.5f) * frame.pixel; };
  const float thickness = std::max(1.0f, frame.pixel);
  if (y1 == y2) {
    frame.list.AddRectFilled({x1, snap(y1) - thickness / 2}, {x2, snap(y1) + thickness / 2}, colour);
  } else if (x1 == x2) {
    frame.list.AddRectFilled({snap(x1) - thickness / 2, y1}, {snap(x1) + thickness / 2, y2}, colour);
  } else {
    frame.list.AddLine({x1, y1}, {x2, y2}, colour, 1.0f);
  }
}

void fill_rect(Frame& frame, const Rect& rect, Colour colour, float radius) {
  frame.list.AddRectFilled(min_of(rect), max_of(rect), colour, radius);
}

void stroke_rect(Frame& frame, const Rect& rect, Colour colour, float radius, float thickness) {
  const float in = thickness / 2;
  frame.list.AddRect({rect.x + in, rect.y + in}, {rect.right() - in, rect.bottom() - in}, colour,
                     std::max(0.0f, radius - in), 0, thickness);
}

void dashed_line(Frame& frame, float x1, float y1, float x2, float y2, Colour colour, float on, float off,
                 float thickness) {
  const float length = std::hypot(x2 - x1, y2 - y1);
  if (length <= 0) return;
  const float ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  for (float at = 0; at < length; at += on + off) {
    const float end = std::min(at + on, length);
    frame.list.AddLine({x1 + ux * at, y1 + uy * at}, {x1 + ux * end, y1 + uy * end}, colour, thickness);
  }
}

float overline(Frame& frame, float x, float y, std::string_view text, Colour colour) {
  std::string capitals(text);
  for (char& letter : capitals) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  Style set = style(11, colour, Weight::semibold);
  set.tracking = 0.7f;
  return draw_text(frame.list, x, y, capitals, set);
}

void glass(Frame& frame, const Rect& rect, double level, Colour colour, float radius, float body) {
  fill_rect(frame, rect, frame.theme.cell, radius);
  const float height = std::clamp(static_cast<float>(level), 0.0f, 1.0f) * rect.height;
  const float surface = std::min(2.5f, std::max(1.75f, rect.height / 30));
  const float shown = std::max(height, surface);
  const float top = rect.bottom() - shown;
  const ImDrawFlags corners =
      shown > rect.height - radius ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersBottom;
  frame.list.AddRectFilled({rect.x, top}, max_of(rect), faded(colour, body >= 0 ? body : frame.theme.body),
                           radius, corners);
  const float inset = std::max(0.0f, radius - std::min(rect.bottom() - top, top - rect.y + surface));
  const float in = inset * 0.3f;
  frame.list.AddRectFilled({rect.x + in, top}, {rect.right() - in, top + surface}, colour);
}

void send(Frame& frame, std::string_view command, double value) {
  if (const auto id = model::find_command(command)) {
    frame.commands.push_back({.time_s = frame.run.time_s, .id = *id, .value = value});
  }
}

bool on_offer(const Frame& frame, const model::CommandInfo& row) {
  if (!row.available) return false;
  return row.kind == model::CommandKind::incident || frame.learning.play == nullptr ||
         lesson::is_on_offer(*frame.learning.play, row.id);
}

int lesson_stage(const Frame& frame) {
  if (frame.learning.play == nullptr) return 99;
  for (const auto& list : {std::span<const lesson::LessonInfo>(lesson::kStages),
                           std::span<const lesson::LessonInfo>(lesson::kChallenges),
                           std::span<const lesson::LessonInfo>(lesson::kCases)})
    for (const lesson::LessonInfo& info : list)
      if (info.name == frame.learning.play->name) return info.stage;
  return 99;
}

double value_of(const Frame& frame, const model::CommandInfo& row) {
  if (row.id == "time-of-day") return frame.run.utc_hour;
  return row.get != nullptr ? row.get(frame.run.architecture) : row.initial;
}

}  // namespace scale::ui
