// Tandem M/M/c on this engine: prints events, seconds and the mean sojourn.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "bench_networks.h"
#include "sim/engine.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int stations = std::atoi(argv[1]), servers = std::atoi(argv[2]);
  const double requests = std::atof(argv[3]);
  scale::sim::Engine engine;
  if (engine.start(scale::bench::tandem(stations, servers, 0.9), 1)) return 1;
  const auto begin = std::chrono::steady_clock::now();
  engine.run_until(1e300, static_cast<std::uint64_t>(requests * (1 + stations)));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%llu %f %f\n", static_cast<unsigned long long>(engine.events()), seconds,
              engine.take_interval().metrics[0].histogram.mean());
}
