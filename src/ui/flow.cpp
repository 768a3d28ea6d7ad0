#include "ui/flow.h"

#include <imgui.h>

#include <algorithm>

#include "ui/glossary.h"
#include "ui/icons.h"

namespace scale::ui {
namespace {

// Where a column goes on beyond its place, its lines fade and are not cut through.
void fade(Frame& frame, const Rect& area, float clear_y, float full_y) {
  const Colour ground = frame.on_top ? frame.theme.raise : frame.theme.bg, clear = faded(ground, 0);
  const Colour above = clear_y < full_y ? clear : ground, below = clear_y < full_y ? ground : clear;
  frame.list.AddRectFilledMultiColor({area.x - 8, std::min(clear_y, full_y)},
                                     {area.right() + 8, std::max(clear_y, full_y)}, above, above, below,
                                     below);
}

}  // namespace

Flow begin_flow(Frame& frame, const Rect& area, std::string_view id) {
  Scroll& scroll = frame.state.scrolls[std::string(id)];
  const ImGuiIO& io = ImGui::GetIO();
  if (pointer_over(frame, area)) {
    scroll.at -= io.MouseWheel * 48;
    const ImVec2 from = io.MouseClickedPos[0];
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 8) && area.contains(from.x, from.y) &&
        frame.state.sketch.empty())
      scroll.at -= io.MouseDelta.y;
  }
  scroll.at = std::clamp(scroll.at, 0.0f, std::max(0.0f, scroll.height - area.height));
  frame.list.PushClipRect({area.x - 8, area.y}, {area.right() + 8, area.bottom()}, true);
  return {frame, area, id, area.y - scroll.at};
}

void end_flow(Flow& flow) {
  constexpr float kFade = 18;
  Frame& frame = flow.frame;
  frame.list.PopClipRect();
  Scroll& scroll = frame.state.scrolls[std::string(flow.id)];
  scroll.height = flow.y - (flow.area.y - scroll.at);
  const float more = scroll.height - flow.area.height;
  if (more <= 1) return;
  const Rect& area = flow.area;
  if (scroll.at > 1) fade(frame, area, area.y + kFade, area.y);
  if (scroll.at < more - 1) fade(frame, area, area.bottom() - kFade, area.bottom());
  const float share = flow.area.height / scroll.height;
  const float y = flow.area.y + scroll.at * share;
  fill_rect(frame, {flow.area.right() + 6, y, 2, flow.area.height * share}, frame.theme.line2, 1);
}

void keep_in_sight(Flow& flow, std::size_t controls) {
  UiState& state = flow.frame.state;
  const Rect& area = flow.area;
  for (std::size_t i = controls; i < state.controls.size(); ++i) {
    Rect& rect = state.controls[i].rect;
    if (state.focus_visible && state.controls[i].id == state.focus) {
      Scroll& scroll = state.scrolls[std::string(flow.id)];
      if (rect.y < area.y) scroll.at -= area.y - rect.y + 8;
      if (rect.bottom() > area.bottom()) scroll.at += rect.bottom() - area.bottom() + 8;
    }
    const float top = std::clamp(rect.y, area.y, area.bottom());
    rect.height = std::clamp(rect.bottom(), area.y, area.bottom()) - top;
    rect.y = top;
  }
}

void flow_prose(Flow& flow, const Prose& prose, const Block& block, float below, float inset) {
  const float width = flow.area.width - inset;
  const float height = draw_prose(flow.frame.list, flow.area.x + inset, flow.y, width, prose, block);
  explain_terms(flow.frame, {flow.area.x + inset, flow.y, width, height}, prose, block, flow.area);
  flow.y += height + below;
}

void flow_overline(Flow& flow, std::string_view words, float below) {
  overline(flow.frame, flow.area.x, flow.y + 9, words, flow.frame.theme.t3);
  flow.y += 12 + below;
}

void flow_line(Flow& flow, float below) {
  hairline(flow.frame, flow.area.x, flow.y, flow.area.right(), flow.y, flow.frame.theme.line);
  flow.y += below;
}

Press flow_control(Flow& flow, const Rect& rect, const ControlWords& words, float radius) {
  Frame& frame = flow.frame;
  const Rect& area = flow.area;
  const float top = std::max(rect.y, area.y), bottom = std::min(rect.bottom(), area.bottom());
  const bool in_sight = bottom - top > rect.height / 2;
  if (frame.state.focus_visible && frame.state.focus == words.id) {
    Scroll& scroll = frame.state.scrolls[std::string(flow.id)];
    if (rect.y < area.y) scroll.at -= area.y - rect.y + 8;
    if (rect.bottom() > area.bottom()) scroll.at += rect.bottom() - area.bottom() + 8;
  }
  if (in_sight) return control(frame, {rect.x, top, rect.width, bottom - top}, words, radius);
  const float edge = std::clamp(rect.y, area.y, area.bottom());
  const bool focused = frame.state.focus == words.id;
  frame.state.controls.push_back({std::string(words.id),
                                  std::string(words.label),
                                  std::string(words.value),
                                  words.kind,
                                  {rect.x, edge, rect.width, 0},
                                  words.on,
                                  words.enabled,
                                  focused});
  return {};
}

