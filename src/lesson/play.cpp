#include "lesson/play.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "lesson/cause.h"
#include "lesson/format.h"
#include "lesson/measure.h"
#include "lesson/misconceptions.h"
#include "lesson/texts.h"
#include "model/apply.h"
#include "model/words.h"
#include "sandbox/probe.h"
#include "sim/math.h"

namespace scale::lesson {
namespace {

using model::Command;
using sandbox::Figures;
using sandbox::Snapshot;

constexpr double kMinute_s = 60;
constexpr double kRampSteps = 20;  // each within the time that a dragged slider counts as one change

bool is(const Command& command, std::string_view id) {
  return model::info(command.id).id == id;
}

std::vector<Command> planned(const model::Scenario& scenario) {
  std::vector<Command> all;
  for (const Command& command : scenario.commands)
    if (command.time_s > 0) all.push_back(command);
  if (const auto& ramp = scenario.story.ramp) {
    const model::CommandId users = *model::find_command("users");
    const double growth = sim::log(scenario.architecture.users / ramp->from_users);
    for (int i = 1; i < kRampSteps; ++i)
      all.push_back({ramp->over_s * i / kRampSteps, users,
                     std::round(ramp->from_users * sim::exp(growth * i / kRampSteps))});
    all.push_back({ramp->over_s, users, scenario.architecture.users});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Command& a, const Command& b) { return a.time_s < b.time_s; });
  return all;
}

GoalRow row_of(const model::Goal& goal) {
  GoalRow row;
  row.subject = subject_text(goal.limit);
  row.bound = bound_text(goal.limit);
  row.for_s = goal.for_s;
  if (!goal.after.empty()) row.waits_for = model::info(*model::find_command(goal.after)).label;
  return row;
}

// When the last incident of this kind was; nothing before the first.
std::optional<double> last_incident_s(const std::vector<Command>& log, std::string_view id) {
  for (auto it = log.rbegin(); it != log.rend(); ++it)
    if (is(*it, id)) return it->time_s;
  return std::nullopt;
}

struct Look {
  const Snapshot& now;
  const Figures& minute;
  const std::vector<Command>& log;
  double since_last_s;  // between this look and the one before
  bool counts;          // with all users, at the file's hour
};

Terms terms_of(const model::Scenario& scenario, const std::vector<Command>& schedule) {
  const auto& ramp = scenario.story.ramp;
  Terms terms;
  terms.check_from_s = kMinute_s + (schedule.empty() ? 0 : schedule.back().time_s);
  terms.due_users.push_back(
      {0, *model::find_command("users"), ramp ? ramp->from_users : scenario.architecture.users});
  std::copy_if(schedule.begin(), schedule.end(), std::back_inserter(terms.due_users),
               [](const Command& command) { return is(command, "users"); });
  terms.at_any_hour = std::any_of(scenario.commands.begin(), scenario.commands.end(),
                                  [](const Command& one) { return is(one, "time-of-day"); });
  return terms;
}

std::string why_uncounted(const Play& play, const Snapshot& now) {
  if (now.utc_hour >= 0 && !play.terms.at_any_hour) return "counts after a minute at the evening peak";
  const auto later = std::find_if(play.terms.due_users.begin() + 1, play.terms.due_users.end(),
                                  [&](const Command& due) { return due.time_s > now.time_s; });
  const double due = std::prev(later)->value;
  return now.architecture.users < due ? "counts after a minute with " + model::grouped(due) + " users"
                                      : std::string();
}

void read_value(GoalRow& row, const model::Limit& limit, const Look& look) {
  const Measured measured = measure(limit, look.now, look.minute);
  row.measured = measured.value;
  row.value = measured.enough ? figure_text(limit.measure, measured.value) : "too few yet";
  row.state = measured.enough && within(limit, measured.value) ? GoalState::met : GoalState::missed;
}

void check_after_incident(GoalRow& row, const model::Goal& goal, const Look& look) {
  const auto at = last_incident_s(look.log, goal.after);
  if (!at) return;
  const double check_s = *at + goal.after_s;
  if (row.checked_s >= check_s) return;  // this incident's check has been made
  if (row.checked_s < *at) row.checked_s = -1;
  read_value(row, goal.limit, look);
  if (!look.counts) row.state = GoalState::missed;
  if (look.now.time_s < check_s)
    row.state = GoalState::waiting;
  else
    row.checked_s = look.now.time_s;
}

void check(GoalRow& row, const model::Goal& goal, const Look& look, double from_s) {
  if (!goal.after.empty()) return check_after_incident(row, goal, look);
  read_value(row, goal.limit, look);
  const bool in_time = look.now.time_s >= from_s && look.counts;
  row.held_s = row.state == GoalState::met && in_time ? row.held_s + look.since_last_s : 0;
  if (!in_time || (row.state == GoalState::met && row.held_s < goal.for_s)) row.state = GoalState::waiting;
}

bool all_met(const std::vector<GoalRow>& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [](const GoalRow& row) { return row.state == GoalState::met; });
}

