// What an incident hits: without that tool there is nothing for it to break.
#pragma once

#include <string_view>

namespace scale::model {

// The id of the tool that an incident or a push needs; empty where it needs none.
std::string_view tool_needed_by(std::string_view incident);

}  // namespace scale::model
