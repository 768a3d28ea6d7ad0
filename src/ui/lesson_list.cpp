// All that can be played: the stages, the challenges and what really happened, with what has been won so far;
// and the tabs of the stages in the bar.
#include "lesson/lessons.h"

#include <imgui.h>

#include <cmath>

#include "ui/lesson_parts.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

void draw_star(Frame& frame, float x, float y, float radius, Colour colour, bool full) {
  constexpr float kPi = 3.14159265f;
  ImVec2 points[10];
  for (int i = 0; i < 10; ++i) {
    const float angle = -kPi / 2 + static_cast<float>(i) * kPi / 5;
    const float r = i % 2 == 0 ? radius : radius * 0.42f;
    points[i] = {x + r * std::cos(angle), y + r * std::sin(angle)};
  }
  if (full) {
    for (int i = 0; i < 10; ++i)
      frame.list.AddTriangleFilled({x, y}, points[i], points[(i + 1) % 10], colour);
  } else {
    frame.list.AddPolyline(points, 10, colour, ImDrawFlags_Closed, 1);
  }
}

bool is_open(const Frame& frame, std::string_view name) {
  return frame.learning.play != nullptr && frame.learning.play->name == name;
}

void row(Flow& flow, const lesson::LessonInfo& info, bool with_stars) {
  Frame& frame = flow.frame;
  const Theme& theme = frame.theme;
  const lesson::Progress* progress = frame.learning.progress;
  const lesson::LessonRecord* best =
      progress != nullptr ? lesson::find_record(*progress, info.name) : nullptr;
  const bool open = is_open(frame, info.name);
  const float room = flow.area.width - (with_stars ? 60.0f : 0.0f);
  const Prose title{{std::string(info.title), open ? Weight::semibold : Weight::regular, theme.t1}};
  const Block block{.size = 14, .line = 18};
  const float more = static_cast<float>(prose_lines(room, title, block) - 1) * block.line;
  const Rect rect{flow.area.x - 8, flow.y, flow.area.width + 8, 34 + more};
  const Press press =
      flow_control(flow, rect, {.id = "lesson." + std::string(info.name), .label = info.title, .on = open});
  if (press.hovered || open) fill_rect(frame, rect, theme.hover, 8);
  draw_prose(frame.list, flow.area.x, flow.y + 8, room, title, block);
  const int won = best != nullptr ? std::max(best->stars, best->met ? 1 : 0) : 0;
  if (with_stars) draw_stars(frame, flow.area.right() - 56, flow.y + 10 + more / 2, won);
  if (press.clicked) {
    frame.wishes.lesson = info.name;
    frame.state.overlay = Overlay::none;
    frame.state.lesson_open = frame.state.lesson_raised = true;
  }
  flow.y += 36 + more;
}

struct Tab {
  std::string_view label;
  int stage;
  double users;
};
constexpr Tab kTabs[] = {{"Prologue", 0, 1}, {"100 K", 4, 1e5}, {"500 K", 5, 5e5},
                         {"1 M", 6, 1e6},    {"50 M", 7, 5e7},  {"500 M", 8, 5e8}};

// The first of this stage that has not been won, or its first.
const lesson::LessonInfo* lesson_of(const Frame& frame, int stage) {
  const lesson::LessonInfo* first = nullptr;
  for (const lesson::LessonInfo& info : lesson::kStages) {
    if (info.stage != stage) continue;
    if (first == nullptr) first = &info;
    const lesson::Progress* progress = frame.learning.progress;
    if (progress == nullptr || lesson::find_record(*progress, info.name) == nullptr) return &info;
  }
  return first;
}

