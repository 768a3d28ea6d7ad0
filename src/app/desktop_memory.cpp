#include "app/desktop_memory.h"

#include <cstdio>

namespace scale::app {

std::string to_text(const WindowPlace& place) {
  char text[128];
  std::snprintf(text, sizeof text, "window %d %d %d %d %d %d\n", place.x, place.y, place.width, place.height,
                place.maximised ? 1 : 0, place.full_screen ? 1 : 0);
  return text;
}

WindowPlace window_place_of(std::string_view text) {
  constexpr int kFarthest = 30'000, kSmallest = 200, kLargest = 8'000;
  WindowPlace place;
  int maximised = 0, full_screen = 0;
  const std::string line(text.substr(0, 128));
  const int read = std::sscanf(line.c_str(), "window %d %d %d %d %d %d", &place.x, &place.y, &place.width,
                               &place.height, &maximised, &full_screen);
  const bool near =
      place.x >= -kFarthest && place.x <= kFarthest && place.y >= -kFarthest && place.y <= kFarthest;
  const bool sized = place.width >= kSmallest && place.width <= kLargest && place.height >= kSmallest &&
                     place.height <= kLargest;
  if (read != 6 || !near || !sized) return {};
  place.maximised = maximised != 0;
  place.full_screen = full_screen != 0;
  return place;
}

}  // namespace scale::app
