// The lesson in the program: its file comes, it is played, its predictions hold commands back, what has been
// won is kept.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "app/program_state.h"
#include "lesson/lessons.h"

namespace scale::app {
namespace {

sandbox::Settings settings_of(const Program& program) {
  const Parameters& given = program.parameters;
  if (program.play) {
    sandbox::Settings settings = lesson::settings_of(*program.play);
    settings.seed = given.seed;  // the lesson's own, where none was given
    if (given.packet != 0) settings.packet = given.packet;
    // Of a lesson's link only at which speed it is to be seen; an embed changes its stage as it likes.
    for (const model::Command& command : given.opening)
      if (given.embed || model::info(command.id).group == model::CommandGroup::time)
        settings.opening.push_back(command);
    return settings;
  }
  sandbox::Settings settings;
  settings.seed = given.seed;
  settings.packet = given.packet;
  settings.catalog = model::catalog_of(given.catalog);
  settings.opening = given.opening;
  return settings;
}

// Breaks where the stage's own line is crossed, if it has one of slow or failed pages.
sandbox::BreakingLine line_of(const lesson::Play* play) {
  sandbox::BreakingLine line;
  if (play == nullptr) return line;
  for (const model::Goal& goal : play->scenario.story.goals) {
    if (!goal.after.empty() || goal.limit.region) continue;
    if (goal.limit.measure == "slow-share") line.slow_share = std::min(1.0, goal.limit.at_most);
    if (goal.limit.measure == "failed-share") line.failed_share = std::min(1.0, goal.limit.at_most);
  }
  return line;
}

void look_round(Program& program) {
  const lesson::Play* play = program.play ? &*program.play : nullptr;
  static const std::vector<std::string> kAll;
  const model::Catalog catalog =
      play != nullptr ? model::catalog_of(play->scenario) : model::catalog_of(program.parameters.catalog);
  lesson::look_at(program.findings, program.sandbox.architecture(), catalog, program.sandbox.settings().seed,
                  line_of(play), play != nullptr ? play->scenario.story.tools : kAll);
}

void forget_the_past(Program& program) {
  program.rewind.clear();
  program.last_copy_s = -1;
  program.left.reset();
  program.beside.clear();
  program.held.reset();
  program.findings = {};
  program.pace = {};
}

void release(Program& program) {
  if (program.held) apply(program, *program.held);
  program.held.reset();
}

// An embed has no room for a lesson's words and no time for its ramp: it begins with the system under its
// full load.
void leave_out_the_words(model::Story& story) {
  model::Story left;
  if (story.kind != "stage") left.tools = std::move(story.tools);
  left.kind = std::move(story.kind);
  left.goals = std::move(story.goals);
  story = std::move(left);
}

// What begins now is no more the run of the link that the page was opened with.
void leave_the_link(Program& program) {
  if (!program.parameters.of_link) return;
  program.parameters.of_link = program.parameters.seed_given = false;
  program.parameters.packet = 0;
  program.parameters.run_to_s = 0;
}

void keep_progress(const Program& program) {
  keep_text(lesson::to_text(program.progress));
}

}  // namespace

void start_again(Program& program) {
  forget_the_past(program);
  if (program.play) {
    lesson::Play fresh = lesson::start_play(program.play->name, program.play->scenario);
    fresh.hints_opened = program.play->hints_opened;
    fresh.ask_predictions = program.progress.ask_predictions;
    program.play = std::move(fresh);
  }
  program.sandbox = sandbox::Sandbox(settings_of(program));
  program.snapshot.revision = 0;
  program.state.motion.flights.clear();
  program.owed_s = 0;
  program.paused = false;
  stop_hunt(program);
  // An embed begins in mid-evening again; a link's run begins afresh, and its commands are the person's to
  // give.
  program.prepared = false;
  program.replayed = program.parameters.later.size();
  if (program.parameters.of_link && !program.parameters.embed) program.parameters.run_to_s = 0;
  program.stale = true;
}

bool waits_for_guess(Program& program, const model::Command& command) {
  if (!program.play) return false;
  if (program.held && program.held->id == command.id) {  // pressed again: no guess, just do it
    lesson::skip(*program.play);
    program.held.reset();
    return false;
  }
  if (lesson::to_ask(*program.play, command) == nullptr) return false;
  program.held = command;
  program.state.sketch.clear();
  return true;
}

double until_asked_s(const Program& program) {
  constexpr double kAhead_wall_s = 1;
  if (!program.play) return std::numeric_limits<double>::infinity();
  const double asks_s = lesson::asks_ahead_s(*program.play) - kAhead_wall_s * program.sandbox.speed();
  return sandbox::last_tick_s(std::max(0.0, asks_s));
}

void ask_ahead(Program& program) {
  if (program.sandbox.time_s() < until_asked_s(program)) return;
  lesson::to_ask_ahead(*program.play, lesson::asks_ahead_s(*program.play));
  program.held.reset();
  program.state.sketch.clear();
  stop_hunt(program);
}

void watch_lesson(Program& program) {
  look_round(program);
  if (!program.play) return;
  lesson::watch(*program.play, program.sandbox, program.snapshot);
  if (lesson::note(program.progress, *program.play)) keep_progress(program);
}

bool is_waiting(const Program& program) {
  return program.play && lesson::is_asking(*program.play);
}

void fetch_lesson(Program& program) {
  const std::string name = program.wanted_lesson;
  if (name.empty()) return;
  if (const auto text = ask_for_lesson(name)) tell(program, take_lesson(program, name, *text));
}

void open_lesson(Program& program, std::string_view name) {
  program.wanted_lesson = name;
  leave_the_link(program);
  fetch_lesson(program);
}

void tell(Program& program, std::string_view sentence) {
  if (sentence.empty() || say(sentence)) return;
  program.state.note = sentence;
  program.state.note_since_s = program.last_frame_s;
}

std::string take_lesson(Program& program, std::string_view name, std::string_view json) {
  const bool asked_for = name == program.wanted_lesson;
  program.wanted_lesson.clear();
  if (json.empty()) return "The lesson " + std::string(name) + " could not be fetched; this is free play.";
  model::ParsedScenario parsed = model::parse_scenario(json);
  if (!parsed.scenario) return "The lesson " + std::string(name) + ": " + model::to_text(*parsed.error) + ".";
  // A file that the person has opened; an embed's page hands over its stage unasked.
  if (!asked_for && !program.parameters.embed) leave_the_link(program);
  if (program.parameters.embed) leave_out_the_words(parsed.scenario->story);
  program.play = lesson::start_play(std::string(name), std::move(*parsed.scenario));
  program.play->ask_predictions = program.progress.ask_predictions;
  if (program.parameters
          .of_link) {  // it says how the run began and what was done; the lesson goes on with it
    lesson::go_back(*program.play, program.sandbox.time_s());
    program.play->watched_s = program.sandbox.time_s();
    program.findings = {};
    program.stale = true;
    return {};
  }
  if (!program.parameters.seed_given) program.parameters.seed = program.play->scenario.seed;
  start_again(program);
  return {};
}

void take_progress(Program& program, std::string_view text) {
  program.progress = lesson::progress_of(text);
  if (program.play) program.play->ask_predictions = program.progress.ask_predictions;
}

std::string progress_text(const Program& program) {
  return lesson::to_text(program.progress);
}

void carry_out_lesson(Program& program, const ui::Wishes& wishes) {
  if (!wishes.lesson.empty()) open_lesson(program, wishes.lesson);
  if (wishes.ask_or_not) {
    program.progress.ask_predictions = !program.progress.ask_predictions;
    keep_progress(program);
  }
  if (wishes.free_play && program.play) {  // the run goes on as it is, with every tool
    release(program);
    program.parameters.catalog = program.play->scenario.catalog;
    program.play.reset();
    program.findings = {};
    program.stale = true;
  }
  if (!program.play) return;
  lesson::Play& play = *program.play;
  play.ask_predictions = program.progress.ask_predictions;
  if (wishes.hint) lesson::open_hint(play);
  if (wishes.guess >= 0 &&
      lesson::guess(play, static_cast<std::size_t>(wishes.guess), program.sandbox.time_s()))
    release(program);
  if (!wishes.line.empty() && lesson::guess_line(play, wishes.line, program.sandbox.time_s()))
    release(program);
  if (wishes.skip) {
    lesson::skip(play);
    release(program);
  }
}

std::string hash_text(std::uint64_t hash) {
  char text[32];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

ui::Learning learning_of(const Program& program) {
  return {.play = program.play ? &*program.play : nullptr,
          .progress = &program.progress,
          .findings = &program.findings,
          .beside = &program.beside,
          .earliest_s = program.rewind.earliest_s(),
          .left_s = program.left ? program.left->time_s() : -1};
}

}  // namespace scale::app
