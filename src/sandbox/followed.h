// Followed page views: as replays for the particles, and split by what their time went to.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/compile.h"
#include "model/parts.h"
#include "sandbox/snapshot.h"
#include "sim/engine.h"

namespace scale::sandbox {

struct TimeSplit {
  float total_s = 0;
  std::array<float, model::kParts> parts_s{};
};

// The latest page views of one region, enough of them for a median.
class TimeSplits {
 public:
  void add(const TimeSplit& split);
  void clear();
  // The mean split of those between the 40th and the 60th percentile; nothing under 20 samples.
  Anatomy median_page() const;

 private:
  static constexpr std::size_t kMost = 200;
  std::vector<TimeSplit> ring_;
  std::size_t next_ = 0;
};

TimeSplit time_split(const sim::Route& route);

// The region whose page or file class this is, or kRegions for another class.
struct RouteKind {
  std::size_t region = model::kRegions;
  bool page = false, file = false;
};
RouteKind kind_of(const sim::Route& route, const model::Readout& readout);

Replay replay(const sim::Route& route, RouteKind kind, const model::Plan& plan, double slow_page_s);

}  // namespace scale::sandbox
