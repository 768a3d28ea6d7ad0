// An embed's first look: the sentence, one figure with its ghost, where the time goes, and one large button
// (or two). The diagram or the map is there when the embed asks for it; "All controls" opens the rest.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

constexpr float kLead = 64, kGap = 12, kFoot = 34, kFigureRow = 60;

struct Reading {
  std::string name, value, was, change;
  Colour colour;
};

std::string points(double share) {
  const double whole = std::fabs(100 * share);
  return (whole < 10 ? significant(whole) : grouped(std::round(whole))) +
         (share < 0 ? " points less" : " points more");
}

std::string seconds_apart(double apart_s) {
  return seconds(std::fabs(apart_s)) + (apart_s < 0 ? " less" : " more");
}

Reading share_of(const Frame& frame, std::string name, double now, double was, bool known, Colour colour) {
  const bool ghost = frame.run.has_ghost;
  const bool differs = ghost && std::fabs(now - was) >= 0.001;
  return {std::move(name), known ? percent(now) : "\xE2\x80\x93", ghost ? percent(was) : "",
          differs ? points(now - was) : "", colour};
}

// The readings that the embed asks for, the headline's own first.
std::vector<Reading> readings(const Frame& frame) {
  const sandbox::Figures &now = frame.run.figures, &was = frame.run.ghost;
  const Parts& parts = frame.state.parts;
  const Theme& theme = frame.theme;
  std::vector<Reading> out;
  if (parts.slow) {
    out.push_back(share_of(frame, "slow pages, over 2 s", now.slow_share.value, was.slow_share.value,
                           now.slow_share.samples > 0,
                           now.slow_share.value > 0.2 ? theme.slow.text : theme.t1));
  }
  if (parts.failed) {
    out.push_back(share_of(frame, "failed pages", now.failed_share.value, was.failed_share.value, true,
                           now.failed_share.value > 0.01 ? theme.failing.text : theme.t1));
  }
  if (parts.response) {
    const double p95 = now.response.p95.value, before = was.response.p95.value;
    const bool ghost = frame.run.has_ghost;
    out.push_back({"servers' answer, p95", now.response.p95.samples > 0 ? seconds(p95) : "\xE2\x80\x93",
                   ghost ? seconds(before) : "",
                   ghost && std::fabs(p95 - before) >= 0.001 ? seconds_apart(p95 - before) : "",
                   p95 > 1 ? theme.slow.text : theme.t1});
  }
  if (parts.cost) {
    const double cost = frame.run.cost_usd_month, before = frame.run.ghost_cost_usd_month;
    const bool ghost = frame.run.has_ghost;
    out.push_back({"a month", dollars(cost), ghost ? dollars(before) : "",
                   ghost && std::fabs(cost - before) >= 1
                       ? dollars(std::fabs(cost - before)) + (cost < before ? " less" : " more")
                       : "",
                   theme.t1});
  }
  return out;
}

// The figure, and dashed beside it what it would be without the last change. y is the baseline.
void draw_reading(Frame& frame, float x, float y, float width, const Reading& reading, float size) {
  const Theme& theme = frame.theme;
  const float caption = y + size * 0.16f + 16;
  const float used = draw_text(frame.list, x, y, reading.value,
                               {size, Weight::semibold, reading.colour, Align::left, -size / 48});
  draw_text_within(frame.list, x, caption, width, reading.name, style(frame, 13, &Theme::t2));
  if (reading.was.empty()) return;
  const float small = std::max(15.0f, size * 0.5f), left = x + used + size * 0.4f;
  const Style ghost{small, Weight::regular, theme.t3, Align::left, -0.2f};
  const float ghost_width = text_width(reading.was, ghost);
  if (left + ghost_width > x + width) return;
  draw_text(frame.list, left, y, reading.was, ghost);
  dashed_line(frame, left, y + 5, left + ghost_width, y + 5, theme.t3, 3, 3, 1.5f);
  if (reading.change.empty() || left + text_width(reading.change, style(13, 0)) > x + width) return;
  if (left > x + text_width(reading.name, style(13, 0)) + 12) {
    draw_text(frame.list, left, caption, reading.change, style(frame, 13, &Theme::t1, Weight::semibold));
  }
}

void draw_readings(Frame& frame, const Rect& area, float size) {
  const std::vector<Reading> all = readings(frame);
  if (all.empty()) return;
  const std::size_t most = area.width < 480 ? 2 : 3, count = std::min(all.size(), most);
  const float width = area.width / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {  // all as large as the longest has room for
    const float needed = text_width(all[i].value, {size, Weight::semibold, 0, Align::left, -size / 48});
    size *= std::min(1.0f, (width - 16) / needed);
  }
  for (std::size_t i = 0; i < count; ++i) {
    draw_reading(frame, area.x + static_cast<float>(i) * width, area.y + size, width - 16, all[i], size);
  }
}

const model::CommandInfo* row_of(const std::string& id) {
  const auto known = model::find_command(id);
  return known ? &model::info(*known) : nullptr;
}

// Off it says what it gains, on what it costs.
std::string_view words_of(const Frame& frame, const model::CommandInfo& row) {
  const bool incident = row.kind == model::CommandKind::incident;
  return incident || value_of(frame, row) != 0 ? row.price : row.gain;
}

constexpr Block kSmall{.size = 13, .line = 18, .most_lines = 3};
constexpr float kTextLeft = 52;

float text_room(const model::CommandInfo& row, float width) {
  return width - kTextLeft - (row.kind == model::CommandKind::incident ? 14.0f : 62.0f);
}

