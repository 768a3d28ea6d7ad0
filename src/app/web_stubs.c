// What the page's SDL (scripts/cmake/sdl_web.cmake) still names of the parts that are not built (surfaces and their
// blitters, window framebuffers, gestures): 234 KB of code that a window drawn by WebGL never enters. Each answers
// "not here".
#include <stdarg.h>

#include "SDL_internal.h"

#include "SDL_events.h"
#include "SDL_surface.h"
#include "events/SDL_gesture_c.h"
#include "video/SDL_sysvideo.h"
#include "video/emscripten/SDL_emscriptenframebuffer.h"

int SDL_GestureAddTouch(SDL_TouchID touch) {
  (void)touch;
  return 0;
}

int SDL_GestureDelTouch(SDL_TouchID touch) {
  (void)touch;
  return 0;
}

void SDL_GestureProcessEvent(SDL_Event* event) {
  (void)event;
}

void SDL_GestureQuit(void) {}

// Asked for by custom mouse cursors, which the program does not make.
SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface* surface, Uint32 format, Uint32 flags) {
  (void)surface, (void)format, (void)flags;
  return NULL;
}

int Emscripten_CreateWindowFramebuffer(SDL_VideoDevice* device, SDL_Window* window, Uint32* format,
                                       void** pixels, int* pitch) {
  (void)device, (void)window, (void)format, (void)pixels, (void)pitch;
  return SDL_Unsupported();
}

int Emscripten_UpdateWindowFramebuffer(SDL_VideoDevice* device, SDL_Window* window, const SDL_Rect* rects,
                                       int count) {
  (void)device, (void)window, (void)rects, (void)count;
  return SDL_Unsupported();
}

void Emscripten_DestroyWindowFramebuffer(SDL_VideoDevice* device, SDL_Window* window) {
  (void)device, (void)window;
}

// Read by SDL's hints and ImGui's settings file and number fields, none of which the page has.
int sscanf(const char* text, const char* format, ...) {
  (void)text, (void)format;
  return 0;
}

int vsscanf(const char* text, const char* format, va_list values) {
  (void)text, (void)format, (void)values;
  return 0;
}
