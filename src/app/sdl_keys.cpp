#include "app/sdl_keys.h"

namespace scale::app {

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
    default:
      return ImGuiKey_None;
  }
}

void take_modifiers(ImGuiIO& io, std::uint16_t held) {
  io.AddKeyEvent(ImGuiMod_Shift, (held & KMOD_SHIFT) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (held & (KMOD_CTRL | KMOD_GUI)) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (held & (KMOD_ALT | KMOD_MODE)) != 0);
}

}  // namespace scale::app
