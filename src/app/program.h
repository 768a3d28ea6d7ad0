// The program: one sandbox, its screen and its picture, apart from any window or page. The platform calls
// these functions, bridge.h tells a page about them; main.cpp only puts the parts together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/parameters.h"
#include "app/platform.h"
#include "lesson/play.h"
#include "model/command.h"
#include "sandbox/snapshot.h"

namespace scale::app {

// A control as it stands on the canvas, for tests, screen readers and the focus ring. `id` is the command's
// ("cdn", "users", "server-crash") or the program's own ("pause", "reset", "undo", "theme").
struct Control {
  std::string id, label;
  float x = 0, y = 0, width = 0, height = 0;  // CSS pixels from the canvas's upper left corner
};

ProgramPointer make_program(const Parameters& parameters);

// Goes on towards the run's first picture (a link's commands, run-to) for about budget_s of the wall clock.
// True: it is reached. Called until then, before the first frame; a long link never blocks a page.
bool prepare(Program& program, double budget_s);

// GL objects: made when a context is current, the first or one that replaces a lost one; dropped without a
// GL call when the context is gone. The run goes on either way. They are made beside; to check them waits for
// that, the answer is a sentence about what went wrong.
void make_graphics(Program& program);
std::string check_graphics(Program& program);
void drop_graphics(Program& program);
// Before another program takes this one's place in a context that lives: deletes them.
void give_back_graphics(Program& program);

// One frame: ui -> run -> picture. False: nothing will move until the next input, so the platform may wait.
bool frame(Program& program, const Surface& surface, const Preferences& preferences, double now_s);

const sandbox::Snapshot& snapshot(const Program& program);
// The run so far, as sandbox/link.h writes it; empty where it has no link, which "share" gives the reason
// for.
std::string link(const Program& program);
// Another's run goes on beside this one. Where their commands part, or what is wrong with the link.
std::string compare_with_link(Program& program, std::string_view text);

// The file of a lesson that the platform was asked for (platform.h), or of a teacher's own, which begins in
// place of whatever runs, a link's run too; empty: it could not be had. An answer is a sentence about what is
// wrong; the run goes on then.
std::string take_lesson(Program& program, std::string_view name, std::string_view json);
// What the platform kept of an earlier visit (lesson/progress.h), and what there is to keep.
void take_progress(Program& program, std::string_view text);
std::string progress_text(const Program& program);
const lesson::Play* lesson_of(const Program& program);  // null: free play
std::vector<Control> controls(const Program& program);

// What a page may ask for. Beside the table's commands: "pause" 0/1, "reset", "undo", "redo", "share",
// "step", "until" (something happens), "theme" (auto, dark, light), "view" (diagram, map, charts),
// "presenter" 0/1, "open" (a node's id, or none), "parts" ("show" in parameters.h; here "show" is an
// incident), "region"; "lesson" (a name of lesson/lessons.h), "guess" (a choice of the open question),
// "skip", "hint", "free-play", "pin", "back-to" (seconds). Refused with a sentence; nothing changes then.
std::optional<model::CommandError> command(Program& program, std::string_view id, std::string_view value);
// What the last frame cost on the CPU beside the simulation: laying out and drawing lists; handing them to
// GL.
struct FrameTimes {
  double ui_s = 0, submit_s = 0;
  std::size_t grains = 0, streaks = 0;
};
FrameTimes times_of_last_frame(const Program& program);

// What the person wants to keep, since the last call: "picture" and "film" of what is on the screen, and
// "csv" with its text.
struct Keepsake {
  std::string kind, text;
};
std::vector<Keepsake> take_keepsakes(Program& program);
// The diagram about this point of the canvas (CSS pixels), moved by (dx, dy): a pinch.
void zoom(Program& program, float factor, float x, float y, float dx, float dy);
// The charts' data as comma-separated values.
std::string table_of(const Program& program);
// Simulates up to time_s at once, for tests and prepared embeds; first what has yet to be prepared. At most
// 30 simulated minutes ahead.
void run_to(Program& program, double time_s);
// The keyboard is at this control's twin in the page: a ring is drawn round it. Empty: nowhere.
void focus(Program& program, std::string_view id);

}  // namespace scale::app
