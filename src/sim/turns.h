// Packets to targets with fixed shares (engine.md, rule 5), by virtual clocks (Zhang 1990): a packet goes to
// the target that is the first to have collected as many requests as it has.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/random.h"

namespace scale::sim {

// Of each packet the square root of its requests follow one draw, which has the covariances of all drawing,
// and the rest is dealt by the shares. Kept of a target is when it is due: how much must have been dealt, to
// all, until it has collected a packet. Dealing moves none of these, so only the one drawn and the one served
// are touched.
class Turns {
 public:
  // For packets of about k requests. As many targets as before keep what they have collected; others start as
  // if each had collected some part of a packet.
  void set_shares(const std::vector<double>& shares, std::uint32_t k);
  // Who gets a packet of k requests, of which one drew this target.
  std::uint32_t next(std::uint32_t k, std::uint32_t drawn) {
    bring_forward(drawn, std::sqrt(static_cast<double>(k)));
    Due least = least_of(soonest_.data());
    for (std::size_t i = kGroup; i < soonest_.size(); i += kGroup)
      least = lesser(least, least_of(&soonest_[i]));
    if (least > kFar) [[unlikely]]
      least = start_over(least);
    const std::size_t target = static_cast<std::uint64_t>(least) % kMostTargets;
    all_[target].due = least + ticks(k * all_[target].spacing);
    soonest_[target / kGroup] = soonest_of(&all_[target / kGroup * kGroup]);
    return static_cast<std::uint32_t>(target);
  }

 private:
  // The lowest bits are the target's own number: the least says whose it is.
  using Due = std::int64_t;
  static constexpr Due kMostTargets = 1 << 16;
  static constexpr Due kNever = INT64_MAX, kFar = Due{1} << 62;
  struct Target {
    Due due = kNever;
    double spacing = 0;  // ticks that are dealt to all for one request of its own
  };
  // Targets whose soonest is kept, so that the soonest of all is found among few.
  static constexpr std::size_t kGroup = 8;

  static Due ticks(double n) { return static_cast<Due>(n) * kMostTargets; }
  static Due lesser(Due a, Due b) { return a < b ? a : b; }
  // By halves: one compare need not wait for another.
  static Due least_of(const Due* all) {
    return lesser(lesser(lesser(all[0], all[1]), lesser(all[2], all[3])),
                  lesser(lesser(all[4], all[5]), lesser(all[6], all[7])));
  }
  static Due soonest_of(const Target* all) {
    return lesser(lesser(lesser(all[0].due, all[1].due), lesser(all[2].due, all[3].due)),
                  lesser(lesser(all[4].due, all[5].due), lesser(all[6].due, all[7].due)));
  }
  void bring_forward(std::uint32_t target, double requests) {
    const Due due = all_[target].due -= ticks(requests * all_[target].spacing);
    Due& soonest = soonest_[target / kGroup];
    soonest = lesser(due, soonest);
  }
  std::vector<double> requests_lacking(std::size_t targets, std::uint32_t k) const;
  // Counts all from now on. Returns the least.
  Due start_over(Due least);

  std::size_t targets_ = 0;
  std::vector<Target> all_;   // of whole groups
  std::vector<Due> soonest_;  // in each group
};

}  // namespace scale::sim
