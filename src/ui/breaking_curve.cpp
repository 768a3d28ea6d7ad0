#include "ui/breaking_curve.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "lesson/texts.h"
#include "ui/chart.h"
#include "ui/format.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using sandbox::BreakingPoint;

constexpr float kOlder = 0.45f;  // how much of its ink a curve keeps that was found before the last change

// Where a curve stands for so many slow and failed pages: a share on a square root, so that one in a hundred
// shows.
float height_of(const sandbox::BreakingSample& sample) {
  const double bad = std::clamp(sample.slow_share + sample.failed_share, 0.0, 1.0);
  return static_cast<float>(std::sqrt(bad));
}

std::vector<ImVec2> curve_points(const BreakingPoint& found, const UsersAxis& axis, float floor,
                                 float height) {
  std::vector<ImVec2> points;
  for (const sandbox::BreakingSample& sample : found.curve) {
    if (!sample.telling || sample.users < axis.low || sample.users > axis.high) continue;
    const float y = floor - 6 - height_of(sample) * (height - 6);
    if (points.empty()) points.emplace_back(axis.at(found.curve.front().users), y);  // fewer load nothing
    points.emplace_back(axis.at(sample.users), y);
  }
  return points;
}

std::string what_breaks(const BreakingPoint& found) {
  if (found.node.empty()) return "pages get slow";
  std::string what(lesson::kind_text_of_many(found.kind));
  if (!found.limit.empty()) what += ", " + found.limit;
  return what;
}

// `older`: of the architecture before the last change, until the new search is done.
std::string wall_words(const BreakingPoint& found, bool older) {
  const std::string before = older ? "before: " : "";
  if (!std::isfinite(found.broken_users))
    return before + "carries " + users_count(rounded_users(found.fine_users));
  const std::string at = found.fine_users > 0 ? "breaks at " : "breaks below ";
  return before + at + users_count(rounded_users(found.broken_users));
}

void wall(Frame& frame, const UsersAxis& axis, float floor, float height, const BreakingPoint& found,
          bool older) {
  const std::string words = wall_words(found, older);
  if (!std::isfinite(found.broken_users)) {
    draw_text(frame.list, axis.x + axis.width, floor - height, words,
              style(frame, 13, older ? &Theme::t3 : &Theme::t2, Weight::semibold, Align::right));
    return;
  }
  const float share = eased(frame, "wall", static_cast<float>(std::log(found.broken_users)), 0.4f);
  const float x = axis.at(std::exp(static_cast<double>(share))), top = floor - height - 12;
  const Ink& ink = frame.theme.warning;
  line(frame, x, top, x, floor, older ? faded(ink.mark, kOlder) : ink.mark, 1.5f);
  const bool right = x > axis.x + axis.width * 0.5f;
  const Align align = right ? Align::right : Align::left;
  const float at = right ? x - 9 : x + 9, room = right ? at - axis.x : axis.x + axis.width - at;
  label_on_curve(frame, at, top + 11, words,
                 style(13, older ? frame.theme.t3 : ink.text, Weight::semibold, align));
  const std::string what = older ? "being looked for anew" : what_breaks(found);
  const Style small = style(frame, 12, &Theme::t3, Weight::regular, align);
  if (text_width(what, small) > room) return;
  const auto before =
      std::find_if(found.curve.begin(), found.curve.end(), [](const auto& sample) { return sample.telling; });
  const bool beneath = before != found.curve.end() && height_of(*before) > 0.5f;  // clear of the curve
  label_on_curve(frame, at, beneath ? floor - 14 : top + 28, what, small);
}

// The walls that other tools would move: dotted, the hovered one with its whole curve and its name.
void others(Frame& frame, const UsersAxis& axis, float floor, float height) {
  for (const lesson::Curve& curve : frame.learning.findings->with) {
    const BreakingPoint* found = lesson::shown(curve);
    if (found == nullptr) continue;
    const model::CommandInfo& row = model::info(curve.with.id);
    const bool hovered = frame.state.hovered_tool == row.id;
    const bool breaks = std::isfinite(found->broken_users);
    if (hovered) draw_dashes(frame, curve_points(*found, axis, floor, height), frame.theme.t2, 1.5f);
    if (!breaks && !hovered) continue;
    const float x = axis.at(breaks ? found->broken_users : axis.high);
    dashed_line(frame, x, floor - (hovered ? height : 26), x, floor,
                hovered ? frame.theme.t1 : frame.theme.t3, 1.5f, 3, 1.5f);
    if (!hovered) continue;
    const bool right = x > axis.x + axis.width * 0.5f;
    const std::string words =
        "with " + std::string(short_name(row)) + ": " +
        (breaks ? users_count(rounded_users(found->broken_users)) : std::string("holds"));
    draw_text(frame.list, right ? x - 6 : x + 6, floor - height / 2, words,
              style(frame, 12, &Theme::t1, Weight::semibold, right ? Align::right : Align::left));
  }
}

}  // namespace

void label_on_curve(Frame& frame, float x, float baseline, std::string_view words, const Style& set) {
  const float width = text_width(words, set), left = set.align == Align::right ? x - width : x;
  fill_rect(frame, {left - 4, baseline - 13, width + 8, 17}, faded(frame.theme.bg, 0.85f), 4);
  draw_text(frame.list, x, baseline, words, set);
}

float UsersAxis::at(double users) const {
  const double share = std::log(users / low) / std::log(high / low);
  return x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * width;
}

double UsersAxis::users(float px) const {
  return low * std::exp(std::clamp(static_cast<double>((px - x) / width), 0.0, 1.0) * std::log(high / low));
}

double rounded_users(double users) {
  const double unit = std::max(1.0, std::pow(10, std::floor(std::log10(users)) - 1));
  return std::round(users / unit) * unit;
}

double stepped_users(double users, double factor) {
  const double next = factor > 1 ? std::max(users * factor, users + 1) : std::min(users * factor, users - 1);
  return rounded_users(std::max(1.0, next));
}

double fewest_on_axis(const Frame& frame) {
  const lesson::Findings* findings = frame.learning.findings;
  if (findings != nullptr && findings->begun) return findings->from_users;
  return sandbox::fewest_users(frame.run.architecture.users);
}

bool found_curve(Frame& frame, const UsersAxis& axis, float floor, float height) {
  const lesson::Findings* findings = frame.learning.findings;
  if (findings == nullptr) return false;
  const BreakingPoint* found = lesson::shown(findings->as_it_is);
  if (found == nullptr) return false;
  others(frame, axis, floor, height);
  const bool older = !lesson::up_to_date(findings->as_it_is);
  draw_series(frame, curve_points(*found, axis, floor, height), faded(frame.theme.t1, older ? kOlder : 1.0f),
              2);
  wall(frame, axis, floor, height, *found, older);
  return true;
}

double found_break(const Frame& frame) {
  const lesson::Findings* findings = frame.learning.findings;
  if (findings == nullptr || !lesson::up_to_date(findings->as_it_is)) return 0;
  const BreakingPoint* found = lesson::shown(findings->as_it_is);
  return found != nullptr && std::isfinite(found->broken_users) ? found->broken_users : 0;
}

}  // namespace scale::ui
