// `scale-sandbox link`, `scenario` and `schema`: a run as a link or as a scenario file, and what such a file
// may say.
#include <cstdio>
#include <memory>

#include "app/headless.h"
#include "app/headless_source.h"

namespace scale::app {
namespace {

CLI::App* add_converter(CLI::App& program, const char* name, const char* what_it_does, int& exit_code,
                        std::string (*text_of)(const model::Scenario&, std::string& problem)) {
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
    std::string problem;
    const std::string text = text_of(found.source->scenario, problem);
    std::printf("%s", text.c_str());
    exit_code = problem.empty() ? kDone : refuse(name, problem);
  });
  return command;
}

}  // namespace

void add_convert(CLI::App& program, int& exit_code) {
  add_converter(program, "link", "Print a scenario's run as a link; its story stays in the file", exit_code,
                [](const model::Scenario& scenario, std::string& problem) {
                  const std::string link = link_of(scenario, problem);
                  return link.empty() ? link : link + "\n";
                })
      ->footer(
          "Examples:\n"
          "  scale-sandbox link my-scenario.json\n"
          "  scale-sandbox link --users 1M --on cdn,stateless");
  add_converter(program, "scenario", "Print a run as a scenario file", exit_code,
                [](const model::Scenario& scenario, std::string&) { return model::to_json(scenario); })
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
