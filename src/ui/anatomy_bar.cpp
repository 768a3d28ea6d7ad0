// Where a region's median page goes: travelling is a line, waiting is hatched, working is solid. The ghost
// goes on dashed to where the page would be without the last change.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

using sandbox::Anatomy;

enum class How : unsigned char { travel, wait, work, files };

struct Part {
  std::string_view name;
  double Anatomy::*seconds;
  How how;
};

constexpr std::array<Part, 8> kParts = {{{"DNS", &Anatomy::dns_s, How::travel},
                                         {"connect", &Anatomy::connect_s, How::travel},
                                         {"distance", &Anatomy::distance_s, How::travel},
                                         {"queues", &Anatomy::queues_s, How::wait},
                                         {"server", &Anatomy::server_s, How::work},
                                         {"database", &Anatomy::database_s, How::work},
                                         {"files", &Anatomy::static_files_s, How::files},
                                         {"own line", &Anatomy::own_link_s, How::files}}};

double sum(const Anatomy& anatomy, How how) {
  double total = 0;
  for (const Part& part : kParts) total += part.how == how ? anatomy.*part.seconds : 0;
  return total;
}

void hatch(Frame& frame, const Rect& r, Colour colour) {
  fill_rect(frame, r, frame.theme.cell, 3);
  frame.list.PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true);
  for (float x = r.x - r.height; x < r.right(); x += 7) {
    line(frame, x, r.bottom(), x + r.height, r.y, colour, 2);
  }
  frame.list.PopClipRect();
}

void draw_part(Frame& frame, const Part& part, const Rect& r) {
  const Theme& theme = frame.theme;
  const float middle = r.y + r.height / 2;
  switch (part.how) {
    case How::travel:
      line(frame, r.x + 2, middle, r.right() - 2, middle, theme.t2, 2);
      disc(frame, r.x + 2, middle, 3.5f, theme.t2);
      disc(frame, r.right() - 2, middle, 3.5f, theme.t2);
      break;
    case How::wait:
      hatch(frame, {r.x + 1, r.y, r.width - 2, r.height}, theme.warning.mark);
      break;
    case How::work:
      fill_rect(frame, {r.x + 1, r.y, r.width - 2, r.height}, faded(theme.fill, theme.dark ? 0.55f : 0.5f),
                3);
      break;
    case How::files:
      fill_rect(frame, {r.x + 1, middle - 4, r.width - 2, 8}, faded(theme.fill, 0.35f), 3);
      stroke_rect(frame, {r.x + 1, middle - 4, r.width - 2, 8}, theme.fill, 3);
      break;
  }
}

std::size_t shown_region(const Frame& frame) {
  if (frame.state.region >= 0) return static_cast<std::size_t>(frame.state.region) % model::kRegions;
  std::size_t most = 0;
  for (std::size_t r = 1; r < model::kRegions; ++r) {
    if (frame.run.figures.regions[r].pages_per_s > frame.run.figures.regions[most].pages_per_s) most = r;
  }
  return most;
}

std::string region_words(std::size_t region) {
  const std::string_view name = model::kRegionInfo[region].name;
  return "in " + std::string(name.substr(0, name.find(',')));
}

}  // namespace

