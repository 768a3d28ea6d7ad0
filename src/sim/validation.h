// Packets against single requests: a table of networks, each run at k = 1 and at larger k from several seeds,
// with the error that each figure may have. Names and bounds are the promise of the simulator; a row outside
// its own line fails. Percentiles are those of metric 0, in seconds.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine.h"
#include "sim/network.h"

namespace scale::sim {

// Largest errors allowed, as fractions; of failed, slow and cached requests in shares of all requests.
struct AllowedError {
  double throughput = 0.01, failed = 0.01, slow = 0.01, hits = 0.02;
  double p50 = 0.10, p95 = 0.05, p99 = 0.05;
};

struct ValidationCase {
  std::string name;
  Network network;
  double warm_up_s = 0, seconds = 1;
  std::vector<std::pair<double, Network>> changes;  // from then on
  AllowedError up_to_8;
  // Beyond 8: throughput, failures and saturation within 2 %, percentiles not promised.
  std::uint32_t most_packet = 128;  // larger packets are not offered for such a network
};

std::vector<ValidationCase> validation_cases();

struct Figures {
  double throughput_per_s = 0, failed_share = 0, slow_share = 0, hit_ratio = 0;
  double p50_s = 0, p95_s = 0, p99_s = 0;
};

// Merged over `runs` seeds from first_seed on.
Figures run_validation(const ValidationCase& c, std::uint32_t packet, int runs, std::uint64_t first_seed = 1);

struct Deviation {
  const char* figure = "";
  double exact = 0, packets = 0, error = 0, allowed = 0;
  bool inside = true;
};

// One line per figure. Percentiles where less than 1 % succeeds mean nothing and are left out.
std::vector<Deviation> compare(const ValidationCase& c, std::uint32_t packet, const Figures& exact,
                               const Figures& packets);

}  // namespace scale::sim
