#include "ui/text.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/font_data.h"

namespace scale::ui {
namespace {

// ImGui's size is Inter's ascent + descent, (1984 + 494) / 2048 of an em.
constexpr float kLineOfEm = 2478.0f / 2048.0f;
constexpr unsigned kThin = 0x2009, kHard = 0xA0;

ImFont* font_of(Weight weight) {
  const auto& fonts = ImGui::GetIO().Fonts->Fonts;
  return fonts[weight == Weight::semibold && fonts.Size > 1 ? 1 : 0];
}

const FontFace& face_of(Weight weight) {
  return weight == Weight::semibold ? kSemiboldFace : kRegularFace;
}

unsigned next_code(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  const unsigned first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  unsigned code = first & (0x3Fu >> more);
  for (int i = 0; i < more && at < text.size(); ++i) code = (code << 6) | (byte(at++) & 0x3Fu);
  return code;
}

float kerning(const FontFace& face, unsigned left, unsigned right) {
  const auto before = [](const KernPair& pair, std::pair<unsigned, unsigned> key) {
    return pair.left != key.first ? pair.left < key.first : pair.right < key.second;
  };
  const KernPair* end = face.kerning + face.pairs;
  const KernPair* found = std::lower_bound(face.kerning, end, std::pair{left, right}, before);
  if (found == end || found->left != left || found->right != right) return 0;
  return static_cast<float>(found->shift) / 1000.0f;
}

struct Setter {
  ImFontBaked* baked;
  const FontFace& face;
  float em, tracking;
  unsigned last = 0;
  float pen = 0;
};

Setter setter(const Style& style) {
  return {
      font_of(style.weight)->GetFontBaked(style.size * kLineOfEm, ImGui::GetIO().DisplayFramebufferScale.y),
      face_of(style.weight), style.size, style.tracking};
}

// Moves the pen over one letter; the glyph is null for spaces.
const ImFontGlyph* step(Setter& set, unsigned code, float& at) {
  if (set.last != 0) set.pen += kerning(set.face, set.last, code) * set.em + set.tracking;
  set.last = code;
  at = set.pen;
  if (code == kThin) {
    set.pen += set.em * 0.21f;
    return nullptr;
  }
  const ImFontGlyph* glyph = set.baked->FindGlyph(static_cast<ImWchar>(code == kHard ? ' ' : code));
  if (glyph == nullptr) return nullptr;
  set.pen += glyph->AdvanceX;
  return glyph->Visible ? glyph : nullptr;
}

float snapped(float value) {
  const float density = ImGui::GetIO().DisplayFramebufferScale.y;
  return std::round(value * density) / density;
}

// The letters of one line from x on, by their baseline.
float set_line(ImDrawList& list, float x, float y, std::string_view text, const Style& style) {
  Setter set = setter(style);
  const float top = snapped(y) - std::round(set.baked->Ascent), left = snapped(x);
  for (std::size_t at = 0; at < text.size();) {
    float pen = 0;
    const ImFontGlyph* glyph = step(set, next_code(text, at), pen);
    if (glyph == nullptr) continue;
    list.PrimReserve(6, 4);
    list.PrimRectUV({left + pen + glyph->X0, top + glyph->Y0}, {left + pen + glyph->X1, top + glyph->Y1},
                    {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, style.colour);
  }
  return set.pen;
}

struct Word {
  std::size_t span;
  std::string_view text;  // with the spaces behind it
  float width, bare;      // with and without those
};

std::vector<Word> words_of(const Prose& prose, const Block& block) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < prose.size(); ++i) {
    const std::string_view text = prose[i].text;
    const Style style{block.size, prose[i].weight, 0, Align::left, block.tracking};
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = text.find(' ', begin);
      const std::size_t bare_end = end == std::string_view::npos ? text.size() : end;
      end = bare_end;
      while (end < text.size() && text[end] == ' ') ++end;
      const std::string_view all = text.substr(begin, end - begin);
      words.push_back(
          {i, all, text_width(all, style), text_width(text.substr(begin, bare_end - begin), style)});
      begin = end;
    }
  }
  return words;
}

// Words that touch (", " after a bold word) may not be parted.
bool breaks_before(const std::vector<Word>& words, std::size_t i) {
  return i > 0 && words[i - 1].bare < words[i - 1].width;
}

