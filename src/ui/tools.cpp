// Tools as cards, sizes as rows, incidents as buttons: all from the command table.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "model/words.h"
#include "ui/flow.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/node_parts.h"
#include "ui/panels.h"
#include "ui/price_meters.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using model::CommandGroup;
using model::CommandInfo;
using model::CommandKind;

struct Column {
  Frame& frame;
  Rect area;
  float y;
};

// A tool's way of being used: the choice whose id begins with its own ("cdn-mode").
const CommandInfo* mode_of(const CommandInfo& tool) {
  for (const CommandInfo& row : model::command_table()) {
    if (row.kind == CommandKind::choice && row.available && row.id.size() > tool.id.size() &&
        row.id.substr(0, tool.id.size()) == tool.id && row.id[tool.id.size()] == '-') {
      return &row;
    }
  }
  return nullptr;
}

float card_height(Frame& frame, const CommandInfo& row, float width) {
  const Block prose{.size = 13, .line = 19};
  const float lines = static_cast<float>(prose_lines(width - 64, {{std::string(row.gain)}}, prose));
  const bool mode = value_of(frame, row) != 0 && mode_of(row) != nullptr;
  const float price =
      static_cast<float>(prose_lines(width - 64, {{std::string(row.price)}}, {.size = 12, .line = 17}));
  const float meters = price_meters_height(frame, row);
  return 44 + lines * 19 + (mode ? 40.0f : 0.0f) + (meters > 0 ? meters + 8 : price * 17) + 14;
}

void card(Column& column, const CommandInfo& row) {
  Frame& frame = column.frame;
  const Theme& theme = frame.theme;
  const bool on = value_of(frame, row) != 0;
  const float height = card_height(frame, row, column.area.width);
  const Rect r{column.area.x, column.y, column.area.width, height};
  const CommandInfo* mode = on ? mode_of(row) : nullptr;
  const Press press =
      control(frame, on ? Rect{r.x, r.y, r.width, 42} : r,
              {.id = row.id, .label = short_name(row), .kind = ControlKind::toggle, .on = on}, 10);
  if (press.hovered) frame.state.hovered_tool = row.id;
  if (on) fill_rect(frame, r, theme.raise, 10);
  stroke_rect(frame, r, press.hovered ? theme.t3 : theme.line, 10, press.hovered ? 1.5f : 1.0f);
  const float icon_y = r.y + 15;
  draw_icon(frame, icon_of(row.id), r.x + 16, icon_y, 20, on ? theme.t1 : theme.t2);
  draw_switch(frame, r.right() - 50, icon_y,
              eased(frame, std::string("switch.") += row.id, on ? 1.0f : 0.0f, 0.12f));
  const Style name = style(frame, 15, &Theme::t1, Weight::semibold);
  const float room = r.width - 48 - 58;
  draw_text_within(frame.list, r.x + 48, r.y + 30, room, name_within(row, room, name), name);
  if (press.clicked) send(frame, row.id, on ? 0 : 1);
  float y = r.y + 42;
  y += draw_prose(frame.list, r.x + 48, y, r.width - 64, {{std::string(row.gain), Weight::regular, theme.t2}},
                  {.size = 13, .line = 19});
  if (mode != nullptr) {
    std::vector<std::string> labels;
    for (const std::string_view word : model::split_words(mode->choices)) labels.push_back(choice_name(word));
    const int now = static_cast<int>(value_of(frame, *mode));
    const int chosen =
        segmented(frame, {r.x + 48, y + 7, std::min(232.0f, r.width - 64), 28}, mode->id, labels, now);
    if (chosen != now) send(frame, mode->id, chosen);
    y += 40;
  }
  if (price_meters_height(frame, row) > 0)
    price_meters(frame, r.x + 48, y + 8, r.width - 64, row);
  else
    draw_prose(frame.list, r.x + 48, y + 5, r.width - 64,
               {{std::string(row.price), Weight::regular, theme.t3}}, {.size = 12, .line = 17});
  column.y += height + 12;
}

