// The knobs in a node's panel: those rows of the command table that change it.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "model/words.h"
#include "ui/format.h"
#include "ui/node_parts.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using model::CommandInfo;
using model::CommandKind;
using model::NodeKind;

constexpr float kKnob = 38;

// Beginnings of the ids of the commands that change a kind of node.
struct KnobsOf {
  NodeKind kind;
  std::string_view ids;
};
constexpr std::array<KnobsOf, 12> kKnobs = {
    {{NodeKind::users, "retries time-of-day serving"},
     {NodeKind::edge, "cdn-mode cdn-ttl shield stale-window coalescing"},
     {NodeKind::balancer, "balancer stateless serving shield"},
     {NodeKind::web, "web-servers stateless balancer own-database"},
     {NodeKind::cache, "cache-ttl cache-servers"},
     {NodeKind::sessions, "session-store session-stores store-standby"},
     {NodeKind::primary, "database-cores replica-count writes pooler own-database split-columns"},
     {NodeKind::replica, "replica-count"},
     {NodeKind::shard, "shards social-shards accounts-shards placement denormalised"},
     {NodeKind::queue, "workers broker-cores job-parts job-delay queue-full"},
     {NodeKind::worker, "workers"},
     {NodeKind::nosql, "nosql-nodes"}}};

bool is_a_time(const CommandInfo& row) {
  return row.id.find("ttl") != std::string_view::npos || row.id == "stale-window" || row.id == "job-delay";
}

// "North America" alone would not say what is switched there.
std::string knob_name(const CommandInfo& row) {
  const bool site = row.id.substr(0, 5) == "site-";
  return (site ? "Data centre: " : "") + std::string(short_name(row));
}

std::string value_words(const CommandInfo& row, double value) {
  if (is_a_time(row)) return value == 0 ? "none" : seconds(value);
  if (row.id == "time-of-day") return value < 0 ? "evening for all" : significant(value) + " h UTC";
  return grouped(value);
}

void draw_name(Frame& frame, float x, float y, float room, const CommandInfo& row) {
  const Style set = style(frame, 13, &Theme::t2);
  draw_text_within(frame.list, x, y, room, name_within(row, room, set), set);
}

// Times to live are doubled and halved, hours grow by one; where none is a time too, the next is a minute.
double next_amount(const CommandInfo& row, double value, int direction) {
  if (row.id == "time-of-day") return std::clamp(std::floor(value) + direction, row.low, row.high);
  constexpr double kFirst_s = 60;
  if (row.low == 0 && direction > 0 && value < kFirst_s) return kFirst_s;
  if (row.low == 0 && direction < 0 && value <= kFirst_s) return 0;
  const double next = direction > 0 ? value * 2 : value / 2;
  return std::clamp(next, row.low, row.high);
}

// Of what is built a lesson offers a part; how people behave and what time it is may always be changed.
bool may_be_changed(const Frame& frame, const CommandInfo& row) {
  const bool builds = row.group == model::CommandGroup::tools || row.group == model::CommandGroup::sizes;
  return builds ? on_offer(frame, row) : row.available;
}

// Whether there is a site near these users; a phone has one crowd for all regions.
void add_sites(const Frame& frame, model::Region region, std::vector<const CommandInfo*>& out) {
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    if (frame.form != Form::phone && r != static_cast<std::size_t>(region)) continue;
    const auto found = model::find_command("site-" + std::string(model::kRegionInfo[r].id));
    if (found && may_be_changed(frame, model::info(*found))) out.push_back(&model::info(*found));
  }
}

}  // namespace

std::vector<const CommandInfo*> knobs_of(const Frame& frame, const sandbox::NodeView& node) {
  std::vector<const CommandInfo*> out;
  for (const KnobsOf& knobs : kKnobs) {
    if (knobs.kind != node.node.kind) continue;
    for (const std::string_view id : model::split_words(knobs.ids)) {
      const auto found = model::find_command(id);
      if (found && may_be_changed(frame, model::info(*found))) out.push_back(&model::info(*found));
    }
  }
  if (node.node.kind == NodeKind::users) add_sites(frame, node.node.region, out);
  return out;
}

