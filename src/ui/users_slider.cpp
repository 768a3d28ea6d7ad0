// Users on a log axis: the slider is the axis of the breaking-point curve.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "lesson/advisor.h"
#include "ui/breaking_curve.h"
#include "ui/format.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

struct Mark {
  double users;
  std::string_view label;
};
constexpr std::array<Mark, 8> kMarks = {{{1, "1"},
                                         {1e3, "1 K"},
                                         {1e4, "10 K"},
                                         {1e5, "100 K"},
                                         {1e6, "1 M"},
                                         {1e7, "10 M"},
                                         {5e7, "50 M"},
                                         {5e8, "500 M"}}};

void curve(Frame& frame, const UsersAxis& axis, float floor, float height, double limit, Colour colour,
           float width) {
  std::vector<ImVec2> points;
  constexpr float kStep_px = 2;
  for (float x = axis.x; x <= axis.x + axis.width; x += kStep_px) {
    const double load = axis.users(x) / limit;
    if (load >= 0.995) break;
    points.emplace_back(x, floor - 6 - std::min(height, static_cast<float>(8 + 5 * load / (1 - load))));
  }
  polyline(frame, points.data(), static_cast<int>(points.size()), colour, width);
}

// Until it has been found out by experiment: as if load grew with users alone.
void estimated_curve(Frame& frame, const UsersAxis& axis, float floor, float height) {
  const Breaking limit = breaking_point(frame.run);
  if (limit.users <= 0) return;
  const double users =
      static_cast<double>(eased(frame, "breaks", static_cast<float>(std::log(limit.users)), 0.4f));
  const double shown = std::exp(users);
  curve(frame, axis, floor, height, shown, frame.theme.t1, 2);
  if (shown > axis.high) return;
  const float x = axis.at(shown), top = floor - height - 12;
  line(frame, x, top, x, floor, frame.theme.warning.mark, 1.5f);
  const bool right = x > axis.x + axis.width * 0.55f;
  const Align align = right ? Align::right : Align::left;
  const float at = right ? x - 9 : x + 9;
  label_on_curve(
      frame, at, top + 11,
      (frame.run.architecture.users > shown * 0.985 ? std::string("at its limit")
                                                    : "breaks near " + users_count(rounded_users(shown))),
      style(13, frame.theme.warning.text, Weight::semibold, align));
  std::string where = lesson::spoken_name(frame.run, limit.node, limit.member);
  if (!where.empty() && where[0] == 'T') where[0] = 't';
  if (!where.empty() && where[0] == 'W') where[0] = 'w';
  label_on_curve(frame, at, top + 29, "at " + where, style(12, frame.theme.t3, Weight::regular, align));
}

void slide(Frame& frame, const UsersAxis& axis, float y) {
  const double users = frame.run.architecture.users;
  const ControlWords words{.id = "users", .label = "Users a day", .kind = ControlKind::slider, .value = ""};
  const Press press = control(frame, {axis.x - 10, y - 14, axis.width + 20, 28}, words, 12);
  double next = users;
  if (press.held) next = rounded_users(axis.users(ImGui::GetIO().MousePos.x));
  if (press.focused && frame.state.focus_visible) {
    const double step = ImGui::GetIO().KeyShift ? 1.02 : 1.1;
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow))
      next = stepped_users(users, step);
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || ImGui::IsKeyPressed(ImGuiKey_DownArrow))
      next = stepped_users(users, 1 / step);
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) next = stepped_users(users, 2);
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) next = stepped_users(users, 0.5);
    if (ImGui::IsKeyPressed(ImGuiKey_Home)) next = axis.low;
    if (ImGui::IsKeyPressed(ImGuiKey_End)) next = axis.high;
  }
  next = std::clamp(next, axis.low, axis.high);
  if (std::fabs(next - users) > 0.5) send(frame, "users", next);
  const float x = axis.at(users);
  fill_rect(frame, {axis.x, y - 1, axis.width, 2}, frame.theme.line2, 1);
  fill_rect(frame, {axis.x, y - 1.5f, x - axis.x, 3}, frame.theme.t1, 1.5f);
  const float radius =
      (frame.state.coarse_pointer ? 11.0f : 9.0f) + (press.hovered || press.held ? 1.0f : 0.0f);
  disc(frame, x, y, radius, frame.theme.t1);
  disc(frame, x, y, 3, frame.theme.bg);
}

// Under the knob, which is the only place that tells it; the ends where they keep clear of it.
void marks_with_users(Frame& frame, const UsersAxis& axis, float y) {
  constexpr float kApart = 10;
  const std::string users = users_count(frame.run.architecture.users);
  const Style set = style(frame, 12, &Theme::t1, Weight::semibold), end = style(frame, 12, &Theme::t3);
  const float width = text_width(users, set);
  const float left =
      std::clamp(axis.at(frame.run.architecture.users) - width / 2, axis.x, axis.x + axis.width - width);
  draw_text(frame.list, left, y + 26, users, set);
  const std::string low = users_count(axis.low), high = users_count(axis.high);
  if (axis.x + text_width(low, end) + kApart < left) draw_text(frame.list, axis.x, y + 26, low, end);
  const float last = axis.x + axis.width - text_width(high, end);
  if (left + width + kApart < last) draw_text(frame.list, last, y + 26, high, end);
}

void marks(Frame& frame, const UsersAxis& axis, float y) {
  constexpr float kApart = 10;  // px between two words
  const Style words = style(frame, 12, &Theme::t3);
  float free = axis.x, end = axis.x + axis.width - text_width(kMarks.back().label, words) - kApart;
  for (const Mark& mark : kMarks) {
    if (mark.users < axis.low || mark.users > axis.high * 1.001) continue;
    const bool first = mark.users <= axis.low * 1.01, last = mark.users >= axis.high * 0.99;
    const float x = axis.at(mark.users), half = text_width(mark.label, words) / 2;
    if (!first && !last && (x - half < free || x + half > end)) continue;
    free = (first ? x + 2 * half : x + half) + kApart;
    hairline(frame, x, y + 11, x, y + 16, frame.theme.line2);
    draw_text(frame.list, x, y + 32, mark.label,
              style(frame, 12, &Theme::t3, Weight::regular,
                    first  ? Align::left
                    : last ? Align::right
                           : Align::centre));
  }
}

}  // namespace

void users_slider(Frame& frame, const Rect& area, bool with_curve) {
  render::begin_piece(frame.list);
  const auto id = model::find_command("users");
  if (!id) return;
  const model::CommandInfo& row = model::info(*id);
  const UsersAxis axis{area.x, area.width, fewest_on_axis(frame), row.high};
  if (with_curve) {
    const float used = draw_text(frame.list, area.x, area.y + 16, users_count(frame.run.architecture.users),
                                 {22, Weight::semibold, frame.theme.t1, Align::left, -0.3f});
    draw_text(frame.list, area.x + used + 8, area.y + 16, "users a day", style(frame, 14, &Theme::t2));
    const float y = area.bottom() - 44;
    const float height = y - area.y - 56;
    if (!found_curve(frame, axis, y, height)) estimated_curve(frame, axis, y, height);
    slide(frame, axis, y);
    marks(frame, axis, y);
    return;
  }
  const float y = area.y + 12;
  const double found = found_break(frame), limit = found > 0 ? found : breaking_point(frame.run).users;
  slide(frame, axis, y);
  if (limit > 0 && limit < axis.high) {
    const float x = axis.at(limit);
    line(frame, x, y - 12, x, y + 12, frame.theme.warning.mark, 1.5f);
  }
  if (area.height >= 40) marks_with_users(frame, axis, y);
}

}  // namespace scale::ui
