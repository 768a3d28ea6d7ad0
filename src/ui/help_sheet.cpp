// The keys, shown by "?".
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/panels.h"

namespace scale::ui {
namespace {

struct KeyLine {
  std::string_view keys, meaning;
};
constexpr std::array<KeyLine, 21> kKeys = {{{"1 \xE2\x80\x93 8", "the tools, on or off"},
                                            {"Space", "pause, go on"},
                                            {"+  \xE2\x88\x92", "more users, fewer"},
                                            {"[  ]", "slower, faster"},
                                            {"Z  Y", "undo, redo"},
                                            {"R", "start again"},
                                            {"S  N", "one step; on to the next event"},
                                            {"M  C", "world map, charts"},
                                            {"W", "watch the slowest pages again"},
                                            {"I  O", "diagram larger, smaller"},
                                            {"P  T", "large type; more"},
                                            {"L", "light, dark"},
                                            {"E", "stages, challenges and cases"},
                                            {"H", "the lesson, open or shut"},
                                            {"A", "the advisor"},
                                            {"G", "words, and what is not modelled"},
                                            {"V", "pin what stands, to compare"},
                                            {"B", "side by side"},
                                            {"Tab, J K", "from control to control"},
                                            {"Enter", "press it; arrows move a slider"},
                                            {"Esc", "close"}}};

}  // namespace

void help_sheet(Frame& frame) {
  ImDrawList& list = frame.list;
  fill_rect(frame, frame.screen, faded(frame.theme.bg, 0.7f));
  const float width = std::min(400.0f, frame.screen.width - 32);
  const float line = std::min(28.0f, (frame.screen.height - 110) / static_cast<float>(kKeys.size()));
  const float height = 70 + line * static_cast<float>(kKeys.size());
  const Rect box{(frame.screen.width - width) / 2, std::max(8.0f, (frame.screen.height - height) / 2), width,
                 height};
  fill_rect(frame, box, frame.theme.raise, 10);
  stroke_rect(frame, box, frame.theme.line2, 10);
  draw_text(list, box.x + 24, box.y + 36, "Keys", style(frame, 15, &Theme::t1, Weight::semibold));
  if (icon_button(frame, {box.right() - 44, box.y + 16, 30, 30}, "close-help", "Close", "cross",
                  frame.theme.t2))
    frame.state.help = false;
  float y = box.y + 68;
  for (const KeyLine& key : kKeys) {
    draw_text(list, box.x + 24, y, key.keys, style(frame, 13, &Theme::t1, Weight::semibold));
    const float x = box.x + (width < 380 ? 92.0f : 110.0f);
    draw_text_within(list, x, y, box.right() - 14 - x, key.meaning, style(frame, 13, &Theme::t2));
    y += line;
  }
}

}  // namespace scale::ui
