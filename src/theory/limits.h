// What the formulas answer outside their domain, and what they grow to without a bound.
#pragma once

#include <limits>

namespace scale::theory {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace scale::theory
