// More servers never make it slower: the same requests with the same work (common random numbers), once more
// with a server more.
#include <gtest/gtest.h>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

double mean_sojourn(const Network& n, std::uint64_t seed, double seconds) {
  Engine engine;
  EXPECT_FALSE(engine.start(n, seed));
  engine.run_until(seconds);
  return engine.take_interval().metrics[0].histogram.mean();
}

Law law_of(std::uint64_t seed) {
  switch (seed % 4) {
    case 0:
      return fixed_law(0.02);
    case 1:
      return exponential_law(0.02);
    case 2:
      return lognormal_law(0.02, 3);
    default:
      return {LawKind::hyperexponential, 0.02, 5};
  }
}

// In one queue each request waits no longer (Kiefer, Wolfowitz 1955), so neither do all together. Only those
// still there at the end differ.
TEST(CapacityProperty, OneQueueIsNeverSlowerWithMoreServers) {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    double before = 0;
    for (std::int32_t servers = 4; servers <= 8; ++servers) {
      Network n;
      add_station(n, {.name = "station", .servers = servers});
      add_metric(n, "sojourn");
      add_class(n, "request", 0.9 * 4 / 0.02, {visit(0, law_of(seed)), record_all(0), end()});
      const double now = mean_sojourn(n, seed, 60);
      if (servers > 4) {
        EXPECT_LE(now, before * 1.001) << "seed " << seed << ", servers " << servers;
      }
      EXPECT_GT(now, 0.015);
      before = now;
    }
  }
}

// Behind a balancer, in tandem and with priorities the order of requests changes, so beyond noise only.
TEST(CapacityProperty, NetworksAreNotSlowerWithMoreServers) {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    double before = 0;
    for (std::int32_t servers = 2; servers <= 6; ++servers) {
      Network n;
      add_pool(n, "web", 8, static_cast<Balancing>(seed % 5), {.servers = servers});
      add_station(n, {.name = "store", .servers = 2 * servers});
      add_metric(n, "sojourn");
      const double rate = 0.85 * 4 / 0.02;
      const Program way = {choose(0), visit_member(0, law_of(seed)), visit(8, law_of(seed + 1)),
                           record_all(0), end()};
      add_class(n, "first", rate / 2, way);
      add_class(n, "second", rate / 2, way);
      n.classes[1].priority = 1;
      const double now = mean_sojourn(n, seed, 40);
      if (servers > 2) {
        EXPECT_LE(now, before * 1.01) << "seed " << seed << ", servers " << servers;
      }
      before = now;
    }
  }
}

}  // namespace
}  // namespace scale::sim
