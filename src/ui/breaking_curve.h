// Slow pages against users, over the slider: where the architecture as it is breaks, and where it would with
// each tool that is off.
#pragma once

#include "ui/frame.h"

namespace scale::ui {

struct UsersAxis {
  float x, width;
  double low, high;

  float at(double users) const;
  double users(float px) const;
};

// Where the axis begins: where the curves do.
double fewest_on_axis(const Frame& frame);
// Two digits are enough for a hand.
double rounded_users(double users);
// Times the factor, at least one more or fewer, rounded; 1 or more.
double stepped_users(double users, double factor);
// On the canvas' own colour, so that a line behind it does not cross the words.
void label_on_curve(Frame& frame, float x, float baseline, std::string_view words, const Style& set);
// Of what has been found out; false where nothing is known yet.
bool found_curve(Frame& frame, const UsersAxis& axis, float floor, float height);
// Where it breaks, for a slider without a curve; 0 where it is not known.
double found_break(const Frame& frame);

}  // namespace scale::ui
