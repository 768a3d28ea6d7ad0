// What a frame of the screen costs beside the simulation, without a window: 500 M users with everything on.
// Build and run: cmake --build --preset native-release --target screen_bench, then
// build/native-release/tests/screen_bench. The GL side is in the desktop program's --times.
#include <benchmark/benchmark.h>
#include <imgui.h>

#include "sandbox/sandbox.h"
#include "ui/ui.h"

namespace scale::ui {
namespace {

struct Stage {
  sandbox::Snapshot run;
  UiState state;
  render::Scene scene;
  double now_s = 0;

  Stage() {
    ImGui::CreateContext();
    set_up_imgui();
    sandbox::Settings settings;
    for (const auto& [id, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"users", "500000000"},
                                                                    {"cdn", "on"},
                                                                    {"stateless", "on"},
                                                                    {"site-na", "on"},
                                                                    {"site-la", "on"},
                                                                    {"site-mea", "on"},
                                                                    {"site-sas", "on"},
                                                                    {"site-eap", "on"},
                                                                    {"vertical-partitioning", "on"},
                                                                    {"sharding", "on"},
                                                                    {"social-shards", "8"},
                                                                    {"accounts-shards", "4"},
                                                                    {"session-stores", "10"},
                                                                    {"cache-servers", "10"},
                                                                    {"queue", "on"},
                                                                    {"web-servers", "40"},
                                                                    {"shards", "32"},
                                                                    {"speed", "1"}}) {
      settings.opening.push_back(*model::parse_command(id, value).command);
    }
    sandbox::Sandbox sandbox(settings);
    sandbox.run_until(5, UINT64_MAX);
    sandbox.snapshot(run);
    run.replays = sandbox.take_replays();
  }
  ~Stage() { ImGui::DestroyContext(); }

  void draw_one(float width, float height) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60;
    now_s += 1.0 / 60;
    ImGui::NewFrame();
    std::vector<model::Command> commands;
    draw(state, run, {width, height, 1, now_s, 1.0f / 60}, scene, commands);
    ImGui::Render();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
};

void BM_FrameOfTheFinale(benchmark::State& bench) {
  Stage stage;
  for (auto _ : bench) stage.draw_one(static_cast<float>(bench.range(0)), static_cast<float>(bench.range(1)));
  bench.counters["streaks"] = static_cast<double>(stage.scene.streaks.size());
  bench.counters["grains"] = static_cast<double>(stage.scene.grains.size());
  bench.counters["triangles"] = ImGui::GetDrawData()->TotalIdxCount / 3;
}
BENCHMARK(BM_FrameOfTheFinale)
    ->Args({700, 450})
    ->Args({1280, 720})
    ->Args({1920, 1080})
    ->Unit(benchmark::kMillisecond);

void BM_ChartsView(benchmark::State& bench) {
  Stage stage;
  stage.state.view = View::charts;
  for (auto _ : bench) stage.draw_one(1920, 1080);
}
BENCHMARK(BM_ChartsView)->Unit(benchmark::kMillisecond);

// Twenty thousand page views under way, looped for as long as it takes.
void BM_TwentyThousandFlights(benchmark::State& bench) {
  Stage stage;
  stage.draw_one(1920, 1080);
  const std::vector<Flight> some = stage.state.motion.flights;
  for (auto _ : bench) {
    bench.PauseTiming();
    while (!some.empty() && stage.state.motion.flights.size() < 20'000) {
      Flight flight = some[stage.state.motion.flights.size() % some.size()];
      flight.random += static_cast<std::uint32_t>(stage.state.motion.flights.size()) * 2654435761u;
      flight.begin_s = stage.state.motion.clock_s - 0.3;
      flight.leg = 0;
      flight.now = flight.legs.front();
      stage.state.motion.flights.push_back(flight);
    }
    bench.ResumeTiming();
    stage.draw_one(1920, 1080);
  }
  bench.counters["flights"] = static_cast<double>(stage.state.motion.flights.size());
  bench.counters["grains"] = static_cast<double>(stage.scene.grains.size());
}
BENCHMARK(BM_TwentyThousandFlights)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace scale::ui

BENCHMARK_MAIN();
