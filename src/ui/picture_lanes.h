// The lanes of a picture whose boxes are placed.
#pragma once

#include "ui/picture.h"

namespace scale::ui {

// From the links of the run; `widest`: the lane with the most pages, px.
void add_lanes(Picture& picture, const Frame& frame, float widest);
// Their paths, with the doors that lanes of one box share.
void place_doors(Picture& picture, const Frame& frame);

}  // namespace scale::ui
