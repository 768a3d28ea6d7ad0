// How page loads are spread, with the slowest of them to be grabbed and watched again; and how busy each of
// many members was over time.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/chart.h"
#include "ui/format.h"
#include "ui/traffic.h"

namespace scale::ui {
namespace {

using sandbox::kLoadBars;
using sandbox::kLoadBarsFrom_s;

double seconds_at(double bar) {
  return kLoadBarsFrom_s * std::exp2(bar / 6);
}
double bar_at(double value_s) {
  return 6 * std::log2(std::max(value_s, kLoadBarsFrom_s) / kLoadBarsFrom_s);
}

}  // namespace

// 2 px bars, log x, lines at the percentiles. Whoever takes hold of the plot takes all pages that were slower
// than there; a press on "slowest 1 %" takes the last hundredth.
void load_histogram(Frame& frame, const ChartPlace& place) {
  const sandbox::Figures& now = frame.run.figures;
  const Theme& theme = frame.theme;
  const Rect& area = place.area;
  Album& album = frame.state.motion.album;
  chart_title(frame, place, "Page loads", "share, log");
  const Rect plot{area.x, area.y + kPlotTop, area.width, area.height - kPlotTop - kPlotFoot};
  const auto x_of = [&](double bar) { return plot.x + static_cast<float>(bar / kLoadBars) * plot.width; };
  hairline(frame, plot.x, plot.bottom(), plot.right(), plot.bottom(), theme.line);
  float free = plot.x;
  for (const double mark : {0.05, 0.2, 0.5, 2.0, 10.0}) {
    const std::string words = mark < 1 ? significant(mark * 1000) + " ms" : significant(mark) + " s";
    const Style set = style(frame, 12, &Theme::t3, Weight::regular, Align::centre);
    const float half = text_width(words, set) / 2, x = x_of(bar_at(mark));
    if (x - half < free) continue;
    draw_text(frame.list, x, plot.bottom() + 22, words, set);
    free = x + half + 8;
  }
  const float most = std::max(1e-6f, *std::max_element(now.load_bars.begin(), now.load_bars.end()));
  const auto height_of = [&](float share) { return plot.height * 0.92f * std::sqrt(share / most); };
  const auto& ghost = frame.run.ghost.load_bars;
  const float each = plot.width / static_cast<float>(kLoadBars);
  const bool held_tail = album.playing;
  for (std::size_t i = 0; i < kLoadBars; ++i) {
    const float x = x_of(static_cast<double>(i));
    const double from = seconds_at(static_cast<double>(i));
    const bool tail = held_tail && from * 1.06 >= static_cast<double>(album.from_s);
    if (frame.run.has_ghost && ghost[i] > 0) {
      const float y = plot.bottom() - height_of(std::min(most, ghost[i]));
      dashed_line(frame, x, y, x + each, y, theme.t3, 3, 2, 1.25f);
    }
    if (now.load_bars[i] <= 0) continue;
    const float tall = std::max(1.5f, height_of(now.load_bars[i]));
    const Colour colour = tail ? theme.selected : from >= 1.9 ? theme.slow.mark : theme.fill;
    fill_rect(frame, {x, plot.bottom() - tall, std::max(2.0f, each - 1.5f), tall},
              faded(colour, tail ? 1.0f : 0.8f), 1);
  }
  const auto percentile = [&](const sandbox::Reading& reading, std::string_view name, float raise) {
    if (reading.samples == 0 || !reading.enough) return;
    const float x = x_of(bar_at(reading.value));
    dashed_line(frame, x, plot.y + raise, x, plot.bottom(), theme.t2, 2, 3, 1);
    const std::string words = std::string(name) + " " + seconds(reading.value);
    const Style set = style(frame, 11, &Theme::t2, Weight::semibold);
    const float width = text_width(words, set);
    const bool right = x + 4 + width <= plot.right();
    draw_text(frame.list, right ? x + 4 : x - 4 - width, plot.y + raise + 8, words, set);
  };
  percentile(now.page_load.p50, "p50", 0);
  percentile(now.page_load.p95, "p95", 14);
  percentile(now.page_load.p99, "p99", 28);

  const std::string suffix = place.slot < 0 ? "" : "." + std::to_string(place.slot);
  const Press grab = control(frame, plot,
                             {.id = "histogram" + suffix,
                              .label = "Grab slow pages to watch them again",
                              .kind = ControlKind::slider},
                             4);
  if (grab.held) {
    const double bar = static_cast<double>((ImGui::GetIO().MousePos.x - plot.x) / plot.width) * kLoadBars;
    play_again(frame, static_cast<float>(seconds_at(bar)));
  }
  if (grab.hovered && frame.mouse_free && !album.playing) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double bar = static_cast<double>((mouse.x - plot.x) / plot.width) * kLoadBars;
    explain(frame, mouse.x, mouse.y,
            {{"Take hold", Weight::semibold, theme.t1},
             {" to watch the pages again that took over ", Weight::regular, theme.t2},
             {seconds(seconds_at(bar)) + ".", Weight::semibold, theme.t1}},
            220);
  }
  const std::string words = album.playing ? "back to now" : "slowest 1 %";
  const float width = chip_width(words, false);
  const Rect button{area.right() - width, area.y - 4, width, 26};
  if (chip(frame, button,
           {.id = "slowest" + suffix, .label = words, .kind = ControlKind::toggle, .on = album.playing}, "",
           0)) {
    if (album.playing) {
      album.playing = false;
    } else {
      play_slowest(frame, 0.01f);
    }
  }
}

