// On the card of a tool that is on: what it gives and what it takes just now, and the incident that shows its
// price.
#pragma once

#include "ui/frame.h"

namespace scale::ui {

// 0 where the tool has no meters.
float price_meters_height(const Frame& frame, const model::CommandInfo& tool);
// The same in a line, for a note at the pointer.
Prose price_words(const Frame& frame, const model::CommandInfo& tool);
void price_meters(Frame& frame, float x, float y, float width, const model::CommandInfo& tool);

}  // namespace scale::ui