void remember(Play& play, const Look& look) {
  const Seen seen{look.now.architecture, look.now.cost_usd_month,
                  sandbox::mean_page_s(look.minute, look.now.catalog)};
  if (!play.cheapest || seen.cost_usd_month < play.cheapest->cost_usd_month) play.cheapest = seen;
  if (!play.fastest || seen.mean_page_s < play.fastest->mean_page_s) play.fastest = seen;
}

void check_goals(Play& play, const Look& look) {
  const model::Story& story = play.scenario.story;
  for (std::size_t i = 0; i < play.goals.size(); ++i)
    check(play.goals[i], story.goals[i], look, play.terms.check_from_s);
  for (std::size_t i = 0; i < play.stars.size(); ++i)
    check(play.stars[i], story.stars[i], look, play.terms.check_from_s);
  for (std::size_t i = 0; i < play.bands.size(); ++i) {
    GoalRow& row = play.bands[i];
    if (row.checked_s >= 0) continue;
    read_value(row, story.bands[i].limit, look);
    if (look.now.time_s < story.bands[i].at_s)
      row.state = GoalState::waiting;
    else
      row.checked_s = look.now.time_s;
  }
  if (play.goals.empty() || !all_met(play.goals)) return;
  if (!play.met) play.met_s = look.now.time_s;
  play.met = true;
  const auto won = std::count_if(play.stars.begin(), play.stars.end(),
                                 [](const GoalRow& row) { return row.state == GoalState::met; });
  play.stars_won = std::max(play.stars_won, 1 + static_cast<int>(won));
  remember(play, look);
}

bool is_on(const model::Architecture& architecture, const std::string& id) {
  const model::CommandInfo& row = model::info(*model::find_command(id));
  return row.get != nullptr && row.get(architecture) != 0;
}

bool happens(const model::StoryNote& note, const Look& look) {
  const model::Architecture& built = look.now.architecture;
  const auto on = [&](const std::string& id) { return is_on(built, id); };
  if (!std::all_of(note.with.begin(), note.with.end(), on)) return false;
  if (std::any_of(note.without.begin(), note.without.end(), on)) return false;
  if (!note.after.empty()) {
    const auto at = last_incident_s(look.log, note.after);
    if (!at || look.now.time_s < *at + note.after_s) return false;
  } else if (look.now.time_s < note.after_s) {
    return false;
  }
  return std::all_of(note.when.begin(), note.when.end(), [&](const model::Limit& limit) {
    const Measured measured = measure(limit, look.now, look.minute);
    return measured.enough && within(limit, measured.value);
  });
}

Words note_words(const model::StoryNote& note, const Look& look) {
  std::vector<TextRun> figures;
  for (const model::Limit& limit : note.when)
    figures.push_back(
        {figure_text(limit.measure, measure(limit, look.now, look.minute).value), Emphasis::number});
  figures.resize(4);
  return fill(note.text, {figures[0], figures[1], figures[2], figures[3]});
}

void show_notes(Play& play, const Look& look) {
  const auto& notes = play.scenario.story.notes;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (play.note_shown[i] || !happens(notes[i], look)) continue;
    play.note_shown[i] = true;
    play.notes.push_back({note_words(notes[i], look), look.now.time_s, ""});
  }
}

void show_misconceptions(Play& play, const Look& look) {
  const auto& all = misconceptions();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (play.misconception_shown[i]) continue;
    const std::optional<Words> words = all[i].shown(look.now, look.now.catalog);
    if (!words) continue;
    play.misconception_shown[i] = true;
    play.notes.push_back({*words, look.now.time_s, std::string(all[i].belief)});
  }
}