bool tab(Frame& frame, float& x, const Rect& bar, std::string_view id, std::string_view label,
         std::string_view spoken, bool here, float gap) {
  const float middle = bar.y + bar.height / 2, size = frame.form == Form::wide ? 14.0f : 13.0f;
  const float width = text_width(label, style(size, 0, here ? Weight::semibold : Weight::regular));
  const Press press = control(frame, {x - 5, middle - 15, width + 10, 30},
                              {.id = id, .label = spoken, .kind = ControlKind::choice, .on = here}, 6);
  draw_text(frame.list, x, middle + 5, label,
            style(size, here || press.hovered ? frame.theme.t1 : frame.theme.t3,
                  here ? Weight::semibold : Weight::regular));
  if (here) fill_rect(frame, {x, middle + 16, width, 2}, frame.theme.t1);
  x += width + gap;
  return press.clicked;
}

}  // namespace

void draw_stars(Frame& frame, float x, float y, int won) {
  for (int i = 0; i < 3; ++i)
    draw_star(frame, x + 8 + static_cast<float>(i) * 18, y + 7, 7,
              i < won ? frame.theme.slow.mark : frame.theme.line2, i < won);
}

void lesson_tabs(Frame& frame, float x, const Rect& bar) {
  const lesson::Play* play = frame.learning.play;
  const float gap = frame.form == Form::wide ? 26.0f : 13.0f;
  int stage_now = -1;
  if (play != nullptr)
    for (const lesson::LessonInfo& info : lesson::kStages)
      if (info.name == play->name) stage_now = info.stage;
  for (const Tab& one : kTabs) {
    const lesson::LessonInfo* info = lesson_of(frame, one.stage);
    const std::string id = "stage." + std::to_string(one.stage);
    const std::string spoken =
        info != nullptr ? "Stage: " + std::string(info->title) : std::string(one.label) + " users a day";
    if (!tab(frame, x, bar, id, one.label, spoken, one.stage == stage_now, gap)) continue;
    frame.state.lesson_open = true;
    if (info != nullptr)
      frame.wishes.lesson = info->name;
    else
      send(frame, "users", one.users);
  }
  if (tab(frame, x, bar, "free-play", frame.form == Form::wide ? "Free play" : "Free", "Free play",
          play == nullptr, gap))
    frame.wishes.free_play = true;
  const bool other = play != nullptr && stage_now < 0;
  if (tab(frame, x, bar, "more-lessons", "More", "All stages, challenges and cases", other, gap))
    frame.state.overlay = Overlay::lessons;
}

void lessons_sheet(Frame& frame) {
  const Sheet sheet = begin_sheet(frame, "Choose what to play", 1000, 610);
  if (sheet.closed) frame.state.overlay = Overlay::none;
  const bool three = sheet.inside.width > 780;
  const float width = three ? (sheet.inside.width - 64) / 3 : sheet.inside.width - 8;
  const auto list = [&](Flow& flow, std::string_view name, const auto& lessons, bool with_stars) {
    flow_overline(flow, name, 8);
    for (const lesson::LessonInfo& info : lessons) row(flow, info, with_stars);
    flow.y += 16;
  };
  const auto column = [&](int i) {
    return Rect{sheet.inside.x + static_cast<float>(i) * (width + 32), sheet.inside.y, width,
                sheet.inside.height};
  };
  Flow first = begin_flow(frame, column(0), "lessons.0");
  list(first, "Stages", lesson::kStages, true);
  if (flow_link(first, "sheet.free-play", "Free play")) {
    frame.wishes.free_play = true;
    frame.state.overlay = Overlay::none;
  }
  first.y += 16;
  if (three) {
    end_flow(first);
    Flow second = begin_flow(frame, column(1), "lessons.1");
    list(second, "Challenges", lesson::kChallenges, true);
    end_flow(second);
    Flow third = begin_flow(frame, column(2), "lessons.2");
    list(third, "It really happened", lesson::kCases, false);
    end_flow(third);
  } else {
    list(first, "Challenges", lesson::kChallenges, true);
    list(first, "It really happened", lesson::kCases, false);
    end_flow(first);
  }
  end_sheet(frame);
}

}  // namespace scale::ui
