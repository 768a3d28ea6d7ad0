// Going back: copies of the run as it went on, and its command log, from which any past instant is restored
// bit for bit. Memory is bounded: when there are too many copies, or they take too much room, every other one
// of the older half goes. A copy has no ghost; the run restored has one again from its next change on.
// A branch is a restored sandbox that goes its own way.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/sandbox.h"

namespace scale::sandbox {

class Rewind {
 public:
  // At most `copies` of them (2 or more), one each `every_s` simulated seconds.
  explicit Rewind(std::size_t copies = 24, double every_s = 10);

  // After every step of the run: keeps a copy when one is due. A run that is not the one watched so far, or
  // has gone back itself, starts anew. All copies together take no more than about `most_bytes`: where that
  // has become less, or a run is large, there are fewer.
  void watch(const Sandbox& sandbox, std::size_t most_bytes = SIZE_MAX);
  void clear();

  double earliest_s() const;  // 0 while nothing is kept
  std::size_t kept() const { return copies_.size(); }
  std::size_t memory_bytes() const;

  // How the run stood then: the nearest copy before it, and what was commanded since. Nothing where time_s
  // lies before the earliest copy or after `present`. Costs up to the run between two copies.
  std::optional<Sandbox> at(double time_s, const Sandbox& present) const;

 private:
  void thin_out();

  std::size_t most_;
  double every_s_;
  std::vector<Sandbox> copies_;
};

}  // namespace scale::sandbox
