// What the advisor knows: what holds the pages up and why, what the last change did, where it breaks, which
// step is best next and what the smallest system is that does.
#include <algorithm>
#include <cmath>

#include "lesson/advisor.h"
#include "ui/flow.h"
#include "ui/format.h"
#include "ui/panels.h"
#include "ui/words.h"

namespace scale::ui {
namespace {

constexpr Block kText{.size = 15, .line = 23};

void say(Flow& flow, std::string_view heading, const lesson::Words& words) {
  if (words.empty()) return;
  flow_overline(flow, heading, 4);
  flow_prose(flow, prose_of(flow.frame.theme, words), kText, 18);
}

void last_change(Flow& flow) {
  lesson::Advice advice = lesson::advise(flow.frame.run);
  lesson::append(advice.gains, advice.unchanged);
  lesson::append(advice.gains, advice.cost);
  say(flow, "What the last change did", advice.gains);
}

void breaks(Flow& flow) {
  const lesson::Findings* findings = flow.frame.learning.findings;
  const sandbox::BreakingPoint* found = findings != nullptr ? lesson::shown(findings->as_it_is) : nullptr;
  if (found == nullptr) return;
  const bool older = !lesson::up_to_date(findings->as_it_is);
  say(flow, older ? "Where it broke before the last change" : "Where it breaks",
      lesson::breaking_words(*found));
}

std::string step_name(const lesson::Step& step) {
  const model::CommandInfo& row = model::info(step.command.id);
  std::string name(short_name(row));
  if (row.kind == model::CommandKind::count) name += " " + grouped(step.command.value);
  return name;
}

void step_row(Flow& flow, const lesson::NextStep& search, const lesson::Step& step) {
  Frame& frame = flow.frame;
  const double most = std::max(1e-9, search.steps.front().gain_s);
  const bool counts = step.gain_s > step.uncertainty_s;
  const float bar = 90, x = flow.area.right() - 110 - bar;
  draw_text_within(frame.list, flow.area.x, flow.y + 17, x - flow.area.x - 12, step_name(step),
                   style(frame, 14, &Theme::t1));
  const float share = static_cast<float>(std::clamp(step.gain_s / most, 0.0, 1.0));
  fill_rect(frame, {x, flow.y + 11, bar, 4}, frame.theme.cell, 2);
  if (counts) fill_rect(frame, {x, flow.y + 11, bar * share, 4}, frame.theme.t1, 2);
  const double more = step.cost_usd_month - search.as_it_is.cost_usd_month;
  const std::string words = (more < 0 ? "\xE2\x88\x92 " : "+ ") + dollars(std::fabs(more));
  draw_text(frame.list, flow.area.right(), flow.y + 17, words,
            style(frame, 13, &Theme::t2, Weight::regular, Align::right));
  flow.y += 26;
}

void next_step(Flow& flow) {
  Frame& frame = flow.frame;
  const lesson::Findings* findings = frame.learning.findings;
  if (findings == nullptr) return;
  flow_overline(flow, "Best next step, by experiment", 4);
  if (!findings->next_step || !findings->next_step->done) {
    Prose words{{"Trying every tool and size apart from the run", Weight::regular, frame.theme.t2}};
    if (findings->next_step && !findings->next_step->to_try.empty()) {
      const auto tried = static_cast<double>(findings->next_step->next);
      const auto all = static_cast<double>(findings->next_step->to_try.size() + 1);
      words.back().text += ": ";
      words.push_back({grouped(tried) + " of " + grouped(all), Weight::semibold, frame.theme.t1});
    }
    flow_prose(flow, words, kText, 18);
    return;
  }
  const lesson::NextStep& search = *findings->next_step;
  flow_prose(flow, prose_of(frame.theme, lesson::next_step_words(search)), kText, 8);
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < std::min(kShown, search.steps.size()); ++i)
    step_row(flow, search, search.steps[i]);
  flow.y += 16;
}

std::string words_of(const model::Architecture& a) {
  std::string words = grouped(a.web_servers) + (a.web_servers == 1 ? " server" : " servers");
  if (std::count(a.sites.begin(), a.sites.end(), true) > 1) words += " in three regions";
  if (a.cdn) words += ", CDN";
  words += ", database of " + grouped(a.database_cores) + " cores";
  return a.replicas > 0 ? words + ", copies" : words;
}

// The ribbon: a stretch for each number of users, as long as its cost on a log scale.
void staying_small(Flow& flow) {
  Frame& frame = flow.frame;
  const lesson::Findings* findings = frame.learning.findings;
  if (findings == nullptr || !findings->small) return;
  const lesson::StayingSmall& small = *findings->small;
  flow_overline(flow, "Staying small: the cheapest that does", 4);
  const std::size_t known = small.done ? small.ribbon.size() : small.stop;
  for (std::size_t i = 0; i < known; ++i) {
    const lesson::SmallStop& stop = small.ribbon[i];
    const float x = flow.area.x + 76;
    draw_text(frame.list, flow.area.x, flow.y + 14, users_count(stop.users), style(frame, 13, &Theme::t2));
    const double share = stop.met ? std::log10(std::max(10.0, stop.cost_usd_month)) - 1 : 0;
    const float width = static_cast<float>(share / 6) * (flow.area.width - 76);
    if (stop.met) fill_rect(frame, {x, flow.y + 20, width, 4}, frame.theme.fill, 2);
    const std::string words =
        stop.met ? dollars(stop.cost_usd_month) + ": " + words_of(stop.architecture)
                 : "nothing of up to " + grouped(lesson::kMostSmallServers) + " servers a region does";
    draw_text_within(frame.list, x, flow.y + 14, flow.area.right() - x, words, style(frame, 13, &Theme::t1));
    flow.y += 32;
  }
  if (!small.done)
    flow_prose(flow,
               {{"Looking at " + users_count(small.ribbon[small.stop].users) + " users...", Weight::regular,
                 frame.theme.t3}},
               {.size = 13, .line = 19}, 8);
  const Prose goal{{"Does: at most " + percent(small.goal.slow_share) + " slow, " +
                        percent(small.goal.failed_share) + " failed, 95 % of answers within " +
                        seconds(small.goal.response_p95_s) + ".",
                    Weight::regular, frame.theme.t3}};
  flow_prose(flow, goal, {.size = 12, .line = 18}, 16);
}

}  // namespace

void advisor_sheet(Frame& frame) {
  const Sheet sheet = begin_sheet(frame, "The advisor", 620, 640);
  if (sheet.closed) frame.state.overlay = Overlay::none;
  Flow flow = begin_flow(frame, sheet.inside, "advisor");
  say(flow, "What holds the pages up", lesson::diagnose(frame.run).words);
  last_change(flow);
  breaks(flow);
  next_step(flow);
  staying_small(flow);
  if (flow_link(flow, "glossary", "Words, and what is not modelled")) frame.state.overlay = Overlay::glossary;
  end_flow(flow);
  end_sheet(frame);
}

}  // namespace scale::ui
