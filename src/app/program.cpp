#include "app/program.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/program_state.h"
#include "lesson/happening.h"
#include "lesson/lessons.h"
#include "model/words.h"
#include "render/renderer.h"
#include "sandbox/csv.h"
#include "sandbox/link.h"
#include "sandbox/link_difference.h"
#include "sandbox/replay.h"

namespace scale::app {
namespace {

constexpr double kBudgetS = 0.008;       // of simulating, in a frame ...
constexpr double kLongBudgetS = 0.0125;  // ... and in one that drawing makes long
constexpr double kLongS = 0.04;
constexpr std::uint64_t kSliceEvents = 4000;  // between two looks at the clock
constexpr double kLongestFrameS = 0.15;  // what a frame makes up for: that of an embed beside the played one
constexpr double kAnswerS = 0.05;        // figures are refreshed this often; grains move in every frame
constexpr double kMostAheadS = 1800;
constexpr double kLongestHuntS = 10;
constexpr double kPreparedAtOnceS = 10;
constexpr double kBesideS = 0.006;        // of a frame, for the runs beside
constexpr double kSearchS = 0.003;        // for what is found out in the background
constexpr double kFullS = 0.009;          // a frame with so much of simulating and drawing is full
constexpr std::uint64_t kFullFrames = 3;  // of so many that are full one searches

// What a lesson needs is fetched after the first picture; until then the run stands as it will begin.
sandbox::Settings opening_of(const Parameters& given) {
  sandbox::Settings settings;
  settings.seed = given.seed;
  settings.packet = given.packet;
  settings.catalog = model::catalog_of(given.catalog);
  settings.opening = given.opening;
  if (given.lesson == lesson::kFirst.name && given.opening.empty() && !given.embed)
    settings.opening.push_back({0, *model::find_command("users"), lesson::kFirst.from_users});
  return settings;
}

// The large button of an embed that names none.
std::string_view lead_of(int stage) {
  switch (stage) {
    case 5:
      return "regions";
    case 6:
      return "queue";
    case 7:
      return "vertical-partitioning";
    default:
      return "cdn";
  }
}

ui::Parts parts_of(const Show& show, bool embed, int stage) {
  ui::Parts parts;
  parts.toggles = show.toggles;
  parts.users = show.users;
  parts.charts = show.charts;
  parts.incidents = show.incidents;
  parts.slow = show.slow;
  parts.response = show.response;
  parts.failed = show.failed;
  parts.cost = show.cost;
  parts.anatomy = show.anatomy;
  parts.focus = embed && (!show.chosen || !(show.toggles || show.charts || show.incidents));
  if (!parts.focus) return parts;
  parts.diagram = show.chosen && show.diagram;
  parts.map = show.map;
  for (const model::CommandId id : show.leads) parts.leads.emplace_back(model::info(id).id);
  if (show.chosen) return parts;
  // The first and the last stage are about sizes: how many listeners, and which part is full.
  const bool of_sizes = stage == 0 || stage == 8;
  parts.users = parts.diagram = of_sizes;
  parts.anatomy = !of_sizes;
  // One figure: the one that the stage is about.
  parts.slow = stage == 4 || stage == 5;
  parts.response = stage == 6;
  parts.failed = stage >= 7;
  parts.cost = false;
  if (!of_sizes) parts.leads.emplace_back(lead_of(stage));
  return parts;
}

}  // namespace

double clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void ProgramDeleter::operator()(Program* program) const {
  ImGui::DestroyContext();
  delete program;
}

namespace {

void refresh(Program& program) {
  program.sandbox.snapshot(program.snapshot);
  program.snapshot.replays = program.sandbox.take_replays();
  program.snapshot.paused = program.paused;
  program.snapshot.reached_speed = program.reached;
  for (sandbox::Beside& one : program.beside) one.run.snapshot(one.now);
  program.stale = false;
  watch_lesson(program);
}

// A command takes effect at the next tick, and this run has no room to get there.
bool stands_between_ticks(const Program& program) {
  const double now_s = program.sandbox.time_s();
  return program.sandbox.under_way() > kMostUnderWay && sandbox::last_tick_s(now_s) < now_s;
}

void apply_all(Program& program) {
  std::vector<model::Command> commands;
  commands.swap(program.commands);
  for (const model::Command& command : commands)
    if (const auto refusal = program.sandbox.refusal(command))
      tell(program, refusal->message + ".");
    else if (stands_between_ticks(program))
      tell(program, "There is no room to go on to where this would take effect; begin again.");
    else if (!waits_for_guess(program, command))
      apply(program, command);
}

// However long it takes; to a whole tick, since a run rests where its link can say it does, but for one that
// has no room to get there.
void go_all_the_way(Program& program, double time_s) {
  const double tick = sandbox::next_tick_s(time_s);
  while (program.sandbox.time_s() < tick && has_room(program)) go_on(program, tick, kSliceEvents);
}

// Goes on by dt of the wall clock, as far as the budget lets it; what is missing is not made up for.
void advance(Program& program, double dt_s) {
  if (program.paused || dt_s <= 0) return;
  ask_ahead(program);
  if (is_waiting(program)) return;
  leave_the_way(program);
  const double from = program.sandbox.time_s(), speed = program.sandbox.speed();
  const double hurry = program.hunt_s > 0 ? 40 : 1;
  const double goal = std::min(from + dt_s * speed * hurry + program.owed_s, until_asked_s(program));
  const double end = clock_s() + (dt_s > kLongS ? kLongBudgetS : kBudgetS);
  const double tick = sandbox::last_tick_s(goal);
  bool room = true;
  while (room && go_on(program, tick, kSliceEvents) < tick && clock_s() <= end) room = has_room(program);
  if (room) go_all_the_way(program, program.sandbox.time_s());
  // The ghost comes after the run; how far it is behind is no matter of the run's speed.
  const double now = program.sandbox.time_s();
  keep_copies(program);
  program.owed_s = hurry > 1 ? 0 : std::min(goal - now, 0.05 * speed);
  const double share = std::min(1.0, dt_s / 0.5);
  program.reached += ((now - from) / dt_s - program.reached) * share;
}

// A tenth of a second of the watcher's time, then a pause.
void step_on(Program& program) {
  program.paused = true;
  ask_ahead(program);
  if (is_waiting(program)) return;
  leave_the_way(program);
  go_all_the_way(program, program.sandbox.time_s() + 0.1 * program.sandbox.speed());
}

// As fast as the machine can, until something happens or nothing has for ten seconds of the wall clock.
void hunt(Program& program, double dt_s) {
  if (program.hunt_s <= 0) return;
  const std::string said = lesson::happening(program.hunted_from, program.snapshot);
  program.hunt_s = said.empty() ? program.hunt_s - dt_s : 0;
  program.state.hunting = program.hunt_s > 0;
  if (program.hunt_s > 0) return;
  program.state.happened = said.empty() ? "Nothing has happened so far." : said;
  program.paused = true;
  program.stale = true;
}

// The run so far. Seed and packet are those it has begun with, whoever chose them.
sandbox::RunRecord record_of(const Program& program) {
  const std::string name = program.play ? program.play->name : std::string();
  return {.seed = program.sandbox.settings().seed,
          .packet = program.sandbox.settings().packet,
          .end_s = sandbox::last_tick_s(program.sandbox.time_s()),
          .lesson = lesson::is_listed(name) ? name : std::string(),  // a file of one's own cannot be fetched
          .catalog = program.play ? program.play->scenario.catalog : program.parameters.catalog,
          .commands = program.sandbox.log()};
}

void share(Program& program) {
  const std::string text = link(program);
  if (text.empty())
    tell(program, sandbox::why_no_link(record_of(program)));
  else
    copy_text("#" + text);
}

void carry_out(Program& program, const ui::Wishes& wishes) {
  if (wishes.pause_or_go) {
    program.paused = !program.paused;
    stop_hunt(program);
  }
  if (wishes.undo || wishes.redo) leave_the_way(program);
  if (wishes.undo) program.sandbox.undo();
  if (wishes.redo) program.sandbox.redo();
  if (wishes.reset) start_again(program);
  if (wishes.share) share(program);
  if (wishes.back_to_s >= 0) go_back(program, wishes.back_to_s);
  if (wishes.pin) pin(program);
  if (wishes.unpin != 0) sandbox::remove_beside(program.beside, wishes.unpin);
  carry_out_lesson(program, wishes);
  if (wishes.step) step_on(program);
  if (wishes.until_something) {
    program.paused = false;
    program.hunt_s = kLongestHuntS;
    program.hunted_from = program.snapshot;
  }
  if (wishes.save_picture) program.keepsakes.push_back({"picture", {}});
  if (wishes.save_film) program.keepsakes.push_back({"film", {}});
  if (wishes.save_csv) program.keepsakes.push_back({"csv", sandbox::to_csv(program.snapshot)});
  if (wishes.pause_or_go || wishes.undo || wishes.redo || wishes.reset || wishes.step || wishes.pin)
    program.stale = true;
}

// The screen is laid out for a size divided by the zoom; the pointer has to follow.
void zoom_pointer(float zoom) {
  if (zoom == 1) return;
  for (ImGuiInputEvent& event : GImGui->InputEventsQueue) {
    if (event.Type != ImGuiInputEventType_MousePos || event.AddedByTestEngine) continue;
    event.MousePos.PosX /= zoom;
    event.MousePos.PosY /= zoom;
    event.AddedByTestEngine = true;  // so that it is divided once, should it stay in the queue
  }
}

ui::Wishes draw_screen(Program& program, const Surface& surface, double now_s, float dt_s) {
  program.zoom = ui::zoom_of(program.state, surface.width);
  ImGuiIO& io = ImGui::GetIO();
  const float density = surface.scale * program.zoom;
  io.DisplaySize = {surface.width / program.zoom, surface.height / program.zoom};
  io.DisplayFramebufferScale = {density, density};
  io.DeltaTime = std::max(dt_s, 0.001f);
  zoom_pointer(program.zoom);
  ImGui::NewFrame();
  const ui::Canvas canvas{io.DisplaySize.x, io.DisplaySize.y, density, now_s, dt_s};
  const ui::Wishes wishes = ui::draw(program.state, program.snapshot, canvas, program.scene, program.commands,
                                     learning_of(program));
  program.snapshot.replays.clear();
  ImGui::Render();
  return wishes;
}

void take_parts(Program& program, const Show& show) {
  program.state.parts = parts_of(show, program.parameters.embed, program.parameters.stage);
  if (show.map) program.state.view = ui::View::map;
}

void compare_with(Program& program, const sandbox::RunRecord& other) {
  sandbox::put_beside(program.beside, sandbox::Sandbox(sandbox::settings_of(other)), "the other link",
                      sandbox::later_commands(other));
  program.state.overlay = ui::Overlay::beside;
}

}  // namespace

ProgramPointer make_program(const Parameters& parameters) {
  ImGui::CreateContext();
  ui::set_up_imgui();
  ProgramPointer program(
      new Program{.parameters = parameters, .sandbox = sandbox::Sandbox(opening_of(parameters))});
  program->state.theme = static_cast<ui::ThemeChoice>(parameters.theme);
  take_parts(*program, parameters.show);
  program->state.embed = parameters.embed;
  program->state.region = parameters.region;
  program->paused = parameters.freeze;
  if (!parameters.embed || !parameters.of_link) program->wanted_lesson = parameters.lesson;
  if (parameters.compare) compare_with(*program, *parameters.compare);
  refresh(*program);
  return program;
}

bool prepare(Program& program, double budget_s) {
  if (program.prepared) return true;
  const std::vector<model::Command>& later = program.parameters.later;
  const double end = clock_s() + budget_s;
  for (;;) {
    const bool commands = program.replayed < later.size();
    const double goal = commands ? later[program.replayed].time_s : program.parameters.run_to_s;
    while (program.sandbox.time_s() < goal) {
      go_on(program, goal, kSliceEvents);
      if (!has_room(program)) {
        program.prepared = true;
        refresh(program);
        return true;
      }
      if (clock_s() > end) return false;
    }
    if (!program.parameters.embed) keep_copies(program);
    if (!commands) break;
    program.sandbox.apply(later[program.replayed++]);
  }
  program.prepared = true;
  refresh(program);
  if (program.parameters.of_link && !program.parameters.embed && program.sandbox.time_s() > 0)
    tell(program, "This run as it was seen; its hash is " + hash_text(program.sandbox.hash()) + ".");
  return true;
}

void make_graphics(Program& program) {
  render::create(program.renderer);
}

std::string check_graphics(Program& program) {
  return program.renderer.ready ? std::string() : render::finish(program.renderer);
}

void drop_graphics(Program& program) {
  render::forget(program.renderer);
}

void give_back_graphics(Program& program) {
  render::give_back(program.renderer);
}

bool frame(Program& program, const Surface& surface, const Preferences& preferences, double now_s) {
  const double dt =
      program.last_frame_s < 0 ? 0.0 : std::clamp(now_s - program.last_frame_s, 0.0, kLongestFrameS);
  program.last_frame_s = now_s;
  program.state.system_dark = preferences.dark;
  program.state.reduced_motion = preferences.reduced_motion;
  program.state.coarse_pointer = preferences.coarse_pointer;

  const double begun = clock_s();
  apply_all(program);
  advance(program, dt);
  if (!program.beside.empty()) go_on_beside(program, kBesideS);
  const float zoom = ui::zoom_of(program.state, surface.width);
  const ui::Form form = ui::form_of(surface.width / zoom, surface.height / zoom, program.state.embed);
  const bool curve = !program.state.parts.focus && (form == ui::Form::wide || form == ui::Form::desk);
  program.searching = false;
  const bool full = clock_s() - begun + program.times.ui_s + program.times.submit_s > kFullS;
  const bool in_turn = !full || program.state.motion.frame % kFullFrames == 0;
  if (program.drawn && in_turn && (curve || program.state.overlay == ui::Overlay::advisor))
    search_on(program, program.paused ? kBudgetS : kSearchS);
  const bool due = !program.paused && now_s - program.last_snapshot_s >= kAnswerS;
  if (program.stale || due) {
    refresh(program);
    keep_pace(program);
    hunt(program, now_s - program.last_snapshot_s);
    program.last_snapshot_s = now_s;
  }
  const double drawing = clock_s();
  const ui::Wishes wishes = draw_screen(program, surface, now_s, static_cast<float>(dt));
  const double drawn = clock_s();
  carry_out(program, wishes);
  const double submitting = clock_s();
  const render::Target target{surface.width_px, surface.height_px, ui::theme_of(program.state).bg,
                              surface.kept};
  render::draw(program.renderer, target, *ImGui::GetDrawData(), program.scene);
  program.times = {drawn - drawing, clock_s() - submitting, program.scene.grains.size(),
                   program.scene.streaks.size()};
  if (!program.drawn) {
    program.drawn = true;
    fetch_lesson(program);
  }
  return !program.paused || program.state.motion.moving || program.stale || program.searching ||
         !program.commands.empty();
}

const sandbox::Snapshot& snapshot(const Program& program) {
  return program.snapshot;
}

std::string link(const Program& program) {
  const sandbox::RunRecord record = record_of(program);
  return sandbox::why_no_link(record).empty() ? sandbox::to_link(record) : std::string();
}

std::string compare_with_link(Program& program, std::string_view text) {
  const sandbox::DecodedLink other = sandbox::from_pasted(text);
  if (!other.record) return other.problem;
  compare_with(program, *other.record);
  program.stale = true;
  return sandbox::difference(record_of(program), *other.record).words;
}

const lesson::Play* lesson_of(const Program& program) {
  return program.play ? &*program.play : nullptr;
}

std::vector<Control> controls(const Program& program) {
  std::vector<Control> out;
  for (const ui::Control& control : program.state.controls) {
    const ui::Rect& rect = control.rect;
    out.push_back({control.id, control.label, rect.x * program.zoom, rect.y * program.zoom,
                   rect.width * program.zoom, rect.height * program.zoom});
  }
  return out;
}

std::optional<model::CommandError> command(Program& program, std::string_view id, std::string_view value) {
  ui::Wishes wishes;
  if (id == "pause") {
    const bool wanted = value != "0" && value != "off";
    wishes.pause_or_go = wanted != program.paused;
  } else if (id == "reset") {
    wishes.reset = true;
  } else if (id == "undo") {
    wishes.undo = true;
  } else if (id == "redo") {
    wishes.redo = true;
  } else if (id == "share") {
    wishes.share = true;
  } else if (id == "parts" || id == "region") {
    const ParsedParameters parsed =
        id == "parts" ? parse_show(std::string(value)) : parse_parameters({{"region", std::string(value)}});
    if (!parsed.errors.empty()) return model::CommandError{parsed.errors[0].field, parsed.errors[0].message};
    if (id == "parts")
      take_parts(program, parsed.parameters.show);
    else
      program.state.region = parsed.parameters.region;
  } else if (id == "lesson") {
    const ParsedParameters parsed = parse_parameters({{"lesson", std::string(value)}});
    if (!parsed.errors.empty()) return model::CommandError{parsed.errors[0].field, parsed.errors[0].message};
    wishes.lesson = value;
  } else if (id == "guess") {
    const auto choice = model::parse_number(value);
    if (!choice || *choice < 0 || *choice > 9)
      return model::CommandError{"guess", "guess must be 0 to 9, not " + std::string(value)};
    wishes.guess = static_cast<int>(*choice);
  } else if (id == "skip") {
    wishes.skip = true;
  } else if (id == "hint") {
    wishes.hint = true;
  } else if (id == "free-play") {
    wishes.free_play = true;
  } else if (id == "pin") {
    wishes.pin = true;
  } else if (id == "back-to") {
    const auto time_s = model::parse_number(value);
    if (!time_s || *time_s < 0 || *time_s > program.sandbox.time_s())
      return model::CommandError{"back-to", "back-to must be a time of the past, not " + std::string(value)};
    wishes.back_to_s = *time_s;
  } else if (id == "step") {
    wishes.step = true;
  } else if (id == "until") {
    wishes.until_something = true;
  } else if (id == "presenter") {
    program.state.presenter = value != "0" && value != "off";
  } else if (id == "open") {
    program.state.selected = value;
  } else if (id == "view") {
    if (value != "diagram" && value != "map" && value != "charts") {
      return model::CommandError{"view", "view must be diagram, map or charts, not " + std::string(value)};
    }
    program.state.view = value == "map"      ? ui::View::map
                         : value == "charts" ? ui::View::charts
                                             : ui::View::diagram;
  } else if (id == "theme") {
    if (value != "auto" && value != "dark" && value != "light") {
      return model::CommandError{"theme", "theme must be auto, dark or light, not " + std::string(value)};
    }
    program.state.theme = value == "dark"    ? ui::ThemeChoice::dark
                          : value == "light" ? ui::ThemeChoice::light
                                             : ui::ThemeChoice::automatic;
  } else {
    const model::ParsedCommand parsed = model::parse_command(id, value);
    if (!parsed.command) return parsed.error;
    const model::CommandInfo& row = model::info(parsed.command->id);
    const bool builds = row.group == model::CommandGroup::tools || row.group == model::CommandGroup::sizes;
    if (builds && program.play && !lesson::is_on_offer(*program.play, row.id))
      return model::CommandError{
          std::string(id),
          std::string(row.label) + " is not on offer in this lesson; free play has every tool"};
    if (auto refusal = program.sandbox.refusal(*parsed.command)) return refusal;
    program.commands.push_back(*parsed.command);
    return std::nullopt;
  }
  carry_out(program, wishes);
  return std::nullopt;
}

void run_to(Program& program, double time_s) {
  if (!prepare(program, kPreparedAtOnceS)) return;
  const double goal = std::min(time_s, program.sandbox.time_s() + kMostAheadS);
  apply_all(program);
  go_all_the_way(program, goal);
  refresh(program);
}

FrameTimes times_of_last_frame(const Program& program) {
  return program.times;
}

std::vector<Keepsake> take_keepsakes(Program& program) {
  return std::exchange(program.keepsakes, {});
}

void zoom(Program& program, float factor, float x, float y, float dx, float dy) {
  const float z = program.zoom;
  ui::zoom_diagram(program.state, factor, x / z, y / z, dx / z, dy / z);
}

std::string table_of(const Program& program) {
  return sandbox::to_csv(program.snapshot);
}

void focus(Program& program, std::string_view id) {
  program.state.focus = id;
  program.state.focus_visible = !id.empty();
}

}  // namespace scale::app