void anatomy_bar(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  const std::size_t region = shown_region(frame);
  const Anatomy& now = frame.run.figures.regions[region].anatomy;
  const Anatomy& was = frame.run.ghost.regions[region].anatomy;
  const Theme& theme = frame.theme;
  const float title = area.y + 12;
  float x = area.x;
  if (now.total_s <= 0) {
    draw_text(frame.list, x, title, "Where the time goes", style(frame, 14, &Theme::t1, Weight::semibold));
    draw_text(frame.list, x + 160, title,
              now.samples > 0         ? "too few pages yet (n = " + std::to_string(now.samples) + ")"
              : frame.run.time_s < 10 ? "starts with the first pages"
                                      : "no page has come through lately",
              style(frame, 13, &Theme::t3));
    hairline(frame, x, area.y + 37, area.right(), area.y + 37, theme.line);
    return;
  }
  x += draw_text(frame.list, x, title, "Where " + seconds(now.total_s) + " go",
                 style(frame, 14, &Theme::t1, Weight::semibold)) +
       10;

  // The region is a button: the next one.
  const std::string place = region_words(region);
  const float place_width = text_width(place, style(13, 0));
  const Press press = control(frame, {x - 4, title - 15, place_width + 8, 22},
                              {.id = "region", .label = "Region of the anatomy bar", .value = place}, 4);
  draw_text(frame.list, x, title, place, style(13, press.hovered ? theme.t1 : theme.t2));
  dashed_line(frame, x, title + 4, x + place_width, title + 4, theme.t3, 2, 2, 1);
  if (press.clicked) frame.state.region = static_cast<int>((region + 1) % model::kRegions);
  x += place_width + 18;
  const auto tell = [&](double value, std::string_view word, Colour colour) {
    if (value < 0.0005 || x > area.right() - 190) return;
    x += draw_text(frame.list, x, title, seconds(value) + " " + std::string(word), style(13, colour)) + 14;
  };
  tell(sum(now, How::travel), "travelling", theme.t2);
  tell(sum(now, How::wait), "waiting", theme.warning.text);
  tell(sum(now, How::work), "working", theme.t2);
  tell(sum(now, How::files), "loading files", theme.t2);

  const bool ghost = frame.run.has_ghost && was.total_s > 0;
  const double longest = std::max(now.total_s, ghost ? was.total_s : now.total_s);
  const float scale = (area.width - 96) / eased(frame, "anatomy.scale", static_cast<float>(longest), 0.4f);
  const float top = area.y + 26, height = 22;
  double at = 0;
  float label_end = area.x - 20;
  for (const Part& part : kParts) {
    const float length =
        eased(frame, std::string("anatomy.") += part.name, static_cast<float>(now.*part.seconds), 0.4f) *
        scale;
    const float begin = area.x + static_cast<float>(at) * scale;
    at += static_cast<double>(length / scale);
    if (length < 1.5f) continue;
    const Rect r{begin, top, length, height};
    draw_part(frame, part, r);
    const std::string figure = seconds(now.*part.seconds);
    const float words = text_width(std::string(part.name) + " ", style(12, 0)) +
                        text_width(figure, style(12, 0, Weight::semibold));
    const float left = std::clamp(begin + length / 2 - words / 2, area.x, area.right() - words);
    if (left < label_end + 12 || length < words * 0.45f) continue;
    const float used = draw_text(frame.list, left, top + height + 17, std::string(part.name) + " ",
                                 style(frame, 12, &Theme::t3));
    draw_text(frame.list, left + used, top + height + 17, figure,
              style(frame, 12, &Theme::t1, Weight::semibold));
    label_end = left + words;
  }
  const float end = area.x + static_cast<float>(at) * scale;
  fill_rect(frame, {end - 1, top - 5, 2, height + 8}, theme.t1);
  const std::string total = seconds(now.total_s);
  const Style total_style = style(frame, 14, &Theme::t1, Weight::semibold);
  const float width = text_width(total, total_style);
  const float ghost_end = ghost ? area.x + static_cast<float>(was.total_s) * scale : 0.0f;
  // The ghost's mark does not go through the figure.
  const bool through = ghost_end > end + 2 && ghost_end < end + width + 14;
  draw_text(frame.list, (through ? ghost_end : end) + 8, top + height / 2 + 5, total, total_style);
  if (!ghost) return;
  if (ghost_end > end + width + 24) {
    dashed_line(frame, end + width + 18, top + height / 2, ghost_end, top + height / 2, theme.t3, 3, 5, 1.5f);
  }
  dashed_line(frame, ghost_end, top, ghost_end, top + height, theme.t3, 3, 3, 1.5f);
  const std::string words = "without it " + seconds(was.total_s);
  const float words_width = text_width(words, style(12, 0));
  const float words_right = std::min(std::max(ghost_end, x + 12 + words_width), area.right());
  if (words_right - words_width < x) return;  // no room beside the run's own figures
  draw_text(frame.list, words_right, title, words,
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
}

}  // namespace scale::ui
