// The sentence that heads every screen: what just changed (or, before anything was changed, what the struggle
// is), and what is next to break, from the run and its ghost.
#pragma once

#include <string>

#include "lesson/words.h"
#include "model/catalog.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Headline {
  Words words;
  bool alarm = false;  // pages are failing
  std::string key;     // changes when the sentence is another one, not when only its figures move
};

Headline headline(const sandbox::Snapshot& run);

}  // namespace scale::lesson
