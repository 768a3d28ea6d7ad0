// Where the lesson has no column of its own: its button, and on narrow screens the sheet it stands on.
#include <algorithm>

#include <imgui.h>

#include "ui/panels.h"

namespace scale::ui {
namespace {

// What the lesson has had to say so far.
std::size_t news_of(const lesson::Play& play) {
  std::size_t count = play.notes.size() + (play.met ? 1 : 0);
  for (const lesson::PredictionState& state : play.predictions)
    count += state.asked == lesson::Asked::answered ? 1 : 0;
  return count;
}

bool is_up(const Frame& frame) {
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  return frame.learning.play != nullptr && !roomy && !frame.state.embed && frame.state.lesson_raised;
}

// Over the lower part; over all of a very small screen.
Rect place_of(const Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float top = frame.form == Form::tablet ? h * 0.45f : frame.form == Form::phone ? h * 0.32f : 8.0f;
  return {0, top, w, h - top};
}

}  // namespace

// Raises and lowers the lesson's sheet, with a dot when it has something new; in free play, what there is.
void lesson_button(Frame& frame, float x, float y) {
  render::begin_piece(frame.list);
  UiState& state = frame.state;
  const lesson::Play* play = frame.learning.play;
  const bool won = play != nullptr && play->met;
  const std::string_view label = play != nullptr ? "The lesson" : "Lessons";
  bool& up = frame.form == Form::desk ? state.lesson_open : state.lesson_raised;
  if (icon_button(frame, {x, y - 16, 32, 32}, "lesson", label, won ? "check" : "book", frame.theme.t2)) {
    if (play != nullptr)
      up = !up;
    else
      state.overlay = Overlay::lessons;
  }
  if (play == nullptr) return;
  if (up) state.lesson_seen = news_of(*play);
  if (news_of(*play) > state.lesson_seen) disc(frame, x + 27, y - 11, 3.5f, frame.theme.warning.mark);
}

// On narrow screens a question raises the sheet, and its answer lowers it again, so that the run is seen.
void raise_for_question(Frame& frame) {
  UiState& state = frame.state;
  const bool asks = is_asking(frame);
  if (asks) state.lesson_open = true;
  if (asks != state.asking) state.lesson_raised = asks;
  state.asking = asks;
}

// On narrow screens.
void lesson_sheet(Frame& frame) {
  if (!is_up(frame)) return;
  const Rect place = place_of(frame);
  begin_popover(frame, place);
  if (icon_button(frame, {place.right() - 46, place.y + 10, 32, 32}, "close-lesson", "Close", "cross",
                  frame.theme.t2))
    frame.state.lesson_raised = false;
  const float width = std::min(720.0f, place.width - 40);
  lesson_panel(frame, {place.x + 20, place.y + 18, width - 24, place.height - 26});
  end_popover(frame);
}

}  // namespace scale::ui
