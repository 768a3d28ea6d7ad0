// `scale-sandbox manual`: the manual page, made from the same words as --help. Formatted by groff's man
// macros.
#include <cstdio>
#include <sstream>
#include <string>

#include "app/headless.h"
#include "app/headless_figures.h"

namespace scale::app {
namespace {

// A minus is a minus, a line that begins with a point or quote is text.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    if (c == '-') out += "\\-";
    if (c != '\\' && c != '-') out += c;
  }
  return !out.empty() && (out[0] == '.' || out[0] == '\'') ? "\\&" + out : out;
}

void print_option(const CLI::Option& option) {
  const std::string value = option.get_items_expected_max() > 0 ? " VALUE" : "";
  std::printf(".TP\n.B %s%s\n%s\n", escaped(option.get_name(false, true)).c_str(),
              option.nonpositional() ? value.c_str() : "", escaped(option.get_description()).c_str());
}

// Lines as they stand; after "Examples:" in a fixed font.
void print_footer(const std::string& footer) {
  std::istringstream lines(footer);
  bool examples = false;
  std::printf(".PP\n");
  for (std::string line; std::getline(lines, line);) {
    const bool begins = line == "Examples:";
    if (begins)
      std::printf("%s.PP\nExamples:\n.PP\n.nf\n", examples ? ".fi\n" : "");
    else
      std::printf("%s\n", escaped(line).c_str());
    examples = examples || begins;
  }
  if (examples) std::printf(".fi\n");
}

void print_manual(const CLI::App& program) {
  std::printf(".TH SCALE\\-SANDBOX 1 \"\" \"Scale Sandbox %s\" \"User Commands\"\n", SCALE_VERSION);
  std::printf(".SH NAME\nscale\\-sandbox \\- simulate a web system from one user to 500 million\n");
  std::printf(".SH SYNOPSIS\n.B scale\\-sandbox\n.I command\n[\\fIoptions\\fR]\n");
  std::printf(".SH DESCRIPTION\n%s\n", escaped(program.get_description()).c_str());
  std::printf(".SH COMMANDS\n");
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    std::printf(".SS %s\n%s.\n", escaped(command->get_name()).c_str(),
                escaped(command->get_description()).c_str());
    for (const CLI::Option* option : command->get_options())
      if (option->get_name() != "--help") print_option(*option);
    if (!command->get_footer().empty()) print_footer(command->get_footer());
  }
  std::printf(
      ".SH EXIT STATUS\n.TP\n.B 0\nDone.\n.TP\n.B 1\nA check found something outside its bounds, a goal was "
      "missed, or a point of a sweep is missing.\n.TP\n.B 2\nUnusable arguments or files, or an output that "
      "cannot be written; one sentence on standard error says which, and what is allowed.\n");
  std::printf(
      ".SH OUTPUT\nFigures go to standard output, in seconds, bytes, shares of one and US dollars a month. "
      "JSON carries\n.B format\nand CSV a header; names keep their meaning, new ones come at the end. "
      "Progress "
      "goes to standard error, only on a terminal and only after two seconds.\n");
  std::printf(".SH COLUMNS\n.nf\n");
  std::printf("%s.fi\n", escaped(figure_help()).c_str());
}

}  // namespace

void add_manual(CLI::App& program, int& exit_code) {
  CLI::App* command = program.add_subcommand("manual", "Print the manual page, for man -l or a file");
  command->footer("Examples:\n  scale-sandbox manual | man -l -");
  command->callback([&program, &exit_code] {
    print_manual(program);
    exit_code = kDone;
  });
}

}  // namespace scale::app