// Rows are shards or servers; grey grows with how busy it was, colour begins at 0.7.
void heat_map(Frame& frame, const ChartPlace& place) {
  const auto& samples = shown_samples(frame);
  const Rect& area = place.area;
  const TimeAxis axis =
      time_axis(frame, area.x, area.width, area.y + kPlotTop - 10, area.bottom() - kPlotFoot);
  const bool shards = !samples.empty() && samples.back().heat_of_shards;
  const std::string_view title = shards ? "Shards" : "Servers";
  draw_axis(frame, axis);
  if (samples.size() < 2 || samples.back().heat_rows == 0) {
    chart_title(frame, place, title, "busy over time, one row each");
    return empty_chart(frame, axis);
  }
  const std::size_t rows = samples.back().heat_rows;
  const float pitch = (axis.bottom - axis.top) / static_cast<float>(rows);
  const Theme& theme = frame.theme;
  constexpr float kCell = 5;  // px at least
  // Cells stand on whole pixels, one apart where there is room: seams are even.
  const auto gap = [&](float length) { return length >= 3 * frame.pixel ? frame.pixel : 0.0f; };
  const auto shape_rect = [&](float x, float width, std::size_t row, std::uint8_t value) {
    const double busy = value / 255.0;
    const Colour colour = heat(theme, busy).mark;
    const float opacity = 0.10f + 0.66f * static_cast<float>(busy);
    const float top = axis.top + static_cast<float>(row) * pitch;
    const float left = snapped(frame, x), right = snapped(frame, x + width), upper = snapped(frame, top),
                lower = snapped(frame, top + pitch);
    fill_rect(frame, {left, upper, right - left - gap(right - left), lower - upper - gap(lower - upper)},
              faded(colour, opacity));
  };
  const auto columns = static_cast<std::size_t>(std::max(1.0f, axis.width / kCell));
  const double step = (axis.to_s - axis.from_s) / static_cast<double>(columns);
  std::size_t at = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const double begin = axis.from_s + static_cast<double>(c) * step;
    std::array<std::uint8_t, sandbox::kHeatRows> peak{};
    bool any = false;
    while (at < samples.size() && samples[at].time_s < begin) ++at;
    const std::size_t first = at;
    for (; at < samples.size() && samples[at].time_s < begin + step; ++at) {
      if (samples[at].heat_rows != rows || samples[at].heat_of_shards != shards) continue;
      any = true;
      for (std::size_t r = 0; r < rows; ++r) peak[r] = std::max(peak[r], samples[at].heat[r]);
    }
    if (!any && first > 0 && first < samples.size() && samples[first - 1].heat_rows == rows &&
        samples[first - 1].heat_of_shards == shards) {  // fewer samples than columns
      any = true;
      peak = samples[first - 1].heat;
    }
    if (!any) continue;
    for (std::size_t r = 0; r < rows; ++r)
      shape_rect(axis.at(begin), axis.at(begin + step) - axis.at(begin), r, peak[r]);
  }
  name_markers(frame, axis);
  const sandbox::Sample& shown = pointed_sample(frame, axis);
  const auto hot = static_cast<std::size_t>(
      std::max_element(shown.heat.begin(), shown.heat.begin() + static_cast<std::ptrdiff_t>(rows)) -
      shown.heat.begin());
  std::size_t row = hot;
  if (pointer_over(frame, {axis.x, axis.top, axis.width, axis.bottom - axis.top})) {
    row = std::min(rows - 1, static_cast<std::size_t>((ImGui::GetIO().MousePos.y - axis.top) / pitch));
  }
  const double busy = shown.heat[row] / 255.0;
  chart_title(
      frame, place, title,
      std::string(shards ? "shard " : "server ") + std::to_string(row + 1) + ": " + percent(busy) + " busy");
}

}  // namespace scale::ui
