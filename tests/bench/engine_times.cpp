// The engine's main times, and those of a breaking-point curve, as plain lines, for where Google Benchmark is
// not: wasm under Node.
#include "breaking_times.h"
#include "turns.h"

int main() {
  const int jobs[][2] = {{1, 1}, {5, 64}, {5, 10000}};
  for (const auto& job : jobs) {
    const scale::bench::TandemTimes t = scale::bench::tandem_times(job[0], job[1]);
    std::printf(
        "%d x M/M/%-6d %6.1f ns an event, yardstick %6.1f: x %.2f; x %.2f of a measuring one; event list x "
        "%.2f\n",
        job[0], job[1], t.ours, t.bare, t.bare / t.ours, t.measuring / t.ours, t.bare / t.list);
  }
  for (const std::uint32_t packet : {1u, 8u, 128u})
    std::printf("finale, k = %-4u %7.1f ms a simulated second\n", packet, scale::bench::finale_ms(packet));
  for (const int size : {0, 1, 2}) {
    const scale::sandbox::BreakingSettings settings = scale::bench::breaking_settings(size);
    std::size_t points = 0;
    const auto seconds =
        scale::bench::quickest([&] { points = scale::bench::search_breaking_point(settings); });
    std::printf("breaking point %d, %zu points: %5.2f s\n", size, points, seconds[0]);
  }
}
