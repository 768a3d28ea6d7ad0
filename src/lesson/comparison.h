// What the last change did: each figure of the run against that of its ghost, which has the same traffic but
// not the change, with how far chance alone could have moved it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/snapshot.h"

namespace scale::lesson {

enum class Measure : std::uint8_t {
  failed,            // share of page views
  slow,              // share of page loads
  response_p95,      // seconds, inside the data centre
  page_p50,          // seconds, in the region where it is longest
  first_byte_p50,    // seconds, in the region where it is longest
  origin_bandwidth,  // bytes a second out of the sites
};
inline constexpr std::size_t kMeasures = 6;

struct Difference {
  Measure measure = Measure::slow;
  double before = 0, after = 0;
  double uncertainty = 0;                  // half of the 95 % interval of after - before
  bool enough = false;                     // both rest on enough samples
  std::optional<std::size_t> region = {};  // of the measures of one region: which
  bool real() const;                       // more than chance, and large enough to be felt
};

// In the order of kMeasures; empty without a ghost.
std::vector<Difference> differences(const sandbox::Snapshot& run);
// The one to speak of first: the first real one in the order above.
std::optional<Difference> most_telling(const std::vector<Difference>& all);

}  // namespace scale::lesson
