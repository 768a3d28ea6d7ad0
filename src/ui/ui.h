// The screen: draws one frame of a run and hands back what the person did. ImGui's frame must be open.
#pragma once

#include <vector>

#include "model/command.h"
#include "render/scene.h"
#include "sandbox/snapshot.h"
#include "ui/frame.h"

namespace scale::ui {

struct Canvas {
  float width = 0, height = 0;  // CSS pixels
  float density = 1;            // device pixels for each
  double now_s = 0;
  float dt_s = 0;
};

// Appends the person's commands; the other wishes are returned. `state.motion.moving` says whether the next
// frame would look different even if the run stood still.
Wishes draw(UiState& state, const sandbox::Snapshot& run, const Canvas& canvas, render::Scene& scene,
            std::vector<model::Command>& commands, const Learning& learning = {});

const Theme& theme_of(const UiState& state);
Form form_of(float width, float height, bool embed);

// How much larger than its natural size everything is drawn: 1.2 from 2400 px on, 1.4 for a presenter.
float zoom_of(const UiState& state, float width);

// Zooms the diagram about a point of the screen (a pinch, a wheel), and moves it; 1 to 6 times.
void zoom_diagram(UiState& state, float factor, float x, float y, float dx = 0, float dy = 0);

// ImGui's own style: nothing of it is seen.
void set_up_imgui();

}  // namespace scale::ui
