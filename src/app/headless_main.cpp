#include <cstdio>

#include "app/headless.h"
#include "app/headless_system.h"

namespace scale::app {

int refuse(const char* command, const std::string& sentence) {
  std::fprintf(stderr, "scale-sandbox %s: %s\n", command, sentence.c_str());
  return kUnusable;
}

}  // namespace scale::app

int main(int argc, char** argv) {
  using namespace scale::app;
  CLI::App program{"Scale Sandbox without a browser: the same runs, to the same bits.", "scale-sandbox"};
  program.require_subcommand(1);
  program.set_version_flag("--version", SCALE_VERSION);
  program.footer(
      "Exit codes: 0 done, 1 a check or a goal was not met, 2 unusable arguments or files.\n"
      "Examples:\n"
      "  scale-sandbox run --users 250K --on cdn --duration 120\n"
      "  scale-sandbox sweep users 1e5..5e8 log 40 by shards 1,4,16 --out sweep.csv\n"
      "  scale-sandbox explain stage-4 --duration 300\n"
      "  scale-sandbox compare before.json after.json\n"
      "  scale-sandbox validate --short\n"
      "  scale-sandbox COMMAND --help says more of each.");
  int exit_code = kDone;
  for (const AddSubcommand add : kSubcommands) add(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    exit_code = code == 0 ? kDone : kUnusable;
  }
  const std::string problem = finish_output();
  if (problem.empty()) return exit_code;
  std::fprintf(stderr, "scale-sandbox: %s\n", problem.c_str());
  return kUnusable;
}
