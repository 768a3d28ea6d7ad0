// exp, log, pow, sin and cos from + - * / and bit moves only, so that gcc, clang and wasm agree to the last
// bit (libm does not: only sqrt is rounded correctly everywhere, IEEE 754). About 4e-16 relative; constexpr.
// Limits: finite arguments; sin and cos up to |x| = 1e6; exp of more than 709 is infinity.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace scale::sim {

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kInfinity = std::bit_cast<double>(0x7FF0000000000000ull);

// ln 2 in two parts: the first has 32 zero bits at its end, so that n * kLn2High is exact.
inline constexpr double kLn2High = std::bit_cast<double>(0x3FE62E42FEE00000ull);
inline constexpr double kLn2Low = std::bit_cast<double>(0x3DEA39EF35793C76ull);

namespace detail {

// 1 / (2 i + 3)
inline constexpr std::array<double, 11> kInverseOdd = [] {
  std::array<double, 11> a{};
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = 1 / static_cast<double>(2 * i + 3);
  return a;
}();

// 1 / i!
inline constexpr std::array<double, 18> kInverseFactorial = [] {
  std::array<double, 18> a{};
  double factorial = 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = 1 / factorial;
    factorial *= static_cast<double>(i + 1);
  }
  return a;
}();

}  // namespace detail

constexpr double scale_by_power_of_two(double x, int n) {
  while (n > 1000) {
    x *= std::bit_cast<double>((1023ull + 1000ull) << 52);
    n -= 1000;
  }
  while (n < -1000) {
    x *= std::bit_cast<double>((1023ull - 1000ull) << 52);
    n += 1000;
  }
  return x * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + n) << 52);
}

// x = 2^n (1 + ...) with the mantissa in [sqrt 1/2, sqrt 2); ln of it is 2 atanh((m - 1) / (m + 1)).
constexpr double log(double x) {
  if (!(x > 0)) return x == 0 ? -kInfinity : std::bit_cast<double>(0x7FF8000000000000ull);
  if (x == kInfinity) return x;
  int n = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984.0;  // 2^54: out of the subnormals
    n = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  n += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFull) | 0x3FF0000000000000ull);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    n += 1;
  }
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  double p = detail::kInverseOdd[10];
  for (std::size_t i = 10; i-- > 0;) p = p * z + detail::kInverseOdd[i];
  // 2 s + 2 s^3 p, with 2 s = f - s f so that the leading term is exact.
  const double tail = s * (2 * z * p - f);
  return n * kLn2High + (f + (tail + n * kLn2Low));
}

constexpr double exp(double x) {
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.2) return 0;
  const double scaled = x * 1.4426950408889634;
  const int n = static_cast<int>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double p = detail::kInverseFactorial[14];
  for (std::size_t i = 13; i >= 2; --i) p = p * r + detail::kInverseFactorial[i];
  return scale_by_power_of_two(1 + (r + r * r * p), n);
}

constexpr double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (y == 1) return x;
  if (x == 0) return y > 0 ? 0 : kInfinity;
  return exp(y * log(x));
}

namespace detail {

constexpr double sin_polynomial(double r) {
  const double z = r * r;
  double p = kInverseFactorial[17];
  for (std::size_t i = 15; i >= 3; i -= 2) p = kInverseFactorial[i] - z * p;
  return r - r * z * p;
}

constexpr double cos_polynomial(double r) {
  const double z = r * r;
  double p = kInverseFactorial[16];
  for (std::size_t i = 14; i >= 2; i -= 2) p = kInverseFactorial[i] - z * p;
  return 1 - z * p;
}

// sin(x + quarters * pi / 2)
constexpr double sin_turned(double x, std::int64_t quarters) {
  const double turns = x * (2 / kPi);
  const auto quarter = static_cast<std::int64_t>(turns + (turns < 0 ? -0.5 : 0.5));
  const double n = static_cast<double>(quarter);
  // pi / 2 in two parts, as ln 2 above.
  const double r = (x - n * std::bit_cast<double>(0x3FF921FB54400000ull)) -
                   n * std::bit_cast<double>(0x3DD0B4611A626331ull);
  switch ((quarter + quarters) & 3) {
    case 0:
      return sin_polynomial(r);
    case 1:
      return cos_polynomial(r);
    case 2:
      return -sin_polynomial(r);
    default:
      return -cos_polynomial(r);
  }
}

}  // namespace detail

constexpr double sin(double x) {
  return detail::sin_turned(x, 0);
}
constexpr double cos(double x) {
  return detail::sin_turned(x, 1);
}

}  // namespace scale::sim
