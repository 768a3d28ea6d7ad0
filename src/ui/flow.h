// A column that is set from top to bottom and scrolls where it is longer than its place; and the sheet over
// the screen in which such columns stand.
#pragma once

#include <string_view>

#include "ui/frame.h"

namespace scale::ui {

struct Flow {
  Frame& frame;
  Rect area;
  std::string_view id;
  float y;  // of what comes next, on the screen
};

Flow begin_flow(Frame& frame, const Rect& area, std::string_view id);
void end_flow(Flow& flow);
// For a flow of controls that know nothing of it: those made since the state had `controls` of them are cut
// to what is in sight, and the flow moves to the one that has the keyboard.
void keep_in_sight(Flow& flow, std::size_t controls);

// Text over the width of the flow; its terms are explained under the pointer.
void flow_prose(Flow& flow, const Prose& prose, const Block& block, float below, float inset = 0);
void flow_overline(Flow& flow, std::string_view words, float below = 14);
void flow_line(Flow& flow, float below = 20);
// A control in the flow: out of sight it can be reached by the keyboard, which scrolls to it.
Press flow_control(Flow& flow, const Rect& rect, const ControlWords& words, float radius = 8);
// A row that is pressed: words at the left, a remark at the right.
bool flow_button(Flow& flow, std::string_view id, std::string_view label, std::string_view remark = {},
                 bool outlined = true);
// Words that are pressed, with an arrow behind them; over several lines where they are too long for one.
bool flow_link(Flow& flow, std::string_view id, std::string_view label);

// A sheet in the middle of the screen, or over all of a small one. Returns where its content stands; closes
// with its cross, Escape and a press beside it.
struct Sheet {
  Rect inside;
  bool closed = false;
};
Sheet begin_sheet(Frame& frame, std::string_view title, float width, float height);
void end_sheet(Frame& frame);

}  // namespace scale::ui
