// A run as a scenario file, for page and desktop: out of the program's link, and into what a program is made
// of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/parameters.h"

namespace scale::app {

std::string scenario_file(std::string_view link);

// A scenario file's text, a link or an address that ends in one. Refused with a sentence that names line,
// field and what is allowed.
struct OpenedRun {
  std::optional<Parameters> parameters;
  bool tells_a_story = false;  // a lesson's file: to be played (program.h, take_lesson)
  std::string problem;
};
OpenedRun open_run(std::string_view text);

}  // namespace scale::app
