// The lesson beside the run: its story, its goals live, the question that is open, what has been noticed, its
// hints, and when it is won its closing remark.
#include <algorithm>
#include <cmath>

#include "lesson/lessons.h"
#include "lesson/words.h"
#include "ui/flow.h"
#include "ui/format.h"
#include "ui/lesson_parts.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

using lesson::GoalRow;
using lesson::GoalState;
using lesson::Play;

constexpr Block kText{.size = 15, .line = 24}, kSmall{.size = 14, .line = 22},
    kNarrow{.size = 13, .line = 20};

std::string overline_of(const Play& play) {
  const std::string& kind = play.scenario.story.kind;
  if (kind == "challenge") return "Challenge";
  if (kind == "case") return "It really happened";
  for (const lesson::LessonInfo& info : lesson::kStages) {
    if (info.name != play.name) continue;
    return info.stage == 0 ? "Prologue" : info.stage >= 8 ? "Finale" : "Stage " + std::to_string(info.stage);
  }
  return "Lesson";
}

void title(Flow& flow, const Play& play) {
  Frame& frame = flow.frame;
  flow_overline(flow, overline_of(play), 8);
  const bool roomy = flow.area.width >= 270 && frame.form != Form::phone;
  const Block block{.size = roomy ? 26.0f : 21.0f, .line = roomy ? 33.0f : 27.0f, .tracking = -0.4f};
  flow.y += draw_prose(frame.list, flow.area.x, flow.y, flow.area.width,
                       {{play.scenario.story.title, Weight::semibold, frame.theme.t1}}, block) +
            10;
}

