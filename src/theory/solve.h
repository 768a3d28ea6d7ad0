// Finding where an increasing condition turns true, to the last bit of a double.
#pragma once

#include <cmath>

namespace scale::theory {

// Halves [false_at, true_at] until no double lies between; returns the true end.
template <class Condition>
double turning_point(double false_at, double true_at, Condition holds) {
  for (;;) {
    const double middle = false_at + (true_at - false_at) / 2;
    if (!(middle > false_at && middle < true_at)) return true_at;
    (holds(middle) ? true_at : false_at) = middle;
  }
}

// The same without an upper end: doubles `scale` until the condition holds. Infinity if it never does.
template <class Condition>
double turning_point_above_zero(double scale, Condition holds) {
  double true_at = scale;
  while (!holds(true_at)) {
    true_at *= 2;
    if (!std::isfinite(true_at)) return true_at;
  }
  return turning_point(0, true_at, holds);
}

}  // namespace scale::theory
