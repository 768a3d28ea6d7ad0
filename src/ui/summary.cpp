// The left column of a wide screen without a lesson: the demand in words, the key figures, and the regions.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

// A figure with its bar; a tick shows where it would be without the last change.
void meter(Frame& frame, std::string_view id, float x, float y, float width, std::string_view name,
           const std::string& value, double share, double ghost, const Ink& ink, Colour text) {
  if (!id.empty()) {
    const Rect rect{x - 6, y - 18, width + 12, 40};
    const Press press =
        control(frame, rect, {.id = id, .label = std::string(name) + ": prove it", .value = value}, 6);
    if (press.hovered) fill_rect(frame, rect, frame.theme.hover, 6);
    if (press.clicked) frame.state.selected = frame.state.selected == id ? "" : id;
  }
  draw_text(frame.list, x, y, name, style(frame, 14, &Theme::t1));
  draw_text(frame.list, x + width, y, value, style(14, text, Weight::semibold, Align::right));
  fill_rect(frame, {x, y + 12, width, 4}, frame.theme.cell, 2);
  const float level =
      eased(frame, std::string("meter.") += name, static_cast<float>(std::clamp(share, 0.0, 1.0)), 0.3f);
  if (level > 0.004f) fill_rect(frame, {x, y + 12, width * level, 4}, ink.mark, 2);
  if (ghost >= 0) {
    const float at = x + width * static_cast<float>(std::clamp(ghost, 0.0, 1.0));
    fill_rect(frame, {at - 1, y + 8, 2, 12}, frame.theme.t3);
  }
}

// A reading that rests on too little says so.
std::string reading_words(const sandbox::Reading& reading, const std::string& value) {
  if (reading.samples == 0) return "\xE2\x80\x93";
  return reading.enough ? value : "too few yet (n = " + grouped(static_cast<double>(reading.samples)) + ")";
}

// 10 ms to 10 s on a log scale.
double latency_share(double value_s) {
  return value_s > 0 ? std::log10(value_s / 0.01) / 3 : 0;
}

// Of the files that are asked for; none where nobody asks for one.
std::optional<double> edge_share(const sandbox::Figures& figures) {
  if (figures.edge_files_per_s <= 0) return std::nullopt;
  return std::clamp(1 - figures.origin_share, 0.0, 1.0);
}

float demand(Frame& frame, const Rect& area, float y) {
  const sandbox::Figures& now = frame.run.figures;
  const Theme& theme = frame.theme;
  overline(frame, area.x, y + 9, "Demand", theme.t3);
  Style title{28, Weight::semibold, theme.t1, Align::left, -0.4f};
  draw_text(frame.list, area.x, y + 44, users_count(frame.run.architecture.users), title);
  const Prose prose{
      {"active users a day. In their evening they ask for ", Weight::regular, theme.t2},
      {significant(now.pages_per_s) + " pages", Weight::semibold, theme.t1},
      {" and ", Weight::regular, theme.t2},
      {significant(now.static_per_s) + " files", Weight::semibold, theme.t1},
      {" a second; ", Weight::regular, theme.t2},
      {bytes_per_s(now.origin_bytes_per_s), Weight::semibold, theme.t1},
      {" leave your data centre", Weight::regular, theme.t2},
      {now.edge_bytes_per_s > 0 ? ", " + bytes_per_s(now.edge_bytes_per_s) + " the edges." : ".",
       Weight::regular, theme.t2}};
  return y + 60 + draw_prose(frame.list, area.x, y + 60, area.width, prose, {.size = 15, .line = 24}) + 22;
}

float health(Frame& frame, const Rect& area, float y) {
  const sandbox::Snapshot& run = frame.run;
  const sandbox::Figures &now = run.figures, &then = run.ghost;
  const Theme& theme = frame.theme;
  overline(frame, area.x, y + 9, "How it goes", theme.t3);
  y += 38;
  const Ink calm{theme.t2, theme.t2};
  const auto ghost = [&](double share) { return run.has_ghost ? share : -1.0; };
  const double slow = now.slow_share.value, failed = now.failed_share.value;
  meter(frame, "figure.slow", area.x, y, area.width, "Pages over 2 s",
        reading_words(now.slow_share, percent(slow)), slow, ghost(then.slow_share.value),
        slow > 0.2 ? theme.slow : calm, slow > 0.2 ? theme.slow.text : theme.t2);
  meter(frame, "figure.failed", area.x, y + 52, area.width, "Pages that fail", percent(failed),
        std::sqrt(failed), ghost(std::sqrt(then.failed_share.value)), failed > 0.01 ? theme.failing : calm,
        failed > 0.01 ? theme.failing.text : theme.t2);
  const std::optional<double> edge = run.architecture.cdn ? edge_share(now) : 0;
  const double response = now.response.p95.value;
  meter(frame, "figure.response", area.x, y + 104, area.width, "Servers answer, p95",
        reading_words(now.response.p95, seconds(response)), latency_share(response),
        ghost(latency_share(then.response.p95.value)), response > 1 ? theme.warning : calm,
        response > 1 ? theme.warning.text : theme.t2);
  meter(frame, {}, area.x, y + 156, area.width, "Files from an edge", edge ? percent(*edge) : "\xE2\x80\x93",
        edge.value_or(0), ghost(run.architecture.cdn ? edge_share(then).value_or(0) : 0), theme.cached,
        run.architecture.cdn ? theme.cached.text : theme.t2);
  return y + 156 + 44;
}

void regions(Frame& frame, const Rect& area, float y) {
  const Theme& theme = frame.theme;
  hairline(frame, area.x, y - 14, area.right(), y - 14, theme.line);
  overline(frame, area.x, y + 13, "Half of the pages within", theme.t3);
  y += 40;
  for (std::size_t r = 0; r < model::kRegions && y < area.bottom(); ++r, y += 25) {
    const sandbox::RegionFigures& now = frame.run.figures.regions[r];
    const std::string_view name = model::kRegionInfo[r].name;
    const double load = now.page_load.p50.value;
    const bool known = now.page_load.p50.enough;
    const Colour colour = !known ? theme.t3 : load > 2 ? theme.slow.text : theme.t1;
    draw_text(frame.list, area.x, y, name, style(frame, 13, &Theme::t2));
    draw_text(frame.list, area.right(), y, known ? seconds(load) : "\xE2\x80\x93",
              style(13, colour, Weight::semibold, Align::right));
    if (!frame.run.has_ghost || !known) continue;
    const double was = frame.run.ghost.regions[r].page_load.p50.value;
    if (was > 0 && std::fabs(was / std::max(1e-9, load) - 1) > 0.03) {
      draw_text(frame.list, area.right() - 62, y, "was " + seconds(was),
                style(frame, 12, &Theme::t3, Weight::regular, Align::right));
    }
  }
}

}  // namespace

void summary(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  float y = demand(frame, area, area.y);
  y = health(frame, area, y);
  if (y + 190 < area.bottom() + 20) regions(frame, area, y);
}

}  // namespace scale::ui
