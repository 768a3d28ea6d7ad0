// The panels: each reads the snapshot, draws itself into its rectangle and emits commands. What is drawn only
// on request is called only then, so that the page can fetch it after its first picture (scripts/split).
#pragma once

#include "ui/frame.h"

namespace scale::ui {

void top_bar(Frame& frame, const Rect& bar);  // top_bar.cpp
// Where its overline ends.
float headline(Frame& frame, const Rect& area, bool with_overline);  // headline.cpp
void legend(Frame& frame, float left, float right, float baseline);  // legend.cpp
void diagram(Frame& frame, const Rect& area);                        // diagram.cpp
void world_map(Frame& frame, const Rect& area);                      // world_map.cpp
void anatomy_bar(Frame& frame, const Rect& area);                    // anatomy_bar.cpp
void tools(Frame& frame, const Rect& area);                          // tools.cpp
void tool_chips(Frame& frame, const Rect& area, int rows);           // tool_chips.cpp
void cost(Frame& frame, const Rect& area);                           // cost.cpp
void figures(Frame& frame, const Rect& area, int columns);           // figures.cpp
void summary(Frame& frame, const Rect& area);                        // summary.cpp
void users_slider(Frame& frame, const Rect& area, bool with_curve);  // users_slider.cpp
void status_line(Frame& frame, const Rect& area);                    // status_line.cpp
void chart(Frame& frame, const Rect& area, int slot);                // chart_menu.cpp
void chart_menu(Frame& frame);                                       // chart_menu.cpp
void charts_view(Frame& frame, const Rect& area);                    // chart_menu.cpp
void more_sheet(Frame& frame);                                       // more_sheet.cpp
void lesson_panel(Frame& frame, const Rect& area);                   // lesson_panel.cpp
void lesson_button(Frame& frame, float x, float y);                  // lesson_sheet.cpp
void raise_for_question(Frame& frame);                               // lesson_sheet.cpp
void lesson_sheet(Frame& frame);                                     // lesson_sheet.cpp
void lesson_tabs(Frame& frame, float x, const Rect& bar);            // lesson_list.cpp
void lessons_sheet(Frame& frame);                                    // lesson_list.cpp
void advisor_sheet(Frame& frame);                                    // advisor_sheet.cpp
void node_panel(Frame& frame);                                       // node_panel.cpp
void help_sheet(Frame& frame);                                       // help_sheet.cpp
void lay_focus(Frame& frame);                                        // focus.cpp

}  // namespace scale::ui
