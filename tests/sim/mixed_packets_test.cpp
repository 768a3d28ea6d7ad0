// A heavy class in large packets beside a light one at a station whose queue is bounded: as many of the light
// class are refused as if both came one at a time.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

// One server, offered twice what it can do by a heavy class in packets of this size, and a light class
// beside.
Network overloaded(std::uint32_t heavy_packet) {
  constexpr double kHeavyPerS = 20'000, kService = 1e-4;
  Network n;
  add_metric(n, "latency");
  add_station(n, {.name = "s", .queue_limit = 1000});
  add_class(n, "light", 100, {visit(0, fixed_law(kService)), end()});
  add_class(n, "heavy", 0, {visit(0, fixed_law(kService)), end()});
  Step spawn;
  spawn.op = Op::spawn;
  spawn.index = 1;
  spawn.times = static_cast<std::uint16_t>(heavy_packet);
  add_class(n, "source", kHeavyPerS / heavy_packet, {spawn, end()});
  n.classes[1].packet = heavy_packet;
  n.classes[2].packet = 1;
  return n;
}

double refused_share(const Network& network, std::size_t klass, double seconds) {
  Engine engine;
  EXPECT_FALSE(engine.start(network, 1));
  engine.run_until(5);
  engine.take_interval();
  engine.run_until(5 + seconds);
  const ClassReport report = engine.take_interval().classes[klass];
  return static_cast<double>(report.failed) / static_cast<double>(report.completed + report.failed);
}

TEST(MixedPackets, ALightClassIsRefusedAsOftenAsTheHeavyOneWhateverItsPackets) {
  // In overload a full queue lets in what is served: of both classes the same share.
  const double rho = (20'000 + 100) * 1e-4;
  const double expected = 1 - 1 / rho;
  constexpr double kSeconds = 60;
  // The light class's refusals come in runs as long as a heavy packet takes; 4 standard deviations of them.
  for (const std::uint32_t packet : {1u, 16u, 128u}) {
    const double runs = kSeconds * 20'000 / packet / rho;
    const double sd = std::sqrt(0.25 / std::min(runs, kSeconds * 100));
    EXPECT_NEAR(refused_share(overloaded(packet), 0, kSeconds), expected, 4 * sd + 0.005) << packet;
    EXPECT_NEAR(refused_share(overloaded(packet), 1, kSeconds), expected, 0.01) << packet;
  }
}

}  // namespace
}  // namespace scale::sim
