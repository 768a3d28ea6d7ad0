// What the desktop program can be asked for beside the run: the window's size, and a picture instead of a
// window.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/platform.h"

namespace scale::app {

struct DesktopOptions {
  int width = 1280, height = 720;  // points
  float density = 0;               // pixels a point; 0: the screen's
  std::string screenshot;          // a PNG's path: draw `settle_s` seconds, write it and stop
  double settle_s = 2.5;
  std::string then;  // done when the picture begins: "cdn=on"
  bool coarse_pointer = false, reduced_motion = false;
  bool times = false;  // with a screenshot: what a frame cost, in one line
};

// Takes --size=1280x720, --density=2, --screenshot=path, --settle=4, --then=cdn, --touch, --times and
// --reduced-motion out of the pairs; a wrong one is said in one sentence.
std::string take_desktop_options(std::vector<std::pair<std::string, std::string>>& pairs,
                                 DesktopOptions& options);

int run_desktop(ProgramPointer program, const DesktopOptions& options);

}  // namespace scale::app
