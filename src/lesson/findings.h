// What is found out about the architecture as it is, apart from the run and beside it: where it breaks, where
// it would break with each tool, which step is best, what the smallest that does is. Work for the background,
// in slices, the nearest at hand first. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lesson/advisor.h"
#include "lesson/staying_small.h"
#include "sandbox/breaking_point.h"

namespace scale::lesson {

// A curve being made, and the last one that was whole: that one is shown until this one is.
struct Curve {
  model::Command with;  // of the architecture as it is: not used
  sandbox::BreakingPoint search;
  std::optional<sandbox::BreakingPoint> whole;
};

struct Findings {
  model::Architecture architecture;  // its users are not part of the question
  model::Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
  sandbox::BreakingLine line;
  double from_users = 0;  // of the curves; as low as the fewest users so far ask for
  bool begun = false;

  Curve as_it_is;
  std::vector<Curve> with;  // each tool that is off and on offer
  std::optional<NextStep> next_step;
  std::optional<StayingSmall> small;
};

// What is wanted beside the curves, which are always.
struct Question {
  std::string_view hovered;  // the tool whose curve comes first
  bool other_curves = true, next_step = false, small = false;
};

// Begins anew when the architecture (its users aside) is another one than before, or its users are below the
// curves; the step is sought anew
// when the users are others too. For other constants or another line: new Findings.
void look_at(Findings& findings, const model::Architecture& architecture, const model::Catalog& catalog,
             std::uint64_t seed, const sandbox::BreakingLine& line, const std::vector<std::string>& on_offer);
// Returns the events used; 0: there is nothing left to find.
std::uint64_t step(Findings& findings, const Question& wanted, std::uint64_t most_events);

const Curve* curve_with(const Findings& findings, std::string_view tool);
// The curve to show: whole, or nothing yet.
const sandbox::BreakingPoint* shown(const Curve& curve);
// Whether that is of the architecture as it is, not of the one before the last change.
bool up_to_date(const Curve& curve);

}  // namespace scale::lesson
