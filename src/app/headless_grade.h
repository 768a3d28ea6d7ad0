// A learner's link against a lesson: is it a run of this lesson, and does it meet the goals?
#pragma once

#include <string>
#include <vector>

#include "lesson/play.h"
#include "model/scenario.h"
#include "sandbox/link.h"

namespace scale::app {

// The lesson with the learner's own commands in place of its solutions; or why the link is no run of it, in
// one sentence: it starts elsewhere, or uses what the lesson does not offer.
struct Entry {
  model::Scenario scenario;
  lesson::Terms terms;
  std::string problem;
  std::vector<model::Command> own = {};  // what the learner did
};
Entry entry_of(const model::Scenario& lesson, const sandbox::RunRecord& link);

struct Grade {
  bool met = false;
  double met_s = -1;
  int stars = 0;
  double cost_usd_month = 0;
  std::string goals;    // "Slow pages at most 20 %: 15 %, met", with semicolons
  std::string problem;  // why it could not be played to its end, else empty
};
// Plays it with this seed until every goal has been looked at.
Grade play_entry(const Entry& entry, std::uint64_t seed);

}  // namespace scale::app
