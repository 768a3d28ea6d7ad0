// Icons by name, stroked in one colour.
#pragma once

#include <string_view>

#include "ui/theme.h"

namespace scale::ui {

struct Brush;

// x, y: upper left corner; size: the edge in px (18 and 20 look best). An unknown name draws nothing.
void draw_icon(const Brush& brush, std::string_view name, float x, float y, float size, Colour colour);

// The icon of a command ("cdn", "server-crash"); empty where it has none.
std::string_view icon_of(std::string_view command);

}  // namespace scale::ui
