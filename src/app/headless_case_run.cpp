// Stretch after stretch until every quantity is settled or the limit is reached. The estimate is of all
// stretches together; its interval comes from batches of them, which grow with the run (batch means).
#include <algorithm>
#include <cmath>

#include "app/headless_case.h"
#include "theory/confidence.h"

namespace scale::app {
namespace {

constexpr std::size_t kBatches = 32;  // then up to twice as many, then merged by pairs
constexpr std::size_t kLookEvery = 8;
constexpr double kInterval = 0.95, kForCertain = 0.999;

struct Bounds {
  double low = 0, high = 0;
};

Verdict judge(double expected, const Bounds& narrow, const Bounds& wide, double relative_tolerance) {
  const double tolerance = relative_tolerance * std::abs(expected);
  if (narrow.low >= expected - tolerance && narrow.high <= expected + tolerance) return Verdict::inside;
  if (wide.low > expected + tolerance || wide.high < expected - tolerance) return Verdict::outside;
  return Verdict::undecided;
}

struct Batches {
  std::vector<Observed> all;
  std::size_t stretches_each = 1, in_last = 1;

  void take(Observed stretch) {
    if (!all.empty() && in_last < stretches_each) {
      add(all.back(), stretch);
      ++in_last;
      return;
    }
    if (all.size() == 2 * kBatches) {
      for (std::size_t i = 0; i < kBatches; ++i) {
        add(all[2 * i], all[2 * i + 1]);
        if (i > 0) all[i] = std::move(all[2 * i]);
      }
      all.resize(kBatches);
      stretches_each *= 2;
    }
    all.push_back(std::move(stretch));
    in_last = 1;
  }
  bool whole() const { return in_last == stretches_each; }
};

Bounds bounds_round(double centre, const std::vector<double>& each, double confidence) {
  const double width = theory::mean_interval(each, confidence).value_or(theory::Interval{}).half_width;
  return {centre - width, centre + width};
}

// Of a percentile: which fractions of the requests the batches put below it, turned back into times. Holds
// where the percentile of a single batch would jump, as at the edge of "nobody waits".
Bounds bounds_of_percentile(const Batches& batches, const sim::Histogram& total, std::size_t histogram,
                            double fraction, double confidence) {
  const double edge = std::max(total.quantile(fraction), sim::histogram_bucket_low(1));
  std::vector<double> below;
  for (const Observed& batch : batches.all) {
    const sim::Histogram& h = batch.histograms[histogram];
    if (h.count() > 0) below.push_back(1 - h.count_over(edge) / static_cast<double>(h.count()));
  }
  const Bounds of_fraction = bounds_round(fraction, below, confidence);
  return {total.quantile(of_fraction.low), total.quantile(of_fraction.high)};
}

void measure_one(const Case& c, const Experiment& e, const Batches& batches, const Observed& total,
                 const Expectation& expected, std::vector<Measurement>& out) {
  const std::vector<double> measured = e.figure(expected.figure, total);
  std::vector<std::vector<double>> each(expected.values.size());
  for (const Observed& batch : batches.all) {
    const std::vector<double> values = e.figure(expected.figure, batch);
    for (std::size_t i = 0; i < each.size(); ++i) each[i].push_back(values[i]);
  }
  const double fraction = fraction_of(percentile_in(expected.figure));
  for (std::size_t i = 0; i < each.size(); ++i) {
    Measurement m;
    m.case_name = c.name;
    m.figure = expected.figure + (each.size() > 1 ? "[" + std::to_string(i) + "]" : "");
    m.expected = expected.values[i];
    m.measured = measured[i];
    const auto bounds = [&](double confidence) {
      if (fraction < 0) return bounds_round(measured[i], each[i], confidence);
      const std::size_t histogram = histogram_of(expected.figure);
      const Bounds b =
          bounds_of_percentile(batches, total.histograms[histogram], histogram, fraction, confidence);
      return Bounds{b.low * e.unit_s, b.high * e.unit_s};
    };
    const Bounds narrow = bounds(kInterval);
    m.low = narrow.low;
    m.high = narrow.high;
    m.verdict = judge(m.expected, narrow, bounds(kForCertain), c.relative_tolerance);
    out.push_back(std::move(m));
  }
}

std::vector<Measurement> measure(const Case& c, const Experiment& e, const Batches& batches) {
  Observed total;
  for (const Observed& batch : batches.all) add(total, batch);
  std::vector<Measurement> out;
  for (const Expectation& expected : c.expect) measure_one(c, e, batches, total, expected, out);
  return out;
}

}  // namespace

theory::Answer<std::vector<Measurement>> run_case(const Case& c, const CaseRun& run) {
  using Measurements = std::vector<Measurement>;
  const theory::Answer<Experiment> built = c.kind->build(c.input, run);
  if (!built) return theory::refuse<Measurements>("case \"" + c.name + "\": " + built.why_not);
  const Experiment& e = *built;
  Batches batches;
  for (;;) {
    batches.take(e.next());
    const bool spent = e.work() >= run.most_events;
    if (!spent && (!batches.whole() || batches.all.size() < kBatches || batches.all.size() % kLookEvery != 0))
      continue;
    if (batches.all.size() < 2) continue;
    Measurements now = measure(c, e, batches);
    const bool settled = std::none_of(now.begin(), now.end(),
                                      [](const Measurement& m) { return m.verdict == Verdict::undecided; });
    if (settled || spent) return theory::answer(std::move(now));
  }
}

}  // namespace scale::app
