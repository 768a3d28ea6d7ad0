// The engine's speed. The machine may be shared, so what is compared runs in turns, and of each the quickest
// turn counts: a ratio in a counter is that of two such minima.
//   core_bench                      all
//   core_bench --benchmark_filter=Tandem
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "bench_networks.h"
#include "sim/engine.h"
#include "yardstick.h"

namespace scale::bench {
namespace {

constexpr int kTurns = 15;
constexpr double kSecondsPerNanosecond = 1e-9;

sim::Engine started(const sim::Network& n) {
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

// Nanoseconds an event of each, the quickest of the turns they take. Work: (events to do).
template <typename First, typename Second>
void race(benchmark::State& state, std::uint64_t events, First first, Second second, double& first_ns,
          double& second_ns) {
  first_ns = second_ns = 1e300;
  for (auto _ : state) {
    for (int turn = 0; turn < kTurns; ++turn) {
      const double per_event = 1 / (static_cast<double>(events) * kSecondsPerNanosecond);
      first_ns = std::min(first_ns, per_event * seconds_of([&] { first(events); }));
      second_ns = std::min(second_ns, per_event * seconds_of([&] { second(events); }));
    }
  }
}

// Arguments: stations, servers. Against the yardstick, from the moment both are full.
void Tandem(benchmark::State& state) {
  const auto stations = static_cast<int>(state.range(0)), servers = static_cast<int>(state.range(1));
  const std::uint64_t turn = 1'000'000, warm_up = 200'000 + 20ull * stations * servers;
  sim::Engine engine = started(tandem(stations, servers, 0.9));
  Yardstick yardstick(stations, servers, 0.9);
  engine.run_until(1e300, warm_up);
  yardstick.run(warm_up);
  double ours = 0, theirs = 0;
  race(
      state, turn, [&](std::uint64_t n) { engine.run_until(1e300, n); },
      [&](std::uint64_t n) { yardstick.run(n); }, ours, theirs);
  state.counters["ns_per_event"] = ours;
  state.counters["yardstick_ns"] = theirs;
  state.counters["times_yardstick"] = theirs / ours;
}
BENCHMARK(Tandem)
    ->Args({1, 1})
    ->Args({5, 64})
    ->Args({5, 10000})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

// A million time-outs stored, against none.
void TimeOuts(benchmark::State& state) {
  sim::Engine with = started(with_time_outs(true)), without = started(with_time_outs(false));
  with.run_until(1.2e6 / 0.9);
  without.run_until(1.2e6 / 0.9);
  double with_ns = 0, without_ns = 0;
  race(
      state, 1'000'000, [&](std::uint64_t n) { with.run_until(1e300, n); },
      [&](std::uint64_t n) { without.run_until(1e300, n); }, with_ns, without_ns);
  state.counters["ns_per_event"] = with_ns;
  state.counters["without_ns"] = without_ns;
  state.counters["times_without"] = without_ns / with_ns;
}
BENCHMARK(TimeOuts)->Iterations(1)->Unit(benchmark::kMillisecond);

// A million requests pending in one place.
void AMillionPending(benchmark::State& state) {
  sim::Network n;
  sim::add_station(n, {.name = "all", .discipline = sim::Discipline::delay});
  sim::add_class(n, "request", 1e6, {sim::visit(0, sim::exponential_law(1)), sim::end()});
  sim::Engine engine = started(n);
  engine.run_until(5);
  double best = 1e300;
  for (auto _ : state)
    for (int turn = 0; turn < kTurns; ++turn)
      best = std::min(best, seconds_of([&] { engine.run_until(1e300, 1'000'000); }));
  state.counters["ns_per_event"] = best * 1e3;
}
BENCHMARK(AMillionPending)->Iterations(1)->Unit(benchmark::kMillisecond);

double milliseconds_per_simulated_second(sim::Engine& engine, double stretch_s) {
  return seconds_of([&] { engine.run_until(engine.now_s() + stretch_s); }) * 1e3 / stretch_s;
}

// Argument: k. 500 M users, 12 visits a page view, 450 stations.
void Finale(benchmark::State& state) {
  const auto packet = static_cast<std::uint32_t>(state.range(0));
  sim::Engine engine = started(finale(kFinaleViewsPerSecond, packet));
  engine.run_until(1);
  const double stretch_s = std::min(4.0, 0.1 * packet);
  double best = 1e300;
  for (auto _ : state)
    for (int turn = 0; turn < kTurns; ++turn)
      best = std::min(best, milliseconds_per_simulated_second(engine, stretch_s));
  state.counters["ms_per_simulated_s"] = best;
}
BENCHMARK(Finale)->Arg(1)->Arg(2)->Arg(8)->Arg(32)->Arg(128)->Arg(512)->Iterations(1)->Unit(
    benchmark::kMillisecond);

// 100 K users against 500 M at the same packets a second: the network a 5000th in rate and servers.
void UsersAtEqualPackets(benchmark::State& state) {
  constexpr double kFewer = 4096, kStretch_s = 20;
  constexpr std::uint32_t kPacket = 8;
  sim::Engine few = started(finale(kFinaleViewsPerSecond * kPacket / kFewer, kPacket));
  sim::Engine many = started(finale(kFinaleViewsPerSecond, 4096));
  few.run_until(kStretch_s);
  many.run_until(kStretch_s * kPacket);
  double few_ns = 1e300, many_ns = 1e300;
  const auto per_event = [&](sim::Engine& engine, double stretch_s) {
    const std::uint64_t before = engine.events();
    const double ms = milliseconds_per_simulated_second(engine, stretch_s) * stretch_s;
    return ms * 1e6 / static_cast<double>(engine.events() - before);
  };
  for (auto _ : state) {
    for (int turn = 0; turn < kTurns; ++turn) {
      few_ns = std::min(few_ns, per_event(few, kStretch_s));
      many_ns = std::min(many_ns, per_event(many, kStretch_s));
    }
  }
  state.counters["few_users_ns"] = few_ns;
  state.counters["many_users_ns"] = many_ns;
  state.counters["many_to_few"] = many_ns / few_ns;
}
BENCHMARK(UsersAtEqualPackets)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace scale::bench
