// A stage, challenge or published case being played: the scenario file's story against a run. A value, kept
// beside the sandbox; a screen draws it and calls the few functions below.
//
//   Play play = start_play("stage-4", scenario);
//   Sandbox sandbox(settings_of(play));
//   each frame: go_on(play, sandbox, wanted_s, events); sandbox.snapshot(now); watch(play, sandbox, now);
//   before a tool's command is applied: if (to_ask(play, command)) show the question, then guess() or skip()
//   before it goes on to what is planned: the same with to_ask_ahead(play, soon_s), and not past asks_ahead_s
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/words.h"
#include "model/scenario.h"
#include "sandbox/sandbox.h"

namespace scale::lesson {

enum class GoalState : std::uint8_t { waiting, missed, met };

// A goal, a star or a published figure, checked live.
struct GoalRow {
  std::string subject, bound;  // "Slow pages", "at most 20 %"
  std::string value;           // "54 %"; "too few yet" while it does not rest on enough page views
  std::string waits_for;       // "Web server crash": what has to happen first
  double measured = 0;
  double held_s = 0, for_s = 0;  // how long it has held, how long it must
  double checked_s = -1;         // of goals about an incident: when it was looked at, for good until the next
  GoalState state = GoalState::waiting;
};

struct PlayNote {
  Words words;
  double time_s = 0;
  std::string belief;  // what many believe and the run has just shown otherwise; empty: a note of the file's
};

enum class Asked : std::uint8_t {
  not_yet,
  open,        // on screen, waiting for a guess
  guessed,     // the run is to answer
  skipped,     // not answered by the learner
  answered,    // `answer` and `words` hold
  unanswered,  // another change came before the run could tell
};

// A line drawn instead of a tap, and the run's own: the measure with the change over the same without it, at
// kLinePoints instants of the minute after the change.
inline constexpr std::size_t kLinePoints = 13;
inline constexpr double kAnswer_s = 60;  // a prediction is answered after this long with the change

struct PredictionState {
  Asked asked = Asked::not_yet;
  std::size_t guess = 0, answer = 0;
  double since_s = 0;
  Words words;                     // "It fell from 2.5 s to 1.7 s: ..."
  std::vector<float> drawn, seen;  // lines; empty: a tap, or nothing seen yet
};

// A way to meet the goals, for "cheapest seen" and "fastest seen".
struct Seen {
  model::Architecture architecture;
  double cost_usd_month = 0, mean_page_s = 0;
};

// What goals are about: as many users as the file has planned, at the hour that it has planned.
struct Terms {
  double check_from_s = 0;  // the ramp is over and a minute has passed
  std::vector<model::Command> due_users;
  bool at_any_hour = false;  // else at the evening peak
};

struct Play {
  std::string name;
  model::Scenario scenario;  // title, story, hints, closing and source are read from here

  std::vector<GoalRow> goals, stars, bands;
  bool met = false;  // once met, it stays so
  double met_s = -1;
  int stars_won = 0;  // 0 to 3: one for the goals, one for each of `stars` met with them
  int hints_opened = 0;
  std::vector<PlayNote> notes;               // in the order they appeared
  std::vector<PredictionState> predictions;  // of scenario.story.predictions
  bool ask_predictions = true;               // one setting turns them off
  std::optional<Seen> cheapest, fastest;

  // What the file has planned: the ramp and its commands.
  std::vector<model::Command> schedule;
  std::size_t next_scheduled = 0;
  Terms terms;
  double counts_from_s = 0;
  std::string uncounted;  // why nothing counts now: "counts after a minute with 1 000 000 users"
  std::vector<bool> note_shown, misconception_shown;
  double watched_s = 0;
};

Play start_play(std::string name, model::Scenario scenario);
sandbox::Settings settings_of(const Play& play);

// Goes on to time_s with what the file has planned at its times; stops after about most_events. Returns the
// time reached.
double go_on(Play& play, sandbox::Sandbox& sandbox, double time_s, std::uint64_t most_events);
// Looks at goals, notes and answers. Often enough: after every snapshot.
void watch(Play& play, const sandbox::Sandbox& sandbox, const sandbox::Snapshot& now);

// The question that comes before this command's first use, which is to leave the state that the lesson begins
// in; opens it.
const model::Prediction* to_ask(Play& play, const model::Command& command);
// The same before what the file has planned, if that comes by until_s. A run does not wait for it: whoever
// lets it go on has passed the question over.
const model::Prediction* to_ask_ahead(Play& play, double until_s);
// When that comes; infinity where nothing that is still planned asks.
double asks_ahead_s(const Play& play);
// Of the question that is open. A guess beyond the choices is refused.
bool guess(Play& play, std::size_t choice, double now_s);
// The same by a drawn line of kLinePoints ratios: where it ends is the choice.
bool guess_line(Play& play, std::vector<float> ratios, double now_s);
void skip(Play& play);
// The question that is on screen, or whose answer is awaited or given last; kNoQuestion where there is none.
inline constexpr std::size_t kNoQuestion = SIZE_MAX;
std::size_t question_in_sight(const Play& play);
bool is_asking(const Play& play);

// The run has gone back to time_s: what was planned after it is planned again, what was checked after it is
// not known again. What was once met, said or asked stays so.
void go_back(Play& play, double time_s);

bool is_on_offer(const Play& play, std::string_view command);
// Opens the next hint; false when all are open.
bool open_hint(Play& play);
bool is_ramping(const Play& play);
// How far the ramp, or what else is planned, has come: 0 to 1.
double planned_share(const Play& play, double now_s);

}  // namespace scale::lesson