const sandbox::NodeView* node_with_knob(const Frame& frame, const CommandInfo& row) {
  if (!may_be_changed(frame, row)) return nullptr;
  for (const KnobsOf& knobs : kKnobs) {
    const auto ids = model::split_words(knobs.ids);
    if (std::find(ids.begin(), ids.end(), row.id) == ids.end()) continue;
    for (const sandbox::NodeView& node : frame.run.nodes)
      if (node.node.kind == knobs.kind) return &node;
  }
  return nullptr;
}

float knobs_height(const std::vector<const CommandInfo*>& knobs) {
  return knobs.empty() ? 0.0f : 8 + kKnob * static_cast<float>(knobs.size());
}

double stepped(const CommandInfo& row, double value, int direction) {
  const double step =
      value + (direction > 0 ? 0.5 : -0.5) < 10 ? 1 : std::pow(10, std::floor(std::log10(value)) - 1) * 2;
  return std::clamp(std::round(value + step * direction), row.low, row.high);
}

void draw_knobs(Frame& frame, const Rect& area, const std::vector<const CommandInfo*>& knobs) {
  float y = area.y;
  for (const CommandInfo* row : knobs) {
    const double value = value_of(frame, *row);
    hairline(frame, area.x, y, area.right(), y, frame.theme.line);
    const std::string name = "knob." + std::string(row->id);
    if (row->kind == CommandKind::toggle) {
      const Press press =
          control(frame, {area.x, y + 3, area.width, kKnob - 6},
                  {.id = name, .label = knob_name(*row), .kind = ControlKind::toggle, .on = value != 0}, 6);
      draw_text_within(frame.list, area.x, y + 24, area.width - 44, knob_name(*row),
                       style(frame, 13, &Theme::t2));
      draw_switch(frame, area.right() - 34, y + 9,
                  eased(frame, "switch." + name, value != 0 ? 1.0f : 0.0f, 0.12f));
      if (press.clicked) send(frame, row->id, value != 0 ? 0 : 1);
    } else if (row->kind == CommandKind::choice) {
      std::vector<std::string> labels;
      float wide = 0;
      for (const std::string_view word : model::split_words(row->choices)) {
        labels.push_back(choice_name(word));
        wide += text_width(labels.back(), style(13, 0, Weight::semibold)) + 18;
      }
      wide = std::min(wide, area.width);
      draw_name(frame, area.x, y + 24, area.width - wide - 8, *row);
      const int now = static_cast<int>(value);
      const int chosen = segmented(frame, {area.right() - wide, y + 6, wide, 26}, name, labels, now);
      if (chosen != now) send(frame, row->id, chosen);
    } else {
      const auto button = [&](float x, std::string_view icon, int direction) {
        const double next = row->kind == CommandKind::count ? stepped(*row, value, direction)
                                                            : next_amount(*row, value, direction);
        const std::string label =
            std::string(direction > 0 ? "More: " : "Less: ") + std::string(short_name(*row));
        if (icon_button(frame, {x, y + 5, 28, 28}, name + (direction > 0 ? "+" : "-"), label, icon,
                        frame.theme.t2, next != value))
          send(frame, row->id, next);
      };
      button(area.right() - 28, "plus", 1);
      button(area.right() - 58, "minus", -1);
      const float used = text_width(value_words(*row, value), style(14, 0, Weight::semibold));
      draw_text(frame.list, area.right() - 66, y + 24, value_words(*row, value),
                style(frame, 14, &Theme::t1, Weight::semibold, Align::right));
      draw_name(frame, area.x, y + 24, area.width - used - 78, *row);
    }
    y += kKnob;
  }
}

}  // namespace scale::ui
