#include "app/program.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "lesson/happening.h"
#include "render/renderer.h"
#include "sandbox/csv.h"
#include "sandbox/link.h"
#include "sandbox/sandbox.h"
#include "ui/ui.h"

namespace scale::app {
namespace {

constexpr double kBudgetS = 0.008;            // of simulating, in a frame
constexpr std::uint64_t kSliceEvents = 4000;  // between two looks at the clock
constexpr double kAnswerS = 0.05;             // figures are refreshed this often; grains move in every frame
constexpr double kMostAheadS = 1800;
constexpr double kLongestHuntS = 10;

double clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

sandbox::Settings settings_of(const Parameters& parameters) {
  sandbox::Settings settings;
  settings.seed = parameters.seed;
  settings.packet = parameters.packet;
  settings.catalog = model::catalog_of(parameters.catalog);
  settings.opening = parameters.opening;
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
    case 8:
      return "sharding";
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
  parts.users = parts.response = parts.failed = parts.cost = false;
  parts.leads.emplace_back(lead_of(stage));
  return parts;
}

}  // namespace

struct Program {
  Parameters parameters;
  sandbox::Sandbox sandbox;
  sandbox::Snapshot snapshot;
  ui::UiState state;
  render::Renderer renderer;
  render::Scene scene;
  std::vector<model::Command> commands;
  std::size_t replayed = 0;  // of parameters.later
  bool prepared = false;
  bool paused = false, stale = true;
  double last_frame_s = -1, last_snapshot_s = -1;
  double reached = 0;  // simulated seconds in a second, smoothed
  double owed_s = 0;   // simulated time that the last frames could not pay
  float zoom = 1;
  std::vector<Keepsake> keepsakes;
  FrameTimes times;
  double hunt_s = 0;  // of the wall clock, that "until something happens" may still take
  sandbox::Snapshot hunted_from;
};

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
  program.stale = false;
}

void apply_all(Program& program) {
  for (const model::Command& command : program.commands) program.sandbox.apply(command);
  if (!program.commands.empty()) program.stale = true;
  program.commands.clear();
}

void start_again(Program& program) {
  program.sandbox = sandbox::Sandbox(settings_of(program.parameters));
  program.state.motion.flights.clear();
  program.owed_s = 0;
  program.prepared =
      false;  // an embed begins in mid-evening again; a link's commands are the person's to give
  program.replayed = program.parameters.later.size();
  program.stale = true;
}

// Goes on by dt of the wall clock, as far as the budget lets it; what is missing is not made up for.
void advance(Program& program, double dt_s) {
  if (program.paused || dt_s <= 0) return;
  const double from = program.sandbox.time_s(), speed = program.sandbox.speed();
  const double hurry = program.hunt_s > 0 ? 40 : 1;
  const double goal = from + dt_s * speed * hurry + program.owed_s;
  const double end = clock_s() + kBudgetS;
  double now = from;
  while (now < goal) {
    now = program.sandbox.run_until(goal, kSliceEvents);
    if (clock_s() > end) break;
  }
  program.owed_s = hurry > 1 ? 0 : std::min(goal - now, 0.05 * speed);
  const double share = std::min(1.0, dt_s / 0.5);
  program.reached += ((now - from) / dt_s - program.reached) * share;
}

// A tenth of a second of the watcher's time, then a pause.
void step_on(Program& program) {
  program.paused = true;
  const double goal = program.sandbox.time_s() + 0.1 * program.sandbox.speed();
  while (program.sandbox.time_s() < goal) program.sandbox.run_until(goal, UINT64_MAX);
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

void carry_out(Program& program, const ui::Wishes& wishes) {
  if (wishes.pause_or_go) program.paused = !program.paused;
  if (wishes.undo) program.sandbox.undo();
  if (wishes.redo) program.sandbox.redo();
  if (wishes.reset) start_again(program);
  if (wishes.share) {
    copy_text("#" + link(program));
  }
  if (wishes.step) step_on(program);
  if (wishes.until_something) {
    program.paused = false;
    program.hunt_s = kLongestHuntS;
    program.hunted_from = program.snapshot;
  }
  if (wishes.pause_or_go || wishes.reset) program.hunt_s = 0;
  if (wishes.save_picture) program.keepsakes.push_back({"picture", {}});
  if (wishes.save_film) program.keepsakes.push_back({"film", {}});
  if (wishes.save_csv) program.keepsakes.push_back({"csv", sandbox::to_csv(program.snapshot)});
  if (wishes.pause_or_go || wishes.undo || wishes.redo || wishes.reset || wishes.step) program.stale = true;
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
  const ui::Wishes wishes =
      ui::draw(program.state, program.snapshot, canvas, program.scene, program.commands);
  program.snapshot.replays.clear();
  ImGui::Render();
  return wishes;
}

}  // namespace

