// What a running program holds. Inside app's program*.cpp only: everybody else sees program.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/parameters.h"
#include "app/program.h"
#include "lesson/findings.h"
#include "lesson/pace.h"
#include "lesson/play.h"
#include "lesson/progress.h"
#include "render/renderer.h"
#include "sandbox/beside.h"
#include "sandbox/rewind.h"
#include "sandbox/room.h"
#include "ui/ui.h"

namespace scale::app {

// Of the past: a run of a million users has some 6 MB.
inline constexpr std::size_t kCopies = 12;

// The page may take 256 MB; the desktop has more.
inline constexpr std::size_t kMegabyte = 1'000'000, kShare = sizeof(void*) == 4 ? 1 : 8;
// Packets under way in the run, its ghost and what stands beside it: on the page some 70 MB, and half as much
// again while a list of them grows.
inline constexpr std::uint64_t kMostUnderWay = sizeof(void*) == 4 ? 120'000 : sandbox::kMostUnderWay / 4;
// What copies of the past may take of memory, and all of it with the run, its ghost and those beside.
inline constexpr std::size_t kMostInCopies_bytes = 40 * kShare * kMegabyte,
                             kMost_bytes = 120 * kShare * kMegabyte;

struct Program {
  Parameters parameters;
  sandbox::Sandbox sandbox;
  sandbox::Snapshot snapshot = {};
  ui::UiState state = {};
  render::Renderer renderer = {};
  render::Scene scene = {};
  std::vector<model::Command> commands = {};
  std::size_t replayed = 0;  // of parameters.later
  bool prepared = false;
  bool paused = false, stale = true, drawn = false;
  double last_frame_s = -1, last_snapshot_s = -1;
  double reached = 0;                     // simulated seconds in a second, smoothed
  double owed_s = 0;                      // simulated time that the last frames could not pay
  std::uint64_t fullest = kMostUnderWay;  // what it may hold now: see has_room
  float zoom = 1;
  std::vector<Keepsake> keepsakes = {};
  FrameTimes times = {};
  double hunt_s = 0;  // of the wall clock, that "until something happens" may still take
  sandbox::Snapshot hunted_from = {};

  std::string wanted_lesson = {};  // asked for, not here yet
  std::optional<lesson::Play> play = {};
  std::optional<model::Command> held = {};  // waits for its prediction
  lesson::Progress progress = {};
  lesson::Findings findings = {};
  lesson::Pace pace = {};
  bool searching = false;  // the findings are not all there yet

  sandbox::Rewind rewind = sandbox::Rewind(kCopies, 10);
  double last_copy_s = -1;
  std::optional<sandbox::Sandbox> left = {};  // where the run was when it was taken back
  std::vector<sandbox::Beside> beside = {};
};

double clock_s();
std::string hash_text(std::uint64_t hash);

// program_lesson.cpp
void start_again(Program& program);
// Asks for its prediction where there is one; true: the command has to wait for it.
bool waits_for_guess(Program& program, const model::Command& command);
// Before what the lesson has planned: a second of the wall clock, at the chosen speed. No frame goes on past
// that, however much it hurries.
double until_asked_s(const Program& program);
void ask_ahead(Program& program);
void watch_lesson(Program& program);
void carry_out_lesson(Program& program, const ui::Wishes& wishes);
void open_lesson(Program& program, std::string_view name);
void fetch_lesson(Program& program);  // the wanted one, if one is
void tell(Program& program, std::string_view sentence);
bool is_waiting(const Program& program);  // for a guess
ui::Learning learning_of(const Program& program);

// program_time.cpp
double go_on(Program& program, double time_s, std::uint64_t most_events);  // with what a lesson has planned
void stop_hunt(Program& program);                                          // "until something happens"
// An overloaded run holds ever more requests. Where they are too many its ghost goes first; then it stands
// still, and may go on only as long as they become no more. False: it has just come to stand still.
bool has_room(Program& program);
void apply(Program& program, const model::Command& command);
void go_back(Program& program, double time_s);
void leave_the_way(Program& program);  // the run goes on from where it was taken back to
void keep_copies(Program& program);
void pin(Program& program);
void keep_pace(Program& program);  // readable while an incident starts or a ramp fills a machine
void go_on_beside(Program& program, double most_s);
void search_on(Program& program, double most_s);

}  // namespace scale::app
