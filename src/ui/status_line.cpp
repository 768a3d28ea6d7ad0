// What a number of users comes to, step by step: each step says on hover how it follows from the one before.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "model/catalog.h"
#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

struct Step {
  std::string figure, unit, why;
};

std::array<Step, 5> steps_of(const Frame& frame) {
  const model::Catalog& c = frame.run.catalog;
  const double users = frame.run.architecture.users;
  const double views = model::views_per_s(c, users);
  const std::string day = significant(c.views_per_user_day) +
                          " views of each user a day / 86 400 s \xC3\x97 " + significant(c.peak_to_mean) +
                          " at the evening peak.";
  return {
      {{compact(model::online_at_peak(c, users)), "online",
        "A visit is " + significant(c.views_per_visit) +
            " views long; so many are here at once in the evening."},
       {rate(views), "pages/s", day},
       {rate(views * model::static_objects_per_view(c)), "files/s",
        significant(model::static_objects_per_view(c)) + " files a page that the browser does not have yet."},
       {rate(model::queries_per_s(c, users)), "queries/s",
        "What making the pages asks of the data, without a cache."},
       {rate(model::rows_written_per_s(c, users)), "row writes/s",
        "One page in twenty writes, some rows each."}}};
}

}  // namespace

void status_line(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  float x = area.x, y = area.y + 11;
  bool first = true;
  for (const Step& step : steps_of(frame)) {
    const Style number = style(frame, 12, &Theme::t2, Weight::semibold), words = style(frame, 12, &Theme::t3);
    const std::string sign = first ? "" : "= ";
    const float width =
        text_width(sign, words) + text_width(step.figure + " ", number) + text_width(step.unit, words);
    if (!first && x + width > area.right()) {
      x = area.x;
      y += 17;
    }
    if (y > area.bottom() + 2) return;
    first = false;
    x += draw_text(frame.list, x, y, sign, words);
    const Rect r{x, y - 12, width, 16};
    x += draw_text(frame.list, x, y, step.figure + " ", number);
    const bool hovered = frame.mouse_free && pointer_over(frame, r);
    x += draw_text(frame.list, x, y, step.unit, hovered ? style(frame, 12, &Theme::t1) : words) + 6;
    if (!hovered) continue;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    explain(frame, mouse.x, mouse.y,
            {{step.figure + " " + step.unit + ". ", Weight::semibold, frame.theme.t1},
             {step.why, Weight::regular, frame.theme.t2}});
  }
}

}  // namespace scale::ui
