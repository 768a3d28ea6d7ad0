#include "app/program.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "render/renderer.h"
#include "sandbox/link.h"
#include "sandbox/sandbox.h"
#include "ui/ui.h"

namespace scale::app {
namespace {

constexpr double kBudgetS = 0.008;            // of simulating, in a frame
constexpr std::uint64_t kSliceEvents = 4000;  // between two looks at the clock
constexpr double kAnswerS = 0.05;             // figures are refreshed this often; grains move in every frame
constexpr double kMostAheadS = 1800;

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

ui::Parts parts_of(const Show& show) {
  return {show.toggles,  show.users,  show.charts, show.incidents, show.slow,
          show.response, show.failed, show.cost,   show.anatomy};
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
  bool paused = false, stale = true;
  double last_frame_s = -1, last_snapshot_s = -1;
  double reached = 0;  // simulated seconds in a second, smoothed
  double owed_s = 0;   // simulated time that the last frames could not pay
  float zoom = 1;
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
  program.stale = true;
}

// Goes on by dt of the wall clock, as far as the budget lets it; what is missing is not made up for.
void advance(Program& program, double dt_s) {
  if (program.paused || dt_s <= 0) return;
  const double from = program.sandbox.time_s(), speed = program.sandbox.speed();
  const double goal = from + dt_s * speed + program.owed_s;
  const double end = clock_s() + kBudgetS;
  double now = from;
  while (now < goal) {
    now = program.sandbox.run_until(goal, kSliceEvents);
    if (clock_s() > end) break;
  }
  program.owed_s = std::min(goal - now, 0.05 * speed);
  const double share = std::min(1.0, dt_s / 0.5);
  program.reached += ((now - from) / dt_s - program.reached) * share;
}

void carry_out(Program& program, const ui::Wishes& wishes) {
  if (wishes.pause_or_go) program.paused = !program.paused;
  if (wishes.undo) program.sandbox.undo();
  if (wishes.redo) program.sandbox.redo();
  if (wishes.reset) start_again(program);
  if (wishes.share) {
    copy_text("#" + link(program));
  }
  if (wishes.pause_or_go || wishes.undo || wishes.redo || wishes.reset) program.stale = true;
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
  program.zoom = ui::zoom_of(surface.width);
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

// The later commands of a link, each at its time.
void replay(Program& program) {
  for (const model::Command& command : program.parameters.later) {
    run_to(program, command.time_s);
    program.sandbox.apply(command);
  }
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
                                     .commands = {}});
  program->state.theme = static_cast<ui::ThemeChoice>(parameters.theme);
  program->state.parts = parts_of(parameters.show);
  program->state.embed = parameters.embed;
  replay(*program);
  if (parameters.run_to_s > 0) run_to(*program, parameters.run_to_s);
  program->paused = parameters.freeze;
  refresh(*program);
  return program;
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
  }
  carry_out(program, draw_screen(program, surface, now_s, static_cast<float>(dt)));
  render::draw(program.renderer, {surface.width_px, surface.height_px, ui::theme_of(program.state).bg},
               *ImGui::GetDrawData(), program.scene);
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
  } else if (id == "view") {
    if (value != "diagram" && value != "map") {
      return model::CommandError{"view", "view must be diagram or map, not " + std::string(value)};
    }
    program.state.view = value == "map" ? ui::View::map : ui::View::diagram;
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

void focus(Program& program, std::string_view id) {
  program.state.focus = id;
  program.state.focus_visible = !id.empty();
}

}  // namespace scale::app
