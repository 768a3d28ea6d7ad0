// What ImGui's SDL2 backend names of SDL beyond what our page uses (src/app/web_stubs.c has the rest):
// controllers and a renderer, which the lean window has not.
#include <SDL.h>
#include <stdarg.h>
#include <stdlib.h>

// ImGui's GL backend reads "#version 300 es" with sscanf, which our page leaves out; renamed in
// CMakeLists.txt.
int read_version(const char* text, const char* format, ...) {
  va_list out;
  va_start(out, format);
  *va_arg(out, int*) = atoi(text + sizeof "#version");
  va_end(out);
  return 1;
}

SDL_GameController* SDL_GameControllerOpen(int index) {
  (void)index;
  return NULL;
}
void SDL_GameControllerClose(SDL_GameController* controller) {
  (void)controller;
}
Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) {
  (void)controller, (void)button;
  return 0;
}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) {
  (void)controller, (void)axis;
  return 0;
}
SDL_bool SDL_IsGameController(int index) {
  (void)index;
  return SDL_FALSE;
}
int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height) {
  (void)renderer, (void)width, (void)height;
  return SDL_Unsupported();
}
void SDL_UnloadObject(void* handle) {
  (void)handle;
}
