#include "ui/glossary.h"

#include <imgui.h>

#include <algorithm>

#include "lesson/glossary.h"
#include "ui/flow.h"

namespace scale::ui {
namespace {

void explain_here(Frame& frame, const lesson::Term& term) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  explain(frame, mouse.x, mouse.y,
          {{std::string(term.term) + ": ", Weight::semibold, frame.theme.t1},
           {std::string(term.meaning), Weight::regular, frame.theme.t2}});
}

}  // namespace

void explain_terms(Frame& frame, const Rect& box, const Prose& prose, const Block& block, const Rect& seen) {
  if (box.bottom() < seen.y || box.y > seen.bottom()) return;
  const std::vector<PlacedWord> words = place_words(box.x, box.y, box.width, prose, block);
  const bool near = pointer_over(frame, box) && pointer_over(frame, seen);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const PlacedWord& word = words[i];
    bool both = false;
    const std::string_view next = i + 1 < words.size() ? words[i + 1].text : std::string_view();
    const lesson::Term* term = lesson::term_in_text(word.text, next, both);
    if (term == nullptr) continue;
    const float line = word.bottom + 3;
    for (float x = word.x; x < word.x + word.width - 1; x += 4)
      frame.list.AddRectFilled({x, line}, {x + 1.5f, line + 1}, frame.theme.line2);
    const bool hovered = near && pointer_over(frame, {word.x, word.top, word.width, block.line});
    const bool second =
        both && near && i + 1 < words.size() &&
        pointer_over(frame, {words[i + 1].x, words[i + 1].top, words[i + 1].width, block.line});
    if (hovered || second) explain_here(frame, *term);
    if (both) ++i;
  }
}

void explain_term(Frame& frame, const Rect& box, std::string_view word) {
  if (!pointer_over(frame, box)) return;
  const std::size_t space = word.find(' ');
  bool both = false;
  const lesson::Term* term = lesson::term_in_text(
      word.substr(0, space), space == std::string_view::npos ? "" : word.substr(space + 1), both);
  if (term != nullptr) explain_here(frame, *term);
}

void glossary_sheet(Frame& frame) {
  const Sheet sheet = begin_sheet(frame, "Words, and what is not modelled", 720, 640);
  if (sheet.closed) frame.state.overlay = Overlay::none;
  Flow flow = begin_flow(frame, sheet.inside, "glossary");
  const Theme& theme = frame.theme;
  const Block block{.size = 14, .line = 21};
  for (const lesson::Term& term : lesson::kGlossary) {
    const Prose prose{{std::string(term.term) + ": ", Weight::semibold, theme.t1},
                      {std::string(term.meaning), Weight::regular, theme.t2}};
    flow.y += draw_prose(frame.list, flow.area.x, flow.y, flow.area.width - 8, prose, block) + 8;
  }
  flow.y += 16;
  flow_overline(flow, "Not modelled");
  for (const std::string_view left_out : lesson::kNotModelled) {
    const Prose prose{{std::string(left_out), Weight::regular, theme.t2}};
    flow.y += draw_prose(frame.list, flow.area.x, flow.y, flow.area.width - 8, prose, block) + 8;
  }
  end_flow(flow);
  end_sheet(frame);
}

}  // namespace scale::ui
