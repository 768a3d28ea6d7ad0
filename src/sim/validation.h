// Packets against single requests: a table of networks, each run at k = 1 and at larger k from several seeds,
// with the error that each figure may have. Names and lines are the promise of the simulator; a row outside
// its own line fails. Percentiles are those of metric 0, in seconds; shares are of the requests that ended.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine.h"
#include "sim/network.h"

namespace scale::sim {

inline constexpr std::uint32_t kValidatedPackets[] = {2, 4, 8, 32, 128};
inline constexpr double kNotPromised = std::numeric_limits<double>::infinity();

// Largest errors allowed. Throughput, lag and percentiles relative; failed, slow and hits as a difference of
// shares. The defaults are the promise up to k = 8.
struct AllowedError {
  double throughput = 0.01, failed = 0.01, slow = 0.01, hits = 0.02, lag = 0.05;
  double p50 = 0.10, p95 = 0.05, p99 = 0.05;
};
inline constexpr AllowedError kBeyond8{.throughput = 0.02,
                                       .failed = 0.02,
                                       .slow = kNotPromised,
                                       .hits = kNotPromised,
                                       .lag = kNotPromised,
                                       .p50 = kNotPromised,
                                       .p95 = kNotPromised,
                                       .p99 = kNotPromised};

struct ValidationCase {
  std::string group, name;
  Network network;
  double warm_up_s = 0, seconds = 1;
  std::vector<double>
      cuts;  // times within, at which hits, lag and p95 are also read: their course is compared
  std::vector<std::pair<double, Network>> changes;  // from then on
  AllowedError up_to_8 = {}, beyond_8 = kBeyond8;
  std::string why;     // where a line is wider than the promise
  bool quick = false;  // part of the shorter table
};

std::vector<ValidationCase> validation_cases();

// One run's figures, in the order of figures_of().
struct ValidationRuns {
  std::vector<std::vector<double>> runs;
  std::uint64_t events = 0;
};

enum class FigureKind : std::uint8_t { throughput, failed, slow, hits, lag, p50, p95, p99 };
struct Figure {
  FigureKind kind = FigureKind::throughput;
  std::string name;  // "p95", "hits 4..6 s"
};
std::vector<Figure> figures_of(const ValidationCase& c);

// One more run, from the seed after the last one's.
void add_run(ValidationRuns& runs, const ValidationCase& c, std::uint32_t packet);

struct Deviation {
  Figure figure;
  double exact = 0, packets = 0;  // means over the runs
  double error = 0, noise = 0;    // noise: three standard errors of `error`
  double allowed = 0;
  bool meaningful = true;  // not a percentile of the 1 % that got through
  bool inside() const {
    return !(allowed < kNotPromised) || !meaningful || error * error <= allowed * allowed;
  }
  // The runs say more than chance does.
  bool sure() const { return !(allowed < kNotPromised) || !meaningful || noise <= allowed; }
};

std::vector<Deviation> compare(const ValidationCase& c, std::uint32_t packet, const ValidationRuns& exact,
                               const ValidationRuns& packets);

// Runs both until every figure is clear of its line by its noise, or this much work is done.
struct ValidationEffort {
  int fewest_runs = 4;
  std::uint64_t most_events = 100'000'000;
};
std::vector<Deviation> check_case(const ValidationCase& c, std::uint32_t packet,
                                  const ValidationEffort& effort, ValidationRuns& exact);

}  // namespace scale::sim