// Index of the first word of each line.
std::vector<std::size_t> wrap(const std::vector<Word>& words, float width) {
  std::vector<std::size_t> lines;
  float used = 0;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i + 1;
    float run = words[i].width, bare = words[i].bare;
    while (end < words.size() && !breaks_before(words, end)) {
      bare = run + words[end].bare;
      run += words[end].width;
      ++end;
    }
    if (lines.empty() || used + bare > width) {
      lines.push_back(i);
      used = 0;
    }
    used += run;
    i = end;
  }
  return lines;
}

std::vector<std::size_t> wrap_block(const std::vector<Word>& words, float width, const Block& block) {
  std::vector<std::size_t> lines = wrap(words, width);
  if (!block.balanced || lines.size() < 2) return lines;
  float low = width / static_cast<float>(lines.size()), high = width;
  for (int i = 0; i < 12; ++i) {
    const float middle = (low + high) / 2;
    (wrap(words, middle).size() > lines.size() ? low : high) = middle;
  }
  return wrap(words, high);
}

void dashed_underline(ImDrawList& list, float x, float y, float width, Colour colour) {
  const float top = snapped(y);
  for (float at = 0; at < width; at += 7)
    list.AddRectFilled({x + at, top}, {x + std::min(at + 4, width), top + snapped(1.5f)}, colour);
}

}  // namespace

void load_fonts() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (const FontFace* face : {&kRegularFace, &kSemiboldFace}) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    config.OversampleV = 1;
    // ImGui takes a non-const pointer but only reads.
    atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(face->data), face->size, 16.0f, &config);
  }
}

float text_width(std::string_view text, const Style& style) {
  Setter set = setter(style);
  for (std::size_t at = 0; at < text.size();) {
    float pen = 0;
    step(set, next_code(text, at), pen);
  }
  return set.pen;
}

float draw_text(ImDrawList& list, float x, float y, std::string_view text, const Style& style) {
  if (style.align != Align::left) {
    const float width = text_width(text, style);
    x -= style.align == Align::right ? width : width / 2;
  }
  return set_line(list, x, y, text, style);
}

float draw_text_within(ImDrawList& list, float x, float y, float width, std::string_view text,
                       const Style& style) {
  if (text_width(text, style) <= width) return draw_text(list, x, y, text, style);
  std::string cut(text);
  while (!cut.empty()) {
    while (cut.size() > 1 && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
    cut.pop_back();
    const std::string shown = cut + "\xE2\x80\xA6";
    if (text_width(shown, style) <= width) return draw_text(list, x, y, shown, style);
  }
  return 0;
}

int prose_lines(float width, const Prose& prose, const Block& block) {
  return static_cast<int>(wrap_block(words_of(prose, block), width, block).size());
}

std::vector<PlacedWord> place_words(float x, float y, float width, const Prose& prose, const Block& block) {
  std::vector<PlacedWord> placed;
  const std::vector<Word> words = words_of(prose, block);
  const std::vector<std::size_t> lines = wrap_block(words, width, block);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end = i + 1 < lines.size() ? lines[i + 1] : words.size();
    const float top = y + block.line * static_cast<float>(i);
    float pen = x;
    for (std::size_t k = lines[i]; k < end; ++k) {
      const std::string_view text = words[k].text.substr(0, words[k].text.find_last_not_of(' ') + 1);
      placed.push_back({text, pen, words[k].bare, top, top + block.line * 0.5f + block.size * 0.363f});
      pen += words[k].width;
    }
  }
  return placed;
}

float draw_prose(ImDrawList& list, float x, float y, float width, const Prose& prose, const Block& block,
                 float opacity) {
  const std::vector<Word> words = words_of(prose, block);
  const std::vector<std::size_t> lines = wrap_block(words, width, block);
  const std::size_t count = std::min(lines.size(), static_cast<std::size_t>(block.most_lines));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = i + 1 < lines.size() ? lines[i + 1] : words.size();
    const float baseline = y + block.line * (static_cast<float>(i) + 0.5f) + block.size * 0.363f;
    float pen = x;
    for (std::size_t k = lines[i]; k < end; ++k) {
      const Span& span = prose[words[k].span];
      const Style style{block.size, span.weight, faded(span.colour, opacity), Align::left, block.tracking};
      set_line(list, pen, baseline, words[k].text, style);
      if (span.ghost) {
        dashed_underline(list, pen, baseline + block.size * 0.2f, words[k].bare, faded(span.colour, opacity));
      }
      pen += words[k].width;
    }
  }
  return static_cast<float>(count) * block.line;
}

}  // namespace scale::ui