std::size_t choice_of(const model::Prediction& asked, double ratio) {
  std::size_t choice = asked.ratios.size();
  for (std::size_t i = asked.ratios.size(); i-- > 0;)
    if (ratio < asked.ratios[i]) choice = i;
  return choice;
}

std::optional<Measure> compared(std::string_view measure) {
  if (measure == "failed-share") return Measure::failed;
  if (measure == "slow-share") return Measure::slow;
  if (measure == "page-load-p50-s") return Measure::page_p50;
  if (measure == "first-byte-p50-s") return Measure::first_byte_p50;
  if (measure == "response-p50-s" || measure == "response-p95-s") return Measure::response_p95;
  return std::nullopt;
}

// "Median answer: 8.1 s instead of 1.1 s.", or how it moved and by what the run shows.
Words figures_words(const model::Prediction& asked, double with, double without) {
  return fill("{0}: {1} instead of {2}.", {{subject_text(asked.of), Emphasis::plain},
                                           {figure_text(asked.of.measure, with), Emphasis::number},
                                           {figure_text(asked.of.measure, without), Emphasis::ghost}});
}

Words moved_words(const model::Prediction& asked, const Difference& told, const Cause& cause) {
  Words words = fill(text(told.after < told.before ? Text::fell : Text::rose),
                     {{subject_text(asked.of), Emphasis::plain},
                      {figure_text(asked.of.measure, told.before), Emphasis::ghost},
                      {figure_text(asked.of.measure, told.after), Emphasis::number}});
  words.insert(words.end(), cause.words.begin(), cause.words.end());
  return words;
}

// The file's cause is for the answer that it explains. Of any other, and where a part that the change leaves
// alone holds both runs up, the run itself says why.
Words answer_words(const model::Prediction& asked, std::size_t answer, double with, double without,
                   const Snapshot& now) {
  constexpr double kFelt = 0.1;
  const bool explained = asked.explains.empty() || asked.choices[answer] == asked.explains;
  Words words = figures_words(asked, with, without), why;
  if (const auto measure = compared(asked.of.measure)) {
    Difference told{.measure = *measure, .before = without, .after = with};
    if (asked.of.region) told.region = static_cast<std::size_t>(*asked.of.region);
    if (std::fabs(with - without) > kFelt * std::max(with, without)) {
      const Cause cause = cause_of(now, told);
      if (!explained && cause.caution.empty()) return moved_words(asked, told, cause);
      why = cause.caution;
    } else {
      why = explained ? full_in_both(now, told) : why_unmoved(now, told);
    }
  }
  if (why.empty() && explained) why = {{asked.cause, Emphasis::plain}};
  append(words, why);
  return words;
}

// Nothing that stays nothing has not changed; nothing that becomes something is beyond any ratio of a file.
double ratio_of(double with, double without) {
  constexpr double kMost = 1e6;
  if (without > 0) return std::min(kMost, with / without);
  return with > 0 ? kMost : 1;
}

// Where the run stands since the change, and when its minute is over, the answer.
void observe(const model::Prediction& asked, PredictionState& state, const Snapshot& now) {
  const Measured with = measure_of_pages(asked.of, now.figures);
  const Measured without = measure_of_pages(asked.of, now.ghost);
  if (!with.enough || !without.enough) return;
  const double ratio = ratio_of(with.value, without.value);
  const double share = std::min(1.0, (now.time_s - now.ghost_since_s) / kAnswer_s);
  const auto points = 1 + static_cast<std::size_t>(share * (kLinePoints - 1));
  if (state.seen.empty()) state.seen.push_back(1);  // the change itself
  while (state.seen.size() < points) state.seen.push_back(static_cast<float>(ratio));
  if (share < 1) return;
  state.answer = choice_of(asked, ratio);
  state.asked = Asked::answered;
  state.words = answer_words(asked, state.answer, with.value, without.value, now);
}

void answer_predictions(Play& play, const Snapshot& now) {
  for (std::size_t i = 0; i < play.predictions.size(); ++i) {
    PredictionState& state = play.predictions[i];
    if (state.asked != Asked::guessed || !now.has_ghost) continue;
    const model::Prediction& asked = play.scenario.story.predictions[i];
    const bool same = model::info(now.ghost_without.id).id == asked.command;
    if (!same && now.ghost_since_s > state.since_s) state.asked = Asked::unanswered;
    if (same && now.ghost_since_s >= state.since_s) observe(asked, state, now);
  }
}

