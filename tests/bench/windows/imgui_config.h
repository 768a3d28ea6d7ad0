// As our page has it, but with ImGui's own font, which the bare window shows its text in.
#pragma once

#include "ui/imgui_config.h"

#undef IMGUI_DISABLE_DEFAULT_FONT
