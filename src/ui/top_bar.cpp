// Name, audiences, transport, view and the few things that concern the whole screen.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>

#include "model/words.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

void logo(Frame& frame, float x, float y) {
  const Theme& theme = frame.theme;
  const auto stroke = [&](float dy, float length) {
    line(frame, x, y + dy, x + length, y + dy, theme.t1, 2.3f);
  };
  stroke(-5.5f, 11);
  stroke(0, 17);
  stroke(5.5f, 8);
  disc(frame, x + 17.5f, y - 5.5f, 2.4f, theme.cached.mark);
  disc(frame, x + 23, y, 2.4f, theme.served.mark);
  disc(frame, x + 14, y + 5.5f, 2.4f, theme.slow.mark);
}

float speeds(Frame& frame, float x, float baseline) {
  const auto id = model::find_command("speed");
  if (!id) return x;
  for (const std::string_view word : model::split_words(model::info(*id).choices)) {
    const double value = model::parse_number(word).value_or(1);
    const bool on = std::fabs(frame.run.speed - value) < 1e-9;
    const std::string label = std::string(word) + "\xC3\x97";
    const Style set = style(14, frame.theme.t1, on ? Weight::semibold : Weight::regular);
    const float width = text_width(label, set);
    const std::string name = "speed." + std::string(word);
    const Press press =
        control(frame, {x - 5, baseline - 18, width + 10, 26},
                {.id = name, .label = "Speed " + label, .kind = ControlKind::choice, .on = on}, 5);
    draw_text(frame.list, x, baseline, label, on || press.hovered ? set : style(14, frame.theme.t3));
    if (press.clicked) send(frame, "speed", value);
    x += width + 14;
  }
  return x;
}

// "exact", "1 in 8", "1 in 8, time-lapse (1 s in 10)".
std::string grain_words(const sandbox::Snapshot& run) {
  const std::string packets = run.packet > 1 ? "1 in " + grouped(run.packet) : "";
  if (run.stepped_share >= 1) return packets.empty() ? "exact" : packets;
  const std::string lapse = "time-lapse (1 s in " + grouped(1 / run.stepped_share) + ")";
  return packets.empty() ? lapse : packets + ", " + lapse;
}

// "12:05, 1 s = 10 s, exact", or the longest part of it that there is room for; the pace reached in amber
// where the machine is too slow.
void clock_words(Frame& frame, float x, float baseline, float width) {
  const sandbox::Snapshot& run = frame.run;
  const std::string time = run_time(run.time_s), grain = grain_words(run);
  const std::string pace =
      "1 s = " + (run.speed < 60 ? grouped(run.speed) + " s" : grouped(run.speed / 60) + " min");
  const bool slow = !run.paused && run.reached_speed > 0 && run.reached_speed < 0.9 * run.speed;
  const std::string reached = slow ? significant(run.reached_speed) + "\xC3\x97 " : "";
  const Style warned = style(13, frame.theme.warning.text, Weight::semibold);
  const Style words = style(frame, 13, &Theme::t2);
  const float room = width - text_width(reached, warned);
  const std::string texts[] = {time + ", " + pace + ", " + grain, pace + ", " + grain, time + ", " + grain,
                               grain, run.stepped_share < 1 ? "time-lapse" : grain};
  const auto fits = [&](const std::string& text) { return text_width(text, words) <= room; };
  const auto fitting = std::find_if(std::begin(texts), std::end(texts), fits);
  const std::string& text = fitting == std::end(texts) ? *std::prev(fitting) : *fitting;
  const float at = x + draw_text(frame.list, x, baseline, reached, warned);
  if (width > 60) draw_text_within(frame.list, at, baseline, room, text, words);
}

}  // namespace

void top_bar(Frame& frame, const Rect& bar) {
  render::begin_piece(frame.list);
  const bool wide = frame.form == Form::wide, roomy = wide || frame.form == Form::desk;
  const float middle = bar.y + bar.height / 2, baseline = middle + 5, edge = wide ? 32.0f : 24.0f;
  logo(frame, bar.x + edge, middle);
  const bool desk = roomy && !wide;
  if (!desk)
    draw_text(frame.list, bar.x + edge + 37, baseline, "Scale Sandbox",
              style(frame, 15, &Theme::t1, Weight::semibold));
  if (roomy) lesson_tabs(frame, wide ? bar.x + 368 : bar.x + 104, bar);
  if (desk) lesson_button(frame, bar.x + 62, middle);

  const float tools = wide ? bar.right() - 344 : roomy ? bar.right() - 272 : bar.right() - 24;
  float x = wide ? std::max(bar.x + 860, tools - 580) : roomy ? tools - 504 : bar.x + 190;
  const auto icon_at = [&](float left, std::string_view id, std::string_view label, std::string_view icon,
                           bool enabled) {
    return icon_button(frame, {left - 6, middle - 16, 32, 32}, id, label, icon, frame.theme.t2, enabled);
  };
  frame.wishes.undo |= icon_at(x, "undo", "Undo", "undo", frame.run.can_undo);
  frame.wishes.redo |= icon_at(x + 34, "redo", "Redo", "redo", frame.run.can_redo);
  frame.wishes.reset |= icon_at(x + 68, "reset", "Start again", "reset", true);
  x += 102;
  hairline(frame, x, middle - 8, x, middle + 8, frame.theme.line);
  x += 12;
  frame.wishes.pause_or_go |=
      icon_at(x, "pause", frame.run.paused ? "Go on" : "Pause", frame.run.paused ? "play" : "pause", true);
  x = speeds(frame, x + 34, baseline) + 6;
  clock_words(frame, x, baseline, (roomy ? tools - 20 : bar.right() - 164) - x);

  if (roomy) {
    const Rect views{tools, middle - 13, wide ? 208.0f : 166.0f, 26};
    frame.state.view = static_cast<View>(
        segmented(frame, views, "view", {"Diagram", "Map", "Charts"}, static_cast<int>(frame.state.view)));
  }
  const float last = bar.right() - edge - 20;
  if (icon_at(last, "more", "More", "menu", true)) frame.state.more = !frame.state.more;
  if (wide || !roomy) {
    if (icon_at(last - 34, "theme", "Light or dark", "theme", true)) {
      frame.state.theme = frame.theme.dark ? ThemeChoice::light : ThemeChoice::dark;
    }
  }
  if (roomy)
    frame.wishes.share |=
        icon_at(wide ? last - 68 : last - 34, "share", "Copy a link to this run", "share", true);
}

}  // namespace scale::ui
