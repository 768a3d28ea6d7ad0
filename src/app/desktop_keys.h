// SDL's keys as ImGui's; those that the program has no use for as none.
#pragma once

#include <SDL.h>
#include <imgui.h>

namespace scale::app {

ImGuiKey key_of(SDL_Keycode code);

}  // namespace scale::app
