// A bare Dear ImGui window on SDL2 with ImGui's own backends, to hold our page against: see CMakeLists.txt
// here. Marks "picture" in the browser's timeline once its first frame is drawn, and counts frames.
#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include "backends/imgui_impl_opengl3.h"
#include "backends/imgui_impl_sdl2.h"
#include "imgui.h"

#if defined(LEAN)
#include <GLES3/gl3.h>
#else
#include <SDL_opengles2.h>
#endif

namespace {

struct Window {
  SDL_Window* window = nullptr;
  int frames = 0;
};

// clang-format off
EM_JS(void, say_drawn, (int frames), {
  if (frames == 1) performance['mark']('picture');
  window['framesDrawn'] = frames;
});
// clang-format on

void frame(void* given) {
  Window& self = *static_cast<Window*>(given);
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) ImGui_ImplSDL2_ProcessEvent(&event);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGui::NewFrame();
  ImGui::Begin("A window");
  ImGui::Text("Frame %d", self.frames);
  ImGui::Button("A button");
  ImGui::End();
  ImGui::Render();
  glClearColor(0.1f, 0.1f, 0.1f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
#if !defined(LEAN)
  SDL_GL_SwapWindow(self.window);
#endif
  say_drawn(++self.frames);
}

void make_context(Window& self) {
#if defined(LEAN)
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  emscripten_webgl_make_context_current(emscripten_webgl_create_context("#canvas", &wanted));
  ImGui_ImplSDL2_InitForOther(self.window);
#else
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  ImGui_ImplSDL2_InitForOpenGL(self.window, SDL_GL_CreateContext(self.window));
#endif
  ImGui_ImplOpenGL3_Init("#version 300 es");
}

}  // namespace

int main(int, char**) {
  static Window self;
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return 1;
#if defined(LEAN)
  self.window = SDL_CreateWindow("window", 0, 0, 1280, 720, 0);
#else
  self.window = SDL_CreateWindow("window", 0, 0, 1280, 720, SDL_WINDOW_OPENGL);
#endif
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  make_context(self);
  emscripten_set_main_loop_arg(frame, &self, 0, false);
  return 0;
}
