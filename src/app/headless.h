// The headless command: the same run without a browser. Each sub-command is one file that adds itself here.
// Exit codes: 0 done, 1 a check found something outside its bounds, 2 unusable arguments or files (also an
// output that cannot be written).
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace scale::app {

inline constexpr int kDone = 0, kOutside = 1, kUnusable = 2;
inline constexpr double kLongest_s = 86'400;  // simulated, of one run

// Says the sentence on stderr; returns kUnusable.
int refuse(const char* command, const std::string& sentence);

// Adds the sub-command to `program`; where it is called, `exit_code` is set.
using AddSubcommand = void (*)(CLI::App& program, int& exit_code);

void add_run(CLI::App& program, int& exit_code);       // headless_run.cpp
void add_sweep(CLI::App& program, int& exit_code);     // headless_sweep.cpp
void add_compare(CLI::App& program, int& exit_code);   // headless_compare.cpp
void add_grade(CLI::App& program, int& exit_code);     // headless_grade.cpp
void add_fit(CLI::App& program, int& exit_code);       // headless_fit.cpp
void add_explain(CLI::App& program, int& exit_code);   // headless_explain.cpp
void add_stages(CLI::App& program, int& exit_code);    // headless_stages.cpp
void add_cases(CLI::App& program, int& exit_code);     // headless_cases.cpp
void add_convert(CLI::App& program, int& exit_code);   // headless_convert.cpp: link, scenario, schema
void add_catalog(CLI::App& program, int& exit_code);   // headless_catalog.cpp
void add_manual(CLI::App& program, int& exit_code);    // headless_manual.cpp
void add_validate(CLI::App& program, int& exit_code);  // headless_validate.cpp

inline constexpr AddSubcommand kSubcommands[] = {add_run,     add_sweep,   add_compare, add_grade,
                                                 add_fit,     add_explain, add_stages,  add_cases,
                                                 add_convert, add_catalog, add_manual,  add_validate};

}  // namespace scale::app
