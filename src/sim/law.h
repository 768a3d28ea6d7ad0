// A Law made ready to draw from. All draws are non-negative and have the law's mean.
#pragma once

#include "sim/network.h"
#include "sim/random.h"

namespace scale::sim {

struct Sampler {
  LawKind kind = LawKind::deterministic;
  std::uint32_t phases = 1;  // erlang
  double mean = 0;
  // hyperexponential: probability and mean of phase one, mean of phase two; lognormal: mu, sigma;
  // bounded Pareto: low, 1 - (low / high)^index, -1 / index.
  double a = 0, b = 0;
  double scv = 0, c = 0;

  bool operator==(const Sampler&) const = default;
};

Sampler make_sampler(const Law& law);

// The squared coefficient of variation a law really has (erlang rounds to whole phases).
double true_scv(const Law& law);

double draw_slowly(const Sampler& s, Generator& g);

inline double draw(const Sampler& s, Generator& g) {
  if (s.kind == LawKind::exponential) return s.mean * draw_exponential(g);
  if (s.kind == LawKind::deterministic) return s.mean;
  return draw_slowly(s, g);
}

// What a Gamma of one shape is drawn with: kept beside the law, since its roots and quotients cost more than
// the draw. No part of what a law is, so all are equal.
struct GammaMemory {
  std::uint32_t k = 0;
  double shape = 0, d = 0, c = 0, scale = 0;

  bool operator==(const GammaMemory&) const { return true; }
};

// The mean of k independent draws: a Gamma with that mean and variance (exact for exponential and Erlang).
// `memory` goes with this law alone.
double draw_mean_of(const Sampler& s, std::uint32_t k, Generator& g, GammaMemory& memory);

// Tail index of the Pareto law on [low, 1000 low] that has this squared coefficient of variation; 0 if none.
double bounded_pareto_index(double scv);

}  // namespace scale::sim
