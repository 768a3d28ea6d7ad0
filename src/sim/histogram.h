// Log-linear (HDR) histogram of durations: 64 buckets an octave, so a value read back is within 0.8 %.
// Seconds, 1 us .. 100 000 s; values outside count in the first or last bucket. Holds only the buckets
// between the smallest and the largest value met, so it is a few KB where a dense one takes 19.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace scale::sim {

inline constexpr std::uint32_t kHistogramBuckets = 37 * 64;

std::uint32_t histogram_bucket(double seconds);
double histogram_bucket_low(std::uint32_t bucket);
double histogram_bucket_middle(std::uint32_t bucket);

class Histogram {
 public:
  void add(double seconds, std::uint64_t weight = 1);
  void merge(const Histogram& other);
  void clear();

  std::uint64_t count() const { return count_; }
  double sum_s() const { return sum_; }
  double mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }
  // 0 <= q <= 1; 0 when empty.
  double quantile(double q) const;
  // How many were over it; within the bucket it falls into, in proportion.
  double count_over(double seconds) const;

  // Bucket first_bucket() + i holds counts()[i].
  std::uint32_t first_bucket() const { return first_; }
  const std::vector<std::uint64_t>& counts() const { return counts_; }

 private:
  friend struct DenseHistogram;
  void make_room(std::uint32_t low, std::uint32_t high);

  std::vector<std::uint64_t> counts_;
  std::uint32_t first_ = 0;
  std::uint64_t count_ = 0;
  double sum_ = 0;
};

// The same while it is being filled: never allocates.
struct DenseHistogram {
  std::array<std::uint64_t, kHistogramBuckets> counts{};
  std::uint64_t count = 0;
  double sum = 0;

  void add(double seconds, std::uint64_t weight) {
    counts[histogram_bucket(seconds)] += weight;
    count += weight;
    sum += seconds * static_cast<double>(weight);
  }
  // What was added since the last call.
  Histogram take();
};

}  // namespace scale::sim
