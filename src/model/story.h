// What a scenario file says around its run: the story, what is to be reached, the help on the way. The same
// for stages, challenges and published cases. Plain data; src/lesson plays it.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/command.h"
#include "model/region.h"

namespace scale::model {

// What may be limited. Shares 0..1, seconds, US dollars a month; counts are since the last incident, or the
// start; the rest are of the last 60 simulated seconds.
inline constexpr std::array<std::string_view, 31> kMeasures = {
    "slow-share",      "failed-share",     "failed-pages",    "error-s",         "response-p50-s",
    "response-p95-s",  "response-p99-s",   "page-load-p50-s", "page-load-p95-s", "first-byte-p50-s",
    "busiest",         "database-writes",  "logged-out",      "cost-usd-month",  "pages-per-s",
    "edge-hit-ratio",  "origin-share",     "writes-lost",     "write-conflicts", "stale-reads",
    "web-utilisation", "hot-member-ratio", "users",           "jobs-per-s",      "queue-age-s",
    "queue-waiting",   "jobs-refused",     "jobs-doubled",    "dead-letters",    "stale-files",
    "database-busy"};

inline constexpr std::array<std::string_view, 3> kStoryKinds = {"stage", "challenge", "case"};

struct Limit {
  std::string measure;
  std::optional<Region> region;  // of page loads and first bytes; none: the world
  double at_most = std::numeric_limits<double>::infinity();
  double at_least = -std::numeric_limits<double>::infinity();

  friend bool operator==(const Limit&, const Limit&) = default;
};

// Without an incident: holds now, and has held for `for_s`. With one: looked at once, `after_s` after the
// last such incident.
struct Goal {
  Limit limit;
  double for_s = 0;
  std::string after;
  double after_s = 60;

  friend bool operator==(const Goal&, const Goal&) = default;
};

struct Ramp {
  double from_users = 1;
  double over_s = 200;

  friend bool operator==(const Ramp&, const Ramp&) = default;
};

// Appears once, when all its limits hold, these tools are on or off, and that incident has been.
struct StoryNote {
  std::string text;  // {0}, {1} ...: the measures of its limits, as they stand
  std::vector<Limit> when;
  std::vector<std::string> with, without;
  std::string after;
  double after_s = 0;

  friend bool operator==(const StoryNote&, const StoryNote&) = default;
};

// Asked before the first use of a command, by hand or by the file's plan. The answer: measure with it /
// measure without it (the ghost's) is below ratios[i] for the first such i, else the last choice.
struct Prediction {
  std::string command, question, cause;
  std::string explains;  // the choice that the cause is for; empty: it fits them all
  std::vector<std::string> choices;
  std::vector<double> ratios;  // rising, one fewer than choices
  Limit of;                    // only measure and region

  friend bool operator==(const Prediction&, const Prediction&) = default;
};

struct Solution {
  std::string name;
  std::vector<Command> commands;

  friend bool operator==(const Solution&, const Solution&) = default;
};

// A published figure, and how near the run must come.
struct Band {
  Limit limit;
  std::string published;
  double at_s = 90;

  friend bool operator==(const Band&, const Band&) = default;
};

struct Story {
  std::string kind, title, story, closing, source, left_out;
  std::optional<Ramp> ramp;
  std::vector<std::string> tools;  // ids of the command table that are on offer; empty: all
  std::vector<Goal> goals;
  std::vector<std::string> hints;  // from nudge to answer
  std::vector<StoryNote> notes;
  std::vector<Prediction> predictions;
  std::vector<Goal> stars;          // beyond the first, which is for the goals
  std::vector<Solution> solutions;  // the first is what the last hint says
  std::vector<Band> bands;

  friend bool operator==(const Story&, const Story&) = default;
};

}  // namespace scale::model
