// Where the program runs: platform_web.cpp (a canvas, WebGL 2) or platform_desktop.cpp (a window, GL 3.3).
// The platform opens the window, makes the GL context, feeds ImGui's input, calls frame() and stops calling
// it while nobody looks. Seconds are the wall clock's; lengths are CSS pixels (a desktop's points) unless
// they say px.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace scale::app {

struct Program;
struct ProgramDeleter {
  void operator()(Program* program) const;  // beside make_program()
};
using ProgramPointer = std::unique_ptr<Program, ProgramDeleter>;

struct Surface {
  float width = 0, height = 0;      // what the ui lays out in
  int width_px = 0, height_px = 0;  // the drawing buffer
  float scale = 1;                  // buffer pixels for each of width and height; may be 1.5
  bool kept = false;                // the drawing buffer still shows the last frame
};

// What the person's system asks for. May change while the program runs.
struct Preferences {
  bool dark = true;
  bool reduced_motion = false;
  bool coarse_pointer = false;  // a finger: targets of 44 and more
};

// Opens the window and runs the program in it. A desktop returns when the window is closed; a page returns
// at once and keeps the program. The number is the process's exit code.
int run(ProgramPointer program);

// Text for the clipboard: the page does it in its own DOM, SDL on a desktop.
void copy_text(std::string_view text);
void open_link(std::string_view address);
// A line for the person, gone after a while. False: the screen has to say it itself.
bool say(std::string_view sentence);
// The lesson's file; nothing where it has yet to be fetched: it comes by take_lesson() then. Empty: it cannot
// be had.
std::optional<std::string> ask_for_lesson(std::string_view name);
// What is to be there at the next visit; done without a word where nothing can be kept.
void keep_text(std::string_view text);

}  // namespace scale::app
