// Text set by us: baseline positions in CSS pixels, CSS font sizes, tracking and kerning, prose with marked
// spans.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/theme.h"

struct ImDrawList;

namespace scale::ui {

enum class Weight : unsigned char { regular, semibold };
enum class Align : unsigned char { left, centre, right };

struct Style {
  float size = 13;  // CSS pixels of an em
  Weight weight = Weight::regular;
  Colour colour = 0;
  Align align = Align::left;
  float tracking = 0;  // px between letters
};

// Loads both faces into ImGui's atlas; once after the ImGui context is made.
void load_fonts();

float text_width(std::string_view text, const Style& style);
// x is the left end, the middle or the right end by `align`; y is the baseline. Returns the width.
float draw_text(ImDrawList& list, float x, float y, std::string_view text, const Style& style);
// Cut with an ellipsis where it is wider than `width`.
float draw_text_within(ImDrawList& list, float x, float y, float width, std::string_view text,
                       const Style& style);

struct Span {
  std::string text;
  Weight weight = Weight::regular;
  Colour colour = 0;
  bool ghost = false;  // dashed underline: how it would be without the last change
};
using Prose = std::vector<Span>;

struct Block {
  float size = 13, line = 20, tracking = 0;
  bool balanced = false;  // lines of about the same length
  int most_lines = 99;    // what is beyond is left out, with an ellipsis
};

// Wraps at spaces. y is the top; returns the height used.
float draw_prose(ImDrawList& list, float x, float y, float width, const Prose& prose, const Block& block,
                 float opacity = 1);
int prose_lines(float width, const Prose& prose, const Block& block);

// Where each word of it stands, without the spaces behind it; `bottom` is its baseline.
struct PlacedWord {
  std::string_view text;
  float x, width, top, bottom;
};
std::vector<PlacedWord> place_words(float x, float y, float width, const Prose& prose, const Block& block);

}  // namespace scale::ui
