// The charts' data as comma-separated values with a head line: a row for each sample of the whole run.
#pragma once

#include <string>

#include "sandbox/snapshot.h"

namespace scale::sandbox {

std::string to_csv(const Snapshot& run);

}  // namespace scale::sandbox
