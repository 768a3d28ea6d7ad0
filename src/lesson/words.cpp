#include "lesson/words.h"

#include <cassert>

namespace scale::lesson {

TextRun number(std::string figure) {
  return {std::move(figure), Emphasis::number};
}

Words fill(std::string_view pattern, std::initializer_list<TextRun> runs) {
  Words words;
  const auto add = [&](std::string_view text) {
    if (!text.empty()) words.push_back({std::string(text), Emphasis::plain});
  };
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    add(pattern.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t place = static_cast<std::size_t>(pattern[open + 1] - '0');
    assert(place < runs.size());
    const TextRun& run = *(runs.begin() + place);
    if (!run.text.empty()) words.push_back(run);
    pattern.remove_prefix(open + 3);
  }
  return words;
}

void append(Words& words, const Words& more) {
  if (!words.empty() && !more.empty()) words.push_back({" ", Emphasis::plain});
  words.insert(words.end(), more.begin(), more.end());
}

std::string plain_text(const Words& words) {
  std::string text;
  for (const TextRun& run : words) text += run.text;
  return text;
}

std::string uncapitalised(std::string words) {
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

}  // namespace scale::lesson
