// The live figures of a window, from the digests in it.
#pragma once

#include <vector>

#include "sandbox/digest.h"
#include "sandbox/snapshot.h"

namespace scale::sandbox {

// The newest digests that cover `seconds`, and more, up to 60 s, while they hold fewer than 200 page views.
Digest live_window(const Digests& digests, double seconds);

// packet: how many requests one sample stands for.
Figures figures(const Digest& window, std::uint32_t packet);

Reading percentile(const sim::Histogram& histogram, double q, std::uint32_t packet);
Latency latency(const sim::Histogram& histogram, std::uint32_t packet);

const std::vector<std::string>& reason_names();  // by sim::Reason

}  // namespace scale::sandbox
