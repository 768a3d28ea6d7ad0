// SDL's keys as ImGui's; those that the program has no use for as none. Signs ("?", "+") come as text, since
// each layout has them elsewhere.
#pragma once

#include <SDL.h>
#include <imgui.h>

#include <cstdint>

namespace scale::app {

ImGuiKey key_of(SDL_Keycode code);
void take_modifiers(ImGuiIO& io, std::uint16_t held);  // SDL's KMOD_*

}  // namespace scale::app
