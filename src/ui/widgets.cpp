// Our own controls: ImGui's button behaviour, drawn by us, with one ring for the keyboard.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "ui/frame.h"
#include "ui/icons.h"

namespace scale::ui {

Press control(Frame& frame, const Rect& rect, const ControlWords& words, float radius) {
  Press press;
  UiState& state = frame.state;
  press.focused = state.focus == words.id;
  state.controls.push_back({std::string(words.id), std::string(words.label), std::string(words.value),
                            words.kind, rect, words.on, words.enabled, press.focused});

  // A finger gets 44 px, as far as that is empty space.
  Rect hit = rect;
  if (state.coarse_pointer) {
    const float more_x = std::max(0.0f, (40 - rect.width) / 2),
                more_y = std::max(0.0f, (40 - rect.height) / 2);
    hit = {rect.x - more_x, rect.y - more_y, rect.width + 2 * more_x, rect.height + 2 * more_y};
  }
  const ImRect box(hit.x, hit.y, hit.right(), hit.bottom());
  const ImGuiID id = ImGui::GetID(words.id.data(), words.id.data() + words.id.size());
  ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool was_held = ImGui::GetActiveID() == id;
  if (words.enabled && (pointer_over(frame, {mouse.x, mouse.y, 1, 1}) || was_held))
    press.clicked = ImGui::ButtonBehavior(box, id, &press.hovered, &press.held);
  // A drag ends where it was let go: since the last picture the pointer may have moved on.
  press.let_go = was_held && ImGui::IsMouseReleased(0) && ImGui::IsMousePosValid(&mouse);
  press.held |= press.let_go;
  if (press.clicked) {
    state.focus = words.id;
    state.focus_visible = false;
  }
  if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (press.focused && words.enabled && state.focus_visible) {
    stroke_rect(frame, {rect.x - 4, rect.y - 4, rect.width + 8, rect.height + 8}, frame.theme.selected,
                radius + 4, 2);
    if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_Space, false)) {
      press.clicked = true;
    }
  }
  return press;
}

bool icon_button(Frame& frame, const Rect& rect, std::string_view id, std::string_view label,
                 std::string_view icon, Colour colour, bool enabled) {
  const Press press = control(frame, rect, {.id = id, .label = label, .enabled = enabled}, 6);
  const Colour shown = !enabled ? frame.theme.line2 : press.hovered ? frame.theme.t1 : colour;
  if (press.hovered) fill_rect(frame, rect, frame.theme.hover, 6);
  const float size = 20;
  draw_icon(frame, icon, rect.x + (rect.width - size) / 2, rect.y + (rect.height - size) / 2, size, shown);
  return press.clicked;
}

void draw_switch(Frame& frame, float x, float y, float on) {
  const Rect track{x, y, 34, 20};
  if (on > 0) fill_rect(frame, track, faded(frame.theme.t1, on), 10);
  if (on < 1) stroke_rect(frame, track, faded(frame.theme.line2, 1 - on), 10, 1.5f);
  const Colour knob = mixed(frame.theme.t3, frame.theme.bg, on);
  disc(frame, x + 10 + 14 * on, y + 10, 5.5f + 1.5f * on, knob);
}

float chip_width(std::string_view label, bool icon) {
  return text_width(label, style(13, 0, Weight::semibold)) + (icon ? 51.0f : 30.0f);
}

bool chip(Frame& frame, const Rect& rect, const ControlWords& words, std::string_view icon, Colour accent,
          bool in_sight) {
  const float radius = rect.height / 2;
  Rect seen = rect;  // cut off by the row's ends
  const ImRect clip(frame.list.GetClipRectMin(), frame.list.GetClipRectMax());
  seen.x = std::max(rect.x, clip.Min.x);
  seen.width = std::min(rect.right(), clip.Max.x) - seen.x;
  const Press press = in_sight ? control(frame, seen, words, radius) : Press{};
  const Theme& theme = frame.theme;
  const float on =
      eased(frame, std::string("chip.") += words.id, words.on && accent == 0 ? 1.0f : 0.0f, 0.12f);
  const bool running = words.on && accent != 0;
  if (on < 1) {
    if (press.hovered) fill_rect(frame, rect, theme.hover, radius);
    stroke_rect(frame, rect,
                running          ? accent
                : press.hovered  ? theme.t3
                : !words.enabled ? theme.line
                                 : theme.line2,
                radius, running ? 1.5f : 1.0f);
  }
  if (on > 0) fill_rect(frame, rect, faded(theme.t1, on), radius);
  const Colour ink = running ? accent : !words.enabled ? theme.t3 : mixed(theme.t1, theme.bg, on);
  float x = rect.x + 15;
  if (!icon.empty()) {
    draw_icon(frame, icon, rect.x + 12, rect.y + rect.height / 2 - 9, 18,
              running          ? accent
              : !words.enabled ? theme.line2
                               : mixed(theme.t2, theme.bg, on));
    x = rect.x + 36;
  }
  draw_text(frame.list, x, rect.y + rect.height / 2 + 4.7f, words.label, style(13, ink, Weight::semibold));
  return press.clicked;
}