ProgramPointer make_program(const Parameters& parameters) {
  ImGui::CreateContext();
  ui::set_up_imgui();
  ProgramPointer program(new Program{.parameters = parameters,
                                     .sandbox = sandbox::Sandbox(settings_of(parameters)),
                                     .snapshot = {},
                                     .state = {},
                                     .renderer = {},
                                     .scene = {},
                                     .commands = {},
                                     .keepsakes = {},
                                     .times = {},
                                     .hunted_from = {}});
  program->state.theme = static_cast<ui::ThemeChoice>(parameters.theme);
  program->state.parts = parts_of(parameters.show, parameters.embed, parameters.stage);
  program->state.embed = parameters.embed;
  program->state.region = parameters.region;
  program->paused = parameters.freeze;
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
      program.sandbox.run_until(goal, kSliceEvents);
      if (clock_s() > end) return false;
    }
    if (!commands) break;
    program.sandbox.apply(later[program.replayed++]);
  }
  program.prepared = true;
  refresh(program);
  return true;
}

std::string make_graphics(Program& program) {
  return render::create(program.renderer);
}

void drop_graphics(Program& program) {
  render::forget(program.renderer);
}

bool frame(Program& program, const Surface& surface, const Preferences& preferences, double now_s) {
  const double dt = program.last_frame_s < 0 ? 0.0 : std::clamp(now_s - program.last_frame_s, 0.0, 0.1);
  program.last_frame_s = now_s;
  program.state.system_dark = preferences.dark;
  program.state.reduced_motion = preferences.reduced_motion;
  program.state.coarse_pointer = preferences.coarse_pointer;

  apply_all(program);
  advance(program, dt);
  const bool due = !program.paused && now_s - program.last_snapshot_s >= kAnswerS;
  if (program.stale || due) {
    refresh(program);
    program.last_snapshot_s = now_s;
    hunt(program, kAnswerS);
  }
  const double drawing = clock_s();
  const ui::Wishes wishes = draw_screen(program, surface, now_s, static_cast<float>(dt));
  const double drawn = clock_s();
  carry_out(program, wishes);
  const double submitting = clock_s();
  render::draw(program.renderer, {surface.width_px, surface.height_px, ui::theme_of(program.state).bg},
               *ImGui::GetDrawData(), program.scene);
  program.times = {drawn - drawing, clock_s() - submitting, program.scene.grains.size(),
                   program.scene.streaks.size()};
  return !program.paused || program.state.motion.moving || program.stale || !program.commands.empty();
}

const sandbox::Snapshot& snapshot(const Program& program) {
  return program.snapshot;
}

const std::vector<model::Command>& command_log(const Program& program) {
  return program.sandbox.log();
}

std::string link(const Program& program) {
  sandbox::RunRecord record;
  record.seed = program.parameters.seed;
  record.packet = program.parameters.packet;
  record.catalog = program.parameters.catalog;
  record.commands = program.sandbox.log();
  return sandbox::to_link(record);
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
  } else if (id == "show" || id == "region") {
    const ParsedParameters parsed =
        id == "show" ? parse_show(std::string(value)) : parse_parameters({{"region", std::string(value)}});
    if (!parsed.errors.empty()) return model::CommandError{parsed.errors[0].field, parsed.errors[0].message};
    if (id == "show")
      program.state.parts =
          parts_of(parsed.parameters.show, program.parameters.embed, program.parameters.stage);
    else
      program.state.region = parsed.parameters.region;
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
    program.commands.push_back(*parsed.command);
    return std::nullopt;
  }
  carry_out(program, wishes);
  return std::nullopt;
}

void run_to(Program& program, double time_s) {
  const double goal = std::min(time_s, program.sandbox.time_s() + kMostAheadS);
  apply_all(program);
  while (program.sandbox.time_s() < goal) program.sandbox.run_until(goal, UINT64_MAX);
  program.stale = true;
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
