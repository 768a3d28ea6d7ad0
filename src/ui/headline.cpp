// The sentence that heads every screen; fades over when it becomes another one.
#include "lesson/sentence.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

// False where there is only one.
bool drop_last_sentence(Prose& prose) {
  char next = 0;  // the letter behind
  for (std::size_t i = prose.size(); i-- > 0;) {
    std::string& text = prose[i].text;
    for (std::size_t at = text.size(); at-- > 0; next = text[at]) {
      if (text[at] != '.' || next != ' ') continue;
      text.erase(at + 1);
      prose.resize(i + 1);
      return true;
    }
  }
  return false;
}

std::string overline_words(const Frame& frame) {
  if (frame.state.hunting) return "Until something happens";
  if (!frame.state.happened.empty()) return frame.state.happened;
  return is_asking(frame) ? "Waiting for your guess" : overline_of(frame.run);
}

}  // namespace

float headline(Frame& frame, const Rect& area, bool with_overline) {
  render::begin_piece(frame.list);
  const lesson::Headline said = lesson::headline(frame.run);
  Prose prose = prose_of(frame.theme, said.words);
  Motion& motion = frame.state.motion;
  if (motion.headline_key != said.key) {
    motion.headline_key = said.key;
    motion.headline_since_s = frame.now_s;
  }
  const float fade = frame.state.reduced_motion ? 0.15f : 0.16f;
  const float age = static_cast<float>(frame.now_s - motion.headline_since_s);
  if (age < fade) motion.moving = true;

  Block block{.size = 22, .line = 30, .tracking = -0.3f, .balanced = false, .most_lines = 2};
  if (frame.form == Form::wide)
    block = {.size = 30, .line = 40, .tracking = -0.5f, .balanced = false, .most_lines = 2};
  if (frame.form == Form::embed)
    block = {.size = 20, .line = 27, .tracking = -0.25f, .balanced = true, .most_lines = 2};
  if (frame.form == Form::phone)
    block = {.size = 19, .line = 25, .tracking = -0.2f, .balanced = true, .most_lines = 3};
  if (frame.form == Form::small)
    block = {.size = 16, .line = 19, .tracking = -0.2f, .balanced = true, .most_lines = 3};
  // What is too long loses its last sentence on a small screen, else it is set smaller and loses it when that
  // does not do; never cut in the middle.
  while (compact_form(frame.form) && prose_lines(area.width, prose, block) > block.most_lines) {
    if (!drop_last_sentence(prose)) break;
  }
  while (block.size > 13 && prose_lines(area.width, prose, block) > block.most_lines) {
    block.size -= 1;
    block.line -= 1.3f;
  }
  while (prose_lines(area.width, prose, block) > block.most_lines) {
    if (!drop_last_sentence(prose)) break;
  }
  float y = area.y, overline_end = area.x;
  if (with_overline) {
    if (!frame.run.paused) frame.state.happened.clear();
    const std::string words = overline_words(frame);
    overline_end +=
        overline(frame, area.x, y + 9, words, said.alarm ? frame.theme.failing.text : frame.theme.t3);
    y += frame.form == Form::wide ? 20.0f : 16.0f;
  }
  draw_prose(frame.list, area.x, y, area.width, prose, block, 0.25f + 0.75f * std::min(1.0f, age / fade));
  return overline_end;
}

}  // namespace scale::ui
