// Everything that has no place of its own on the screen, or not on a small one: view, speed, time of day,
// steps, exports, looks. Opened by the button with three lines.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "model/words.h"
#include "ui/icons.h"
#include "ui/node_parts.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

struct Item {
  std::string_view id, label, icon;
  bool* wish;
  bool enabled = true;
};

float row_of(const Frame& frame) {
  return frame.screen.height < 480 ? 32.0f : 38.0f;
}

void items(Frame& frame, const Rect& area, const std::vector<Item>& all) {
  const float width = (area.width - 8) / 2, pitch = row_of(frame);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Item& item = all[i];
    const Rect r{area.x + static_cast<float>(i % 2) * (width + 8), area.y + static_cast<float>(i / 2) * pitch,
                 width, pitch - 4};
    const Press press = control(frame, r, {.id = item.id, .label = item.label, .enabled = item.enabled}, 8);
    if (press.hovered) fill_rect(frame, r, frame.theme.hover, 8);
    const Colour ink = item.enabled ? frame.theme.t1 : frame.theme.line2;
    draw_icon(frame, item.icon, r.x + 6, r.y + r.height / 2 - 9, 18, ink);
    draw_text_within(frame.list, r.x + 32, r.y + r.height / 2 + 5, r.width - 36, item.label, style(13, ink));
    if (!press.clicked) continue;
    *item.wish = !*item.wish;
    frame.state.more = false;
  }
}

void speeds(Frame& frame, const Rect& area) {
  const auto id = model::find_command("speed");
  if (!id) return;
  std::vector<std::string> labels;
  std::vector<double> values;
  int now = -1;
  for (const std::string_view word : model::split_words(model::info(*id).choices)) {
    values.push_back(model::parse_number(word).value_or(1));
    labels.push_back(std::string(word) + "\xC3\x97");
    if (std::fabs(values.back() - frame.run.speed) < 1e-9) now = static_cast<int>(values.size()) - 1;
  }
  const int chosen = segmented(frame, area, "more.speed", labels, now);
  if (chosen != now) send(frame, "speed", values[static_cast<std::size_t>(chosen)]);
}

}  // namespace

void more_sheet(Frame& frame) {
  UiState& state = frame.state;
  bool light = false;
  std::vector<Item> all = {
      {"step", "One step", "step", &frame.wishes.step},
      {"until", "Until something", "lag", &frame.wishes.until_something},
      {"more.undo", "Undo", "undo", &frame.wishes.undo, frame.run.can_undo},
      {"more.redo", "Redo", "redo", &frame.wishes.redo, frame.run.can_redo},
      {"more.reset", "Start again", "reset", &frame.wishes.reset},
      {"more.theme", "Light or dark", "theme", &light},
      {"presenter", "Large type", "users", &state.presenter},
      {"more.share", "Copy a link", "share", &frame.wishes.share},
      {"more.help", "Keys", "help", &state.help},
  };
  bool lessons = false, advisor = false, beside = false, glossary = false;
  if (!state.embed) {
    all.push_back({"more.lessons", "Lessons", "play", &lessons});
    all.push_back({"advisor", "The advisor", "bulb", &advisor});
    all.push_back({"beside", "Side by side", "failover", &beside});
    all.push_back({"glossary", "Words", "help", &glossary});
  }
  if (!state.embed) {  // a sandboxed frame may not download
    all.push_back({"save-picture", "Picture (PNG)", "file", &frame.wishes.save_picture});
    all.push_back({"save-film", "Film of 5 s", "play", &frame.wishes.save_film});
    all.push_back({"save-csv", "Table (CSV)", "queue", &frame.wishes.save_csv});
  }
  const auto hour = model::find_command("time-of-day");
  std::vector<const model::CommandInfo*> knobs;
  if (hour && model::info(*hour).available) knobs.push_back(&model::info(*hour));
  const float width = std::min(330.0f, frame.screen.width - 16);
  const float rows = static_cast<float>((all.size() + 1) / 2);
  const float height = 16 + 2 * 36 + knobs_height(knobs) + rows * row_of(frame) + 8;
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk || frame.form == Form::tablet;
  const Rect box{frame.screen.right() - width - (roomy ? 16.0f : 8.0f),
                 roomy ? 52.0f : std::max(8.0f, frame.screen.bottom() - height - 8), width, height};
  begin_popover(frame, box);
  float y = box.y + 12;
  const Rect line{box.x + 12, y, box.width - 24, 28};
  state.view = static_cast<View>(
      segmented(frame, line, "more.view", {"Diagram", "Map", "Charts"}, static_cast<int>(state.view)));
  y += 36;
  speeds(frame, {line.x, y, line.width, 28});
  y += 36;
  draw_knobs(frame, {line.x + 6, y, line.width - 12, 0}, knobs);
  y += knobs_height(knobs);
  items(frame, {line.x, y, line.width, 0}, all);
  if (lessons) state.overlay = Overlay::lessons;
  if (advisor) state.overlay = Overlay::advisor;
  if (beside) state.overlay = Overlay::beside;
  if (glossary) state.overlay = Overlay::glossary;
  if (light) state.theme = frame.theme.dark ? ThemeChoice::light : ThemeChoice::dark;
  end_popover(frame);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto opener = std::find_if(state.controls.begin(), state.controls.end(),
                                   [](const Control& candidate) { return candidate.id == "more"; });
  const bool on_opener = opener != state.controls.end() && opener->rect.contains(mouse.x, mouse.y);
  if (ImGui::IsMouseClicked(0) && !box.contains(mouse.x, mouse.y) && !on_opener) state.more = false;
}

}  // namespace scale::ui
