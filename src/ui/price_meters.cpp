#include "ui/price_meters.h"

#include "lesson/price.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

constexpr float kMeter = 32, kButton = 34;

void meter(Frame& frame, float x, float y, float width, const lesson::Meter& meter, Colour good) {
  const Theme& theme = frame.theme;
  const Colour words = meter.hurts ? theme.warning.text : theme.t1;
  const float right =
      draw_text(frame.list, x + width, y + 12, meter.value, style(12, words, Weight::semibold, Align::right));
  draw_text_within(frame.list, x, y + 12, width - right - 8, meter.label, style(frame, 12, &Theme::t3));
  fill_rect(frame, {x, y + 18, width, 3}, theme.cell, 1.5f);
  const float level = eased(frame, "meter." + meter.label, static_cast<float>(meter.level), 0.3f);
  fill_rect(frame, {x, y + 18, width * level, 3}, meter.hurts ? theme.warning.mark : good, 1.5f);
  if (meter.without >= 0)
    fill_rect(frame, {x + width * static_cast<float>(meter.without) - 1, y + 14, 2, 11}, theme.t3);
}

const model::CommandInfo* incident_of(std::string_view id) {
  const auto known = model::find_command(id);
  return known && model::info(*known).available ? &model::info(*known) : nullptr;
}

}  // namespace

float price_meters_height(const Frame& frame, const model::CommandInfo& tool) {
  const auto price = lesson::price_of(tool.id, frame.run);
  if (!price) return 0;
  return 2 * kMeter + (incident_of(price->trigger) != nullptr ? kButton : 0.0f) + 4;
}

Prose price_words(const Frame& frame, const model::CommandInfo& tool) {
  const auto price = lesson::price_of(tool.id, frame.run);
  if (!price) return {};
  const auto words = [&](const lesson::Meter& meter) {
    return Span{meter.label + " " + meter.value + ". ", Weight::semibold,
                meter.hurts ? frame.theme.warning.text : frame.theme.t1};
  };
  return {{"Now it gives: ", Weight::regular, frame.theme.t3},
          words(price->gains),
          {"It takes: ", Weight::regular, frame.theme.t3},
          words(price->pays)};
}

void price_meters(Frame& frame, float x, float y, float width, const model::CommandInfo& tool) {
  const auto price = lesson::price_of(tool.id, frame.run);
  if (!price) return;
  meter(frame, x, y, width, price->gains, frame.theme.t1);
  meter(frame, x, y + kMeter, width, price->pays, frame.theme.t2);
  const model::CommandInfo* incident = incident_of(price->trigger);
  if (incident == nullptr) return;
  const std::string id = "price." + std::string(tool.id);
  const std::string label = "Show the price: " + std::string(short_name(*incident));
  const Rect rect{x, y + 2 * kMeter, width, 28};
  const Press press = control(frame, rect, {.id = id, .label = label}, 7);
  if (press.hovered) fill_rect(frame, rect, frame.theme.hover, 7);
  stroke_rect(frame, rect, press.hovered ? frame.theme.t3 : frame.theme.line2, 7);
  draw_text_within(frame.list, x + 10, y + 2 * kMeter + 18.5f, width - 20, label,
                   style(frame, 12, &Theme::t1, Weight::semibold));
  if (press.clicked) send(frame, incident->id, incident->initial);
}

}  // namespace scale::ui
