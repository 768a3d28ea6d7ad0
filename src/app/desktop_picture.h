#pragma once

#include <string>

#include "app/desktop.h"
#include "app/program.h"

namespace scale::app {

// Draws options.settle_s seconds with the GL context that is current and writes options.screenshot; the
// process's exit code.
int take_picture(Program& program, const Surface& surface, const DesktopOptions& options);

// The drawing buffer as a PNG file; false: it could not be written.
bool write_picture(const std::string& path, const Surface& surface);

}  // namespace scale::app
