// What only some requests of a packet do, against theory and against k = 1.
#include <algorithm>
#include <cmath>

#include "measured.h"
#include "sim/math.h"
#include "theory/erlang.h"
#include "theory/mg1.h"

namespace scale::sim {
namespace {

constexpr std::size_t kWhole = 0;
constexpr double kShare = 0.02, kBase = 0.01, kRare = 0.5;

Network rare_network(double rate, int servers, std::uint32_t packet) {
  Network n;
  n.packet = packet;
  add_station(n, {.name = "station", .servers = servers});
  add_metric(n, "sojourn", 0.25);
  Step work = visit(0, fixed_law(kBase));
  work.rare = {.share = kShare, .law = exponential_law(kRare), .purpose = 7};
  add_class(n, "request", rate, {work, record_all(kWhole), end()});
  return n;
}

// S = base + X with probability p: E[S] and E[S^2] follow.
TEST(RareWork, OneServerAgreesWithPollaczekKhinchine) {
  const double mean = kBase + kShare * kRare;
  const double second = kBase * kBase + 2 * kBase * kShare * kRare + kShare * 2 * kRare * kRare;
  const double rate = 0.5 / mean;
  const Measured m = measure(rare_network(rate, 1, 1), 500, 2000);
  EXPECT_TRUE(agrees(m.utilisation(0), 0.5, 0.03));
  EXPECT_TRUE(agrees(m.mean(kWhole), mean + rate * second / (2 * (1 - 0.5)), 0.12));
}

TEST(RareWork, InPacketsAsMuchWorkAndAsManySlowRequests) {
  constexpr int kServers = 32;
  const double mean = kBase + kShare * kRare, rate = 0.7 * kServers / mean;
  const auto slow = [](const Interval& i) {
    return static_cast<double>(i.metrics[kWhole].over_threshold) /
           static_cast<double>(i.metrics[kWhole].histogram.count());
  };
  for (const std::uint32_t packet : {1u, 8u}) {
    const Measured m = measure(rare_network(rate, kServers, packet), 10, packet == 1 ? 60 : 200);
    EXPECT_TRUE(agrees(m.utilisation(0), 0.7, 0.03)) << packet;
    // Base and no wait, as good as: P(X > 0.25 - base) of those who bring some.
    EXPECT_TRUE(agrees(m.interval(slow), kShare * scale::sim::exp(-(0.25 - kBase) / kRare), 0.12, 0.03))
        << packet;
  }
}

Network gathering_network(double rate, double probability, int servers, double service,
                          std::uint32_t packet) {
  Network n;
  n.packet = packet;
  add_station(n, {.name = "jobs", .servers = servers});
  add_metric(n, "sojourn");
  Step some = step_of(Op::branch);
  some.probability = probability;
  some.target = 2;
  some.gathers = true;
  some.index = 0;
  some.purpose = 7;
  add_class(n, "request", rate, {some, end(), visit(0, exponential_law(service)), record_all(kWhole), end()});
  return n;
}

// A station that gets one request in fifty: whole packets taken at random would come in bursts of k.
TEST(Gathering, APacketsBranchKeepsTheRateAndTheWaits) {
  constexpr int kServers = 64;
  constexpr double kService = 1, kBusy = 0.8, kProbability = 0.02;
  const double rate = kBusy * kServers / kService;
  const theory::Mmc queue{kServers, rate, kService};
  for (const std::uint32_t packet : {1u, 8u}) {
    const Measured m =
        measure(gathering_network(rate / kProbability, kProbability, kServers, kService, packet), 50, 200);
    EXPECT_TRUE(agrees(m.utilisation(0), kBusy, 0.02)) << packet;
    EXPECT_TRUE(agrees(m.quantile(kWhole, 0.95), theory::mmc_sojourn_percentile_s(queue, 0.95), 0.08, 0.04))
        << packet;
  }
}

// Each request draws for itself: of n that come, np take the branch, to within sqrt(np(1-p)); beyond 64 in a
// packet 64 of them draw for all.
TEST(Branching, PacketsSplitAsTheirRequestsDraw) {
  for (const std::uint32_t packet : {8u, 64u, 256u})
    for (const double probability : {0.0, 0.001, 0.25, 1.0 / 3, 0.9, 1.0}) {
      Network n;
      n.packet = packet;
      n.counters = {"taken"};
      add_class(n, "request", 100.0 * packet, {branch(probability, 2), end(), count(0), end()});
      Engine engine;
      ASSERT_FALSE(engine.start(n, 3).has_value());
      engine.run_until(400);
      const Interval interval = engine.take_interval();
      const auto requests = static_cast<double>(interval.classes[0].completed);
      const double deviation = std::sqrt(requests * probability * (1 - probability) *
                                         std::max(1.0, static_cast<double>(packet) / 64));
      EXPECT_NEAR(interval.counters[0], requests * probability, 4 * deviation + packet)
          << packet << " " << probability;
    }
}

}  // namespace
}  // namespace scale::sim
