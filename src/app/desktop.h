// What the desktop program can be asked for beside the run: the window's size, and a picture instead of a
// window.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/platform.h"

namespace scale::app {

struct DesktopOptions {
  int width = 0, height = 0;  // points; 0: as the window was last, 1280x720 at first
  float density = 0;          // pixels a point; 0: the screen's
  std::string screenshot;     // a PNG's path: draw `settle_s` seconds, write it and stop
  double settle_s = 2.5;
  std::string then;  // done when the picture begins: "cdn=on"
  std::string open;  // a scenario file or a link
  std::string drop;  // the same, as if it were dragged onto the window
  bool help = false;
  bool full_screen = false;
  bool once = false;  // one frame, then stop: for timing the start
  bool coarse_pointer = false, reduced_motion = false;
  bool times = false;  // with a screenshot: what a frame cost, in one line
};

// Takes --size=1280x720, --density=2, --screenshot=path, --settle=4, --then=cdn, --open=file, --drop=file,
// --lesson=file.json, --full-screen, --once, --times, --touch, --reduced-motion and --help out of the pairs;
// a wrong one is said in one sentence.
std::string take_desktop_options(std::vector<std::pair<std::string, std::string>>& pairs,
                                 DesktopOptions& options);

std::string desktop_help();

int run_desktop(ProgramPointer program, const DesktopOptions& options);

}  // namespace scale::app
