// Fast forward hides what is to be seen: at 60x a minute is one second. While an incident starts, and when
// the first machine fills up in a ramp, the run goes on at 10x for a while, and then as fast as before. What
// this says becomes a command like any other, so that a link plays the same run.
#pragma once

#include <optional>

#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Pace {
  double before = 0;   // the speed to go back to; 0: it was not changed
  double until_s = 0;  // simulated
  double incident_s = -1;
  bool full_seen = false;  // in this ramp
};

// The speed to command now, if another than the present one.
std::optional<double> speed_now(Pace& pace, const sandbox::Snapshot& now, bool is_ramping);

}  // namespace scale::lesson
