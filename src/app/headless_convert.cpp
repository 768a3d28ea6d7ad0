// `scale-sandbox link`, `scenario` and `schema`: a run as a link or as a scenario file, and what such a file
// may say.
#include <cstdio>
#include <memory>

#include "app/headless.h"
#include "app/headless_source.h"
#include "lesson/record.h"

namespace scale::app {
namespace {

CLI::App* add_converter(CLI::App& program, const char* name, const char* what_it_does, int& exit_code,
                        std::string (*text_of)(const model::Scenario&)) {
  auto options = std::make_shared<SourceOptions>();
  CLI::App* command = program.add_subcommand(name, what_it_does);
  command->add_option("what", options->what, "A scenario file, a lesson (stage-4) or a link");
  add_source_flags(*command, *options);
  command->callback([options, name, text_of, &exit_code] {
    const FoundSource found = find_source(*options);
    if (!found.source) {
      exit_code = refuse(name, found.problem);
      return;
    }
    std::printf("%s", text_of(found.source->scenario).c_str());
    exit_code = kDone;
  });
  return command;
}

}  // namespace

void add_convert(CLI::App& program, int& exit_code) {
  add_converter(
      program, "link", "Print a scenario's run as a link; its story stays in the file", exit_code,
      [](const model::Scenario& scenario) { return sandbox::to_link(lesson::record_of(scenario)) + "\n"; })
      ->footer(
          "Examples:\n"
          "  scale-sandbox link my-scenario.json\n"
          "  scale-sandbox link --users 1M --on cdn,stateless");
  add_converter(program, "scenario", "Print a run as a scenario file", exit_code,
                [](const model::Scenario& scenario) { return model::to_json(scenario); })
      ->footer(
          "Examples:\n"
          "  scale-sandbox scenario --users 1M --on cdn > my-scenario.json\n"
          "  scale-sandbox scenario stage-4");
  CLI::App* schema = program.add_subcommand("schema", "Print the JSON schema of scenario files");
  schema->footer("Examples:\n  scale-sandbox schema > scenario.schema.json");
  schema->callback([&exit_code] {
    std::printf("%s", model::scenario_schema().c_str());
    exit_code = kDone;
  });
}

}  // namespace scale::app