constexpr float kRow = 38, kHeading = 24;

// `taken`: of the row's right end, by what is switched or counted there.
void row_name(Column& column, const CommandInfo& row, Colour icon, Colour name, float taken) {
  Frame& frame = column.frame;
  const bool narrow = column.area.width < 280;
  const float inset = narrow ? 0.0f : 16.0f;
  draw_icon(frame, icon_of(row.id), column.area.x + inset, column.y + 10, 18, icon);
  const Style set = style(14, name, Weight::semibold);
  const float room = column.area.width - inset - 32 - taken;
  draw_text_within(frame.list, column.area.x + inset + 32, column.y + 24, room, name_within(row, room, set),
                   set);
  hairline(frame, column.area.x + inset + 32, column.y + kRow, column.area.right(), column.y + kRow,
           frame.theme.line);
}

void toggle_row(Column& column, const CommandInfo& row) {
  Frame& frame = column.frame;
  const bool on = value_of(frame, row) != 0;
  const Rect r{column.area.x, column.y + 2, column.area.width, kRow - 4};
  const Press press =
      control(frame, r, {.id = row.id, .label = short_name(row), .kind = ControlKind::toggle, .on = on}, 8);
  if (press.hovered) frame.state.hovered_tool = row.id;
  if (press.hovered) fill_rect(frame, {r.x - 6, r.y, r.width + 12, r.height}, frame.theme.hover, 8);
  row_name(column, row, on ? frame.theme.t1 : frame.theme.t2, frame.theme.t1, 42);
  draw_switch(frame, column.area.right() - 34, column.y + 9,
              eased(frame, std::string("switch.") += row.id, on ? 1.0f : 0.0f, 0.12f));
  if (press.clicked) send(frame, row.id, on ? 0 : 1);
  if (press.hovered && frame.mouse_free) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    Prose prose{{std::string(row.gain) + ". ", Weight::regular, frame.theme.t1},
                {std::string(row.price) + ". ", Weight::regular, frame.theme.t3}};
    for (Span& span : price_words(frame, row)) prose.push_back(std::move(span));
    explain(frame, mouse.x, mouse.y, prose);
  }
  column.y += kRow;
}

constexpr float kModeRow = 34;

// Below a tool that is on: its way of being used.
void mode_row(Column& column, const CommandInfo& mode) {
  Frame& frame = column.frame;
  std::vector<std::string> labels;
  for (const std::string_view word : model::split_words(mode.choices)) labels.push_back(choice_name(word));
  const int now = static_cast<int>(value_of(frame, mode));
  const float inset = column.area.width < 280 ? 32.0f : 48.0f;
  const Rect r{column.area.x + inset, column.y + 4, column.area.width - inset, 26};
  const int chosen = segmented(frame, r, mode.id, labels, now);
  if (chosen != now) send(frame, mode.id, chosen);
  column.y += kModeRow;
}

// Below a tool of a stage that is on, where there is room: what it gives and takes.
void meter_rows(Column& column, const CommandInfo& tool, float end) {
  const float height = tool.stage >= 4 ? price_meters_height(column.frame, tool) : 0;
  if (height <= 0 || column.y + height + 8 > end) return;
  const float inset = column.area.width < 280 ? 32.0f : 48.0f;
  price_meters(column.frame, column.area.x + inset, column.y + 4, column.area.width - inset, tool);
  column.y += height + 8;
}

