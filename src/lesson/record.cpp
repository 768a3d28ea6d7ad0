#include "lesson/record.h"

#include "lesson/play.h"
#include "model/apply.h"

namespace scale::lesson {

sandbox::RunRecord record_of(const model::Scenario& scenario) {
  const Play play = start_play("", scenario);
  const sandbox::Settings settings = settings_of(play);
  sandbox::RunRecord record;
  record.seed = scenario.seed;
  record.packet = scenario.packet;
  record.catalog = scenario.catalog;
  record.commands = settings.opening;
  for (model::Command command : play.schedule) {
    command.time_s = sandbox::next_tick_s(command.time_s);
    record.commands.push_back(command);
  }
  return record;
}

model::Scenario scenario_of(const sandbox::RunRecord& record) {
  model::Scenario scenario;
  scenario.seed = record.seed;
  scenario.packet = record.packet;
  scenario.catalog = record.catalog;
  for (const model::Command& command : record.commands) {
    if (command.time_s <= 0 && model::info(command.id).set != nullptr)
      model::apply(scenario.architecture, command);
    else
      scenario.commands.push_back(command);
  }
  return scenario;
}

}  // namespace scale::lesson
