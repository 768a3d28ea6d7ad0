// The keyboard: shortcuts, and the way from control to control.
#pragma once

#include "ui/frame.h"

namespace scale::ui {

void take_keys(Frame& frame);

}  // namespace scale::ui
