// The desktop: an SDL2 window with OpenGL 3.3, its events for ImGui, and what it remembers.
#define SDL_MAIN_HANDLED  // main is ours, on Windows too
#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/desktop.h"
#include "app/desktop_memory.h"
#include "app/desktop_picture.h"
#include "app/exchange.h"
#include "app/platform.h"
#include "app/program.h"
#include "app/sdl_keys.h"

namespace scale::app {
namespace {

constexpr const char* kTitle = "Scale Sandbox";
constexpr const char* kPlaceName = "window";

struct Window {
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
  float density = 1;  // pixels of ours for each of the window's points, where the system does not scale
};

// X11 scales nothing: a dense screen is told by its size in millimetres.
float density_of_screen() {
  constexpr float kDense = 180;
  float dots_per_inch = 0;
  const bool known = SDL_GetDisplayDPI(0, &dots_per_inch, nullptr, nullptr) == 0;
  const char* driver = SDL_GetCurrentVideoDriver();
  return known && driver != nullptr && std::string_view(driver) == "x11" && dots_per_inch >= kDense ? 2.0f
                                                                                                    : 1.0f;
}

bool open(Window& out, const DesktopOptions& options, const WindowPlace& place) {
  SDL_SetMainReady();
  SDL_SetHint("SDL_WINDOWS_DPI_SCALING", "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  const bool picture = !options.screenshot.empty();
  out.density = options.density > 0 ? options.density : picture ? 1 : density_of_screen();
  const auto points = [&](int length) { return static_cast<int>(static_cast<float>(length) * out.density); };
  Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
  if (picture) flags |= SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS;
  if (place.maximised) flags |= SDL_WINDOW_MAXIMIZED;
  if (place.full_screen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  const int centre = static_cast<int>(SDL_WINDOWPOS_CENTERED);
  out.window = SDL_CreateWindow(kTitle, place.x == -1 ? centre : place.x, place.y == -1 ? centre : place.y,
                                points(place.width), points(place.height), flags);
  if (out.window == nullptr) return false;
  out.context = SDL_GL_CreateContext(out.window);
  if (out.context == nullptr) return false;
  SDL_GL_SetSwapInterval(picture ? 0 : 1);
  return true;
}

void close(Window& window) {
  if (window.context != nullptr) SDL_GL_DeleteContext(window.context);
  if (window.window != nullptr) SDL_DestroyWindow(window.window);
  SDL_Quit();
}

bool is_full_screen(const Window& window) {
  return (SDL_GetWindowFlags(window.window) & SDL_WINDOW_FULLSCREEN_DESKTOP) == SDL_WINDOW_FULLSCREEN_DESKTOP;
}

// A window that fills the screen keeps the place to which it will go back.
WindowPlace place_of(const Window& window, WindowPlace before) {
  before.full_screen = is_full_screen(window);
  before.maximised = (SDL_GetWindowFlags(window.window) & SDL_WINDOW_MAXIMIZED) != 0;
  if (before.full_screen || before.maximised) return before;
  SDL_GetWindowPosition(window.window, &before.x, &before.y);
  SDL_GetWindowSize(window.window, &before.width, &before.height);
  before.width = static_cast<int>(static_cast<float>(before.width) / window.density);
  before.height = static_cast<int>(static_cast<float>(before.height) / window.density);
  return before;
}

Surface surface_of(const Window& window) {
  Surface surface;
  int width = 0, height = 0;
  SDL_GetWindowSize(window.window, &width, &height);
  SDL_GL_GetDrawableSize(window.window, &surface.width_px, &surface.height_px);
  surface.scale =
      window.density * static_cast<float>(surface.width_px) / static_cast<float>(std::max(1, width));
  surface.width = static_cast<float>(surface.width_px) / surface.scale;
  surface.height = static_cast<float>(surface.height_px) / surface.scale;
  return surface;
}

// SDL's text is UTF-8, also where paths are not.
std::filesystem::path path_of(std::string_view text) {
  return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

std::string text_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

// What was dragged onto the window, pasted or named at the start: a scenario file, or a link.
bool open_thing(ProgramPointer& program, const Window& window, const std::string& what) {
  constexpr std::uintmax_t kMostBytes = 1'000'000;
  std::error_code error;
  std::string text = what, problem;
  const std::filesystem::path path = path_of(what);
  if (std::filesystem::is_regular_file(path, error)) {
    std::ifstream file(path, std::ios::binary);
    if (std::filesystem::file_size(path, error) > kMostBytes || !file)
      problem = "It cannot be read, or is longer than 1 MB.";
    else
      text.assign(std::istreambuf_iterator<char>(file), {});
  }
  if (problem.empty()) {
    const OpenedRun opened = open_run(text);
    problem = opened.problem;
    if (opened.tells_a_story) {
      problem = take_lesson(*program, "own", text);
    } else if (opened.parameters) {
      const std::string progress = progress_text(*program);
      give_back_graphics(*program);
      program.reset();
      program = make_program(*opened.parameters);
      while (!prepare(*program, 1)) {
      }
      take_progress(*program, progress);
      make_graphics(*program);
      problem = check_graphics(*program);
    }
  }
  const std::string name = text_of(path.filename()).substr(0, 60);
  if (!problem.empty()) say(name + ": " + problem);
  const std::string title = problem.empty() ? kTitle : name + ": " + problem;
  SDL_SetWindowTitle(window.window, title.c_str());
  return problem.empty();
}

void take_key(const SDL_KeyboardEvent& event, ProgramPointer& program, const Window& window) {
  const SDL_Keycode key = event.keysym.sym;
  const bool down = event.type == SDL_KEYDOWN, alt = (event.keysym.mod & KMOD_ALT) != 0;
  const bool control = (event.keysym.mod & (KMOD_CTRL | KMOD_GUI)) != 0;
  if (down && event.repeat == 0 && (key == SDLK_F11 || (key == SDLK_RETURN && alt))) {
    SDL_SetWindowFullscreen(window.window, is_full_screen(window) ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    return;
  }
  if (down && key == SDLK_v && control) {
    char* text = SDL_GetClipboardText();
    if (text != nullptr) open_thing(program, window, text);
    SDL_free(text);
    return;
  }
  ImGuiIO& io = ImGui::GetIO();
  take_modifiers(io, event.keysym.mod);
  const ImGuiKey known = key_of(key);
  if (known != ImGuiKey_None) io.AddKeyEvent(known, down);
}

// False: the window is to be closed.
bool take(const SDL_Event& event, ProgramPointer& program, const Window& window) {
  ImGuiIO& io = ImGui::GetIO();  // not to be used after something was opened
  const auto point = [&](int length) { return static_cast<float>(length) / window.density; };
  switch (event.type) {
    case SDL_QUIT:
      return false;
    case SDL_MOUSEMOTION:
      io.AddMousePosEvent(point(event.motion.x), point(event.motion.y));
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      io.AddMousePosEvent(point(event.button.x), point(event.button.y));
      if (event.button.button == SDL_BUTTON_LEFT)
        io.AddMouseButtonEvent(0, event.type == SDL_MOUSEBUTTONDOWN);
      break;
    case SDL_MOUSEWHEEL:
      io.AddMouseWheelEvent(event.wheel.preciseX, event.wheel.preciseY);
      break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_LEAVE) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      break;
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
      open_thing(program, window, event.drop.file);
      SDL_free(event.drop.file);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
      take_key(event.key, program, window);
      break;
    case SDL_TEXTINPUT:
      io.AddInputCharactersUTF8(event.text.text);
      break;
    default:
      break;
  }
  return true;
}

void push_drop(const std::string& what) {
  SDL_Event event{};
  event.type = SDL_DROPFILE;
  event.drop.file = SDL_strdup(what.c_str());
  SDL_PushEvent(&event);
}

// Into the working folder; a film of a window is the page's to take.
void keep(const Keepsake& wanted, const Surface& surface) {
  if (wanted.kind == "picture") {
    say(write_picture("scale-sandbox.png", surface) ? "The picture is in scale-sandbox.png."
                                                    : "The picture could not be written.");
  } else if (wanted.kind == "csv") {
    std::FILE* file = std::fopen("scale-sandbox.csv", "wb");
    const bool whole =
        file != nullptr && std::fwrite(wanted.text.data(), 1, wanted.text.size(), file) == wanted.text.size();
    const bool closed = file != nullptr && std::fclose(file) == 0;
    say(whole && closed ? "The table is in scale-sandbox.csv." : "The table could not be written.");
  } else {
    say("A film can be taken in the browser only.");
  }
}

void watch(ProgramPointer& program, const Window& window, const DesktopOptions& options) {
  const Preferences preferences{true, options.reduced_motion, options.coarse_pointer};
  constexpr int kStillFrames = 3;
  int still = 0;
  bool first = true;
  if (!options.drop.empty()) push_drop(options.drop);
  for (bool open = true; open;) {
    SDL_Event event;
    if (still >= kStillFrames && SDL_WaitEvent(&event) != 0) {
      open = take(event, program, window);
      still = 0;
    }
    while (open && SDL_PollEvent(&event) != 0) {
      open = take(event, program, window);
      still = 0;
    }
    const double now = static_cast<double>(SDL_GetTicks64()) / 1000;
    const Surface surface = surface_of(window);
    still = frame(*program, surface, preferences, now) ? 0 : still + 1;
    for (const Keepsake& wanted : take_keepsakes(*program)) keep(wanted, surface);
    SDL_GL_SwapWindow(window.window);
    if (first && options.once) return;
    first = false;
  }
}

std::filesystem::path config_path(std::string_view name) {
  char* folder = SDL_GetPrefPath("", "scale-sandbox");
  if (folder == nullptr) return {};
  std::filesystem::path path = path_of(std::string(folder) + std::string(name) + ".txt");
  SDL_free(folder);
  return path;
}

}  // namespace

int run_desktop(ProgramPointer program, const DesktopOptions& options) {
  const bool picture = !options.screenshot.empty();
  WindowPlace place = picture ? WindowPlace{} : window_place_of(read_config(kPlaceName));
  if (options.width > 0) {
    place.width = options.width;
    place.height = options.height;
    place.maximised = place.full_screen = false;
  }
  place.full_screen = place.full_screen || options.full_screen;
  Window window;
  if (!open(window, options, place)) {
    say(std::string("No window with OpenGL 3.3 could be opened: ") + SDL_GetError() + ".");
    close(window);
    return 1;
  }
  int code = 0;
  while (!prepare(*program, 1)) {
  }
  make_graphics(*program);
  const std::string wrong = check_graphics(*program);
  if (!wrong.empty()) {
    say(wrong);
    code = 1;
  } else if (!options.open.empty() && !open_thing(program, window, options.open)) {
    code = 2;
  } else if (picture) {
    code = take_picture(*program, surface_of(window), options);
  } else {
    take_progress(*program, read_config(kProgressName));
    watch(program, window, options);
    write_config(kPlaceName, to_text(place_of(window, place)));
  }
  program.reset();
  close(window);
  return code;
}

int run(ProgramPointer program) {
  return run_desktop(std::move(program), {});
}

bool say(std::string_view sentence) {
  std::fprintf(stderr, "%s\n", std::string(sentence).c_str());
  return false;
}

void copy_text(std::string_view text) {
  SDL_SetClipboardText(std::string(text).c_str());
}

void open_link(std::string_view address) {
  SDL_OpenURL(std::string(address).c_str());
}

std::string read_config(std::string_view name) {
  std::ifstream file(config_path(name), std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  return text.substr(0, kLongestConfig);
}

bool write_config(std::string_view name, std::string_view text) {
  const std::filesystem::path path = config_path(name);
  if (path.empty() || text.size() > kLongestConfig) return false;
  std::filesystem::path beside = path;
  beside += ".part";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(beside, path, error);
  return file && !error;
}

}  // namespace scale::app