float lead_height(const model::CommandInfo& row, float width) {
  const float room = text_room(row, width);
  const int lines = std::max(prose_lines(room, {{std::string(row.gain)}}, kSmall),
                             prose_lines(room, {{std::string(row.price)}}, kSmall));
  return kLead + kSmall.line * static_cast<float>(std::clamp(lines, 1, kSmall.most_lines) - 1);
}

void lead(Frame& frame, const Rect& r, const model::CommandInfo& row) {
  const Theme& theme = frame.theme;
  const bool incident = row.kind == model::CommandKind::incident;
  const bool on = !incident && value_of(frame, row) != 0;
  const model::CommandInfo* lacks = incident ? missing(frame, row) : nullptr;
  const Press press = control(frame, r,
                              {.id = row.id,
                               .label = short_name(row),
                               .kind = incident ? ControlKind::button : ControlKind::toggle,
                               .on = on,
                               .enabled = lacks == nullptr},
                              10);
  fill_rect(frame, r, press.hovered ? theme.hover : theme.raise, 10);
  stroke_rect(frame, r, press.hovered ? theme.t3 : theme.line2, 10, press.hovered ? 1.5f : 1.0f);
  draw_icon(frame, icon_of(row.id), r.x + 16, r.y + 20, 22, lacks ? theme.line2 : theme.t1);
  if (!incident) {
    draw_switch(frame, r.right() - 50, r.y + 21,
                eased(frame, std::string("switch.") += row.id, on ? 1.0f : 0.0f, 0.12f));
  }
  const float room = text_room(row, r.width);
  draw_text_within(frame.list, r.x + kTextLeft, r.y + 28, room, short_name(row),
                   style(16, lacks ? theme.t3 : theme.t1, Weight::semibold));
  draw_prose(frame.list, r.x + kTextLeft, r.y + 36, room,
             lacks ? missing_words(theme, *lacks)
                   : Prose{{std::string(words_of(frame, row)), Weight::regular, on ? theme.t2 : theme.t3}},
             kSmall);
  if (press.clicked) send(frame, row.id, incident ? row.initial : on ? 0 : 1);
}

// Beside each other where there is room. Returns the top of what they took from the bottom.
float leads(Frame& frame, const Rect& area) {
  std::vector<const model::CommandInfo*> rows;
  for (const std::string& id : frame.state.parts.leads) {
    if (const model::CommandInfo* row = row_of(id); row != nullptr && row->available) rows.push_back(row);
  }
  if (rows.empty()) return area.bottom();
  const auto count = static_cast<float>(rows.size());
  const bool beside = area.width / count >= 280;
  const float width = beside ? (area.width - kGap * (count - 1)) / count : area.width;
  float height = 0;
  for (const model::CommandInfo* row : rows) height = std::max(height, lead_height(*row, width));
  const float top = area.bottom() - (beside ? height : count * (height + kGap) - kGap);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto at = static_cast<float>(i);
    const float x = beside ? area.x + at * (width + kGap) : area.x;
    const float y = beside ? top : top + at * (height + kGap);
    lead(frame, {x, y, width, height}, *rows[i]);
  }
  return top;
}

void open_all(Frame& frame, float right, float baseline) {
  const std::string_view words = "All controls";
  const float width = text_width(words, style(13, 0));
  const Press press = control(frame, {right - width - 8, baseline - 16, width + 16, 24},
                              {.id = "all-controls", .label = words}, 6);
  draw_text(frame.list, right, baseline, words,
            style(13, press.hovered ? frame.theme.t1 : frame.theme.t2, Weight::regular, Align::right));
  if (press.clicked) frame.state.parts = Parts{};
}

}  // namespace

void lay_focus(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = w < 560 ? 16.0f : 20.0f, width = w - 2 * left;
  const Parts& parts = frame.state.parts;
  frame.form = w < 560 ? Form::small : Form::embed;

  headline(frame, {left, 14, width - 44, 56}, false);
  frame.wishes.pause_or_go |=
      icon_button(frame, {w - left - 26, 10, 32, 32}, "pause", frame.run.paused ? "Go on" : "Pause",
                  frame.run.paused ? "play" : "pause", frame.theme.t2);

  float bottom = leads(frame, {left, 80, width, h - 80 - kFoot});
  // What there is no room for is left out, the last of these first: figures, picture, slider, anatomy.
  constexpr float kLeastPicture = 120;
  const float figures_end = 82 + kFigureRow + 24;
  if (parts.users && bottom - 56 >= figures_end) {
    bottom -= 56;
    users_slider(frame, {left, bottom, std::min(width, 420.0f), 48}, false);
  }
  open_all(frame, w - left, h - 13);
  bottom -= 16;
  if (parts.anatomy && bottom - 84 > 80 + kFigureRow) {
    bottom -= 72;
    anatomy_bar(frame, {left, bottom, width, 72});
    bottom -= 16;
  }
  const bool picture = (parts.diagram || parts.map) && bottom - kFigureRow - 8 - 82 >= kLeastPicture;
  if (!picture) {
    const float room = bottom - 84, size = std::clamp(room * 0.5f, 26.0f, w < 560 ? 56.0f : 72.0f);
    const float top = 84 + std::max(0.0f, (room - size * 1.3f - 20) / 2);
    draw_readings(frame, {left, top, width, room}, size);
    return;
  }
  draw_readings(frame, {left, bottom - kFigureRow + 8, width, kFigureRow}, 26);
  bottom -= kFigureRow + 8;
  const Rect area{left, 82, width, bottom - 82};
  parts.map ? world_map(frame, area) : diagram(frame, area);
}

}  // namespace scale::ui
