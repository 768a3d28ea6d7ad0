// What people believe about scale, and the moment at which a run shows otherwise. Each is a note with the
// run's own figures in it; nothing is said that the run, or its ghost, does not show just then.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lesson/words.h"
#include "model/catalog.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Misconception {
  std::string_view id;      // "cdn-speeds-up-everything"
  std::string_view belief;  // "A CDN speeds up everything."
  // The note, where this run shows it now.
  std::optional<Words> (*shown)(const sandbox::Snapshot& run, const model::Catalog& catalog);
};

const std::vector<Misconception>& misconceptions();

}  // namespace scale::lesson
