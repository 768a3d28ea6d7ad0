// The figures that goals, notes, predictions and bands speak of, by their names in scenario files
// (model/story.h).
#pragma once

#include <string>
#include <string_view>

#include "model/story.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Measured {
  double value = 0;
  bool enough = false;  // rests on enough page views
};

// `last_minute`: the figures of Sandbox::last_minute.
Measured measure(const model::Limit& what, const sandbox::Snapshot& run, const sandbox::Figures& last_minute);
// Of page views alone, so that a run and its ghost can be compared; enough is false for the other measures.
Measured measure_of_pages(const model::Limit& what, const sandbox::Figures& figures);

bool within(const model::Limit& limit, double value);

// "Slow pages", "Page load in Singapore (p50)".
std::string subject_text(const model::Limit& limit);
// "at most 20 %"
std::string bound_text(const model::Limit& limit);
std::string figure_text(std::string_view measure, double value);

}  // namespace scale::lesson
