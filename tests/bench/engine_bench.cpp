// The engine's speed.
//   core_bench                      all
//   core_bench --benchmark_filter=Tandem
#include <benchmark/benchmark.h>

#include "turns.h"

namespace scale::bench {
namespace {

// Arguments: stations, servers. Against the yardstick.
void Tandem(benchmark::State& state) {
  TandemTimes t;
  for (auto _ : state) t = tandem_times(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  state.counters["ns_per_event"] = t.ours;
  state.counters["yardstick_ns"] = t.bare;
  state.counters["times_yardstick"] = t.bare / t.ours;
  state.counters["times_measuring"] = t.measuring / t.ours;
  state.counters["event_list_ns"] = t.list;
  state.counters["event_list_times_yardstick"] = t.bare / t.list;
}
BENCHMARK(Tandem)
    ->Args({1, 1})
    ->Args({5, 64})
    ->Args({5, 10000})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

void compare_time_outs(benchmark::State& state, const sim::Network& network, double time_out_s,
                       double warm_up_s) {
  constexpr std::uint64_t kEvents = 1'000'000;
  sim::Engine with = started(with_time_outs(network, time_out_s));
  sim::Engine without = started(with_time_outs(network, 0));
  with.run_until(warm_up_s);
  without.run_until(warm_up_s);
  std::array<double, 2> seconds{};
  for (auto _ : state)
    seconds = quickest([&] { with.run_until(1e300, kEvents); }, [&] { without.run_until(1e300, kEvents); });
  state.counters["ns_per_event"] = seconds[0] * 1e3;
  state.counters["without_ns"] = seconds[1] * 1e3;
  state.counters["times_without"] = seconds[1] / seconds[0];
}

// A million time-outs set before the first of them would be due, against none.
void TimeOuts(benchmark::State& state) {
  compare_time_outs(state, tandem(1, 1, 0.9), 1e6 / 0.9, 1.2e6 / 0.9);
}
BENCHMARK(TimeOuts)->Iterations(1)->Unit(benchmark::kMillisecond);

// The same where a million of them are those of requests under way.
void TimeOutsUnderWay(benchmark::State& state) {
  compare_time_outs(state, a_million(sim::fixed_law(1)), 2, 5);
}
BENCHMARK(TimeOutsUnderWay)->Iterations(1)->Unit(benchmark::kMillisecond);

// A million requests pending in one place.
void AMillionPending(benchmark::State& state) {
  constexpr std::uint64_t kEvents = 1'000'000;
  sim::Engine engine = started(a_million(sim::exponential_law(1)));
  engine.run_until(5);
  std::array<double, 1> seconds{};
  for (auto _ : state) seconds = quickest([&] { engine.run_until(1e300, kEvents); });
  state.counters["ns_per_event"] = seconds[0] * 1e3;
}
BENCHMARK(AMillionPending)->Iterations(1)->Unit(benchmark::kMillisecond);

// Argument: k. 500 M users, 12 visits a page view, 450 stations.
void Finale(benchmark::State& state) {
  double ms = 0;
  for (auto _ : state) ms = finale_ms(static_cast<std::uint32_t>(state.range(0)));
  state.counters["ms_per_simulated_s"] = ms;
}
BENCHMARK(Finale)->Arg(1)->Arg(2)->Arg(8)->Arg(32)->Arg(128)->Arg(512)->Iterations(1)->Unit(
    benchmark::kMillisecond);

// Some 100 K users against 500 M at the same packets a second.
void UsersAtEqualPackets(benchmark::State& state) {
  constexpr double kSeconds = 200;
  constexpr std::uint32_t kFewer = 4096, kPacket = 1;
  sim::Engine few = started(finale(kFinaleViewsPerSecond * kPacket / kFewer, kPacket));
  sim::Engine many = started(finale(kFinaleViewsPerSecond, kFewer));
  few.run_until(kSeconds);
  many.run_until(kSeconds);
  std::array<double, 2> seconds{};
  for (auto _ : state)
    seconds = quickest([&] { few.run_until(few.now_s() + kSeconds); },
                       [&] { many.run_until(many.now_s() + kSeconds); });
  state.counters["few_ms_per_simulated_s"] = seconds[0] * 1e3 / kSeconds;
  state.counters["many_ms_per_simulated_s"] = seconds[1] * 1e3 / kSeconds;
  state.counters["many_to_few"] = seconds[1] / seconds[0];
}
BENCHMARK(UsersAtEqualPackets)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace scale::bench
