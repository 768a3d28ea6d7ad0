// The desktop: an SDL2 window with OpenGL 3.3, its events for ImGui, and pictures without a person.
#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cstdio>
#include <cstdlib>

#include "app/desktop.h"
#include "app/platform.h"
#include "app/png.h"
#include "app/program.h"
#include "render/gl.h"

namespace scale::app {
namespace {

struct Window {
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
};

void say(const std::string& sentence) {
  std::fprintf(stderr, "%s\n", sentence.c_str());
}

bool open(Window& out, const DesktopOptions& options) {
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  const bool picture = !options.screenshot.empty();
  const float grow = options.density > 0 ? options.density : 1;
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                       static_cast<Uint32>(picture ? SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS : 0);
  out.window = SDL_CreateWindow("Scale Sandbox", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                static_cast<int>(static_cast<float>(options.width) * grow),
                                static_cast<int>(static_cast<float>(options.height) * grow), flags);
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

Surface surface_of(const Window& window, const DesktopOptions& options) {
  Surface surface;
  int width = 0, height = 0;
  SDL_GetWindowSize(window.window, &width, &height);
  SDL_GL_GetDrawableSize(window.window, &surface.width_px, &surface.height_px);
  surface.scale = static_cast<float>(surface.width_px) / static_cast<float>(std::max(1, width));
  if (options.density > 0) surface.scale *= options.density;
  surface.width = static_cast<float>(surface.width_px) / surface.scale;
  surface.height = static_cast<float>(surface.height_px) / surface.scale;
  return surface;
}

ImGuiKey key_of(SDL_Keycode code) {
  if (code >= SDLK_a && code <= SDLK_z) return static_cast<ImGuiKey>(ImGuiKey_A + (code - SDLK_a));
  if (code >= SDLK_0 && code <= SDLK_9) return static_cast<ImGuiKey>(ImGuiKey_0 + (code - SDLK_0));
  switch (code) {
    case SDLK_TAB:
      return ImGuiKey_Tab;
    case SDLK_RETURN:
      return ImGuiKey_Enter;
    case SDLK_ESCAPE:
      return ImGuiKey_Escape;
    case SDLK_SPACE:
      return ImGuiKey_Space;
    case SDLK_LEFT:
      return ImGuiKey_LeftArrow;
    case SDLK_RIGHT:
      return ImGuiKey_RightArrow;
    case SDLK_UP:
      return ImGuiKey_UpArrow;
    case SDLK_DOWN:
      return ImGuiKey_DownArrow;
    case SDLK_HOME:
      return ImGuiKey_Home;
    case SDLK_END:
      return ImGuiKey_End;
    case SDLK_PAGEUP:
      return ImGuiKey_PageUp;
    case SDLK_PAGEDOWN:
      return ImGuiKey_PageDown;
    case SDLK_MINUS:
      return ImGuiKey_Minus;
    case SDLK_EQUALS:
    case SDLK_PLUS:
      return ImGuiKey_Equal;
    case SDLK_QUESTION:
    case SDLK_SLASH:
      return ImGuiKey_Slash;
    case SDLK_LEFTBRACKET:
      return ImGuiKey_LeftBracket;
    case SDLK_RIGHTBRACKET:
      return ImGuiKey_RightBracket;
    default:
      return ImGuiKey_None;
  }
}

// False: the window is to be closed.
bool take(const SDL_Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.type) {
    case SDL_QUIT:
      return false;
    case SDL_MOUSEMOTION:
      io.AddMousePosEvent(static_cast<float>(event.motion.x), static_cast<float>(event.motion.y));
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      io.AddMousePosEvent(static_cast<float>(event.button.x), static_cast<float>(event.button.y));
      if (event.button.button == SDL_BUTTON_LEFT)
        io.AddMouseButtonEvent(0, event.type == SDL_MOUSEBUTTONDOWN);
      break;
    case SDL_MOUSEWHEEL:
      io.AddMouseWheelEvent(event.wheel.preciseX, event.wheel.preciseY);
      break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_LEAVE) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP: {
      io.AddKeyEvent(ImGuiMod_Shift, (event.key.keysym.mod & KMOD_SHIFT) != 0);
      io.AddKeyEvent(ImGuiMod_Ctrl, (event.key.keysym.mod & KMOD_CTRL) != 0);
      io.AddKeyEvent(ImGuiMod_Alt, (event.key.keysym.mod & KMOD_ALT) != 0);
      const ImGuiKey key = key_of(event.key.keysym.sym);
      if (key != ImGuiKey_None) io.AddKeyEvent(key, event.type == SDL_KEYDOWN);
      break;
    }
    default:
      break;
  }
  return true;
}

bool write_picture(const std::string& path, const Surface& surface) {
  const auto pixels =
      static_cast<std::size_t>(surface.width_px) * static_cast<std::size_t>(surface.height_px);
  std::vector<std::uint8_t> rgba(pixels * 4);
  glReadPixels(0, 0, surface.width_px, surface.height_px, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  const std::vector<std::uint8_t> png = png_of(rgba, surface.width_px, surface.height_px);
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool whole = std::fwrite(png.data(), 1, png.size(), file) == png.size();
  return std::fclose(file) == 0 && whole;
}

// "cdn", "users=2e6": as a person would have done it.
bool press(Program& program, const std::string& what) {
  const std::size_t equals = what.find('=');
  const std::string value = equals == std::string::npos ? "" : what.substr(equals + 1);
  const auto error = command(program, what.substr(0, equals), value);
  if (error) say(error->message + ".");
  return !error;
}

// The clock of a picture is its own, so that it is the same on every machine.
int take_picture(Program& program, const Window& window, const DesktopOptions& options) {
  const Surface surface = surface_of(window, options);
  unsigned buffer = 0, image = 0;  // a hidden window's own pixels may not exist
  glGenFramebuffers(1, &buffer);
  glGenRenderbuffers(1, &image);
  glBindRenderbuffer(GL_RENDERBUFFER, image);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, surface.width_px, surface.height_px);
  glBindFramebuffer(GL_FRAMEBUFFER, buffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, image);
  const Preferences preferences{true, options.reduced_motion, options.coarse_pointer};
  for (double now = 0; now < 0.2; now += 1.0 / 60) frame(program, surface, preferences, now);
  if (!options.then.empty() && !press(program, options.then)) return 2;
  std::vector<double> ui_ms, submit_ms;
  for (double now = 0.2; now <= options.settle_s; now += 1.0 / 60) {
    frame(program, surface, preferences, now);
    const FrameTimes times = times_of_last_frame(program);
    ui_ms.push_back(times.ui_s * 1e3);
    submit_ms.push_back(times.submit_s * 1e3);
  }
  if (options.times && !ui_ms.empty()) {
    const FrameTimes last = times_of_last_frame(program);
    const auto at = [](std::vector<double> values, double share) {
      std::sort(values.begin(), values.end());
      return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    std::printf("ui %.2f ms (p95 %.2f), submit %.2f ms (p95 %.2f), %zu grains, %zu streaks, %zu frames\n",
                at(ui_ms, 0.5), at(ui_ms, 0.95), at(submit_ms, 0.5), at(submit_ms, 0.95), last.grains,
                last.streaks, ui_ms.size());
  }
  if (write_picture(options.screenshot, surface)) return 0;
  say("The picture could not be written to " + options.screenshot + ".");
  return 1;
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

void watch(Program& program, const Window& window, const DesktopOptions& options) {
  const Preferences preferences{true, options.reduced_motion, options.coarse_pointer};
  constexpr int kStillFrames = 3;
  int still = 0;
  for (bool open = true; open;) {
    SDL_Event event;
    if (still >= kStillFrames && SDL_WaitEvent(&event) != 0) {
      open = take(event);
      still = 0;
    }
    while (open && SDL_PollEvent(&event) != 0) {
      open = take(event);
      still = 0;
    }
    const double now = static_cast<double>(SDL_GetTicks64()) / 1000;
    const Surface surface = surface_of(window, options);
    still = frame(program, surface, preferences, now) ? 0 : still + 1;
    for (const Keepsake& wanted : take_keepsakes(program)) keep(wanted, surface);
    SDL_GL_SwapWindow(window.window);
  }
}

}  // namespace

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

int run_desktop(ProgramPointer program, const DesktopOptions& options) {
  Window window;
  if (!open(window, options)) {
    say(std::string("No window with OpenGL 3.3 could be opened: ") + SDL_GetError() + ".");
    close(window);
    return 1;
  }
  int code = 0;
  while (!prepare(*program, 1)) {
  }
  const std::string wrong = make_graphics(*program);
  if (!wrong.empty()) {
    say(wrong);
    code = 1;
  } else if (options.screenshot.empty()) {
    watch(*program, window, options);
  } else {
    code = take_picture(*program, window, options);
  }
  program.reset();
  close(window);
  return code;
}

int run(ProgramPointer program) {
  return run_desktop(std::move(program), {});
}

void copy_text(std::string_view text) {
  SDL_SetClipboardText(std::string(text).c_str());
}

void open_link(std::string_view address) {
  SDL_OpenURL(std::string(address).c_str());
}

}  // namespace scale::app
