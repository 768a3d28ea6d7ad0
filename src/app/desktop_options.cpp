#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/desktop.h"

namespace scale::app {

std::string take_desktop_options(std::vector<std::pair<std::string, std::string>>& pairs,
                                 DesktopOptions& options) {
  std::string error;
  const auto taken = [&](const std::pair<std::string, std::string>& pair) {
    const auto& [name, value] = pair;
    if (name == "size") {
      int width = 0, height = 0;
      const bool good = std::sscanf(value.c_str(), "%dx%d", &width, &height) == 2 && width >= 200 &&
                        height >= 200 && width <= 8000 && height <= 8000;
      if (!good) error = "size must be like 1280x720, from 200x200 to 8000x8000, not " + value + ".";
      options.width = width;
      options.height = height;
    } else if (name == "density") {
      options.density = std::clamp(std::strtof(value.c_str(), nullptr), 0.0f, 4.0f);
    } else if (name == "screenshot") {
      options.screenshot = value;
    } else if (name == "settle") {
      options.settle_s = std::clamp(std::strtod(value.c_str(), nullptr), 0.0, 60.0);
    } else if (name == "then") {
      options.then = value;
    } else if (name == "open") {
      options.open = value;
    } else if (name == "drop") {
      options.drop = value;
    } else if (name == "full-screen") {
      options.full_screen = true;
    } else if (name == "once") {
      options.once = true;
    } else if (name == "touch") {
      options.coarse_pointer = true;
    } else if (name == "times") {
      options.times = true;
    } else if (name == "reduced-motion") {
      options.reduced_motion = true;
    } else {
      return false;
    }
    return true;
  };
  pairs.erase(std::remove_if(pairs.begin(), pairs.end(), taken), pairs.end());
  return error;
}

}  // namespace scale::app
