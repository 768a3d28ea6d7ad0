#include "sim/arrivals.h"

#include <algorithm>

namespace scale::sim {
namespace {

double surge_at(const Surge& s, double t) {
  double since = t - s.start_s;
  if (since < 0) return 1;
  if (since < s.rise_s) return 1 + (s.factor - 1) * since / s.rise_s;
  since -= s.rise_s;
  if (since < s.hold_s) return s.factor;
  since -= s.hold_s;
  if (since < s.fall_s) return s.factor + (1 - s.factor) * since / s.fall_s;
  return 1;
}

}  // namespace

double arrival_rate(const Arrivals& a, double time_s) {
  double rate = a.rate_per_s;
  if (a.amplitude > 0) rate *= 1 + a.amplitude * cos(2 * kPi * (time_s - a.peak_s) / a.period_s);
  for (const Surge& s : a.surges) rate *= surge_at(s, time_s);
  return rate;
}

RateBound arrival_bound(const Arrivals& a, double time_s) {
  RateBound bound{a.rate_per_s, kInfinity};
  if (a.amplitude > 0) bound.rate *= 1 + a.amplitude;
  for (const Surge& s : a.surges) {
    const double bends[4] = {s.start_s, s.start_s + s.rise_s, s.start_s + s.rise_s + s.hold_s,
                             s.start_s + s.rise_s + s.hold_s + s.fall_s};
    for (const double bend : bends)
      if (bend > time_s) bound.until = std::min(bound.until, bend);
  }
  // Between bends each surge is monotone: the larger of its two ends bounds it.
  for (const Surge& s : a.surges) {
    const double here = surge_at(s, time_s);
    const double there = bound.until < kInfinity ? surge_at(s, bound.until) : here;
    const double just_before = bound.until < kInfinity ? surge_at(s, 0.5 * (time_s + bound.until)) : here;
    bound.rate *= std::max(std::max(here, there), just_before);
  }
  return bound;
}

double next_varying_arrival(const Arrivals& a, std::uint32_t k, double time_s, Generator& g) {
  if (k > 1) {
    // The rate half way through the gap stands for its mean over the gap.
    double need = draw_gamma(g, k);
    for (int bends = 0; bends < 1000; ++bends) {
      const double rate = arrival_rate(a, time_s);
      const RateBound bound = arrival_bound(a, time_s);
      if (rate <= 0 && bound.rate <= 0) {
        if (bound.until == kInfinity) return kInfinity;
        time_s = bound.until;
        continue;
      }
      const double guess = need / std::max(rate, 0.01 * bound.rate);
      const double middle = arrival_rate(a, std::min(time_s + 0.5 * guess, bound.until));
      const double gap = need / std::max(middle, 0.01 * bound.rate);
      if (time_s + gap <= bound.until) return time_s + gap;
      need -= (bound.until - time_s) * 0.5 * (rate + arrival_rate(a, bound.until));
      time_s = bound.until;
      if (need <= 0) return time_s;
    }
    return kInfinity;
  }
  for (;;) {
    const RateBound bound = arrival_bound(a, time_s);
    if (bound.rate <= 0) {
      if (bound.until == kInfinity) return kInfinity;
      time_s = bound.until;
      continue;
    }
    const double gap = draw_exponential(g) / bound.rate;
    if (time_s + gap >= bound.until) {
      time_s = bound.until;  // memoryless: start again where the bound changes
      continue;
    }
    time_s += gap;
    const double u = draw_uniform(g);
    if (u * bound.rate < arrival_rate(a, time_s)) return time_s;
  }
}

}  // namespace scale::sim
