#include <algorithm>
#include <utility>

#include "app/headless.h"
#include "app/headless_grade.h"
#include "app/headless_play.h"
#include "lesson/play.h"
#include "lesson/record.h"
#include "model/apply.h"

namespace scale::app {
namespace {

using model::Command;

bool same(const Command& a, const Command& b) {
  return a.id == b.id && a.value == b.value && a.time_s == b.time_s;
}

bool may_be_used(const lesson::Play& play, const Command& command) {
  const model::CommandInfo& row = model::info(command.id);
  return row.group == model::CommandGroup::time || row.kind == model::CommandKind::incident ||
         lesson::is_on_offer(play, row.id);
}

// Setting a slider to where it stands changes nothing, wherever it came from.
std::vector<Command> opening_changes(const model::Architecture& start, const model::Architecture& built) {
  std::vector<Command> changes;
  for (std::size_t id = 0; id < model::command_table().size(); ++id) {
    const model::CommandInfo& row = model::info(static_cast<model::CommandId>(id));
    if (row.get != nullptr && row.id != "regions" && row.get(start) != row.get(built))
      changes.push_back({0, static_cast<model::CommandId>(id), row.get(built)});
  }
  return changes;
}

}  // namespace

Entry entry_of(const model::Scenario& lesson, const sandbox::RunRecord& link) {
  const sandbox::RunRecord whole = lesson::record_of(lesson);
  const model::Scenario start = lesson::scenario_of(whole);
  const model::Scenario run = lesson::scenario_of(link);
  const lesson::Play play = lesson::start_play("", lesson);
  if (run.architecture.users != start.architecture.users)
    return {{},
            {},
            "it starts with " + std::to_string(static_cast<long long>(run.architecture.users)) +
                " users, the lesson with " +
                std::to_string(static_cast<long long>(start.architecture.users))};
  if (!(link.catalog == whole.catalog)) return {{}, {}, "its constants are not the lesson's"};

  Entry entry{lesson, play.terms, ""};
  std::vector<Command> own = opening_changes(start.architecture, run.architecture);
  std::vector<Command> planned = start.commands;
  for (const Command& command : run.commands) {
    const auto at = std::find_if(planned.begin(), planned.end(),
                                 [&](const Command& other) { return same(command, other); });
    if (at != planned.end())
      planned.erase(at);
    else
      own.push_back(command);
  }
  for (const Command& command : own)
    if (!may_be_used(play, command))
      return {
          {}, {}, "it uses " + std::string(model::info(command.id).id) + ", which the lesson does not offer"};
  entry.scenario.packet = link.packet;
  for (const Command& command : own) entry.scenario.commands.push_back(command);
  std::stable_sort(entry.scenario.commands.begin(), entry.scenario.commands.end(),
                   [](const Command& a, const Command& b) { return a.time_s < b.time_s; });
  // The goals are for the lesson's users.
  for (const Command& command : own)
    if (model::info(command.id).id == "users") {
      model::Architecture last = lesson.architecture;
      for (const Command& each : own) model::apply(last, each);
      if (last.users < lesson.architecture.users) return {{}, {}, "it meets the goals with fewer users"};
    }
  entry.own = std::move(own);
  return entry;
}

Grade play_entry(const Entry& entry, std::uint64_t seed) {
  model::Scenario mine = entry.scenario;
  mine.seed = seed;
  lesson::Play play = lesson::start_play("", std::move(mine));
  play.terms = entry.terms;  // the lesson's: a learner's commands put nothing off
  sandbox::Settings settings = lesson::settings_of(play);
  settings.ghost = false;
  sandbox::Sandbox sandbox(settings);
  sandbox::Snapshot now;
  Grade grade;
  grade.problem = watch_to_the_end(play, sandbox, now, entry.own);
  if (!grade.problem.empty()) return grade;
  grade.cost_usd_month = now.cost_usd_month;
  grade.met = play.met;
  grade.met_s = play.met_s;
  grade.stars = play.stars_won;
  constexpr const char* kStates[] = {"waiting", "missed", "met"};
  for (const lesson::GoalRow& row : play.goals)
    grade.goals += (grade.goals.empty() ? "" : "; ") + row.subject + " " + row.bound + ": " +
                   (row.value.empty() ? "not measured" : row.value) + ", " +
                   kStates[static_cast<std::size_t>(row.state)];
  return grade;
}

}  // namespace scale::app
