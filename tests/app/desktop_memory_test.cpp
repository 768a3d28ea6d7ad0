#include "app/desktop_memory.h"

#include <gtest/gtest.h>

namespace scale::app {
namespace {

TEST(DesktopMemory, AWindowComesBackWhereItWas) {
  const WindowPlace place{
      .x = -40, .y = 60, .width = 900, .height = 640, .maximised = true, .full_screen = false};
  EXPECT_EQ(window_place_of(to_text(place)), place);
}

TEST(DesktopMemory, AnythingElseIsAFirstStart) {
  for (const char* text : {"", "window", "window 1 2 3", "window 0 0 10 10 0 0", "window 0 0 99999 700 0 0",
                           "window 1000000 0 900 700 0 0", "progress 1 2 3 4 5 6", "\xff\xfe"})
    EXPECT_EQ(window_place_of(text), WindowPlace{}) << text;
}

}  // namespace
}  // namespace scale::app