PredictionState* open_question(Play& play) {
  for (PredictionState& state : play.predictions)
    if (state.asked == Asked::open) return &state;
  return nullptr;
}

const model::Prediction& prediction_of(const Play& play, const PredictionState& state) {
  return play.scenario.story.predictions[static_cast<std::size_t>(&state - play.predictions.data())];
}

bool is_about(const Play& play, const PredictionState& state, const Command& command) {
  return is(command, prediction_of(play, state).command);
}

// Of a tool: then what is planned strikes the ghost, too, for without the tool it is to be seen as well.
bool awaits_other_answer(const Play& play, const Command& planned) {
  return std::any_of(play.predictions.begin(), play.predictions.end(), [&](const PredictionState& state) {
    return state.asked == Asked::guessed && !is_about(play, state, planned);
  });
}

std::size_t question_before(const Play& play, const Command& command) {
  if (!play.ask_predictions || is_asking(play)) return kNoQuestion;
  const model::CommandInfo& row = model::info(command.id);
  if (row.get != nullptr && command.value == row.get(play.scenario.architecture)) return kNoQuestion;
  const auto& all = play.scenario.story.predictions;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (play.predictions[i].asked == Asked::not_yet && row.id == all[i].command) return i;
  return kNoQuestion;
}

const Command* next_that_asks(const Play& play) {
  const auto asks = [&](const Command& planned) {
    return !awaits_other_answer(play, planned) && question_before(play, planned) != kNoQuestion;
  };
  const auto from = play.schedule.begin() + static_cast<std::ptrdiff_t>(play.next_scheduled);
  const auto found = std::find_if(from, play.schedule.end(), asks);
  return found != play.schedule.end() ? &*found : nullptr;
}

void carry_out_planned(Play& play, sandbox::Sandbox& sandbox, const Command& planned) {
  PredictionState* open = open_question(play);
  if (open != nullptr && is_about(play, *open, planned)) open->asked = Asked::skipped;
  if (is(planned, "users") || awaits_other_answer(play, planned))
    sandbox.apply_to_both(planned);
  else
    sandbox.apply(planned);
}

}  // namespace

Play start_play(std::string name, model::Scenario scenario) {
  Play play;
  play.name = std::move(name);
  play.scenario = std::move(scenario);
  const model::Story& story = play.scenario.story;
  for (const model::Goal& goal : story.goals) play.goals.push_back(row_of(goal));
  for (const model::Goal& star : story.stars) play.stars.push_back(row_of(star));
  for (const model::Band& band : story.bands)
    play.bands.push_back(row_of({.limit = band.limit, .after = {}}));
  play.predictions.resize(story.predictions.size());
  play.note_shown.resize(story.notes.size());
  play.misconception_shown.resize(misconceptions().size());
  play.schedule = planned(play.scenario);
  play.terms = terms_of(play.scenario, play.schedule);
  return play;
}

sandbox::Settings settings_of(const Play& play) {
  sandbox::Settings settings;
  settings.seed = play.scenario.seed;
  settings.packet = play.scenario.packet;
  settings.catalog = model::catalog_of(play.scenario);
  model::Architecture built = play.scenario.architecture;
  if (play.scenario.story.ramp) built.users = play.scenario.story.ramp->from_users;
  settings.opening = model::commands_to_build(built);
  for (const Command& command : play.scenario.commands)
    if (command.time_s <= 0) settings.opening.push_back(command);
  return settings;
}

double go_on(Play& play, sandbox::Sandbox& sandbox, double time_s, std::uint64_t most_events) {
  while (play.next_scheduled < play.schedule.size()) {
    const Command& next = play.schedule[play.next_scheduled];
    if (next.time_s > time_s) break;
    const double reached = sandbox.run_until(next.time_s, most_events);
    if (reached < next.time_s) return reached;
    carry_out_planned(play, sandbox, next);
    ++play.next_scheduled;
  }
  return sandbox.run_until(time_s, most_events);
}

