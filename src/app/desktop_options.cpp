#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

#include "app/desktop.h"
#include "model/words.h"

namespace scale::app {
namespace {

bool is_file(const std::string& value) {
  constexpr std::string_view kEnd = ".json";
  return value.size() > kEnd.size() && value.substr(value.size() - kEnd.size()) == kEnd;
}

}  // namespace

std::string desktop_help() {
  return "Scale Sandbox in a window: the program of the page.\n"
         "Usage: scale-sandbox-desktop [FILE or LINK] [--NAME=VALUE ...]\n\n"
         "  --users=250K --on=cdn,stateless --off=cache   what is built at the start, as in a page's "
         "address\n"
         "  --lesson=stage-4, --lesson=mine.json          a lesson of ours, or a scenario file of yours\n"
         "  --seed=7 --packet=1 --run-to=60 --theme=light\n"
         "  --size=1280x720 --density=2 --full-screen     the window; without them as it was last\n"
         "  --reduced-motion --touch\n"
         "  --screenshot=FILE.png --settle=2.5            a picture after so many seconds, and no window\n"
         "  --then=cdn                                    done when the picture begins\n"
         "  --once                                        one frame, then stop\n\n"
         "A file or a link may also be dragged onto the window or pasted. F11 fills the screen.\n"
         "Exit codes: 0 done, 1 no window or picture, 2 unusable arguments or files.\n";
}

std::string take_desktop_options(std::vector<std::pair<std::string, std::string>>& pairs,
                                 DesktopOptions& options) {
  std::string error;
  const auto number = [&](const std::string& name, const std::string& value, double low, double high) {
    const std::optional<double> found = model::parse_number(value);
    if (found && *found >= low && *found <= high) return *found;
    error = name + " must be " + model::number_text(low) + " to " + model::number_text(high) + ", not " +
            value + ".";
    return low;
  };
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
      options.density = static_cast<float>(number(name, value, 0.5, 4));
    } else if (name == "screenshot") {
      options.screenshot = value;
    } else if (name == "settle") {
      options.settle_s = number(name, value, 0, 60);
    } else if (name == "then") {
      options.then = value;
    } else if (name == "help" || name == "h") {
      options.help = true;
    } else if (name == "open" || (name == "lesson" && is_file(value))) {
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