void count_row(Column& column, const CommandInfo& row) {
  Frame& frame = column.frame;
  const double value = value_of(frame, row);
  const Style number = style(frame, 14, &Theme::t1, Weight::semibold, Align::right);
  row_name(column, row, frame.theme.t2, frame.theme.t1, 72 + text_width(grouped(value), number));
  const float right = column.area.right(), middle = column.y + kRow / 2;
  const auto button = [&](float x, std::string_view sign, std::string_view icon, int direction) {
    const double next = stepped(row, value, direction);
    const std::string id = std::string(row.id) + std::string(sign);
    const std::string label =
        std::string(direction > 0 ? "More: " : "Fewer: ") + std::string(short_name(row));
    if (icon_button(frame, {x, middle - 14, 28, 28}, id, label, icon, frame.theme.t2, next != value))
      send(frame, row.id, next);
  };
  button(right - 28, "+", "plus", 1);
  button(right - 56, "-", "minus", -1);
  draw_text(frame.list, right - 64, column.y + 24, grouped(value), number);
  column.y += kRow;
}

void later_row(Column& column, const CommandInfo& row) {
  const std::string when = row.stage >= 8 ? "finale" : "stage " + std::to_string(row.stage);
  row_name(column, row, column.frame.theme.t3, column.frame.theme.t3, text_width(when, style(12, 0)) + 8);
  draw_text(column.frame.list, column.area.right(), column.y + 24, when,
            style(column.frame, 12, &Theme::t3, Weight::regular, Align::right));
  column.y += kRow;
}

void heading(Column& column, std::string_view words, std::string_view note) {
  Frame& frame = column.frame;
  draw_text(frame.list, column.area.x, column.y + 12, words, style(frame, 14, &Theme::t1, Weight::semibold));
  draw_text(frame.list, column.area.right(), column.y + 12, note,
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
  column.y += kHeading;
}

bool running(const Frame& frame, const CommandInfo& row) {
  for (auto marker = frame.run.markers.rbegin(); marker != frame.run.markers.rend(); ++marker) {
    if (frame.run.time_s - marker->time_s > 60) break;
    if (marker->label == row.label) return true;
  }
  return false;
}

void incidents(Column& column) {
  Frame& frame = column.frame;
  if (!frame.state.parts.incidents) return;
  heading(column, "Incidents", "");
  const float width = (column.area.width - 8) / 2;
  int i = 0;
  for (const CommandInfo& row : model::command_table()) {
    if (row.kind != CommandKind::incident || !row.available) continue;
    const float x = column.area.x + static_cast<float>(i % 2) * (width + 8);
    const Rect r{x, column.y, width, 34};
    const bool on = running(frame, row);
    const CommandInfo* lacks = missing(frame, row);
    const Press press =
        control(frame, r, {.id = row.id, .label = short_name(row), .on = on, .enabled = lacks == nullptr}, 8);
    const Colour accent = on ? frame.theme.warning.mark : press.hovered ? frame.theme.t3 : frame.theme.line;
    if (press.hovered) fill_rect(frame, r, frame.theme.hover, 8);
    stroke_rect(frame, r, accent, 8, on || press.hovered ? 1.5f : 1.0f);
    draw_icon(frame, icon_of(row.id), r.x + 10, r.y + 8, 18,
              on      ? frame.theme.warning.mark
              : lacks ? frame.theme.line2
                      : frame.theme.t2);
    const Colour ink = on ? frame.theme.warning.text : lacks ? frame.theme.t3 : frame.theme.t1;
    draw_text_within(frame.list, r.x + 36, r.y + 22, r.width - 42, button_name(row, r.width),
                     style(13, ink, on ? Weight::semibold : Weight::regular));
    if (press.clicked && lacks == nullptr) send(frame, row.id, row.initial);
    if (lacks != nullptr && frame.mouse_free && pointer_over(frame, r)) {
      const ImVec2 mouse = ImGui::GetIO().MousePos;
      if (column.area.contains(mouse.x, mouse.y))
        explain(frame, mouse.x, mouse.y, missing_words(frame.theme, *lacks));
    } else if (press.hovered && frame.mouse_free) {
      const ImVec2 mouse = ImGui::GetIO().MousePos;
      explain(frame, mouse.x, mouse.y,
              {{std::string(row.gain) + ". ", Weight::regular, frame.theme.t1},
               {std::string(row.price) + ".", Weight::regular, frame.theme.t3}});
    }
    if (i++ % 2 == 1) column.y += 42;
  }
  if (i % 2 == 1) column.y += 42;
}

// Not on offer here, but in a stage that comes: said, not hidden.
bool is_of_later_stage(const Frame& frame, const CommandInfo& row) {
  return !on_offer(frame, row) && row.stage > lesson_stage(frame);
}

}  // namespace

