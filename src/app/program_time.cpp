// Going back in time, the runs beside the run, and what is found out in the background.
#include <algorithm>
#include <cmath>

#include "app/program_state.h"
#include "model/words.h"

namespace scale::app {
namespace {

constexpr std::uint64_t kSliceEvents = 4000;
constexpr std::uint64_t kSearchEvents = 1000;  // of runs that are not at hand: each costs more
constexpr double kAhead_s = 60;

bool is_planned(const Program& program, const model::Command& command) {
  if (!program.play) return false;
  const auto& schedule = program.play->schedule;
  return std::any_of(schedule.begin(), schedule.end(), [&](const model::Command& planned) {
    return planned.id == command.id && planned.value == command.value &&
           std::fabs(planned.time_s - command.time_s) < 2 / sandbox::kTicksPerSecond;
  });
}

std::vector<model::Command> after(const std::vector<model::Command>& log, double time_s) {
  std::vector<model::Command> later;
  for (const model::Command& command : log)
    if (command.time_s > time_s) later.push_back(command);
  return later;
}

std::vector<model::Command> still_planned(const Program& program) {
  if (!program.play) return {};
  const auto& schedule = program.play->schedule;
  return {schedule.begin() + static_cast<std::ptrdiff_t>(program.play->next_scheduled), schedule.end()};
}

std::string clock_text(double time_s) {
  const int whole = static_cast<int>(time_s), rest = whole % 60;
  return std::to_string(whole / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

std::string command_text(const model::Command& command) {
  const model::CommandInfo& row = model::info(command.id);
  const std::string label(row.label);
  return row.kind == model::CommandKind::incident ? label
                                                  : label + " " + model::value_text(row, command.value);
}

// The tools that are on, for a pinned run's name.
std::string tools_text(const model::Architecture& architecture) {
  std::string text;
  for (const model::CommandInfo& row : model::command_table()) {
    const bool tool = row.kind == model::CommandKind::toggle && row.group == model::CommandGroup::tools;
    if (tool && row.get != nullptr && row.get(architecture) != 0 && row.stage >= 4)
      text += (text.empty() ? "" : ", ") + std::string(row.label);
  }
  return text.empty() ? "no tool on" : text;
}

bool is_about_time(const model::Command& command) {
  return model::info(command.id).group == model::CommandGroup::time;
}

}  // namespace

double go_on(Program& program, double time_s, std::uint64_t most_events) {
  return program.play ? lesson::go_on(*program.play, program.sandbox, time_s, most_events)
                      : program.sandbox.run_until(time_s, most_events);
}

void stop_hunt(Program& program) {
  program.hunt_s = 0;
  program.state.hunting = false;
}

bool has_room(Program& program) {
  const auto held = [&] {
    std::uint64_t packets = program.sandbox.under_way();
    for (const sandbox::Beside& one : program.beside) packets += one.run.under_way();
    return packets;
  };
  if (held() <= kMostUnderWay) {
    program.fullest = kMostUnderWay;
    return true;
  }
  program.sandbox.forget_ghost(false);
  const std::uint64_t packets = held();
  if (packets <= program.fullest) return true;
  program.fullest = packets;
  program.paused = true;
  stop_hunt(program);
  program.stale = true;
  program.sandbox.snapshot(program.snapshot);
  const double now_s = program.sandbox.time_s();
  const std::uint32_t packet =
      sandbox::packet_with_room(packets, kMostUnderWay, program.snapshot.packet, now_s, now_s + kAhead_s);
  tell(program,
       "The run stands still: so many requests wait that there is no room for more. Relieve what they "
       "wait for, or begin again with packet=" +
           std::to_string(packet) + ".");
  return false;
}

void apply(Program& program, const model::Command& command) {
  leave_the_way(program);
  program.sandbox.apply(command);
  if (is_about_time(command))
    for (sandbox::Beside& one : program.beside) one.run.apply(command);
  program.stale = true;
}

void go_back(Program& program, double time_s) {
  time_s = std::floor(time_s * 8) / 8;  // finer than a hand
  const sandbox::Sandbox& latest = program.left ? *program.left : program.sandbox;
  std::optional<sandbox::Sandbox> then = program.rewind.at(time_s, latest);
  if (!then) return;
  stop_hunt(program);
  if (!program.left) program.left = std::move(program.sandbox);
  program.sandbox = std::move(*then);
  if (program.play) lesson::go_back(*program.play, time_s);
  for (std::size_t i = program.beside.size(); i-- > 0;)  // what stands beside cannot go back with it
    if (program.beside[i].run.time_s() > time_s)
      program.beside.erase(program.beside.begin() + static_cast<std::ptrdiff_t>(i));
  program.held.reset();
  program.paused = true;
  program.owed_s = 0;
  program.state.motion.flights.clear();
  program.snapshot.revision = 0;
  program.stale = true;
  if (program.sandbox.time_s() >= program.left->time_s()) program.left.reset();
}

void leave_the_way(Program& program) {
  if (!program.left) return;
  const std::vector<model::Command> later = after(program.left->log(), program.sandbox.time_s());
  const auto other = std::find_if(later.begin(), later.end(), [&](const model::Command& command) {
    return !is_planned(program, command) && !is_about_time(command);
  });
  if (other != later.end())
    put_beside(program.beside, program.sandbox,
               "the way before: " + command_text(*other) + " at " + clock_text(other->time_s), later);
  program.left.reset();
}

void keep_copies(Program& program) {
  const double now_s = program.sandbox.time_s();
  if (program.left || now_s == program.last_copy_s) return;
  // A copy a second of the wall clock is enough, so that fast runs do not copy all the time.
  if (program.last_copy_s >= 0 && now_s > program.last_copy_s &&
      now_s < program.last_copy_s + program.sandbox.speed())
    return;
  std::size_t held = program.sandbox.memory_bytes();
  for (const sandbox::Beside& one : program.beside) held += one.run.memory_bytes();
  program.rewind.watch(program.sandbox,
                       std::min(kMostInCopies_bytes, kMost_bytes - std::min(kMost_bytes, held)));
  program.last_copy_s = now_s;
}

void pin(Program& program) {
  put_beside(
      program.beside, program.sandbox,
      "pinned at " + clock_text(program.sandbox.time_s()) + ": " + tools_text(program.sandbox.architecture()),
      still_planned(program));
}

void keep_pace(Program& program) {
  if (program.paused) return;
  const bool ramping = program.play && lesson::is_ramping(*program.play);
  if (const auto speed = lesson::speed_now(program.pace, program.snapshot, ramping))
    apply(program, {0, *model::find_command("speed"), *speed});
}

void go_on_beside(Program& program, double most_s) {
  const double end = clock_s() + most_s;
  while (sandbox::go_on(program.beside, program.sandbox.time_s(), kSliceEvents) > 0)
    if (clock_s() > end) break;
}

void search_on(Program& program, double most_s) {
  const ui::Overlay overlay = program.state.overlay;
  const lesson::Question wanted{.hovered = program.state.hovered_tool,
                                .other_curves = !program.paused || !program.state.hovered_tool.empty(),
                                .next_step = overlay == ui::Overlay::advisor,
                                .small = overlay == ui::Overlay::advisor};
  const double end = clock_s() + most_s;
  do {
    program.searching = step(program.findings, wanted, kSearchEvents) > 0;
  } while (program.searching && clock_s() < end);
}

}  // namespace scale::app
