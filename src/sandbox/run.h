// One run: an architecture, what has happened to it, its engine, and what has been measured. A value: the
// ghost is a copy of it, taken before a change.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/compile.h"
#include "sandbox/digest.h"
#include "sandbox/followed.h"
#include "sandbox/snapshot.h"

namespace scale::sandbox {

// What followed requests' visits to a node took; each counts for as many as it was drawn from.
struct Visits {
  double count = 0, sum_s = 0, sum_s2 = 0;
  std::uint32_t seen = 0;
};

struct Run {
  model::Catalog catalog = model::default_catalog();
  model::Architecture architecture;
  model::Situation situation;
  double speed = 10;
  std::uint32_t packet_wanted = 0;  // 0: by the rule
  double interval_wanted_s = 0;     // 0: by the speed
  bool all_stepped = false;         // never a time-lapse
  bool watched = true;  // page views are followed, what caches hold is counted, charts get their points

  model::Compiled compiled;
  sim::Engine engine;
  double interval_end_s = 0;

  Digests digests;                       // of the last 60 s, and of the live window where that is longer
  std::vector<sim::Interval> intervals;  // of the live window, in the order of the present network
  std::vector<Sample> samples;
  std::vector<Sample> whole;  // one of `whole_every` samples since the start
  std::size_t whole_every = 1, samples_made = 0;
  std::vector<Visits> visits;   // of each node of the plan
  std::vector<Replay> replays;  // finished and not yet taken
  std::array<TimeSplits, model::kRegions> splits;
  Tally tally;
  Harms harms;
  Jobs jobs;  // what is counted since the start
  double hostile_turned_away = 0;
  std::uint64_t revision = 0;
};

// Starts at time 0 with warm caches and spread sessions.
void start(Run& run, std::uint64_t seed);
// Builds what run.architecture, run.situation and run.speed now say; nothing under way is lost. Page views
// followed before are forgotten, unless the way of a page is still `the_same`.
void rebuild(Run& run, bool the_same = false);
// Goes on to time_s, or stops after about most_events; returns the events used.
std::uint64_t advance(Run& run, double time_s, std::uint64_t most_events);

double live_window_s(const Run& run);
double utc_hour(const Run& run);  // now, 0 to 24; below 0: every region stands at its evening peak
std::vector<model::CostItem> cost_now(const Run& run, const Figures& now);
Figures figures_now(const Run& run);
// Over the last seconds, at most 60 of them.
Figures figures_of_last(const Run& run, double seconds);
Figures figures_for_goals(const Run& run);

}  // namespace scale::sandbox
