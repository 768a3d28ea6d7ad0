#include "sim/random.h"

#include <cmath>

namespace scale::sim::detail {

namespace {

// Density exp(-x) or exp(-x^2 / 2) cut into 256 layers of the same area.
Ziggurat make_ziggurat(bool normal) {
  Ziggurat z;
  const double r = normal ? kNormalTail : kExponentialTail;
  const double area = normal ? 0.00492867323399 : 0.0039496598225815572;
  const auto density = [normal](double x) { return exp(normal ? -0.5 * x * x : -x); };
  z.edge[0] = area / density(r);
  z.edge[1] = r;
  for (std::size_t i = 2; i < 256; ++i) {
    const double y = area / z.edge[i - 1] + density(z.edge[i - 1]);
    z.edge[i] = normal ? std::sqrt(-2 * log(y)) : -log(y);
  }
  z.edge[256] = 0;
  for (std::size_t i = 0; i < 257; ++i) z.height[i] = density(z.edge[i]);
  for (std::size_t i = 0; i < 256; ++i) {
    z.step[i] = z.edge[i] * 0x1p-53;
    z.inside[i] = static_cast<std::uint64_t>(z.edge[i + 1] / z.edge[i] * 0x1p53);
  }
  return z;
}

}  // namespace

const Ziggurat kExponential = make_ziggurat(false);
const Ziggurat kNormal = make_ziggurat(true);

}  // namespace scale::sim::detail
