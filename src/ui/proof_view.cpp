// "Prove it": a law, the run's numbers in it, what theory says and what the run has, side by side.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/node_parts.h"

namespace scale::ui {
namespace {

using lesson::Proof;
using lesson::Unit;

constexpr Block kProse{.size = 13, .line = 18};
constexpr Block kNote{.size = 12, .line = 16};
constexpr float kInput = 19, kVerdict = 54;

std::string words_of(double value, Unit unit) {
  switch (unit) {
    case Unit::share:
      return percent(value);
    case Unit::seconds:
      return value > 0 && value < 0.000095 ? significant(value * 1e6) + " \xC2\xB5s" : seconds(value);
    case Unit::per_s:
      return per_s(value);
    case Unit::dollars:
      return dollars(value);
    case Unit::ratio:
    case Unit::count:
      break;
  }
  return compact(value) == grouped(value) ? significant(value) : compact(value);
}

Prose law_of(const Frame* frame, const Proof& proof) {
  const Theme& theme = frame != nullptr ? frame->theme : dark_theme();
  return {{proof.law, Weight::semibold, theme.t1}};
}

std::string note_of(const Proof& proof) {
  if (proof.why_not.empty() || proof.note.empty()) return proof.why_not + proof.note;
  return proof.why_not + " " + proof.note;
}

float height_of(float width, const Proof& proof) {
  const float law = static_cast<float>(prose_lines(width, law_of(nullptr, proof), kProse)) * kProse.line;
  const float note = static_cast<float>(prose_lines(width, {{note_of(proof)}}, kNote)) * kNote.line;
  return 24 + law + 6 + kInput * static_cast<float>(proof.inputs.size()) + kVerdict + note + 12;
}

// Two bars on one scale: theory dashed, the run solid.
void verdict(Frame& frame, const Rect& area, const Proof& proof) {
  const Theme& theme = frame.theme;
  const bool theory = proof.why_not.empty();
  const double most = std::max({proof.theory, proof.simulated, 1e-12});
  const float bar = area.width - 150;
  const auto line = [&](float y, std::string_view name, double value, bool run) {
    draw_text(frame.list, area.x, y + 4.5f, name, style(frame, 12, &Theme::t3));
    const float x = area.x + 56, length = std::max(1.5f, bar * static_cast<float>(value / most));
    if (run) {
      fill_rect(frame, {x, y - 4, length, 8}, faded(theme.fill, 0.75f), 2);
    } else {
      dashed_line(frame, x, y, x + length, y, theme.t2, 4, 3, 2);
    }
    draw_text(frame.list, area.right(), y + 4.5f, words_of(value, proof.unit),
              style(frame, 13, run ? &Theme::t1 : &Theme::t2, Weight::semibold, Align::right));
  };
  float y = area.y + 12;
  if (theory) {
    line(y, proof.at_least ? "at least" : "theory", proof.theory, false);
    y += 19;
  }
  line(y, "run", proof.simulated, true);
  if (!theory) return;
  const double off = std::fabs(proof.error);
  const bool bound = proof.at_least;
  const std::string text =
      bound ? (proof.simulated >= proof.theory * 0.98 ? "above the bound, as it must be" : "below the bound")
            : (proof.error < 0 ? "\xE2\x88\x92" : "+") + percent(off) + " from theory";
  const bool good = bound ? proof.simulated >= proof.theory * 0.98 : off < 0.1;
  draw_text(frame.list, area.right(), y + 22, text,
            style(12, good ? theme.cached.text : theme.warning.text, Weight::semibold, Align::right));
}

}  // namespace

float proofs_height(float width, const std::vector<Proof>& proofs) {
  float height = proofs.empty() ? 46.0f : 8.0f;
  for (const Proof& proof : proofs) height += height_of(width, proof);
  return height;
}

void draw_proofs(Frame& frame, const Rect& area, const std::vector<Proof>& proofs) {
  if (proofs.empty()) {
    draw_text_within(frame.list, area.x, area.y + 22, area.width,
                     "Too few visits yet, or nothing to compute.", style(frame, 13, &Theme::t3));
    return;
  }
  float y = area.y;
  for (const Proof& proof : proofs) {
    if (&proof != &proofs.front()) hairline(frame, area.x, y - 1, area.right(), y - 1, frame.theme.line);
    overline(frame, area.x, y + 16, proof.title, frame.theme.t3);
    y += 24;
    y += draw_prose(frame.list, area.x, y, area.width, law_of(&frame, proof), kProse) + 6;
    for (const lesson::Quantity& input : proof.inputs) {
      draw_text_within(frame.list, area.x, y + 13, area.width - 90, input.name, style(frame, 12, &Theme::t2));
      draw_text(frame.list, area.right(), y + 13, words_of(input.value, input.unit),
                style(frame, 12, &Theme::t1, Weight::regular, Align::right));
      y += kInput;
    }
    verdict(frame, {area.x, y, area.width, kVerdict}, proof);
    y += kVerdict;
    y += draw_prose(frame.list, area.x, y, area.width, {{note_of(proof), Weight::regular, frame.theme.t3}},
                    kNote) +
         12;
  }
}

}  // namespace scale::ui