int segmented(Frame& frame, const Rect& rect, std::string_view id, const std::vector<std::string>& labels,
              int chosen) {
  fill_rect(frame, rect, frame.theme.bg == frame.theme.panel ? frame.theme.hover : frame.theme.panel, 7);
  std::vector<float> widths;
  float all = 0;
  for (const std::string& label : labels) {
    widths.push_back(text_width(label, style(13, 0, Weight::semibold)) + 12);
    all += widths.back();
  }
  const float more = (rect.width - all) / static_cast<float>(labels.size());
  float x = rect.x;
  int picked = chosen;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Rect part{x, rect.y, widths[i] + more, rect.height};
    const bool on = static_cast<int>(i) == chosen;
    const std::string name = std::string(id) + "." + std::to_string(i);
    const Press press =
        control(frame, part, {.id = name, .label = labels[i], .kind = ControlKind::choice, .on = on}, 7);
    if (on) {
      const Rect face{part.x + 1, part.y + 1, part.width - 2, part.height - 2};
      fill_rect(frame, face, frame.theme.dark ? frame.theme.hover : frame.theme.raise, 6);
      stroke_rect(frame, face, frame.theme.line, 6);
    }
    draw_text(frame.list, part.x + part.width / 2, part.y + part.height / 2 + 4.6f, labels[i],
              style(13, on || press.hovered ? frame.theme.t1 : frame.theme.t2,
                    on ? Weight::semibold : Weight::regular, Align::centre));
    if (press.clicked) picked = static_cast<int>(i);
    x += part.width;
  }
  return picked;
}

bool pointer_over(const Frame& frame, const Rect& rect) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!rect.contains(mouse.x, mouse.y)) return false;
  const std::vector<Rect>& covers = frame.state.motion.covers;
  return frame.on_top || std::none_of(covers.begin(), covers.end(),
                                      [&](const Rect& cover) { return cover.contains(mouse.x, mouse.y); });
}

void begin_popover(Frame& frame, const Rect& rect) {
  render::begin_piece(frame.list);
  shadow(frame, {rect.x, rect.y + 10, rect.width, rect.height}, faded(rgb(0x000000), frame.theme.shadow / 9),
         10);
  fill_rect(frame, rect, frame.theme.raise, 10);
  stroke_rect(frame, rect, frame.theme.line2, 10);
  frame.state.motion.covers_next.push_back(rect);
  frame.on_top = true;
}

void end_popover(Frame& frame) {
  frame.on_top = false;
}

void explain(Frame& frame, float x, float y, const Prose& prose, float width) {
  const Block block{.size = 13, .line = 19};
  const float lines = static_cast<float>(prose_lines(width - 24, prose, block));
  const float height = lines * block.line + 20;
  Rect box{x + 14, y + 16, width, height};
  if (box.right() > frame.screen.right() - 8) box.x = std::max(8.0f, x - 14 - width);
  if (box.bottom() > frame.screen.bottom() - 8) box.y = std::max(8.0f, y - 12 - height);
  const Brush top{*ImGui::GetForegroundDrawList(), frame.state.stamps, frame.pixel};
  shadow(top, {box.x, box.y + 12, box.width, box.height}, faded(rgb(0x000000), frame.theme.shadow / 9), 8);
  fill_rect(top, box, frame.theme.raise, 8);
  stroke_rect(top, box, frame.theme.line, 8);
  draw_prose(top.list, box.x + 12, box.y + 10, width - 24, prose, block);
}

}  // namespace scale::ui
