#include "sim/law.h"

#include <cmath>

namespace scale::sim {
namespace {

constexpr double kParetoSpan = 1000;

// (span^d - 1) / d, also where d is near 0.
double power_integral(double d) {
  const double l = log(kParetoSpan);
  if (d > -1e-7 && d < 1e-7) return l * (1 + 0.5 * d * l);
  return (pow(kParetoSpan, d) - 1) / d;
}

// Moment j of the bounded Pareto law with low = 1.
double pareto_moment(double index, int j) {
  return index / (1 - pow(kParetoSpan, -index)) * power_integral(j - index);
}

double pareto_scv(double index) {
  const double m = pareto_moment(index, 1);
  return pareto_moment(index, 2) / (m * m) - 1;
}

std::uint32_t erlang_phases(double scv) {
  if (!(scv > 0)) return 64;
  const double n = 1 / scv + 0.5;
  if (n >= 64) return 64;
  return n < 1 ? 1u : static_cast<std::uint32_t>(n);
}

}  // namespace

namespace {

// Of shape d + 1/3, c = 1 / sqrt(9 d).
double draw_large_gamma(Generator& g, double d, double c) {
  // Below 1 - squeeze x^4 a draw is accepted for certain. Marsaglia's and Tsang's 0.0331 is for the smallest
  // shape: with y = c x the condition is log(u) < -c^2 x^4 (y^3 - 1.5 y^2 + 3 y - 3 log(1 + y)) / (9 y^4),
  // and the quotient is below 0.1412 for y >= -0.5.
  const double squeeze = std::min(0.0331, 0.1412 * c * c);
  for (;;) {
    const double x = draw_normal(g);
    const double y = c * x;
    double v = 1 + y;
    if (v <= 0) continue;
    v = v * v * v;
    const double u = 1 - draw_uniform(g);
    const double x2 = x * x;
    if (u < 1 - (y < -0.5 ? 0.0331 : squeeze) * x2 * x2) return d * v;
    if (log(u) < 0.5 * x2 + d * (1 - v + log(v))) return d * v;
  }
}

}  // namespace

double draw_gamma(Generator& g, double shape) {
  if (shape < 1) {
    const double u = 1 - draw_uniform(g);
    return draw_gamma(g, shape + 1) * pow(u, 1 / shape);
  }
  const double d = shape - 1.0 / 3;
  return draw_large_gamma(g, d, 1 / std::sqrt(9 * d));
}

double bounded_pareto_index(double scv) {
  // The squared coefficient of variation is largest near index 1 (about 20) and falls beyond.
  double low = 0.5, high = 2;
  for (int i = 0; i < 100; ++i) {
    const double left = low + (high - low) / 3, right = high - (high - low) / 3;
    (pareto_scv(left) < pareto_scv(right) ? low : high) = pareto_scv(left) < pareto_scv(right) ? left : right;
  }
  high = 60;
  if (!(scv <= pareto_scv(low)) || !(scv >= pareto_scv(high))) return 0;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (pareto_scv(middle) > scv ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double true_scv(const Law& law) {
  switch (law.kind) {
    case LawKind::deterministic:
      return 0;
    case LawKind::exponential:
      return 1;
    case LawKind::erlang:
      return 1.0 / erlang_phases(law.scv);
    default:
      return law.scv;
  }
}

Sampler make_sampler(const Law& law) {
  Sampler s;
  s.kind = law.kind;
  s.mean = law.mean;
  s.scv = true_scv(law);
  if (law.mean <= 0) s.kind = LawKind::deterministic;
  switch (s.kind) {
    case LawKind::deterministic:
    case LawKind::exponential:
      break;
    case LawKind::erlang:
      s.phases = erlang_phases(law.scv);
      break;
    case LawKind::hyperexponential: {
      if (law.scv <= 1) {
        s.kind = LawKind::exponential;
        break;
      }
      const double p = 0.5 * (1 + std::sqrt((law.scv - 1) / (law.scv + 1)));
      s.a = p;
      s.b = law.mean / (2 * p);
      s.c = law.mean / (2 * (1 - p));
      break;
    }
    case LawKind::lognormal: {
      if (law.scv <= 0) {
        s.kind = LawKind::deterministic;
        break;
      }
      const double variance = log(1 + law.scv);
      s.a = log(law.mean) - 0.5 * variance;
      s.b = std::sqrt(variance);
      break;
    }
    case LawKind::bounded_pareto: {
      const double index = bounded_pareto_index(law.scv);
      if (index <= 0) {
        s.kind = LawKind::deterministic;
        break;
      }
      s.a = law.mean / pareto_moment(index, 1);
      s.b = 1 - pow(kParetoSpan, -index);
      s.c = -1 / index;
      break;
    }
  }
  return s;
}

double draw_slowly(const Sampler& s, Generator& g) {
  switch (s.kind) {
    case LawKind::deterministic:
      return s.mean;
    case LawKind::exponential:
      return s.mean * draw_exponential(g);
    case LawKind::erlang: {
      double sum = 0;
      for (std::uint32_t i = 0; i < s.phases; ++i) sum += draw_exponential(g);
      return s.mean / s.phases * sum;
    }
    case LawKind::hyperexponential: {
      const double u = draw_uniform(g);
      return (u < s.a ? s.b : s.c) * draw_exponential(g);
    }
    case LawKind::lognormal: {
      const double z = draw_normal(g);
      return exp(s.a + s.b * z);
    }
    case LawKind::bounded_pareto: {
      const double u = draw_uniform(g);
      return s.a * pow(1 - u * s.b, s.c);
    }
  }
  return s.mean;
}

double draw_mean_of(const Sampler& s, std::uint32_t k, Generator& g, GammaMemory& memory) {
  if (k <= 1) return draw(s, g);
  if (s.kind == LawKind::deterministic) return s.mean;
  if (memory.k != k) {
    const double shape = k / s.scv, d = shape - 1.0 / 3;
    memory = {k, shape, d, 1 / std::sqrt(9 * d), s.mean / shape};
  }
  if (memory.shape < 1) return memory.scale * draw_gamma(g, memory.shape);
  return memory.scale * draw_large_gamma(g, memory.d, memory.c);
}

}  // namespace scale::sim
