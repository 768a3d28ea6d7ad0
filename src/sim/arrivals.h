// When the next request of an open class arrives. One by one: exact thinning of a Poisson process (Lewis,
// Shedler 1979). In packets: every k-th arrival, so the gap is Erlang-k in units of the rate.
#pragma once

#include "sim/network.h"
#include "sim/random.h"

namespace scale::sim {

double arrival_rate(const Arrivals& a, double time_s);

// The largest rate in [time_s, until), where `until` is the next time the course of the surges bends.
struct RateBound {
  double rate = 0, until = 0;
};
RateBound arrival_bound(const Arrivals& a, double time_s);

double next_varying_arrival(const Arrivals& a, std::uint32_t k, double time_s, Generator& g);

// Time of the next arrival (or packet of k arrivals) after time_s; infinity if there will be none.
inline double next_arrival(const Arrivals& a, std::uint32_t k, double time_s, Generator& g) {
  if (a.rate_per_s <= 0) return kInfinity;
  if (a.amplitude > 0 || !a.surges.empty()) return next_varying_arrival(a, k, time_s, g);
  return time_s + (k == 1 ? draw_exponential(g) : draw_gamma(g, k)) / a.rate_per_s;
}

}  // namespace scale::sim
