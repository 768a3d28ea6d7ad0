// A screen without a window for tests: ImGui lays out real runs at every size, and the controls are looked at
// as a finger, a keyboard and a screen reader would find them.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <initializer_list>
#include <vector>

#include "sandbox/sandbox.h"
#include "ui/ui.h"

namespace scale::ui {

struct Size {
  float width, height;
};
inline constexpr Size kSizes[] = {{360, 640},   {768, 1024}, {1280, 720}, {1920, 1080},
                                  {2133, 1200}, {700, 450},  {360, 420}};

class Screen : public testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    set_up_imgui();
  }
  void TearDown() override { ImGui::DestroyContext(); }

  // The commands that the person gave in this frame.
  std::vector<model::Command> show(const sandbox::Snapshot& run, Size size) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {size.width, size.height};
    io.DeltaTime = 1.0f / 60;
    now_s_ += 1.0 / 60;
    ImGui::NewFrame();
    std::vector<model::Command> commands;
    draw(state, run, {size.width, size.height, 1, now_s_, 1.0f / 60}, scene, commands);
    ImGui::Render();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {  // as a renderer would
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
    return commands;
  }

  sandbox::Snapshot run_of(std::initializer_list<const char*> on) {
    sandbox::Settings settings;
    for (const char* id : on) settings.opening.push_back(*model::parse_command(id, "on").command);
    sandbox::Sandbox sandbox(settings);
    sandbox.run_until(20, UINT64_MAX);
    sandbox::Snapshot run;
    sandbox.snapshot(run);
    run.replays = sandbox.take_replays();
    return run;
  }

  // Down and up at a point, with a frame before and after; the commands of all of them.
  std::vector<model::Command> press(const sandbox::Snapshot& run, Size size, float x, float y) {
    ImGuiIO& io = ImGui::GetIO();
    std::vector<model::Command> all;
    const auto frame = [&] {
      const std::vector<model::Command> sent = show(run, size);
      all.insert(all.end(), sent.begin(), sent.end());
    };
    io.AddMousePosEvent(x, y);
    frame();
    io.AddMouseButtonEvent(0, true);
    frame();
    io.AddMouseButtonEvent(0, false);
    frame();
    frame();
    return all;
  }

  UiState state;
  render::Scene scene;

 private:
  double now_s_ = 0;
};

}  // namespace scale::ui
