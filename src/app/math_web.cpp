// exp, log, pow, exp2, log2, sin and cos of the page's C library, from sim/math.h: the library's own bring 10
// KB of tables that no compressor can shrink. Compiled without link-time optimisation, since the linker
// resolves these names by itself.
#include "sim/math.h"

#include <cmath>

namespace {

// Powers of ten and of two come out exact, as from the library.
double whole_power(double x, int y) {
  double power = 1;
  for (int i = 0; i < (y < 0 ? -y : y); ++i) power *= x;
  return y < 0 ? 1 / power : power;
}

}  // namespace

extern "C" {

double exp(double x) {
  return scale::sim::exp(x);
}

double log(double x) {
  return scale::sim::log(x);
}

double pow(double x, double y) {
  if (y == std::trunc(y) && std::abs(y) <= 64) return whole_power(x, static_cast<int>(y));
  return scale::sim::pow(x, y);
}

// What the optimiser makes of pow(2, x), after the linker has looked.
double exp2(double x) {
  return pow(2, x);
}

double log2(double x) {
  constexpr double kLn2 = 0.69314718055994530942;
  return log(x) / kLn2;
}

float exp2f(float x) {
  return static_cast<float>(exp2(static_cast<double>(x)));
}

float expf(float x) {
  return static_cast<float>(exp(static_cast<double>(x)));
}

float logf(float x) {
  return static_cast<float>(log(static_cast<double>(x)));
}

float powf(float x, float y) {
  return static_cast<float>(pow(static_cast<double>(x), static_cast<double>(y)));
}

double sin(double x) {
  return scale::sim::sin(x);
}

double cos(double x) {
  return scale::sim::cos(x);
}

float sinf(float x) {
  return static_cast<float>(sin(static_cast<double>(x)));
}

float cosf(float x) {
  return static_cast<float>(cos(static_cast<double>(x)));
}
}
