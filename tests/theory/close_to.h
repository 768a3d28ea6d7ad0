// Relative comparison for figures of any size.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace scale::theory {

constexpr double kRounding = 1e-11;

inline testing::AssertionResult close_to(double actual, double expected, double relative = kRounding) {
  const double allowed = relative * std::fmax(std::abs(actual), std::abs(expected));
  if (actual == expected || std::abs(actual - expected) <= allowed) return testing::AssertionSuccess();
  return testing::AssertionFailure() << actual << " is not within " << relative << " of " << expected;
}

inline testing::AssertionResult close_to(const std::vector<double>& actual,
                                         const std::vector<double>& expected, double relative = kRounding) {
  if (actual.size() != expected.size())
    return testing::AssertionFailure() << actual.size() << " values, not " << expected.size();
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (auto each = close_to(actual[i], expected[i], relative); !each) return each << " at " << i;
  }
  return testing::AssertionSuccess();
}

}  // namespace scale::theory
