// Terms are explained where they stand.
#pragma once

#include "ui/frame.h"

namespace scale::ui {

// The prose as it has been drawn from the upper left corner of `box`: under the pointer a term says what it
// means, if it is within `seen`.
void explain_terms(Frame& frame, const Rect& box, const Prose& prose, const Block& block, const Rect& seen);
// A word that stands alone, as a column's head.
void explain_term(Frame& frame, const Rect& box, std::string_view word);

void glossary_sheet(Frame& frame);

}  // namespace scale::ui
