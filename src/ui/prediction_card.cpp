// Predict, observe, explain: a question with its choices, or a line to draw; then the run's own answer beside
// the guess, with one cause.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "lesson/measure.h"
#include "ui/chart.h"
#include "ui/format.h"
#include "ui/lesson_parts.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using lesson::Asked;
using lesson::kLinePoints;
using lesson::PredictionState;

// The pad: the minute after the change from left to right, the figure as a multiple of today's from 1/4 to 2.
struct Pad {
  static constexpr float kLogRange = 2.0794415f;  // of 8
  Rect rect;

  float x_of(std::size_t point) const {
    return rect.x + rect.width * static_cast<float>(point) / static_cast<float>(kLinePoints - 1);
  }
  float y_of(float ratio) const {
    const float share = std::log(std::clamp(ratio, 0.25f, 2.0f) / 0.25f) / kLogRange;
    return rect.bottom() - share * rect.height;
  }
  float ratio_at(float y) const {
    return 0.25f * std::exp(kLogRange * std::clamp((rect.bottom() - y) / rect.height, 0.0f, 1.0f));
  }
};

void draw_pad(Frame& frame, const Pad& pad) {
  const Theme& theme = frame.theme;
  fill_rect(frame, pad.rect, theme.cell, 6);
  dashed_line(frame, pad.rect.x, pad.y_of(1), pad.rect.right(), pad.y_of(1), theme.t3, 3, 4, 1.5f);
  draw_text(frame.list, pad.rect.x + 6, pad.y_of(1) - 5, "as it is", style(frame, 11, &Theme::t3));
  draw_text(frame.list, pad.rect.right() - 6, pad.rect.bottom() - 6, "a minute later",
            style(frame, 11, &Theme::t3, Weight::regular, Align::right));
}

void draw_line(Frame& frame, const Pad& pad, const std::vector<float>& ratios, Colour colour, float width) {
  std::vector<ImVec2> points;
  for (std::size_t i = 0; i < ratios.size(); ++i)
    if (ratios[i] > 0) points.emplace_back(pad.x_of(i), pad.y_of(ratios[i]));
  draw_series(frame, points, colour, width);
}

// A drag over the pad sets the points that it passes; what it left out before and behind is level.
void sketch(Flow& flow, const Pad& pad) {
  Frame& frame = flow.frame;
  const Press press =
      flow_control(flow, pad.rect, {.id = "draw", .label = "Draw the line", .enabled = true}, 6);
  std::vector<float>& line = frame.state.sketch;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (press.held) {
    if (line.empty()) line.assign(kLinePoints, 0);
    const float at = (mouse.x - pad.rect.x) / pad.rect.width * static_cast<float>(kLinePoints - 1);
    const auto point =
        static_cast<std::size_t>(std::clamp(at + 0.5f, 0.0f, static_cast<float>(kLinePoints - 1)));
    line[point] = pad.ratio_at(mouse.y);
  }
  if ((!press.held || press.let_go) && !line.empty()) {
    float last = 1;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] > 0) {
        last = line[i];
        continue;
      }
      std::size_t next = i;
      while (next < line.size() && line[next] <= 0) ++next;
      const float goal = next < line.size() ? line[next] : last;
      line[i] = last + (goal - last) / static_cast<float>(next - i + 1);
      last = line[i];
    }
    frame.wishes.line = std::move(line);
    line = {};
  }
  draw_line(frame, pad, line, frame.theme.t1, 2.2f);
}

void ask(Flow& flow, const model::Prediction& asked) {
  Frame& frame = flow.frame;
  const Theme& theme = frame.theme;
  flow_overline(flow, "What do you expect?", 6);
  flow_prose(flow, {{asked.question + " ...", Weight::semibold, theme.t1}}, {.size = 15, .line = 22}, 10);
  for (std::size_t i = 0; i < asked.choices.size(); ++i) {
    if (flow_button(flow, "guess." + std::to_string(i), asked.choices[i]))
      frame.wishes.guess = static_cast<int>(i);
  }
  draw_text(frame.list, flow.area.x, flow.y + 12, "or draw it: " + lesson::subject_text(asked.of),
            style(frame, 12, &Theme::t3));
  flow.y += 20;
  const Pad pad{{flow.area.x, flow.y, flow.area.width, 76}};
  draw_pad(frame, pad);
  sketch(flow, pad);
  flow.y += 86;
  const bool happens = model::info(*model::find_command(asked.command)).kind == model::CommandKind::incident;
  if (flow_link(flow, "skip", happens ? "Skip, just watch" : "Skip, just do it")) frame.wishes.skip = true;
  flow.y += 14;
}

void answer(Flow& flow, const model::Prediction& asked, const PredictionState& state) {
  Frame& frame = flow.frame;
  const Theme& theme = frame.theme;
  const bool done = state.asked == Asked::answered;
  flow_line(flow, 18);
  flow_overline(flow, "You expected", 6);
  const Block block{.size = 14, .line = 21};
  const bool right = done && state.answer == state.guess;
  Prose prose{{asked.question + " ", Weight::regular, theme.t3},
              {asked.choices[state.guess] + ".", Weight::semibold, theme.t1}};
  if (done && right) prose.push_back({" So it did.", Weight::semibold, theme.cached.text});
  if (done && !right)
    prose.push_back({" It will " + asked.choices[state.answer] + ".", Weight::semibold, theme.warning.text});
  flow_prose(flow, prose, block, 8);
  if (!state.drawn.empty() || !state.seen.empty()) {
    const Pad pad{{flow.area.x, flow.y, flow.area.width, 76}};
    draw_pad(frame, pad);
    draw_line(frame, pad, state.drawn, theme.t3, 2);
    draw_line(frame, pad, state.seen, theme.t1, 2.2f);
    flow.y += 86;
  }
  if (done) {
    flow_prose(flow, prose_of(theme, state.words), block, 18);
  } else {
    flow_prose(flow, {{"The run answers a simulated minute after the change.", Weight::regular, theme.t3}},
               {.size = 12, .line = 17}, 18);
  }
}

}  // namespace

void prediction_card(Flow& flow, const lesson::Play& play) {
  const std::size_t at = lesson::question_in_sight(play);
  if (at == lesson::kNoQuestion) return;
  const model::Prediction& asked = play.scenario.story.predictions[at];
  const PredictionState& state = play.predictions[at];
  if (state.asked == Asked::open)
    ask(flow, asked);
  else
    answer(flow, asked, state);
}

}  // namespace scale::ui
