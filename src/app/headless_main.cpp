#include "app/headless.h"
#include "app/headless_validate.h"

int main(int argc, char** argv) {
  CLI::App program{"Scale Sandbox without a browser: the same runs, to the same bits."};
  program.require_subcommand(1);
  program.footer(
      "Examples:\n"
      "  scale-sandbox run --users 250K --on cdn --duration 120\n"
      "  scale-sandbox run --incident t=60:server-crash --duration 300 --format json\n"
      "  scale-sandbox explain --lesson stage-4 --duration 300\n"
      "  scale-sandbox stages --users 100K\n"
      "  scale-sandbox cases tests/data/cases.json --packet 1\n"
      "  scale-sandbox validate --short\n"
      "  scale-sandbox catalog");
  int exit_code = scale::app::kDone;
  for (const scale::app::AddSubcommand add : scale::app::kSubcommands) add(program, exit_code);
  scale::app::add_validate(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    return code == 0 ? scale::app::kDone : scale::app::kUnusable;
  }
  return exit_code;
}
