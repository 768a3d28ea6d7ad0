// A run cut into batches: each figure with its 99.9 % interval by batch means, so that one claim in a
// thousand would fail by chance, once, for the seed it was written with.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "sim/engine.h"
#include "sim/network_builder.h"
#include "theory/confidence.h"

namespace scale::sim {

inline constexpr double kConfidence = 0.999;

struct Measured {
  std::vector<Interval> batches;

  template <typename Value>
  theory::Interval interval(Value value) const {
    std::vector<double> values;
    for (const Interval& batch : batches) values.push_back(value(batch));
    return theory::mean_interval(values, kConfidence).value_or(theory::Interval{});
  }
  theory::Interval mean(std::size_t metric) const {
    return interval([metric](const Interval& i) { return i.metrics[metric].histogram.mean(); });
  }
  theory::Interval quantile(std::size_t metric, double q) const {
    return interval([metric, q](const Interval& i) { return i.metrics[metric].histogram.quantile(q); });
  }
  theory::Interval utilisation(std::size_t station) const {
    return interval([station](const Interval& i) { return i.stations[station].utilisation; });
  }
  theory::Interval mean_queue(std::size_t station) const {
    return interval([station](const Interval& i) { return i.stations[station].mean_queue; });
  }
  theory::Interval throughput(std::size_t klass) const {
    return interval([klass](const Interval& i) {
      return static_cast<double>(i.classes[klass].completed) / (i.end_s - i.start_s);
    });
  }
};

inline Measured measure(const Network& network, double warm_up_s, double batch_s, int batches = 20,
                        std::uint64_t seed = 1) {
  Engine engine;
  const auto error = engine.start(network, seed);
  EXPECT_FALSE(error) << error->place << ": " << error->message;
  Measured m;
  if (error) return m;
  engine.run_until(warm_up_s);
  engine.take_interval();
  for (int i = 1; i <= batches; ++i) {
    engine.run_until(warm_up_s + i * batch_s);
    m.batches.push_back(engine.take_interval());
  }
  EXPECT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost");
  return m;
}

// The expectation lies in the interval, and the interval is narrow enough to mean something. `bias` is what
// the measuring adds: a histogram's half bucket, or the error of an approximation that the expectation is.
inline testing::AssertionResult agrees(const theory::Interval& measured, double expected, double precision,
                                       double bias = 0) {
  const double width = measured.half_width + bias * expected;
  if (!(width <= precision * expected + 1e-12))
    return testing::AssertionFailure() << "known only to " << width / expected << " of " << expected;
  if (measured.estimate >= expected - width && measured.estimate <= expected + width)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << measured.estimate << " +- " << width << " does not hold " << expected;
}

// Little's law for those who wait: mean number = rate x mean wait, at any station of any network.
inline void expect_little(const Measured& m, std::size_t station, std::size_t wait_metric) {
  double queue = 0, waited = 0, seconds = 0;
  for (const Interval& i : m.batches) {
    queue += i.stations[station].mean_queue * (i.end_s - i.start_s);
    waited += i.metrics[wait_metric].histogram.sum_s();
    seconds += i.end_s - i.start_s;
  }
  // The two count the same waits but for those cut by the ends of the run.
  EXPECT_NEAR(queue / seconds, waited / seconds, 0.01 * queue / seconds + 1e-3);
}

}  // namespace scale::sim
