//   core_bench --benchmark_filter=BreakingPoint
#include <benchmark/benchmark.h>

#include "breaking_times.h"

namespace scale::bench {
namespace {

void BM_BreakingPoint(benchmark::State& state) {
  const sandbox::BreakingSettings settings = breaking_settings(static_cast<int>(state.range(0)));
  std::size_t points = 0;
  for (auto _ : state) points = search_breaking_point(settings);
  state.counters["points"] = static_cast<double>(points);
}
BENCHMARK(BM_BreakingPoint)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace scale::bench
