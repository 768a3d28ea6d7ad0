#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "app/headless.h"
#include "app/headless_system.h"
#include "model/words.h"

namespace scale::app {

int refuse(const char* command, const std::string& sentence) {
  std::fprintf(stderr, "scale-sandbox %s: %s\n", command, sentence.c_str());
  return kUnusable;
}

}  // namespace scale::app

namespace {

std::vector<std::string_view> names_of(const CLI::App& command) {
  std::vector<std::string_view> names;
  for (const CLI::App* sub : command.get_subcommands(nullptr)) names.push_back(sub->get_name());
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  return names;
}

// The word that nothing knows, with the nearest that is known; empty where something else is wrong.
std::string unknown_word(const CLI::App& program, int argc, char** argv) {
  const auto parsed = program.get_subcommands();
  const CLI::App& command = parsed.empty() ? program : *parsed.front();
  const std::vector<std::string_view> names = names_of(command);
  for (int i = parsed.empty() ? 1 : 2; i < argc; ++i) {
    const std::string_view given = argv[i];
    const bool option = given.substr(0, 2) == "--";
    if (!option && !parsed.empty()) continue;
    const std::string_view word = given.substr(option ? 2 : 0, given.find('=') - (option ? 2 : 0));
    if (word.empty() || std::find(names.begin(), names.end(), word) != names.end()) continue;
    const std::string_view nearest = scale::model::nearest_word(word, names);
    const std::string dashes = option ? "--" : "";
    std::string sentence = dashes + std::string(word) + " is no " + (option ? "option" : "command");
    if (!nearest.empty()) sentence += "; nearest is " + dashes + std::string(nearest);
    return sentence;
  }
  return {};
}

// "Could not convert: --duration = abc", as CLI11 says it, in our words.
std::string plain(const std::string& said) {
  constexpr std::string_view kPrefix = "Could not convert: ";
  const std::size_t equals = said.find(" = ");
  if (said.rfind(kPrefix, 0) != 0 || equals == std::string::npos) return said;
  return said.substr(kPrefix.size(), equals - kPrefix.size()) + " must be a number, not " +
         said.substr(equals + 3);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace scale::app;
  CLI::App program{"Scale Sandbox without a browser: the same runs, to the same bits.", "scale-sandbox"};
  program.require_subcommand(1);
  program.set_version_flag("--version", SCALE_VERSION);
  program.footer(
      "Exit codes: 0 done, 1 a check or a goal was not met or a point of a sweep is missing, 2 unusable\n"
      "arguments or files.\n"
      "Examples:\n"
      "  scale-sandbox run --users 250K --on cdn --duration 120\n"
      "  scale-sandbox sweep users 1e5..5e8 log 40 by shards 1,4,16 --on sharding --out sweep.csv\n"
      "  scale-sandbox explain stage-4 --duration 300\n"
      "  scale-sandbox compare before.json after.json\n"
      "  scale-sandbox validate --short\n"
      "  scale-sandbox COMMAND --help says more of each.");
  int exit_code = kDone;
  for (const AddSubcommand add : kSubcommands) add(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // help or version was asked for
      program.exit(error);
    } else {
      const std::string unknown = unknown_word(program, argc, argv);
      const auto parsed = program.get_subcommands();
      const std::string name = parsed.empty() ? "" : " " + parsed.front()->get_name();
      std::fprintf(stderr, "scale-sandbox%s: %s; see scale-sandbox%s --help\n", name.c_str(),
                   unknown.empty() ? plain(error.what()).c_str() : unknown.c_str(), name.c_str());
      exit_code = kUnusable;
    }
  }
  const std::string problem = finish_output();
  if (problem.empty()) return exit_code;
  std::fprintf(stderr, "scale-sandbox: %s\n", problem.c_str());
  return kUnusable;
}
