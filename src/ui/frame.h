// What every panel is given: the run to show, where to draw, and where to put its commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/findings.h"
#include "lesson/play.h"
#include "lesson/progress.h"
#include "model/command.h"
#include "render/scene.h"
#include "sandbox/beside.h"
#include "sandbox/snapshot.h"
#include "ui/draw.h"
#include "ui/state.h"
#include "ui/text.h"
#include "ui/theme.h"

struct ImDrawList;

namespace scale::ui {

// The shapes of the screen, by size; measures differ, panels are the same.
enum class Form : unsigned char { wide, desk, tablet, phone, embed, small };

// One crowd and one edge stand for all regions there.
constexpr bool compact_form(Form form) {
  return form == Form::phone || form == Form::embed || form == Form::small;
}

// What the screen asks of the program beside commands.
struct Wishes {
  bool pause_or_go = false, reset = false, undo = false, redo = false, share = false;
  bool step = false;             // a moment, then pause
  bool until_something = false;  // fast, to the next thing that happens
  bool save_picture = false, save_film = false, save_csv = false;

  std::string lesson;  // to be opened: a name of lesson/lessons.h
  bool free_play = false, hint = false, skip = false;
  bool ask_or_not = false;  // the setting: whether predictions are asked for
  int guess = -1;           // of the open question
  std::vector<float> line;  // the same, drawn
  double back_to_s = -1;    // below 0: not
  bool pin = false;
  char unpin = 0;  // the letter of a run beside
};

// What a learner has round the run; nothing of it where an article shows the sandbox alone.
struct Learning {
  const lesson::Play* play = nullptr;
  const lesson::Progress* progress = nullptr;
  const lesson::Findings* findings = nullptr;
  const std::vector<sandbox::Beside>* beside = nullptr;
  double earliest_s = 0;  // how far back the run can be taken
  double left_s = -1;     // the run has gone back from here; below 0: it has not
};

struct Frame {
  const sandbox::Snapshot& run;
  const Learning& learning;
  UiState& state;
  std::vector<model::Command>& commands;
  Wishes& wishes;
  const Theme& theme;
  ImDrawList& list;
  render::Scene& scene;
  Form form;
  Rect screen;
  double now_s;
  float dt_s;
  float pixel;  // a device pixel in CSS pixels
  bool mouse_free = true;
  bool on_top = false;  // what is drawn now lies over the screen

  operator Brush() const { return {list, state.stamps, pixel}; }
};

Style style(const Frame& frame, float size, Colour Theme::*colour, Weight weight = Weight::regular,
            Align align = Align::left);
Style style(float size, Colour colour, Weight weight = Weight::regular, Align align = Align::left);

// Follows `goal` within about `time_s`; with reduced motion at once. `name` is unique on the screen.
float eased(Frame& frame, std::string_view name, float goal, float time_s = 0.2f);

// Overline: small capitals.
float overline(Frame& frame, float x, float y, std::string_view text, Colour colour);

// A label that may lie over lanes, grains and lines: on the ground's colour, so that it can be read.
void draw_plate(Frame& frame, float x, float y, std::string_view text, const Style& set);
// Only its ground, for words of that width and size that begin at x.
void draw_ground(Frame& frame, float x, float y, float width, float size);

// A glass filled to its utilisation.
void glass(Frame& frame, const Rect& rect, double level, Colour colour, float radius);

void send(Frame& frame, std::string_view command, double value);
double value_of(const Frame& frame, const model::CommandInfo& row);
// Free play offers everything that works, a lesson what its file names; incidents always.
bool on_offer(const Frame& frame, const model::CommandInfo& row);
// A lesson is played that says which tools it offers, and this is one of them.
bool listed_in_lesson(const Frame& frame, const model::CommandInfo& row);
// What stands among the tools: the table's own, and whatever else can be switched that the lesson is about.
bool is_tool(const Frame& frame, const model::CommandInfo& row);
// A question of the lesson waits for its answer.
bool is_asking(const Frame& frame);
// The stage of the lesson that is played, as in lesson/lessons.h; beyond the finale in free play.
int lesson_stage(const Frame& frame);

// ---- controls -----------------------------------------------------------------------------------------
struct Press {
  bool hovered = false, held = false, clicked = false, focused = false;
  bool let_go = false;  // in this frame, in which it is still held
};

struct ControlWords {
  std::string_view id, label;
  ControlKind kind = ControlKind::button;
  bool on = false, enabled = true;
  std::string_view value = {};
};

// Registers the control, answers mouse, finger, Enter and Space, and draws the keyboard's ring.
Press control(Frame& frame, const Rect& rect, const ControlWords& words, float radius = 8);

bool icon_button(Frame& frame, const Rect& rect, std::string_view id, std::string_view label,
                 std::string_view icon, Colour colour, bool enabled = true);
void draw_switch(Frame& frame, float x, float y, float on);
bool chip(Frame& frame, const Rect& rect, const ControlWords& words, std::string_view icon, Colour accent,
          bool in_sight = true);
float chip_width(std::string_view label, bool icon);
// Returns the chosen position.
int segmented(Frame& frame, const Rect& rect, std::string_view id, const std::vector<std::string>& labels,
              int chosen);

// What lies over the screen: shadow, face and border; until end_popover() its controls have the pointer.
void begin_popover(Frame& frame, const Rect& rect);
void end_popover(Frame& frame);
// Whether the pointer is over this rectangle and nothing lies over it there.
bool pointer_over(const Frame& frame, const Rect& rect);

// A note at the pointer: what it is, in a sentence or two.
void explain(Frame& frame, float x, float y, const Prose& prose, float width = 260);

}  // namespace scale::ui
