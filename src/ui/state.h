// What the screen itself remembers between frames: what is chosen, where the keyboard is, and what is still
// moving. Nothing here changes a run, and nothing the snapshot knows is kept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sandbox/snapshot.h"
#include "ui/stamps.h"

namespace scale::ui {

struct Rect {
  float x = 0, y = 0, width = 0, height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
};

enum class ThemeChoice : std::uint8_t { automatic, dark, light };
enum class View : std::uint8_t { diagram, map, charts };

enum class ChartKind : std::uint8_t {
  load,       // page load, percentiles
  slow,       // share of pages over 2 s
  response,   // inside the data centre, percentiles
  pages,      // by outcome
  failures,   // by reason
  busy,       // a row a kind of node
  heat,       // a row a shard or server
  histogram,  // of page loads
  age,        // of the oldest job in a queue
  lag,        // of copies of the data
  cost,
};
inline constexpr std::size_t kChartKinds = 11;

enum class PanelTab : std::uint8_t { now, proof, members };

enum class ControlKind : std::uint8_t { button, toggle, choice, slider };

// What lies over the screen, one at a time.
enum class Overlay : std::uint8_t { none, lessons, advisor, glossary, beside };

// A control as it stands on the screen: for tests, for screen readers and for the keyboard's ring.
struct Control {
  std::string id, label, value;
  ControlKind kind = ControlKind::button;
  Rect rect;  // CSS pixels
  bool on = false, enabled = true, focused = false;
};

// Which parts an embed shows.
struct Parts {
  bool toggles = true, users = true, charts = true, incidents = true;
  bool slow = true, response = true, failed = true, cost = true, anatomy = true;

  bool focus = false;  // the first look of an embed (focus.cpp); what follows is asked for there only
  bool diagram = true, map = false;
  std::vector<std::string> leads;  // ids of commands: the large buttons
};

// A part of a sampled page view's way: along a lane, at a door, or inside a node. Node indices of the
// snapshot.
enum class LegKind : std::uint8_t { travel, back, wait, work, fail };
struct Leg {
  std::uint32_t from = 0, to = 0;
  LegKind kind = LegKind::travel;
  float begin_s = 0, end_s = 0;  // since the flight began, on the screen
};

// A sampled page view on its way over the screen, in slow motion.
struct Flight {
  double begin_s = 0;  // of the animation's clock, which stands still in a pause
  Leg now;             // the leg it is on, kept here: thousands are looked at in each frame
  std::uint32_t leg = 0;
  std::uint32_t random = 0;
  sandbox::Outcome outcome = sandbox::Outcome::served;
  std::vector<Leg> legs;
};

// A dot of land and the region whose users live there.
struct PeopledDot {
  float x = 0, y = 0;  // map units
  std::uint8_t region = 0;
  float chance = 0;     // 0..1, its own
  float longitude = 0;  // degrees
};

// Eased values by name: they follow their goals at every frame rate, and vanish when nobody asks for them.
struct Eased {
  float value = 0;
  std::uint64_t frame = 0;
};

// The latest page views, so that the slowest of them can be watched again.
struct Album {
  std::vector<sandbox::Replay> pages;  // a ring
  std::size_t next = 0;
  bool playing = false;
  float from_s = 0;       // page views that took at least this long are played
  std::size_t shown = 0;  // how many those are
};

struct Motion {
  std::unordered_map<std::string, Eased> values;
  std::vector<Flight> flights;
  std::vector<std::string> flight_nodes;  // what their node indices mean
  double clock_s = 0;                     // of the animation: stands still in a pause
  double shown_s = 0;                     // as traffic shows it: whole seconds where motion is reduced
  float slowed = 1;                       // seconds on the screen for one of the run
  std::uint64_t frame = 0;
  double headline_since_s = -1;
  std::string headline_key;
  double toggled_s = -100;  // wall clock of the last marker: the beats of "the second after a toggle"
  std::size_t markers = 0;
  bool moving = false;
  double pointed_s = -1, pointed_next_s = -1;  // simulated time under the pointer, in every chart; -1: none
  std::vector<Rect> covers, covers_next;       // what lies over the screen takes the pointer
  Album album;
  Rect diagram;                  // where it stood last
  std::vector<PeopledDot> land;  // made when the map is first shown
};

// A column that may be longer than its place.
struct Scroll {
  float at = 0, height = 0;  // how far it has moved; of its content, when it was last drawn
};

struct UiState {
  ThemeChoice theme = ThemeChoice::automatic;
  bool system_dark = true;
  bool reduced_motion = false;
  bool coarse_pointer = false;
  bool embed = false;
  Parts parts;

  View view = View::diagram;
  bool help = false;
  std::string selected;  // a node's id: its panel is open
  std::string hovered_node;
  std::string focus;  // the id of the control that has the keyboard
  bool focus_visible = false;
  int region = -1;                             // of the anatomy bar; below 0: all users together
  std::array<float, 2> chips_scroll = {0, 0};  // of each row of chips
  bool more = false;                           // the sheet of further controls
  bool presenter = false;                      // large type, for a wall

  bool hunting = false;  // running until something happens
  std::string happened;  // what it was

  std::array<ChartKind, 3> slots = {ChartKind::load, ChartKind::pages, ChartKind::busy};
  int chart_menu = -1;  // the slot whose list of charts is open
  bool whole_run = false;
  PanelTab tab = PanelTab::now;
  std::size_t proof = 0;                 // which of a node's, where only one has room
  int member = -1;                       // of the selected node, looked at by itself
  float zoom = 1, pan_x = 0, pan_y = 0;  // of the diagram, px
  bool lesson_open = true;               // the lesson's drawer, where it has no column of its own
  bool lesson_raised = false;            // its sheet, on narrow screens
  int hints_seen = 0;                    // of the lesson's: the column moves to one just opened
  std::size_t lesson_told = 0;  // answers and the goals met: the column goes to the top for a new one
  bool asking = false;          // a question stands there; it raised the sheet
  std::size_t lesson_seen = 0;  // how much of it was news when the sheet was last up
  Overlay overlay = Overlay::none;
  std::string hovered_tool;    // a command's id: the pointer is on its card
  std::vector<float> sketch;   // the line that is being drawn for a prediction
  double dragged_to_s = -1;    // the time axis is being dragged; below 0: it is not
  std::string note;            // a line for the person, where no page says it
  double note_since_s = -100;  // of the wall clock
  std::unordered_map<std::string, Scroll> scrolls;

  std::vector<Control> controls;  // of the last frame, in reading order
  Motion motion;
  Stamps stamps;
};

}  // namespace scale::ui
