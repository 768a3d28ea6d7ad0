// Parts of the lesson's panel, each in a file of its own.
#pragma once

#include "ui/flow.h"

namespace scale::ui {

// The question of a prediction, the guess, and how the run answers beside it.
void prediction_card(Flow& flow, const lesson::Play& play);  // prediction_card.cpp

// Three stars, the first `won` of them full; 50 px wide.
void draw_stars(Frame& frame, float x, float y, int won);  // lesson_list.cpp

}  // namespace scale::ui
