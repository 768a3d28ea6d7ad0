// What a tool that is on gives and takes just now: two live meters and the incident that shows its price.
// From the twin where the tool was the last change, else from what the tool's own parts do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Meter {
  std::string label, value;
  double level = 0;     // 0 to 1
  double without = -1;  // the twin's level; below 0: there is none to compare with
  bool hurts = false;   // near or over what is bearable
};

struct Price {
  Meter gains, pays;
  std::string_view trigger;  // an incident's id; empty: none
};

// Nothing where the tool is off or its parts have not been seen yet.
std::optional<Price> price_of(std::string_view tool, const sandbox::Snapshot& run);

}  // namespace scale::lesson
