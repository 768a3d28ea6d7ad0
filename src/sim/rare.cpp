// What only some requests of a packet do: extra work at a station, another way through the network. Each
// request draws for itself, by skipping from one that does to the next (a geometric gap: Devroye 1986, ch.
// X.4), so that a packet's share has the binomial law and not all or nothing.
#include <algorithm>
#include <bit>

#include "sim/state.h"

namespace scale::sim {
namespace {

// Requests that pass before one that does.
double draw_gap(double probability, Generator& g) {
  if (probability >= 1) return 0;
  const double u = 1 - draw_uniform(g);
  return static_cast<double>(static_cast<std::uint64_t>(log(u) / log(1 - probability)));
}

constexpr std::uint32_t kMostTrials = 64;

// How many of n <= 64 requests draw below the probability: all at once, a bit of each one's draw at a time,
// until none is undecided.
std::uint32_t draw_successes(double probability, std::uint32_t n, Generator& g) {
  if (probability >= 1) return n;
  if (probability <= 0) return 0;
  auto digits = static_cast<std::uint64_t>(probability * 0x1p64);
  std::uint64_t undecided = ~std::uint64_t{0} >> (kMostTrials - n), below = 0;
  for (; undecided != 0 && digits != 0; digits <<= 1) {
    const std::uint64_t bits = g.next();
    const bool one = digits >> 63 != 0;
    below |= one ? undecided & ~bits : 0;
    undecided &= one ? bits : ~bits;
  }
  return static_cast<std::uint32_t>(std::popcount(below));
}

}  // namespace

double rare_work(EngineState& e, Request& r, const RareDraws& rare) {
  Generator g = draws_of(e, r, rare.config.purpose);
  const double u = draw_uniform(g);
  return u < rare.config.share ? draw(rare.law, g) : 0;
}

double rare_work_of(const RareDraws& rare, std::uint32_t requests, Generator& g) {
  std::uint32_t bring = 0;
  for (double at = draw_gap(rare.config.share, g); at < requests; at += 1 + draw_gap(rare.config.share, g))
    ++bring;
  if (bring == 0) return 0;
  GammaMemory memory;
  return bring * draw_mean_of(rare.law, bring, g, memory);
}

bool packet_branches(Instruction& in, std::uint32_t k, Generator& g) {
  const std::uint32_t n = std::min(k, kMostTrials);
  const std::uint32_t taken = draw_successes(in.probability, n, g);
  double& credit = in.branch.credit;
  credit += static_cast<double>(taken) * k / n;
  if (2 * credit <= k) return false;
  credit -= k;
  return true;
}

bool gather(Gathered& gathered, double probability, std::uint32_t weight, Generator& g) {
  if (probability <= 0) return false;
  if (gathered.until_next < 0) gathered.until_next = draw_gap(probability, g);
  double left = weight;
  while (left > gathered.until_next) {
    left -= gathered.until_next + 1;
    ++gathered.weight;
    gathered.until_next = draw_gap(probability, g);
  }
  gathered.until_next -= left;
  if (gathered.weight < weight) return false;
  gathered.weight -= weight;
  return true;
}

}  // namespace scale::sim
