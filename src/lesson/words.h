// Sentences with figures in them, as runs of text that the screen colours: every figure of the run stands in
// a run of its own, so that it can be set apart, and never breaks over a line.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace scale::lesson {

enum class Emphasis : std::uint8_t {
  plain,
  number,   // a live figure
  ghost,    // the same figure of the run without the last change
  good,     // a figure that has become better
  warning,  // near a limit, or worse than before
  failing,  // over a limit, broken
};

struct TextRun {
  std::string text;
  Emphasis emphasis = Emphasis::plain;

  friend bool operator==(const TextRun&, const TextRun&) = default;
};
using Words = std::vector<TextRun>;

TextRun number(std::string figure);

// Puts the runs where the pattern has {0}, {1}, ...
Words fill(std::string_view pattern, std::initializer_list<TextRun> runs);
void append(Words& words, const Words& more);  // with a space between
std::string plain_text(const Words& words);
std::string uncapitalised(std::string words);  // as within a sentence

}  // namespace scale::lesson
