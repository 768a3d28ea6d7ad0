// Random numbers that are the same bits on every compiler. Draws are keyed: (seed, request, purpose) gives a
// small generator, so adding a station to a network does not shift what another request draws.
// Ziggurat of 256 layers (Marsaglia, Tsang 2000); the mixing function is SplitMix64 (Steele et al. 2014).
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "sim/math.h"

namespace scale::sim {

inline constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ull;

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
  return mix(a + kGolden * (b + 1));
}

constexpr std::uint64_t hash_name(std::string_view name) {
  std::uint64_t h = 0xCBF29CE484222325ull;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return mix(h);
}

struct Generator {
  std::uint64_t state = 0;

  constexpr std::uint64_t next() {
    state += kGolden;
    return mix(state);
  }
};

constexpr Generator keyed(std::uint64_t seed, std::uint64_t request, std::uint64_t purpose) {
  return Generator{combine(combine(seed, request), purpose)};
}

// The 53 highest bits as a whole number. (Signed, since the processor converts only that in one step.)
constexpr double to_whole(std::uint64_t bits) {
  return static_cast<double>(static_cast<std::int64_t>(bits >> 11));
}
// In [0, 1), 53 bits.
constexpr double to_unit(std::uint64_t bits) {
  return to_whole(bits) * 0x1p-53;
}
constexpr double draw_uniform(Generator& g) {
  return to_unit(g.next());
}

// 0 .. n-1. The bias is below n / 2^64. (64 x 64 -> 128 by halves: wasm has no wide multiply.)
constexpr std::uint64_t high_product(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a0 = a & 0xFFFFFFFFu, a1 = a >> 32, b0 = b & 0xFFFFFFFFu, b1 = b >> 32;
  const std::uint64_t middle = a1 * b0 + ((a0 * b0) >> 32);
  const std::uint64_t low = (middle & 0xFFFFFFFFu) + a0 * b1;
  return a1 * b1 + (middle >> 32) + (low >> 32);
}
constexpr std::uint64_t draw_below(Generator& g, std::uint64_t n) {
  return high_product(g.next(), n);
}

namespace detail {

inline constexpr double kExponentialTail = 7.69711747013104972;
inline constexpr double kNormalTail = 3.6541528853610088;

struct Ziggurat {
  struct Layer {
    double step = 0;           // right edge / 2^53; layer 0 is the widened base
    std::uint64_t inside = 0;  // 53-bit values below this are under the curve for certain
  };
  std::array<Layer, 256> layers{};
  std::array<double, 257> height{};  // density at the right edge
};

// Made when the program starts: written down, the two are 16 KB of digits that no compressor can shrink.
extern const Ziggurat kExponential, kNormal;

// Goes on where the first bits fell into this layer at x, but not for certain under the curve.
double draw_exponential_on(Generator& g, std::size_t layer, double x);
double draw_normal_on(Generator& g, std::uint64_t bits, double x);

// x with the sign of its draw.
inline double with_sign(double x, std::uint64_t bits) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) | (bits & 256) << 55);
}

}  // namespace detail

// Mean 1.
inline double draw_exponential(Generator& g) {
  const std::uint64_t bits = g.next();
  const auto& layer = detail::kExponential.layers[bits & 255];
  const double x = to_whole(bits) * layer.step;
  if (bits >> 11 < layer.inside) [[likely]]
    return x;
  return detail::draw_exponential_on(g, bits & 255, x);
}

// Mean 0, variance 1.
inline double draw_normal(Generator& g) {
  const std::uint64_t bits = g.next();
  const auto& layer = detail::kNormal.layers[bits & 255];
  const double x = to_whole(bits) * layer.step;
  if (bits >> 11 < layer.inside) [[likely]]
    return detail::with_sign(x, bits);
  return detail::draw_normal_on(g, bits, x);
}

// Gamma of mean `shape` and variance `shape` (Marsaglia, Tsang 2000), shape > 0.
double draw_gamma(Generator& g, double shape);

}  // namespace scale::sim
