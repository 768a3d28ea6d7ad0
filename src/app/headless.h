// The headless command: the same run without a browser. Each sub-command is one file that adds itself here.
// Exit codes: 0 done, 1 a check found something outside its bounds, 2 unusable arguments or files.
#pragma once

#include <CLI/CLI.hpp>

namespace scale::app {

inline constexpr int kDone = 0, kOutside = 1, kUnusable = 2;

// Adds the sub-command to `program`; where it is called, `exit_code` is set.
using AddSubcommand = void (*)(CLI::App& program, int& exit_code);

void add_run(CLI::App& program, int& exit_code);      // headless_run.cpp
void add_catalog(CLI::App& program, int& exit_code);  // headless_catalog.cpp
void add_cases(CLI::App& program, int& exit_code);    // headless_cases.cpp
void add_explain(CLI::App& program, int& exit_code);  // headless_explain.cpp
void add_compare(CLI::App& program, int& exit_code);  // headless_compare.cpp
void add_stages(CLI::App& program, int& exit_code);   // headless_stages.cpp

inline constexpr AddSubcommand kSubcommands[] = {add_run,     add_catalog, add_cases,
                                                 add_explain, add_stages,  add_compare};

}  // namespace scale::app