void watch(Play& play, const sandbox::Sandbox& sandbox, const Snapshot& now) {
  if (now.time_s <= play.watched_s) return;
  // At 60x and more the live window is longer than a minute, and rests on more page views.
  Figures minute = sandbox.last_minute();
  if (now.figures.window_s > minute.window_s) minute = now.figures;
  if (const std::string why = why_uncounted(play, now); !why.empty()) {
    play.uncounted = why;
    play.counts_from_s = now.time_s + minute.window_s;
  } else if (now.time_s >= play.counts_from_s) {
    play.uncounted.clear();
  }
  const Look look{now, minute, sandbox.log(), now.time_s - play.watched_s, play.uncounted.empty()};
  play.watched_s = now.time_s;
  check_goals(play, look);
  show_notes(play, look);
  show_misconceptions(play, look);
  answer_predictions(play, now);
}

const model::Prediction* to_ask(Play& play, const Command& command) {
  const std::size_t found = question_before(play, command);
  if (found == kNoQuestion) return nullptr;
  play.predictions[found].asked = Asked::open;
  return &play.scenario.story.predictions[found];
}

double asks_ahead_s(const Play& play) {
  const Command* asking = next_that_asks(play);
  return asking != nullptr ? asking->time_s : std::numeric_limits<double>::infinity();
}

const model::Prediction* to_ask_ahead(Play& play, double until_s) {
  const Command* asking = next_that_asks(play);
  return asking != nullptr && asking->time_s <= until_s ? to_ask(play, *asking) : nullptr;
}

bool guess(Play& play, std::size_t choice, double now_s) {
  PredictionState* open = open_question(play);
  if (open == nullptr || choice >= prediction_of(play, *open).choices.size()) return false;
  open->guess = choice;
  open->since_s = now_s;
  open->asked = Asked::guessed;
  return true;
}

bool guess_line(Play& play, std::vector<float> ratios, double now_s) {
  PredictionState* open = open_question(play);
  if (open == nullptr || ratios.size() != kLinePoints) return false;
  const double end = static_cast<double>(ratios.back());
  if (!guess(play, choice_of(prediction_of(play, *open), end), now_s)) return false;
  open->drawn = std::move(ratios);
  return true;
}

void skip(Play& play) {
  if (PredictionState* open = open_question(play)) open->asked = Asked::skipped;
}

std::size_t question_in_sight(const Play& play) {
  std::size_t latest = kNoQuestion;
  for (std::size_t i = 0; i < play.predictions.size(); ++i) {
    const PredictionState& state = play.predictions[i];
    if (state.asked == Asked::open) return i;
    if (state.asked != Asked::guessed && state.asked != Asked::answered) continue;
    if (latest == kNoQuestion || state.since_s >= play.predictions[latest].since_s) latest = i;
  }
  return latest;
}

bool is_asking(const Play& play) {
  return std::any_of(play.predictions.begin(), play.predictions.end(),
                     [](const PredictionState& state) { return state.asked == Asked::open; });
}

void go_back(Play& play, double time_s) {
  play.next_scheduled = 0;
  while (play.next_scheduled < play.schedule.size() && play.schedule[play.next_scheduled].time_s <= time_s)
    ++play.next_scheduled;
  play.watched_s = std::min(play.watched_s, time_s);
  play.counts_from_s = 0;
  for (std::vector<GoalRow>* rows : {&play.goals, &play.stars, &play.bands})
    for (GoalRow& row : *rows) {
      row.held_s = 0;
      if (row.checked_s <= time_s) continue;
      row.checked_s = -1;
      row.state = GoalState::waiting;
    }
  for (PredictionState& state : play.predictions)
    if (state.asked == Asked::guessed && state.since_s > time_s) state.asked = Asked::unanswered;
}

bool is_on_offer(const Play& play, std::string_view command) {
  const auto& tools = play.scenario.story.tools;
  return tools.empty() || std::find(tools.begin(), tools.end(), command) != tools.end();
}

bool open_hint(Play& play) {
  if (play.hints_opened >= static_cast<int>(play.scenario.story.hints.size())) return false;
  ++play.hints_opened;
  return true;
}

bool is_ramping(const Play& play) {
  return play.scenario.story.ramp && play.next_scheduled < play.schedule.size();
}

double planned_share(const Play& play, double now_s) {
  const double end_s = play.schedule.empty() ? 0 : play.schedule.back().time_s;
  return end_s > 0 ? std::min(1.0, now_s / end_s) : 1;
}

}  // namespace scale::lesson
