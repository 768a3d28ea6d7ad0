// The runs beside the run: the ghost, pinned architectures, ways not taken. Drawn as broken lines, each with
// its letter; compared figure by figure in a sheet.
#pragma once

#include "ui/chart.h"

namespace scale::ui {

// The ghost's name and figure where its line ends, if that is far enough from the run's own; returns where
// they stand, empty where there are none.
Rect name_ghost(Frame& frame, const TimeAxis& axis, float end_y, float own_y, std::string_view figure);
// The same figure of each run beside with its letter, and the ghost's name.
void lines_beside(Frame& frame, const TimeAxis& time, const ValueAxis& axis, float sandbox::Sample::*value,
                  std::string (*words)(double));

void beside_sheet(Frame& frame);

}  // namespace scale::ui
