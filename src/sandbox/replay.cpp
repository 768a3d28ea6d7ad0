#include "sandbox/replay.h"

namespace scale::sandbox {

model::Catalog catalog_of(const RunRecord& record) {
  return model::catalog_of(record.catalog);
}

Settings settings_of(const RunRecord& record) {
  Settings settings;
  settings.seed = record.seed;
  settings.packet = record.packet;
  settings.catalog = catalog_of(record);
  for (const model::Command& command : record.commands)
    if (command.time_s <= 0) settings.opening.push_back(command);
  return settings;
}

std::vector<model::Command> later_commands(const RunRecord& record) {
  std::vector<model::Command> later;
  for (const model::Command& command : record.commands)
    if (command.time_s > 0) later.push_back(command);
  return later;
}

Sandbox replayed(const RunRecord& record, double time_s, bool ghost) {
  Settings settings = settings_of(record);
  settings.ghost = ghost;
  Sandbox run(settings);
  for (const model::Command& command : later_commands(record)) {
    if (command.time_s > time_s) break;
    run.run_until(command.time_s, UINT64_MAX);
    run.apply(command);
  }
  run.run_until(time_s, UINT64_MAX);
  return run;
}

}  // namespace scale::sandbox