// Large cards for the first tools as far as there is room, then rows: tools, sizes, and what a later stage
// brings. Sizes for which there is no room stand below the incidents, where one scrolls to them.
void tools(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  ImGui::PushClipRect({area.x - 8, area.y}, {area.right() + 8, area.bottom()}, true);  // for presses too
  Flow flow = begin_flow(frame, area, "tools");
  const std::size_t before = frame.state.controls.size();
  Column column{frame, area, flow.y};
  std::vector<const CommandInfo*> ready, later, sizes;
  int incidents_count = 0;
  for (const CommandInfo& row : model::command_table()) {
    const bool tool = is_tool(frame, row);
    if (tool && on_offer(frame, row)) ready.push_back(&row);
    if (tool && (!row.available || is_of_later_stage(frame, row))) later.push_back(&row);
    if (row.kind == CommandKind::count && on_offer(frame, row)) sizes.push_back(&row);
    if (row.kind == CommandKind::incident && row.available) ++incidents_count;
  }
  const float foot =
      frame.state.parts.incidents ? 40 + static_cast<float>((incidents_count + 1) / 2) * 42 : 0;
  const float end = flow.y + area.height - foot;
  const auto of_the_table = [](const CommandInfo* row) { return row->group == CommandGroup::tools; };
  const auto with_key =
      std::count_if(ready.begin(), ready.end(), of_the_table) + static_cast<std::ptrdiff_t>(later.size());
  heading(column, "Tools",
          with_key > 0 ? "1\xE2\x80\x93" + std::to_string(std::min<std::ptrdiff_t>(with_key, 8)) : "");

  std::size_t cards = 0;
  if (area.width >= 280) {
    float room = end - column.y - kRow * static_cast<float>(ready.size() + sizes.size());
    while (cards < ready.size()) {
      room -= card_height(frame, *ready[cards], area.width) + 12 - kRow;
      if (room < 0) break;
      ++cards;
    }
  }
  for (std::size_t i = 0; i < ready.size(); ++i) {
    if (i < cards) {
      card(column, *ready[i]);
    } else {
      toggle_row(column, *ready[i]);
      const CommandInfo* mode = value_of(frame, *ready[i]) != 0 ? mode_of(*ready[i]) : nullptr;
      const float rest = kRow * static_cast<float>(ready.size() - i - 1);
      if (mode != nullptr && column.y + rest + kModeRow <= end) mode_row(column, *mode);
      meter_rows(column, *ready[i], end - rest - kRow * static_cast<float>(sizes.size()));
    }
  }
  std::size_t first_below = 0;
  for (; first_below < sizes.size() && column.y + kRow <= end; ++first_below)
    count_row(column, *sizes[first_below]);
  for (const CommandInfo* row : later) {
    if (column.y + kRow <= end) later_row(column, *row);
  }
  column.y += 16;
  incidents(column);
  if (first_below < sizes.size()) {
    column.y += 8;
    const float fold = flow.y + area.height;  // a heading goes with its first row
    if (column.y < fold && column.y + kHeading + kRow > fold) column.y = fold;
    heading(column, "Sizes", "");
  }
  for (; first_below < sizes.size(); ++first_below) count_row(column, *sizes[first_below]);
  flow.y = column.y;
  keep_in_sight(flow, before);
  end_flow(flow);
  ImGui::PopClipRect();
}

}  // namespace scale::ui
