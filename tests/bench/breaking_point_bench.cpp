// What one breaking-point curve of 40 points costs, for architectures that break early, late and never.
//   core_bench --benchmark_filter=BreakingPoint
#include <benchmark/benchmark.h>

#include "sandbox/breaking_point.h"

namespace scale::bench {
namespace {

sandbox::BreakingSettings settings_of(int size) {
  sandbox::BreakingSettings settings;
  settings.points = 40;
  settings.points_beyond = 40;
  model::Architecture& a = settings.architecture;
  if (size >= 1) {
    a.cdn = a.stateless = true;
    a.web_servers = 40;
  }
  if (size >= 2) {
    a.sites = {true, false, true, false, false, true};
    a.web_servers = 1000;
    a.database_cores = 96;
    a.vertical_partitioning = a.sharding = true;
    a.shards = 32;
  }
  return settings;
}

void BM_BreakingPoint(benchmark::State& state) {
  const sandbox::BreakingSettings settings = settings_of(static_cast<int>(state.range(0)));
  std::size_t points = 0;
  for (auto _ : state) {
    sandbox::BreakingPoint search = sandbox::make_breaking_point(settings);
    while (!search.done) sandbox::step(search, UINT64_MAX);
    points = search.curve.size();
  }
  state.counters["points"] = static_cast<double>(points);
}
BENCHMARK(BM_BreakingPoint)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace scale::bench
