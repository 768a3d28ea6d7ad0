// Stations in packets: those who have come by ways of their own wait no longer for each other than single
// requests do, and a server that is kept across steps is kept as long.
#include <gtest/gtest.h>

#include <cmath>

#include "measured.h"
#include "theory/erlang.h"

namespace scale::sim {
namespace {

// One in ten takes a hundred times as long. All have come by a way that takes each another time.
Network two_kinds_of_work(std::uint32_t packet) {
  constexpr int kServers = 16;
  constexpr double kShort = 0.0004, kLong = 0.04, kUtilisation = 0.55;
  Network n;
  add_station(n, {.name = "s", .servers = kServers});
  add_metric(n, "short");
  add_metric(n, "long");
  const double rate = kUtilisation * kServers / (0.9 * kShort + 0.1 * kLong);
  const auto request = [&](const char* name, double share, double mean, std::uint32_t metric) {
    add_class(n, name, share * rate,
              {delay(exponential_law(0.1)), stamp(), visit(0, exponential_law(mean)), record(metric), end()});
  };
  request("short", 0.9, kShort, 0);
  request("long", 0.1, kLong, 1);
  n.packet = packet;
  return n;
}

TEST(Slots, SlowPacketsAtAStationLeaveRoomForQuickOnesAsSlowRequestsDo) {
  const double exact = measure(two_kinds_of_work(1), 2, 2).mean(0).estimate;
  for (const std::uint32_t packet : {2u, 4u, 8u}) {
    const theory::Interval packets = measure(two_kinds_of_work(packet), 5, 10).mean(0);
    // With servers / packet slots, each held as long as a request, it is 1.4, 4 and 12 times as long.
    EXPECT_LT(packets.estimate - packets.half_width, 1.3 * exact) << packet;
    EXPECT_GT(packets.estimate + packets.half_width, 0.0004) << packet << ": their service";
  }
}

TEST(Slots, AtRandomTimesTheMeanWaitIsThatOfErlang) {
  // Eight servers at 0.8. A packet comes at a random time and counts for four requests whose services are
  // added: M/G/8 with a squared coefficient of variation of a quarter, four times as slow (Allen, Cunneen
  // 1978).
  constexpr int kServers = 8;
  constexpr double kService = 0.01, kUtilisation = 0.8;
  constexpr std::uint32_t kPacket = 4;
  Network n;
  add_station(n, {.name = "s", .servers = kServers});
  add_metric(n, "latency");
  const double rate = kUtilisation * kServers / kService;
  add_class(n, "request", rate,
            {delay(exponential_law(0.5)), stamp(), visit(0, exponential_law(kService)), record(0), end()});
  n.packet = kPacket;
  const double one_by_one = theory::mmc_mean_wait_s({kServers, rate, kService});
  const double expected = kService + kPacket * one_by_one * (1 + 1.0 / kPacket) / 2;
  EXPECT_TRUE(agrees(measure(n, 10, 200).mean(0), expected, 0.08, 0.05));
}

TEST(Slots, WhatIsKeptAcrossACallIsKeptForAsLongAsTheCallTakes) {
  // Sixteen keep a server each while they are elsewhere for 10 ms: 1600 a second, and no more.
  for (const std::uint32_t packet : {1u, 8u}) {
    Network n;
    add_station(n, {.name = "front", .servers = 16});
    add_station(n, {.name = "back", .servers = 64});
    add_class(n, "request", 1000,
              {delay(exponential_law(0.1)), acquire(0), visit(1, exponential_law(0.01)), release(0), end()});
    n.packet = packet;
    const Measured m = measure(n, 5, 10);
    EXPECT_TRUE(agrees(m.throughput(0), 1000, 0.02)) << packet;
    EXPECT_TRUE(agrees(m.utilisation(0), 1000 * 0.01 / 16, 0.05, 0.03)) << packet;
  }
}

// Sixteen servers at 0.6 that die, or one of them does: what is lost by it, the mean over many runs.
double lost_by(std::uint32_t packet, bool all_die) {
  double lost = 0;
  const std::uint64_t runs = 50 * packet;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    Network n;
    add_station(n, {.name = "s", .servers = 16});
    add_class(n, "request", 0.6 * 16 / 0.01,
              {delay(exponential_law(0.1)), visit(0, exponential_law(0.01)), end()});
    n.packet = packet;
    Engine engine;
    engine.start(n, seed);
    engine.run_until(2);
    if (all_die)
      n.stations[0].life = 1;
    else
      n.stations[0].server_crashes = 1;
    engine.reconfigure(n);
    EXPECT_EQ(engine.check_conservation().value_or("nothing lost"), "nothing lost");
    lost += static_cast<double>(engine.take_interval().classes[0].failed) / static_cast<double>(runs);
  }
  return lost;
}

TEST(Slots, ACrashLosesAsManyAsAreBeingServed) {
  for (const std::uint32_t packet : {1u, 8u}) {
    // Packets are lost whole, 50 runs of each size of them: 4 standard deviations. Hardly anybody waits.
    const double busy = 0.6 * 16, one = 0.6;
    EXPECT_NEAR(lost_by(packet, true), busy, 4 * std::sqrt(busy * packet / (50.0 * packet)) + 0.1 * busy)
        << packet;
    EXPECT_NEAR(lost_by(packet, false), one, 4 * std::sqrt(one * packet / (50.0 * packet))) << packet;
  }
}

}  // namespace
}  // namespace scale::sim
