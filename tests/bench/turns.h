// Timing on a machine that others use: what is compared runs in turns, and of each the quickest turn counts.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "bench_networks.h"
#include "sim/engine.h"
#include "yardstick.h"

namespace scale::bench {

inline constexpr int kTurns = 15;

inline sim::Engine started(const sim::Network& n) {
  sim::Engine engine;
  if (const auto error = engine.start(n, 1)) {
    std::fprintf(stderr, "%s: %s\n", error->place.c_str(), error->message.c_str());
    std::abort();
  }
  return engine;
}

template <typename Work>
double seconds_of(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Seconds of the quickest turn of each. Work: ().
template <typename... Work>
std::array<double, sizeof...(Work)> quickest(Work... work) {
  std::array<double, sizeof...(Work)> best;
  best.fill(1e300);
  for (int turn = 0; turn < kTurns; ++turn) {
    std::size_t i = 0;
    ((best[i] = std::min(best[i], seconds_of(work)), ++i), ...);
  }
  return best;
}

// Nanoseconds an event on `stations` M/M/c in tandem at 0.9, from the moment they are full.
// The whole engine; the yardstick, bare or with the engine's measurements; and the bare one over the engine's
// event list.
struct TandemTimes {
  double ours = 0, bare = 0, measuring = 0, list = 0;
};
inline TandemTimes tandem_times(int stations, int servers) {
  constexpr std::uint64_t kEvents = 1'000'000;
  const std::uint64_t warm_up = 200'000 + 20ull * static_cast<std::uint64_t>(stations * servers);
  sim::Engine engine = started(tandem(stations, servers, 0.9));
  Yardstick<false> bare(stations, servers, 0.9);
  Yardstick<true> measuring(stations, servers, 0.9);
  Yardstick<false, WheelEvents> list(stations, servers, 0.9);
  engine.run_until(1e300, warm_up);
  bare.run(warm_up);
  measuring.run(warm_up);
  list.run(warm_up);
  const auto seconds = quickest([&] { engine.run_until(1e300, kEvents); }, [&] { bare.run(kEvents); },
                                [&] { measuring.run(kEvents); }, [&] { list.run(kEvents); });
  constexpr double kNanoseconds = 1e9 / static_cast<double>(kEvents);
  return {seconds[0] * kNanoseconds, seconds[1] * kNanoseconds, seconds[2] * kNanoseconds,
          seconds[3] * kNanoseconds};
}

// Milliseconds of the finale for one simulated second.
inline double finale_ms(std::uint32_t packet) {
  sim::Engine engine = started(finale(kFinaleViewsPerSecond, packet));
  engine.run_until(1);
  const double stretch_s = std::min(4.0, 0.1 * packet);
  const auto seconds = quickest([&] { engine.run_until(engine.now_s() + stretch_s); });
  return seconds[0] * 1e3 / stretch_s;
}

}  // namespace scale::bench
