// Packets to targets with fixed shares (engine.md, rule 5), by virtual clocks (Zhang 1990): a packet goes to
// the target that is the first to have collected as many requests as it has.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/random.h"
#include "sim/zipf.h"

namespace scale::sim {

// Of each packet the square root of its requests follow one draw, which has the covariances of all drawing,
// and the rest is dealt by the shares. Kept of a target is when it is due: how much must have been dealt, to
// all, until it has collected a packet. Dealing moves none of these, so only the one drawn and the one served
// are touched.
// Targets with more than their even part go first when they are due, since it is they who fill up: else each
// of them would wait for all those that came due a little earlier. Who is next of the others may be early.
class Turns {
 public:
  // For packets of about k requests. As many targets as before keep what they have collected; others start as
  // if each had collected some part of a packet.
  void set_shares(const std::vector<double>& shares, std::uint32_t k);
  // Who gets a packet of k requests.
  std::uint32_t next(std::uint32_t k, Generator& g) {
    const double root = std::sqrt(static_cast<double>(k));
    dealt_ += k - root;
    bring_forward(place_of(alias_.draw(g)), root);
    Due least = kNever;
    std::size_t i = 0;
    for (; i < first_small_ / kGroup; i += kGroup) least = lesser(least, least_of(&soonest_[i]));
    if (least > now()) {
      least = least_of(&soonest_[i]);
      for (i += kGroup; i < soonest_.size(); i += kGroup) least = lesser(least, least_of(&soonest_[i]));
    }
    if (least > kFar) [[unlikely]]
      least = start_over(least);
    const std::size_t place = static_cast<std::uint64_t>(least) % kMostPlaces;
    all_[place].due = least + ticks(k * all_[place].spacing);
    soonest_[place / kGroup] = soonest_of(&all_[place / kGroup * kGroup]);
    return target_at_[place];
  }

 private:
  // The lowest bits are the place of the target: the least says whose it is.
  using Due = std::int64_t;
  static constexpr std::size_t kMostTargets = 1 << 16;
  static constexpr Due kMostPlaces = 2 * kMostTargets;
  static constexpr Due kNever = INT64_MAX, kFar = Due{1} << 62;
  struct Place {
    Due due = kNever;
    double spacing = 0;  // ticks that are dealt to all for one request of its own
  };
  // Targets whose soonest is kept, so that the soonest of all is found among few.
  static constexpr std::size_t kGroup = 8;

  static Due ticks(double n) { return static_cast<Due>(n) * kMostPlaces; }
  static Due lesser(Due a, Due b) { return a < b ? a : b; }
  // By halves: one compare need not wait for another.
  static Due least_of(const Due* all) {
    return lesser(lesser(lesser(all[0], all[1]), lesser(all[2], all[3])),
                  lesser(lesser(all[4], all[5]), lesser(all[6], all[7])));
  }
  static Due soonest_of(const Place* all) {
    const Due due[kGroup] = {all[0].due, all[1].due, all[2].due, all[3].due,
                             all[4].due, all[5].due, all[6].due, all[7].due};
    return least_of(due);
  }
  Due now() const { return ticks(dealt_ * ticks_per_request_); }
  void bring_forward(std::size_t place, double requests) {
    const Due due = all_[place].due -= ticks(requests * all_[place].spacing);
    Due& soonest = soonest_[place / kGroup];
    soonest = lesser(due, soonest);
  }
  std::vector<double> requests_lacking(std::size_t targets, std::uint32_t k) const;
  // Counts all from now on. Returns the least.
  Due start_over(Due least);

  // The targets in order, those of large shares first; both parts fill up whole groups of groups.
  std::size_t place_of(std::size_t i) const { return i < large_ ? i : i - large_ + first_small_; }

  AliasTable alias_{{1}};                 // by the order
  std::vector<Place> all_;                // without a target: never due
  std::vector<Due> soonest_;              // in each group of them
  std::vector<std::uint32_t> target_at_;  // each place
  std::size_t targets_ = 0;
  std::size_t large_ = 0;         // targets of large shares
  std::size_t first_small_ = 0;   // place
  double dealt_ = 0;              // requests
  double ticks_per_request_ = 0;  // dealt
};

}  // namespace scale::sim
