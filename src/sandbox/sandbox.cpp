#include "sandbox/sandbox.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/apply.h"
#include "model/cost.h"
#include "model/sharding.h"
#include "model/words.h"
#include "sandbox/figures.h"
#include "sandbox/link.h"
#include "sandbox/nodes.h"
#include "sandbox/run.h"

namespace scale::sandbox {

struct SandboxState {
  Settings settings;
  Run run;
  bool has_ghost = false;
  Run ghost;
  model::Command ghost_without;
  double ghost_since_s = 0;
  Tally at_incident;
  double incident_s = -1;
  std::vector<model::Command> log;
  std::vector<bool> for_both;  // of the log: did the ghost take part?
  std::vector<Marker> markers;
  // A change, the same tool or size as it was before, and every row to restore: a tool may set several sizes.
  struct Change {
    model::Command done, before;
    std::vector<model::Command> restoring = {};
    std::size_t log_end = 0;  // of the log, when its last command had been carried out
  };
  std::vector<Change> undone, done;
};

namespace {

using model::Command;
using model::CommandKind;

bool is(const Command& command, std::string_view id) {
  return model::info(command.id).id == id;
}

// What changes the watcher's clock, not the system: both runs take part in it.
bool is_about_time(const Command& command) {
  return model::info(command.id).group == model::CommandGroup::time;
}

bool alters(const model::Architecture& architecture, const Command& command) {
  const model::CommandInfo& row = model::info(command.id);
  return row.get == nullptr || row.get(architecture) != command.value;
}

void change(Run& run, const Command& command) {
  if (is(command, "speed")) {
    run.speed = command.value;
  } else if (is(command, "time-of-day")) {
    run.situation.clock.reset();
    if (command.value >= 0) run.situation.clock = {command.value, command.time_s};
  } else if (model::info(command.id).kind == CommandKind::incident) {
    run.situation.incidents.push_back({command.id, command.value, command.time_s});
  } else {
    const model::Architecture before = run.architecture;
    model::apply(run.architecture, command);
    if (run.engine.now_s() > 0)
      model::note_change(run.situation, run.catalog, before, run.architecture, run.engine.now_s());
  }
}

std::string marker_text(const Command& command) {
  const model::CommandInfo& row = model::info(command.id);
  std::string text(row.label);
  if (row.kind == CommandKind::toggle) return text + (command.value != 0 ? " on" : " off");
  if (row.kind == CommandKind::incident) return text;
  const bool is_number = row.choices.empty() && command.value == std::trunc(command.value);
  return text + " " + (is_number ? model::grouped(command.value) : model::value_text(row, command.value));
}

// A slider that is dragged is one change: its first position is what the ghost goes on from. Nobody has
// dragged what the run was opened with, what was planned, or what an undo has set.
bool goes_on_with(const SandboxState& state, const Command& command) {
  constexpr double kSameDragWallSeconds = 1.5;
  const bool last_is_a_change = !state.done.empty() && state.done.back().log_end == state.log.size();
  return last_is_a_change && state.log.back().time_s > 0 && state.log.back().id == command.id &&
         model::info(command.id).kind != CommandKind::toggle &&
         model::info(command.id).kind != CommandKind::incident &&
         command.time_s - state.log.back().time_s <= kSameDragWallSeconds * state.run.speed;
}

// Brings run and ghost to the next whole tick, where commands take effect.
double settle(SandboxState& state) {
  const double at = next_tick_s(state.run.engine.now_s());
  advance(state.run, at, UINT64_MAX);
  if (state.has_ghost) advance(state.ghost, at, UINT64_MAX);
  return at;
}

void note(SandboxState& state, const Command& command, bool to_both) {
  state.log.push_back(command);
  state.for_both.push_back(to_both);
}

// In several commands what is one change to the watcher, who knows it by the name of `named`. Each is built
// for on its own, as when a link gives them one by one.
void carry_out(SandboxState& state, const Command& named, const std::vector<Command>& commands,
               bool to_both) {
  Run& run = state.run;
  if (run.engine.now_s() == 0) {  // before the first moment: part of the opening, with warm caches
    for (const Command& command : commands) {
      change(run, command);
      note(state, command, to_both);
    }
    start(run, state.settings.seed);
    return;
  }
  const bool both = to_both || is_about_time(named);
  const bool same_drag = goes_on_with(state, named);
  if (!both && state.settings.ghost && !same_drag) {
    state.ghost = run;
    state.ghost.samples = {};
    state.ghost.whole = {};
    state.ghost.replays = {};
    state.has_ghost = true;
    state.ghost_without = named;
    state.ghost_since_s = run.engine.now_s();
  }
  // A crowd that grows takes the same way: while it does, the anatomy bar would else never have pages enough.
  const bool same_way = is_about_time(named) || is(named, "users");
  const auto build = [&](Run& one, const Command& command) {
    if (!alters(one.architecture, command)) return;
    change(one, command);
    rebuild(one, same_way);
  };
  for (const Command& command : commands) {
    build(run, command);
    if (both && state.has_ghost) build(state.ghost, command);
    note(state, command, to_both);
  }
  const bool is_incident = model::info(named.id).kind == CommandKind::incident;
  if (is_incident) {
    state.at_incident = run.tally;
    state.incident_s = named.time_s;
  }
  if (!both || is_incident) {
    if (same_drag && !state.markers.empty()) state.markers.pop_back();
    state.markers.push_back({named.time_s, marker_text(named)});
  }
}

bool can_be_undone(const Command& command) {
  return !is_about_time(command) && model::info(command.id).kind != CommandKind::incident;
}

// A change that can be undone, and does alter the run.
void carry_out_change(SandboxState& state, const Command& command) {
  const model::Architecture before = state.run.architecture;
  const bool same_drag = goes_on_with(state, command);
  carry_out(state, command, {command}, false);
  if (same_drag) {
    state.done.back().done = command;
  } else {
    Command as_before = command;
    as_before.value = model::info(command.id).get(before);
    state.done.push_back({command, as_before, model::commands_to_restore(before, state.run.architecture)});
  }
  state.done.back().log_end = state.log.size();
}

Tally difference(const Tally& now, const Tally& then) {
  return {now.pages - then.pages, now.failed_pages - then.failed_pages, now.error_s - then.error_s,
          now.sessions_lost - then.sessions_lost};
}

}  // namespace

Sandbox::Sandbox(const Settings& settings) : state_(std::make_unique<SandboxState>()) {
  state_->settings = settings;
  state_->run.packet_wanted = settings.packet;
  state_->run.catalog = settings.catalog;
  for (Command command : settings.opening) {
    command.time_s = 0;
    if (model::check(command)) continue;
    change(state_->run, command);
    note(*state_, command, false);
  }
  start(state_->run, settings.seed);
}

Sandbox::Sandbox(const Sandbox& other) : state_(std::make_unique<SandboxState>(*other.state_)) {}
Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(const Sandbox& other) {
  if (this != &other) state_ = std::make_unique<SandboxState>(*other.state_);
  return *this;
}
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;
Sandbox::~Sandbox() = default;

std::optional<model::CommandError> Sandbox::refusal(const Command& command) const {
  model::Architecture tried = state_->run.architecture;
  return model::apply(tried, command);
}

std::optional<model::CommandError> Sandbox::apply(Command command) {
  if (auto error = refusal(command)) return error;
  command.time_s = settle(*state_);
  if (!alters(state_->run.architecture, command)) return std::nullopt;
  if (can_be_undone(command)) {
    carry_out_change(*state_, command);
    state_->undone.clear();
  } else {
    carry_out(*state_, command, {command}, false);
  }
  return std::nullopt;
}

std::optional<model::CommandError> Sandbox::apply_to_both(Command command) {
  if (auto error = refusal(command)) return error;
  command.time_s = settle(*state_);
  if (alters(state_->run.architecture, command) ||
      (state_->has_ghost && alters(state_->ghost.architecture, command)))
    carry_out(*state_, command, {command}, true);
  return std::nullopt;
}

void Sandbox::undo() {
  if (state_->done.empty()) return;
  SandboxState::Change change = state_->done.back();
  state_->done.pop_back();
  change.before.time_s = settle(*state_);
  model::Architecture restored = state_->run.architecture;
  std::vector<Command> needed;
  for (Command command : change.restoring) {
    command.time_s = change.before.time_s;
    if (alters(restored, command) && !model::apply(restored, command)) needed.push_back(command);
  }
  if (!needed.empty()) carry_out(*state_, change.before, needed, false);
  state_->undone.push_back(std::move(change));
}

void Sandbox::redo() {
  if (state_->undone.empty()) return;
  Command again = state_->undone.back().done;
  state_->undone.pop_back();
  if (refusal(again)) return;
  again.time_s = settle(*state_);
  if (!state_->done.empty()) state_->done.back().log_end = 0;  // it is no drag that goes on
  if (alters(state_->run.architecture, again)) carry_out_change(*state_, again);
}

void Sandbox::forget_ghost(bool for_good) {
  if (for_good) state_->settings.ghost = false;
  state_->has_ghost = false;
  state_->ghost = {};
}

// Run and ghost go forward side by side, an interval at a time, so that a slice ends with both alike.
double Sandbox::run_until(double time_s, std::uint64_t most_events) {
  SandboxState& state = *state_;
  std::uint64_t used = 0;
  const auto reached = [&] {
    const double run = state.run.engine.now_s();
    return state.has_ghost ? std::min(run, state.ghost.engine.now_s()) : run;
  };
  while (reached() < time_s && used < most_events) {
    const double target = std::min(time_s, state.run.interval_end_s);
    used += advance(state.run, target, most_events - used);
    if (used >= most_events) break;
    if (state.has_ghost && state.ghost.engine.now_s() < state.run.engine.now_s())
      used += advance(state.ghost, state.run.engine.now_s(), most_events - used);
  }
  return reached();
}

const Settings& Sandbox::settings() const {
  return state_->settings;
}
double Sandbox::time_s() const {
  return state_->run.engine.now_s();
}
double Sandbox::speed() const {
  return state_->run.speed;
}
bool Sandbox::was_for_both(std::size_t command) const {
  return state_->for_both[command];
}

const std::vector<Command>& Sandbox::log() const {
  return state_->log;
}

const model::Architecture& Sandbox::architecture() const {
  return state_->run.architecture;
}
std::uint64_t Sandbox::hash() const {
  return state_->run.engine.hash();
}
std::size_t Sandbox::memory_bytes_of_run() const {
  return state_->run.engine.memory_bytes();
}

std::size_t Sandbox::memory_bytes() const {
  return memory_bytes_of_run() + (state_->has_ghost ? state_->ghost.engine.memory_bytes() : 0);
}

std::uint64_t Sandbox::under_way() const {
  const std::uint64_t run = state_->run.engine.under_way();
  return state_->has_ghost ? run + state_->ghost.engine.under_way() : run;
}
Figures Sandbox::last_minute() const {
  return figures_for_goals(state_->run);
}

void Sandbox::snapshot(Snapshot& out) const {
  const SandboxState& state = *state_;
  const Run& run = state.run;
  out.time_s = run.engine.now_s();
  out.speed = run.speed;
  out.can_undo = !state.done.empty();
  out.can_redo = !state.undone.empty();
  const std::uint64_t revision =
      run.revision + (state.has_ghost ? state.ghost.revision : 0) + state.log.size();
  if (out.revision == revision + 1) return;
  out.revision = revision + 1;

  out.utc_hour = utc_hour(run);
  out.packet = run.engine.network().packet;
  out.stepped_share = model::stepped_share(run.engine.network().time_lapse);
  out.seed = state.settings.seed;
  out.hash = run.engine.hash();
  out.architecture = run.architecture;
  out.catalog = run.catalog;
  out.figures = figures_now(run);
  out.nodes = node_views(run);
  out.links = link_views(run);
  out.bottleneck = bottleneck(out.nodes);
  out.since_start = run.tally;
  out.since_incident = difference(run.tally, state.at_incident);
  out.incident_s = state.incident_s;
  out.samples = run.samples;
  out.whole = run.whole;
  out.markers = state.markers;
  out.cost = cost_now(run, out.figures);
  out.cost_usd_month = model::total(out.cost);
  out.reason_names = reason_names();
  out.pages_per_replay = std::max(1.0, out.figures.pages_per_s * run.speed / 120);

  out.has_ghost = state.has_ghost;
  if (!state.has_ghost) return;
  out.ghost_without = state.ghost_without;
  out.ghost_since_s = state.ghost_since_s;
  out.ghost = figures_now(state.ghost);
  out.ghost_nodes = node_views(state.ghost);
  out.ghost_samples = state.ghost.samples;
  out.ghost_cost_usd_month = model::total(cost_now(state.ghost, out.ghost));
}

std::vector<Replay> Sandbox::take_replays() {
  return std::exchange(state_->run.replays, {});
}

}  // namespace scale::sandbox
