// Names what holds the pages up, and why, with the law and the live figures in the sentence; says what the
// last change did and cost; finds the next step by experiment. How the culprit is found: for everything that
// could be relieved, the seconds a mean page would save without it, from the run's own figures (waiting by
// Little's law, distance by the anatomy of each region's median page, failures at the user's patience). The
// largest is named, if it is a tenth of a page or more and felt: slow or failed pages, a busy part, or three
// tenths of a page.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lesson/comparison.h"
#include "lesson/words.h"
#include "sandbox/breaking_point.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

enum class Limit : std::uint8_t {
  none,
  station,     // a node is too busy: more of it helps
  hot_member,  // one member of a node is too busy, its neighbours idle: more of it does not help
  distance,    // the way between users and machines: more machines do not help
  down,        // something is not there
};

struct Diagnosis {
  Limit limit = Limit::none;
  std::uint32_t node = sim::kNone, member = 0;
  model::Region region = model::Region::eu;  // of distance: where it is felt most
  double saving_s = 0;                       // of a mean page, about
  Words words;
};

Diagnosis diagnose(const sandbox::Snapshot& run);

// "Web server 2", "One of 4 shards", with its place where there are several sites.
std::string spoken_name(const sandbox::Snapshot& run, std::uint32_t node, std::uint32_t member);
std::uint32_t busiest_member(const sandbox::NodeView& node);

// Sentences about the last change: what it moved, and whether that may be chance; what it left as it was;
// what it costs a month. Nothing without a ghost.
struct Advice {
  Words gains, unchanged, cost;
};
Advice advise(const sandbox::Snapshot& run);

// "Breaks at 3.2 M users: primary database, writes."
Words breaking_words(const sandbox::BreakingPoint& search);

// The next step, by experiment: every available toggle that is off and every size doubled, each measured for
// itself in the long run. Work for the background, in slices. A value.
struct Step {
  model::Command command;
  double mean_page_s = 0, slow_share = 0, failed_share = 0;
  double cost_usd_month = 0;
  double gain_s = 0;         // of a mean page against the architecture as it is
  double uncertainty_s = 0;  // half of the 95 % interval of the gain
};
struct NextStep {
  model::Architecture architecture;
  model::Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
  Step as_it_is;
  std::vector<Step> steps;  // when done: the largest gain first, of equals the cheaper
  bool done = false;

  std::vector<Step> to_try;
  std::size_t next = 0;
  std::optional<sandbox::Probe> probe;
};
NextStep make_next_step(const model::Architecture& architecture, const model::Catalog& catalog,
                        std::uint64_t seed);
std::uint64_t step(NextStep& search, std::uint64_t most_events);  // returns the events used
// Of the cheapest step whose gain is at least half of the best one's; nothing where no gain exceeds chance.
std::optional<Step> best(const NextStep& search);
Words next_step_words(const NextStep& search);

}  // namespace scale::lesson
