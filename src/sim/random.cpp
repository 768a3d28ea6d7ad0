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
  std::array<double, 257> edge{};  // right edge of each layer, the first the widened base
  edge[0] = area / density(r);
  edge[1] = r;
  for (std::size_t i = 2; i < 256; ++i) {
    const double y = area / edge[i - 1] + density(edge[i - 1]);
    edge[i] = normal ? std::sqrt(-2 * log(y)) : -log(y);
  }
  edge[256] = 0;
  for (std::size_t i = 0; i < 257; ++i) z.height[i] = density(edge[i]);
  for (std::size_t i = 0; i < 256; ++i)
    z.layers[i] = {edge[i] * 0x1p-53, static_cast<std::uint64_t>(edge[i + 1] / edge[i] * 0x1p53)};
  return z;
}

bool under_curve(const Ziggurat& z, std::size_t layer, double u, double density) {
  return z.height[layer] + u * (z.height[layer + 1] - z.height[layer]) < density;
}

}  // namespace

const Ziggurat kExponential = make_ziggurat(false);
const Ziggurat kNormal = make_ziggurat(true);

double draw_exponential_on(Generator& g, std::size_t layer, double x) {
  double beyond = 0;
  for (;;) {
    if (layer == 0) {
      beyond += kExponentialTail;  // the tail is the same law again
    } else {
      const double u = draw_uniform(g);
      if (under_curve(kExponential, layer, u, exp(-x))) return beyond + x;
    }
    const std::uint64_t bits = g.next();
    layer = bits & 255;
    x = to_whole(bits) * kExponential.layers[layer].step;
    if (bits >> 11 < kExponential.layers[layer].inside) return beyond + x;
  }
}

double draw_normal_on(Generator& g, std::uint64_t bits, double x) {
  const std::size_t layer = bits & 255;
  if (layer == 0) {
    for (;;) {
      const double a = draw_exponential(g) / kNormalTail;
      const double b = draw_exponential(g);
      if (2 * b >= a * a) return with_sign(kNormalTail + a, bits);
    }
  }
  const double u = draw_uniform(g);
  return under_curve(kNormal, layer, u, exp(-0.5 * x * x)) ? with_sign(x, bits) : draw_normal(g);
}

}  // namespace scale::sim::detail
