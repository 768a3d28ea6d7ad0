// Uniform numbers in [0, 1) from a fixed seed. Steele, Lea, Flood 2014 (splitmix64).
#pragma once

#include <cstdint>

namespace scale::theory {

struct Uniform {
  std::uint64_t state = 1;
  double operator()() {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }
};

}  // namespace scale::theory
