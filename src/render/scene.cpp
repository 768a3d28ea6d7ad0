#include "render/scene.h"

#include <imgui.h>

namespace scale::render {

void clear(Scene& scene) {
  scene.paths.clear();
  scene.shapes.clear();
  scene.streaks.clear();
  scene.grains.clear();
  scene.passes.clear();
}

void mark(Scene& scene, ImDrawList& list) {
  Pass pass;
  if (!scene.passes.empty()) {
    const Pass& last = scene.passes.back();
    pass.shapes_begin = last.shapes_end;
    pass.streaks_begin = last.streaks_end;
    pass.grains_begin = last.grains_end;
  }
  pass.shapes_end = static_cast<std::uint32_t>(scene.shapes.size());
  pass.streaks_end = static_cast<std::uint32_t>(scene.streaks.size());
  pass.grains_end = static_cast<std::uint32_t>(scene.grains.size());
  if (pass.shapes_begin == pass.shapes_end && pass.streaks_begin == pass.streaks_end &&
      pass.grains_begin == pass.grains_end) {
    return;
  }
  scene.passes.push_back(pass);
  list.AddCallback(scene_callback, reinterpret_cast<void*>(scene.passes.size()));
}

void begin_piece(ImDrawList& list) {
  list.AddCallback(scene_callback, nullptr);
}

void scene_callback(const ImDrawList*, const ImDrawCmd*) {}

const Pass* pass_of(const Scene& scene, const ImDrawCmd& command) {
  const auto number = reinterpret_cast<std::uintptr_t>(command.UserCallbackData);
  if (command.UserCallback != scene_callback || number == 0 || number > scene.passes.size()) return nullptr;
  return &scene.passes[number - 1];
}

}  // namespace scale::render
