// The sentence over the screen: what just changed and what is next to break, from the figures and the ghost.
#pragma once

#include "ui/frame.h"

namespace scale::ui {

struct Sentence {
  std::string overline;  // "CDN on, 8 s ago"
  bool alarm = false;
  Prose prose;
  std::string key;  // changes when the sentence is another one, not when its numbers move
};

Sentence sentence(const Frame& frame);

// "8 s ago", in simulated time.
std::string ago(double since_s);
// Where the run, as it stands, would break: users and the node; 0 where nothing is loaded enough to tell.
struct Breaking {
  double users = 0;
  std::uint32_t node = 0, member = 0;
};
Breaking breaking_point(const sandbox::Snapshot& run);
// A short name for a button: "Crash a server".
std::string_view short_name(const model::CommandInfo& row);
// The same for a button of this width: "Crash".
std::string_view button_name(const model::CommandInfo& row, float width);

}  // namespace scale::ui
