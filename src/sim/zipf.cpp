#include "sim/zipf.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace scale::sim {
namespace {

constexpr std::uint32_t kMostTabled = 65536;

std::vector<double> weights_of(std::uint32_t n, double s) {
  std::vector<double> w(n);
  for (std::uint32_t i = 0; i < n; ++i) w[i] = pow(i + 1.0, -s);
  return w;
}

// Integral of x^-s from a to b.
double power_law_integral(double a, double b, double s) {
  if (s > 1 - 1e-9 && s < 1 + 1e-9) return log(b / a);
  return (pow(b, 1 - s) - pow(a, 1 - s)) / (1 - s);
}

}  // namespace

AliasTable::AliasTable(const std::vector<double>& weights)
    : cells_(weights.size()), cell_bits_(static_cast<int>(std::bit_width(weights.size()))) {
  double total = 0;
  for (const double w : weights) total += w;
  std::vector<double> rest(weights.size());
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    cells_[i].other = i;
    rest[i] = weights[i] * static_cast<double>(weights.size()) / total;
    (rest[i] < 1 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t s = small.back(), l = large.back();
    small.pop_back();
    cells_[s] = Cell{static_cast<std::uint32_t>(rest[s] * 0x1p32), l};
    rest[l] -= 1 - rest[s];
    if (rest[l] < 1) {
      large.pop_back();
      small.push_back(l);
    }
  }
}

Zipf::Zipf(std::uint32_t n, double s) : objects(n), exponent(s), shares(weights_of(n, s)), alias(shares) {
  double total = 0;
  for (std::uint32_t i = n; i > 0; --i) total += shares[i - 1];
  for (double& share : shares) share /= total;
}

double Zipf::characteristic_requests(double capacity) const {
  if (capacity >= objects) return kInfinity;
  if (capacity <= 0) return 0;
  // Sum over ranks of 1 - exp(-p T), ranks above 256 in bins 2 % wide.
  const auto held = [this](double t) {
    double sum = 0;
    std::uint32_t first = 0;
    while (first < objects) {
      const std::uint32_t width = first < 256 ? 1 : std::min(objects - first, first / 50);
      const std::uint32_t middle = first + width / 2;
      sum += width * (1 - exp(-probability(middle) * t));
      first += width;
    }
    return sum;
  };
  double low = 0, high = capacity + 1;
  while (held(high) < capacity && high < 1e18) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (held(middle) < capacity ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

KeyLaw::KeyLaw(std::uint64_t keys, double exponent, const KeyLaw* alike) : keys_(keys), exponent_(exponent) {
  if (exponent <= 0) return;
  head_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(keys, kMostTabled));
  const bool same = alike != nullptr && alike->exponent_ == exponent && alike->head_ == head_;
  weights_ =
      same ? alike->weights_ : std::make_shared<const std::vector<double>>(weights_of(head_, exponent));
  std::vector<double> w = *weights_;
  double sum = 0;
  for (std::size_t i = w.size(); i > 0; --i) sum += w[i - 1];
  const double tail =
      keys > head_ ? power_law_integral(head_ + 0.5, static_cast<double>(keys) + 0.5, exponent) : 0;
  total_ = sum + tail;
  tail_share_ = tail / total_;
  w.push_back(tail);
  alias_ = std::make_shared<const AliasTable>(w);
}

std::uint64_t KeyLaw::draw(Generator& g) const {
  if (!alias_) return draw_below(g, keys_);
  const std::uint32_t rank = alias_->draw(g);
  if (rank < head_) return rank;
  const double u = draw_uniform(g);
  const double a = head_ + 0.5, b = static_cast<double>(keys_) + 0.5;
  const double d = 1 - exponent_;
  const double x =
      d > -1e-9 && d < 1e-9 ? a * pow(b / a, u) : pow(pow(a, d) + u * (pow(b, d) - pow(a, d)), 1 / d);
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(x + 0.5) - 1, head_, keys_ - 1);
}

}  // namespace scale::sim
