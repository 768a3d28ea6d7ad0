// Two links side by side: where their commands part for the first time, and which constants differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sandbox/link.h"

namespace scale::sandbox {

struct LinkDifference {
  bool same_seed = true, same_packet = true;
  std::size_t alike = 0;                        // commands that both have, from the first on
  std::optional<model::Command> first, second;  // the next of each; none: its run has no more
  std::vector<std::string> constants;           // names of those that differ, in the catalog's order
  std::string words;                            // one sentence
};

LinkDifference difference(const RunRecord& first, const RunRecord& second);

}  // namespace scale::sandbox
