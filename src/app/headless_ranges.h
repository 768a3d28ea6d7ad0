// What a sweep goes over, as a person writes it: "users 1e5..5e8 log 40 by shards 1,4,16". A parameter is a
// row of the command table, a constant of the catalog, or the seed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/scenario.h"

namespace scale::app {

struct Range {
  std::string parameter;
  std::vector<double> values;  // each allowed for the parameter, none twice
};

struct ParsedRanges {
  std::vector<Range> ranges;  // one or two
  std::string problem;        // one sentence that names the parameter and what is allowed
};
ParsedRanges parse_ranges(const std::vector<std::string>& words);

// Sets a parameter at the start of the scenario; a sentence where the whole would contradict itself.
std::string set_parameter(model::Scenario& scenario, const std::string& parameter, double value);
// As it stands in a table: "on" of a toggle, "push" of a choice, else the number.
std::string parameter_text(const std::string& parameter, double value);

}  // namespace scale::app
