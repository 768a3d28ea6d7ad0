#pragma once

#include "app/desktop.h"
#include "app/program.h"

namespace scale::app {

// Draws options.settle_s seconds with the GL context that is current and writes options.screenshot; the
// process's exit code.
int take_picture(Program& program, const Surface& surface, const DesktopOptions& options);

}  // namespace scale::app
