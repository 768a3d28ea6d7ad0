#include "sim/histogram.h"

#include <algorithm>
#include <bit>

namespace scale::sim {
namespace {

constexpr double kSmallest = 1e-6;

}  // namespace

// seconds / 1 us = 2^octave (1 + part / 64): the exponent and the six highest mantissa bits of the double.
std::uint32_t histogram_bucket(double seconds) {
  const double x = seconds * (1 / kSmallest);
  if (!(x > 1)) return 0;
  const auto index = (std::bit_cast<std::uint64_t>(x) >> 46) - (1023ull << 6);
  return index >= kHistogramBuckets ? kHistogramBuckets - 1 : static_cast<std::uint32_t>(index);
}

double histogram_bucket_low(std::uint32_t bucket) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(bucket) + (1023ull << 6)) << 46;
  return std::bit_cast<double>(bits) * kSmallest;
}

double histogram_bucket_middle(std::uint32_t bucket) {
  return 0.5 * (histogram_bucket_low(bucket) + histogram_bucket_low(bucket + 1));
}

void Histogram::make_room(std::uint32_t low, std::uint32_t high) {
  if (counts_.empty()) {
    first_ = low;
    counts_.assign(high - low + 1, 0);
    return;
  }
  if (low < first_) {
    counts_.insert(counts_.begin(), first_ - low, 0);
    first_ = low;
  }
  if (high >= first_ + counts_.size()) counts_.resize(high - first_ + 1, 0);
}

void Histogram::add(double seconds, std::uint64_t weight) {
  const std::uint32_t bucket = histogram_bucket(seconds);
  make_room(bucket, bucket);
  counts_[bucket - first_] += weight;
  count_ += weight;
  sum_ += seconds * static_cast<double>(weight);
}

void Histogram::merge(const Histogram& other) {
  if (other.counts_.empty()) return;
  const auto size = static_cast<std::uint32_t>(other.counts_.size());
  make_room(other.first_, other.first_ + size - 1);
  for (std::uint32_t i = 0; i < size; ++i) counts_[other.first_ - first_ + i] += other.counts_[i];
  count_ += other.count_;
  sum_ += other.sum_;
}

void Histogram::clear() {
  *this = Histogram();
}

double Histogram::quantile(double q) const {
  if (count_ == 0) return 0;
  const double wanted = std::clamp(q, 0.0, 1.0) * static_cast<double>(count_);
  double below = 0;
  for (std::uint32_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    const auto here = static_cast<double>(counts_[i]);
    if (below + here >= wanted) {
      if (first_ + i == 0) return 0;
      const double low = histogram_bucket_low(first_ + i), high = histogram_bucket_low(first_ + i + 1);
      return low + (high - low) * std::max(0.0, (wanted - below) / here);
    }
    below += here;
  }
  return histogram_bucket_low(first_ + static_cast<std::uint32_t>(counts_.size()));
}

double Histogram::count_over(double seconds) const {
  const std::uint32_t bucket = histogram_bucket(seconds);
  double over = 0;
  for (std::uint32_t i = 0; i < counts_.size(); ++i) {
    if (first_ + i > bucket) over += static_cast<double>(counts_[i]);
    if (first_ + i == bucket) {
      const double low = bucket == 0 ? 0 : histogram_bucket_low(bucket);
      const double high = histogram_bucket_low(bucket + 1);
      over += static_cast<double>(counts_[i]) * std::clamp((high - seconds) / (high - low), 0.0, 1.0);
    }
  }
  return over;
}

Histogram DenseHistogram::take() {
  Histogram h;
  if (count == 0) return h;
  const auto occupied = [](std::uint64_t n) { return n != 0; };
  const auto first = std::find_if(counts.begin(), counts.end(), occupied);
  const auto last = std::find_if(counts.rbegin(), counts.rend(), occupied).base();
  h.first_ = static_cast<std::uint32_t>(first - counts.begin());
  h.counts_.assign(first, last);
  h.count_ = count;
  h.sum_ = sum;
  *this = DenseHistogram();
  return h;
}

}  // namespace scale::sim