bool flow_button(Flow& flow, std::string_view id, std::string_view label, std::string_view remark,
                 bool outlined) {
  Frame& frame = flow.frame;
  const Style name = style(frame, 14, &Theme::t1, Weight::semibold);
  const float right = remark.empty() ? 0 : text_width(remark, style(12, 0)) + 12;
  const Prose words{{std::string(label), Weight::semibold, name.colour}};
  const Block block{.size = 14, .line = 19};
  const float inset = outlined ? 12.0f : 0.0f, width = flow.area.width - 2 * inset - right;
  const float height = static_cast<float>(prose_lines(width, words, block)) * 19 + 15;
  const Rect rect{flow.area.x, flow.y, flow.area.width, height};
  const Press press = flow_control(flow, rect, {.id = id, .label = label});
  if (press.hovered)
    fill_rect(frame, {rect.x - (outlined ? 0 : 8), rect.y, rect.width + (outlined ? 0 : 16), height},
              frame.theme.hover, 8);
  if (outlined) stroke_rect(frame, rect, press.hovered ? frame.theme.t3 : frame.theme.line2, 8);
  draw_prose(frame.list, rect.x + inset, rect.y + 7.5f, width, words, block);
  if (!remark.empty())
    draw_text(frame.list, rect.right() - inset, rect.y + height / 2 + 4.5f, remark,
              style(frame, 12, &Theme::t3, Weight::regular, Align::right));
  flow.y += height + (outlined ? 8 : 0);
  return press.clicked;
}

bool flow_link(Flow& flow, std::string_view id, std::string_view label) {
  Frame& frame = flow.frame;
  constexpr float kArrow = 26;  // with the gap before it
  const Prose words{{std::string(label), Weight::semibold, frame.theme.t1}};
  const Block block{.size = 14, .line = 19};
  const float room = std::max(40.0f, flow.area.width - kArrow);
  const std::vector<PlacedWord> placed = place_words(flow.area.x, flow.y + 4.5f, room, words, block);
  float right = flow.area.x, bottom = flow.y + 19;
  for (const PlacedWord& word : placed) {
    right = std::max(right, word.x + word.width);
    bottom = word.bottom;
  }
  const float end = placed.empty() ? right : placed.back().x + placed.back().width;
  const float height = 28 + (static_cast<float>(prose_lines(room, words, block)) - 1) * block.line;
  const Rect rect{flow.area.x - 6, flow.y, right - flow.area.x + 38, height};
  const Press press = flow_control(flow, rect, {.id = id, .label = label}, 6);
  if (press.hovered) fill_rect(frame, rect, frame.theme.hover, 6);
  draw_prose(frame.list, flow.area.x, flow.y + 4.5f, room, words, block);
  draw_icon(frame, "arrow", end + 6, bottom - 14, 18, frame.theme.t1);
  flow.y += height + 4;
  return press.clicked;
}

Sheet begin_sheet(Frame& frame, std::string_view title, float width, float height) {
  const Rect& screen = frame.screen;
  fill_rect(frame, screen, faded(frame.theme.bg, 0.72f));
  const float w = std::min(width, screen.width - 24), h = std::min(height, screen.height - 24);
  const Rect box{(screen.width - w) / 2, (screen.height - h) / 2, w, h};
  begin_popover(frame, box);
  frame.state.motion.covers_next.push_back(screen);
  constexpr float kTitle = 18;
  const float room = w - 24 - 52, needed = text_width(title, style(kTitle, 0, Weight::semibold));
  draw_text(frame.list, box.x + 24, box.y + 38, title,
            style(frame, kTitle * std::min(1.0f, room / needed), &Theme::t1, Weight::semibold));
  Sheet sheet{{box.x + 24, box.y + 62, w - 48, h - 78}, false};
  sheet.closed = icon_button(frame, {box.right() - 46, box.y + 16, 32, 32}, "close-sheet", "Close", "cross",
                             frame.theme.t2);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && screen.contains(mouse.x, mouse.y) &&
      !box.contains(mouse.x, mouse.y))
    sheet.closed = true;
  return sheet;
}

void end_sheet(Frame& frame) {
  end_popover(frame);
}

}  // namespace scale::ui
