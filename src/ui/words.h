// Words of the screen that are not the lesson's: names for buttons, times, and the lesson's sentences as
// prose.
#pragma once

#include "lesson/words.h"
#include "ui/frame.h"

namespace scale::ui {

// The lesson's runs of text in this theme's colours; a figure never breaks over a line.
Prose prose_of(const Theme& theme, const lesson::Words& words);

// "CDN on, 8 s ago"
std::string overline_of(const sandbox::Snapshot& run);
// "8 s ago", in simulated time.
std::string ago(double since_s);

// Where the run, as it stands, would break if load grew with users: the busiest member's utilisation
// reaches 1. No users: nothing is loaded enough to tell.
struct Breaking {
  double users = 0;
  std::uint32_t node = 0, member = 0;
};
Breaking breaking_point(const sandbox::Snapshot& run);

// A short name for a button: "Crash a server"; for one of this width: "Crash"; and of a tool or a size for a
// chip: "Split".
std::string_view short_name(const model::CommandInfo& row);
std::string_view button_name(const model::CommandInfo& row, float width);
std::string_view brief_name(const model::CommandInfo& row);
// The short name where there is room for it, else the brief one.
std::string_view name_within(const model::CommandInfo& row, float room, const Style& set);
std::string choice_name(std::string_view word);  // "Push", "SQL"

// The run beside, by the change that it did without: "without CDN"; "with CDN" where that was switched off.
std::string ghost_name(const model::Command& change);

// The tool without which an incident would hit nothing; null where it can happen.
const model::CommandInfo* missing(const Frame& frame, const model::CommandInfo& incident);
// "Nothing to hit without CDN."
Prose missing_words(const Theme& theme, const model::CommandInfo& tool);

}  // namespace scale::ui
