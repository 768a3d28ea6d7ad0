// What the desktop program remembers between two starts, in the folder that the system has for it: where its
// window was. Whatever is missing, unreadable or not possible is as on a first start.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scale::app {

inline constexpr std::string_view kProgressName = "progress";  // of the lesson
inline constexpr std::size_t kLongestConfig = 65'536;          // bytes

struct WindowPlace {
  int x = -1, y = -1;  // screen points of the upper left corner; -1: in the middle
  int width = 1280, height = 720;
  bool maximised = false, full_screen = false;

  friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

// Small texts by name, each a file; false where nothing can be kept. platform_desktop.cpp
std::string read_config(std::string_view name);
bool write_config(std::string_view name, std::string_view text);

std::string to_text(const WindowPlace& place);       // "window 40 60 1280 720 0 0"
WindowPlace window_place_of(std::string_view text);  // the default for anything else

}  // namespace scale::app
