// Colours and measures of the screen (tokens of the design). Structure is grey; a colour has one meaning.
#pragma once

#include "render/scene.h"

namespace scale::ui {

using render::Colour;

constexpr Colour rgb(unsigned hex) {
  return 0xFF000000u | ((hex & 0xFFu) << 16) | (hex & 0xFF00u) | ((hex >> 16) & 0xFFu);
}
// The colour with its opacity multiplied by `share`.
Colour faded(Colour colour, float share);
Colour mixed(Colour from, Colour to, float share);

// A colour of marks and the form of it that is dark or light enough for text.
struct Ink {
  Colour mark, text;
};

struct Theme {
  bool dark;
  Colour bg, panel, raise, hover, line, line2, t1, t2, t3, cell, fill;
  Ink request, served, cached, slow, warning, failing, background, replicated;
  Colour selected, band, land, day_land;
  float body;    // opacity of a glass's filling
  float area;    // of a chart's
  float shadow;  // of popovers
};

const Theme& dark_theme();
const Theme& light_theme();

// Grey below 0.7 busy, a warning to 0.9, failing above.
const Ink& heat(const Theme& theme, double utilisation);
inline constexpr double kBusy = 0.7, kSaturated = 0.9;

}  // namespace scale::ui
