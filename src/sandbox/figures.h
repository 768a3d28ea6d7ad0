// The live figures of a window, from the digests in it.
#pragma once

#include <vector>

#include "sandbox/digest.h"
#include "sandbox/snapshot.h"

namespace scale::sandbox {

// The newest digests that cover `seconds`, and more, up to longest_s, while they hold fewer than 200 page
// views.
inline constexpr double kLongestLiveWindow_s = 60;
Digest live_window(const Digests& digests, double seconds, double longest_s = kLongestLiveWindow_s);
// The end of the latest digest that such a window, ending now, has no need of; 0: it needs them all.
double needless_until_s(const Digests& digests, double seconds, double longest_s);

// packet: how many requests one sample stands for.
Figures figures(const Digest& window, std::uint32_t packet);

Reading percentile(const sim::Histogram& histogram, double q, std::uint32_t packet);
Latency latency(const sim::Histogram& histogram, std::uint32_t packet);

const std::vector<std::string>& reason_names();  // by sim::Reason

}  // namespace scale::sandbox
