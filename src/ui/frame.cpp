#include "ui/frame.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "lesson/lessons.h"

namespace scale::ui {
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

float overline(Frame& frame, float x, float y, std::string_view text, Colour colour) {
  std::string capitals(text);
  for (char& letter : capitals) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  Style set = style(11, colour, Weight::semibold);
  set.tracking = 0.7f;
  return draw_text(frame.list, x, y, capitals, set);
}

void draw_ground(Frame& frame, float x, float y, float width, float size) {
  const float opaque = frame.theme.dark ? 0.8f : 0.85f;
  fill_rect(frame, {x - 3, y - size, width + 6, size + 4}, faded(frame.theme.bg, opaque), 4);
}

void draw_plate(Frame& frame, float x, float y, std::string_view text, const Style& set) {
  const float width = text_width(text, set);
  const float left = set.align == Align::right ? x - width : set.align == Align::centre ? x - width / 2 : x;
  draw_ground(frame, left, y, width, set.size);
  draw_text(frame.list, x, y, text, set);
}

void glass(Frame& frame, const Rect& rect, double level, Colour colour, float radius) {
  fill_rect(frame, rect, frame.theme.cell, radius);
  const float height = std::clamp(static_cast<float>(level), 0.0f, 1.0f) * rect.height;
  const float surface = std::min(2.5f, std::max(1.75f, rect.height / 30));
  const float shown = std::max(height, surface);
  const float top = rect.bottom() - shown;
  fill_rect(frame, {rect.x, top, rect.width, shown}, faded(colour, frame.theme.body), radius,
            shown > rect.height - radius ? Corners::all : Corners::bottom);
  const float inset = std::max(0.0f, radius - std::min(rect.bottom() - top, top - rect.y + surface));
  const float in = inset * 0.3f;
  fill_rect(frame, {rect.x + in, top, rect.width - 2 * in, surface}, colour);
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

bool listed_in_lesson(const Frame& frame, const model::CommandInfo& row) {
  return frame.learning.play != nullptr && !frame.learning.play->scenario.story.tools.empty() &&
         on_offer(frame, row);
}

bool is_tool(const Frame& frame, const model::CommandInfo& row) {
  if (row.kind != model::CommandKind::toggle) return false;
  return row.group == model::CommandGroup::tools || listed_in_lesson(frame, row);
}

bool is_asking(const Frame& frame) {
  return frame.learning.play != nullptr && lesson::is_asking(*frame.learning.play);
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
