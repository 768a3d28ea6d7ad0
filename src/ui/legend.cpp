// What the colours and shapes of the grains mean, and their scales.
#include <imgui.h>

#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

struct Entry {
  std::string_view word, brief;
  Ink Theme::*ink;
  bool cross = false, of_cdn = false;
};

constexpr std::array<Entry, 5> kEntries = {{{"failed", "failed", &Theme::failing, true},
                                            {"slow", "slow", &Theme::slow},
                                            {"file from an edge", "edge", &Theme::cached, false, true},
                                            {"from a server", "server", &Theme::served},
                                            {"asking", "asking", &Theme::request}}};

std::string scale_words(const Frame& frame) {
  const Album& album = frame.state.motion.album;
  if (album.playing) {
    return "again: " + grouped(static_cast<double>(album.shown)) + " pages over " +
           seconds(static_cast<double>(album.from_s));
  }
  const double pages = frame.run.pages_per_replay;
  const double slowed = static_cast<double>(frame.state.motion.slowed) * frame.run.speed;
  std::string text =
      "1 grain = " + (pages < 1.5 ? std::string("1 page") : grouped(std::round(pages)) + " pages");
  if (slowed > 1.15)
    text += ", slowed " + (slowed < 9.95 ? significant(std::round(slowed * 10) / 10) : grouped(slowed)) +
            "\xC3\x97";
  return text;
}

}  // namespace

void legend(Frame& frame, float left, float right, float baseline) {
  render::begin_piece(frame.list);
  const Style words = style(frame, 12, &Theme::t3, Weight::regular, Align::right);
  float x = right - draw_text(frame.list, right, baseline, scale_words(frame), words) - 26;
  const auto shown = [&](const Entry& entry) { return !entry.of_cdn || frame.run.architecture.cdn; };
  float all = 0;
  for (const Entry& entry : kEntries)
    if (shown(entry)) all += text_width(entry.word, words) + 28;
  const bool brief = x - all < left;
  for (const Entry& entry : kEntries) {
    if (!shown(entry)) continue;
    const std::string_view word = brief ? entry.brief : entry.word;
    if (x - text_width(word, words) - 14 < left) break;
    x -= draw_text(frame.list, x, baseline, word, words) + 10;
    const Colour colour = (frame.theme.*entry.ink).mark;
    const float y = baseline - 4;
    if (entry.cross) {
      line(frame, x - 3.5f, y - 3.5f, x + 3.5f, y + 3.5f, colour, 1.6f);
      line(frame, x + 3.5f, y - 3.5f, x - 3.5f, y + 3.5f, colour, 1.6f);
    } else {
      disc(frame, x, y, 3, colour);
    }
    x -= 18;
  }
}

}  // namespace scale::ui
