#include "ui/keys.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "model/words.h"
#include "ui/breaking_curve.h"
#include "ui/traffic.h"
#include "ui/ui.h"

namespace scale::ui {
namespace {

void move_focus(UiState& state, int step) {
  std::vector<const Control*> order;
  for (const Control& control_of : state.controls) {
    if (control_of.enabled) order.push_back(&control_of);
  }
  if (order.empty()) return;
  const int count = static_cast<int>(order.size());
  int at = -1;
  for (int i = 0; i < count; ++i) {
    if (order[static_cast<std::size_t>(i)]->id == state.focus) at = i;
  }
  at = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
  state.focus = order[static_cast<std::size_t>(at)]->id;
  state.focus_visible = true;
}

void toggle_tool(Frame& frame, int number) {
  int i = 0;
  for (const model::CommandInfo& row : model::command_table()) {
    if (row.group != model::CommandGroup::tools || row.kind != model::CommandKind::toggle) continue;
    if (++i != number) continue;
    if (on_offer(frame, row)) send(frame, row.id, value_of(frame, row) != 0 ? 0 : 1);
    return;
  }
}

void show(UiState& state, Overlay overlay) {
  state.overlay = state.overlay == overlay ? Overlay::none : overlay;
}

void change_speed(Frame& frame, int direction) {
  const auto id = model::find_command("speed");
  if (!id) return;
  double best = frame.run.speed;
  for (const std::string_view word : model::split_words(model::info(*id).choices)) {
    const double value = model::parse_number(word).value_or(frame.run.speed);
    const bool beyond = direction > 0 ? value > frame.run.speed : value < frame.run.speed;
    const bool nearer = best == frame.run.speed || (direction > 0 ? value < best : value > best);
    if (beyond && nearer) best = value;
  }
  if (best != frame.run.speed) send(frame, "speed", best);
}

void change_users(Frame& frame, double factor) {
  const double next = stepped_users(frame.run.architecture.users, factor);
  if (const auto id = model::find_command("users"))
    send(frame, "users", std::min(next, model::info(*id).high));
}

void take_sign(Frame& frame, ImWchar sign) {
  switch (sign) {
    case '[':
      return change_speed(frame, -1);
    case ']':
      return change_speed(frame, 1);
    case '+':
    case '=':
      return change_users(frame, 1.25);
    case '-':
      return change_users(frame, 0.8);
    case '?':
      frame.state.help = !frame.state.help;
      return;
    default:
      return;
  }
}

}  // namespace

void take_keys(Frame& frame) {
  UiState& state = frame.state;
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key, bool repeats = false) { return ImGui::IsKeyPressed(key, repeats); };
  if (pressed(ImGuiKey_Tab, true)) move_focus(state, io.KeyShift ? -1 : 1);
  if (pressed(ImGuiKey_Escape)) {
    if (state.help) {
      state.help = false;
    } else if (state.overlay != Overlay::none) {
      state.overlay = Overlay::none;
    } else if (state.more || state.chart_menu >= 0) {
      state.more = false;
      state.chart_menu = -1;
    } else if (state.motion.album.playing) {
      state.motion.album.playing = false;
    } else if (!state.selected.empty()) {
      state.selected.clear();
    } else {
      state.focus_visible = false;
      state.focus.clear();
    }
  }
  for (const ImWchar sign : io.InputQueueCharacters) take_sign(frame, sign);
  if (io.KeyAlt || io.KeySuper) return;
  const bool command_key = io.KeyCtrl;
  if (pressed(ImGuiKey_Z)) (io.KeyShift ? frame.wishes.redo : frame.wishes.undo) = true;
  if (pressed(ImGuiKey_Y)) frame.wishes.redo = true;
  if (command_key) return;
  if (pressed(ImGuiKey_Space) && !state.focus_visible) frame.wishes.pause_or_go = true;
  if (pressed(ImGuiKey_R)) frame.wishes.reset = true;
  if (pressed(ImGuiKey_J, true)) move_focus(state, 1);  // where Tab is the page's
  if (pressed(ImGuiKey_K, true)) move_focus(state, -1);
  if (pressed(ImGuiKey_S)) frame.wishes.step = true;
  if (pressed(ImGuiKey_N)) frame.wishes.until_something = true;
  if (pressed(ImGuiKey_P)) state.presenter = !state.presenter;
  if (pressed(ImGuiKey_C)) state.view = state.view == View::charts ? View::diagram : View::charts;
  if (pressed(ImGuiKey_T)) state.more = !state.more;
  if (pressed(ImGuiKey_W)) {
    if (state.motion.album.playing) {
      state.motion.album.playing = false;
    } else {
      play_slowest(frame, 0.01f);
    }
  }
  const Rect& diagram = state.motion.diagram;
  const float x = diagram.x + diagram.width / 2, y = diagram.y + diagram.height / 2;
  if (pressed(ImGuiKey_I, true)) zoom_diagram(state, 1.25f, x, y);
  if (pressed(ImGuiKey_O, true)) zoom_diagram(state, 0.8f, x, y);
  if (pressed(ImGuiKey_M)) state.view = state.view == View::map ? View::diagram : View::map;
  if (pressed(ImGuiKey_L)) state.theme = frame.theme.dark ? ThemeChoice::light : ThemeChoice::dark;
  if (pressed(ImGuiKey_A)) show(state, Overlay::advisor);
  if (pressed(ImGuiKey_B)) show(state, Overlay::beside);
  if (pressed(ImGuiKey_G)) show(state, Overlay::glossary);
  if (pressed(ImGuiKey_E)) show(state, Overlay::lessons);
  if (pressed(ImGuiKey_V)) frame.wishes.pin = true;
  if (pressed(ImGuiKey_H)) (frame.form == Form::desk ? state.lesson_open : state.lesson_raised) ^= true;
  for (int i = 0; i < 8; ++i) {
    if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + i))) toggle_tool(frame, i + 1);
  }
}

}  // namespace scale::ui
