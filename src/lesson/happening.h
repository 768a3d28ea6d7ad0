// What has happened between two looks at a run, for "run until something happens": a limit reached or left, a
// machine down or up again, a queue empty, copies caught up, a planned change. In a few words; empty:
// nothing.
#pragma once

#include <string>

#include "sandbox/snapshot.h"

namespace scale::lesson {

std::string happening(const sandbox::Snapshot& before, const sandbox::Snapshot& now);

}  // namespace scale::lesson