// While the users of this stage arrive.
void ramp(Flow& flow, const Play& play) {
  if (!lesson::is_ramping(play)) return;
  Frame& frame = flow.frame;
  const double share = lesson::planned_share(play, frame.run.time_s);
  const float width = flow.area.width;
  draw_text(frame.list, flow.area.x, flow.y + 12, users_count(play.scenario.story.ramp->from_users),
            style(frame, 12, &Theme::t3));
  draw_text(frame.list, flow.area.right(), flow.y + 12,
            users_count(play.scenario.architecture.users) + " listeners",
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
  fill_rect(frame, {flow.area.x, flow.y + 20, width, 3}, frame.theme.cell, 1.5f);
  fill_rect(frame, {flow.area.x, flow.y + 20, width * static_cast<float>(share), 3}, frame.theme.t1, 1.5f);
  flow.y += 40;
}

// Where the bound stands on a goal's bar, and how far the figure has come.
struct Level {
  float bound = 0.65f, value = 0;
};
Level level_of(const GoalRow& row, const model::Limit& limit) {
  Level out;
  const double bound = std::isfinite(limit.at_most) ? limit.at_most : limit.at_least;
  if (bound > 0)
    out.value = static_cast<float>(std::clamp(row.measured / bound * 0.65, 0.0, 1.0));
  else
    out.bound = 0, out.value = row.measured > 0 ? 0.8f : 0.0f;
  return out;
}

std::string remark_of(const Play& play, const GoalRow& row) {
  if (!play.uncounted.empty() && row.state != GoalState::met) return play.uncounted;
  if (row.state == GoalState::waiting && !row.waits_for.empty() && row.checked_s < 0 && row.value.empty())
    return "after: " + row.waits_for;
  if (row.state == GoalState::waiting && row.for_s > 0 && row.held_s > 0)
    return "held " + grouped(row.held_s) + " of " + grouped(row.for_s) + " s";
  return row.bound;
}

void goal(Flow& flow, const Play& play, const GoalRow& row, const model::Limit& limit) {
  Frame& frame = flow.frame;
  const Theme& theme = frame.theme;
  const bool met = row.state == GoalState::met, missed = row.state == GoalState::missed;
  const Colour value = missed ? theme.warning.text : theme.t1;
  const std::string subject = (met ? "\xE2\x9C\x93 " : "") + row.subject;
  const std::string figure = row.value.empty() ? "\xE2\x80\x93" : row.value;
  const Style named = style(frame, 14, &Theme::t1);
  const Style valued = style(14, value, Weight::semibold, Align::right);
  const bool one_line = text_width(subject, named) + text_width(figure, valued) + 12 <= flow.area.width;
  draw_text(frame.list, flow.area.right(), flow.y + (one_line ? 14.0f : 32.0f), figure, valued);
  draw_text_within(frame.list, flow.area.x, flow.y + 14, flow.area.width, subject, named);
  draw_text_within(frame.list, flow.area.x, flow.y + 31, flow.area.width, remark_of(play, row),
                   style(frame, 12, &Theme::t3));
  const float y = flow.y + 39, width = flow.area.width;
  const Level level = level_of(row, limit);
  fill_rect(frame, {flow.area.x, y, width, 4}, theme.cell, 2);
  const float shown = eased(frame, "goal." + row.subject + row.bound, level.value, 0.4f);
  if (!row.value.empty() && shown > 0)
    fill_rect(frame, {flow.area.x, y, std::max(4.0f, width * shown), 4},
              missed ? theme.warning.mark : theme.t2, 2);
  if (level.bound > 0) fill_rect(frame, {flow.area.x + width * level.bound - 1, y - 4, 2, 12}, theme.t1);
  flow.y += 58;
}

void goals(Flow& flow, const Play& play) {
  const model::Story& story = play.scenario.story;
  if (!play.goals.empty()) flow_overline(flow, play.goals.size() > 1 ? "Goals" : "Goal", 8);
  for (std::size_t i = 0; i < play.goals.size(); ++i) goal(flow, play, play.goals[i], story.goals[i].limit);
  if (!play.bands.empty()) flow_overline(flow, "Published, and here", 8);
  for (std::size_t i = 0; i < play.bands.size(); ++i) {
    goal(flow, play, play.bands[i], story.bands[i].limit);
    flow.y -= 8;
    flow_prose(flow, {{story.bands[i].published, Weight::regular, flow.frame.theme.t3}},
               {.size = 12, .line = 17}, 14);
  }
  if (play.stars.empty()) return;
  const float y = flow.y;
  draw_stars(flow.frame, flow.area.x, y, play.stars_won);
  std::string words = "for the goal";
  for (const GoalRow& star : play.stars)
    words += "; " + lesson::uncapitalised(star.subject) + " " + units_kept(star.bound);
  flow.y += draw_prose(flow.frame.list, flow.area.x + 56, y - 2, flow.area.width - 56,
                       {{words, Weight::regular, flow.frame.theme.t3}}, {.size = 12, .line = 17}) +
            16;
}

void notices(Flow& flow, const Play& play) {
  if (play.notes.empty()) return;
  constexpr std::size_t kShown = 3;
  flow_line(flow, 18);
  flow_overline(flow, "Notice", 6);
  const std::size_t count = std::min(kShown, play.notes.size());
  for (std::size_t i = 0; i < count; ++i) {  // the newest first
    const lesson::PlayNote& note = play.notes[play.notes.size() - 1 - i];
    Prose prose;
    if (!note.belief.empty())
      prose.push_back(
          {"\xE2\x80\x9C" + note.belief + "\xE2\x80\x9D ", Weight::semibold, flow.frame.theme.t1});
    for (Span& span : prose_of(flow.frame.theme, note.words)) prose.push_back(std::move(span));
    flow_prose(flow, prose, kSmall, 12);
  }
  flow.y += 4;
}

void hints(Flow& flow, const Play& play) {
  const auto& all = play.scenario.story.hints;
  for (int i = 0; i < play.hints_opened; ++i) {
    const auto at = static_cast<std::size_t>(i);
    flow_prose(flow,
               {{"Hint " + std::to_string(i + 1) + ": ", Weight::semibold, flow.frame.theme.t1},
                {all[at], Weight::regular, flow.frame.theme.t2}},
               kSmall, 8);
  }
  UiState& state = flow.frame.state;
  const bool just_opened = play.hints_opened > state.hints_seen;
  state.hints_seen = play.hints_opened;
  if (just_opened) state.scrolls[std::string(flow.id)].at += std::max(0.0f, flow.y - flow.area.bottom());
}

// The lesson behind this one, in its own list.
template <std::size_t n>
const lesson::LessonInfo* after(const lesson::LessonInfo (&list)[n], std::string_view name) {
  for (std::size_t i = 0; i + 1 < n; ++i)
    if (list[i].name == name) return &list[i + 1];
  return nullptr;
}

const lesson::LessonInfo* next_lesson(std::string_view name) {
  if (const auto* next = after(lesson::kStages, name)) return next;
  if (const auto* next = after(lesson::kChallenges, name)) return next;
  return after(lesson::kCases, name);
}

void best_seen(Flow& flow, const Play& play) {
  const lesson::Progress* progress = flow.frame.learning.progress;
  const lesson::LessonRecord* best =
      progress != nullptr ? lesson::find_record(*progress, play.name) : nullptr;
  if (best == nullptr || best->cheapest_usd_month <= 0) return;
  const Theme& theme = flow.frame.theme;
  flow_prose(flow,
             {{"Cheapest seen ", Weight::regular, theme.t3},
              {dollars(best->cheapest_usd_month), Weight::semibold, theme.t2},
              {" a month, fastest ", Weight::regular, theme.t3},
              {seconds(best->fastest_page_s), Weight::semibold, theme.t2},
              {" a page.", Weight::regular, theme.t3}},
             {.size = 13, .line = 19}, 12);
}

void closing(Flow& flow, const Play& play) {
  const model::Story& story = play.scenario.story;
  const bool is_case = story.kind == "case";
  const bool told = is_case && !play.bands.empty() && play.bands.back().checked_s >= 0;
  if (!play.met && !told) return;
  flow_line(flow, 18);
  flow_overline(flow, is_case ? "What it shows" : "Goal met", 6);
  flow_prose(flow, {{story.closing, Weight::regular, flow.frame.theme.t1}},
             flow.area.width >= 270 && flow.frame.form != Form::phone ? kText : kNarrow, 12);
  best_seen(flow, play);
  if (const lesson::LessonInfo* next = next_lesson(play.name)) {
    if (flow_link(flow, "next-lesson", "Next: " + std::string(next->title)))
      flow.frame.wishes.lesson = next->name;
    flow.y += 14;
  }
}

void sources(Flow& flow, const Play& play) {
  const model::Story& story = play.scenario.story;
  const Block block{.size = 12, .line = 18};
  const Theme& theme = flow.frame.theme;
  if (!story.left_out.empty())
    flow_prose(flow,
               {{"Left out: ", Weight::semibold, theme.t3}, {story.left_out, Weight::regular, theme.t3}},
               block, 8);
  if (!story.source.empty())
    flow_prose(flow, {{"Source: ", Weight::semibold, theme.t3}, {story.source, Weight::regular, theme.t3}},
               block, 12);
}

// What the run has answered, and that the goals are met.
std::size_t told_by(const Play& play) {
  std::size_t count = play.met ? 1 : 0;
  for (const lesson::PredictionState& state : play.predictions)
    count += state.asked == lesson::Asked::answered ? 1 : 0;
  return count;
}

// It stands at the top, where the reader is brought once.
void turn_to_what_is_told(Frame& frame, const Play& play) {
  const std::size_t told = told_by(play);
  if (told > frame.state.lesson_told) frame.state.scrolls[play.name].at = 0;
  frame.state.lesson_told = told;
}

void story(Flow& flow, const Play& play) {
  const bool roomy = flow.area.width >= 270;
  flow_prose(flow, {{play.scenario.story.story, Weight::regular, flow.frame.theme.t2}},
             roomy ? kText : kNarrow, roomy ? 22 : 16);
}

constexpr float kFoot = 44;

// Stands still while what is above it grows and scrolls: the next hint, and whether to be asked.
void foot(Frame& frame, const Rect& area, const Play& play) {
  hairline(frame, area.x, area.y, area.right(), area.y, frame.theme.line);
  const float top = area.y + 8;
  const auto hints = static_cast<int>(play.scenario.story.hints.size());
  if (play.hints_opened < hints && !play.met) {
    Flow row{frame, area, play.name, top};
    const std::string label =
        "Hint " + std::to_string(play.hints_opened + 1) + " of " + std::to_string(hints);
    if (flow_link(row, "hint", label)) frame.wishes.hint = true;
  }
  constexpr std::string_view kAsk = "Ask me first";
  const bool asks = frame.learning.progress == nullptr || frame.learning.progress->ask_predictions;
  const float width = text_width(kAsk, style(13, 0)) + 44;
  const Press ask = control(
      frame, {area.right() - width, top, width, 28},
      {.id = "predictions", .label = "Ask what I expect", .kind = ControlKind::toggle, .on = asks}, 6);
  draw_text(frame.list, area.right() - width, top + 19, kAsk,
            style(13, ask.hovered ? frame.theme.t1 : frame.theme.t3));
  draw_switch(frame, area.right() - 34, top + 4, eased(frame, "predictions.on", asks ? 1.0f : 0.0f, 0.12f));
  if (ask.clicked) frame.wishes.ask_or_not = true;
}

}  // namespace

void lesson_panel(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  if (frame.learning.play == nullptr) return;
  const Play& play = *frame.learning.play;
  const bool asking = lesson::is_asking(play);  // the question has all the room
  const Rect above{area.x, area.y, area.width, area.height - (asking ? 0.0f : kFoot)};
  turn_to_what_is_told(frame, play);
  Flow flow = begin_flow(frame, above, play.name);
  title(flow, play);
  ramp(flow, play);
  // What is asked, answered or won comes first; by then the story has been read.
  const bool began = told_by(play) > 0 || lesson::question_in_sight(play) != lesson::kNoQuestion;
  closing(flow, play);
  prediction_card(flow, play);
  if (began && !asking) goals(flow, play);
  story(flow, play);
  if (!began || asking) goals(flow, play);
  hints(flow, play);
  notices(flow, play);
  sources(flow, play);
  flow_line(flow, 10);
  if (flow_link(flow, "lessons", "All stages, challenges and cases")) frame.state.overlay = Overlay::lessons;
  end_flow(flow);
  if (!asking) foot(frame, {area.x, above.bottom(), area.width, kFoot}, play);
}

}  // namespace scale::ui
