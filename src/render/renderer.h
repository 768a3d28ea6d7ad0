// Draws Dear ImGui's lists and the scene's instances with GL state of its own. Nothing is read back from GL
// in a frame: in a browser each such question waits for the GPU process (17 ms).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "render/pieces.h"
#include "render/program.h"
#include "render/scene.h"

struct ImDrawData;

namespace scale::render {

struct Pipeline {
  Program program;
  unsigned vertices = 0, indices = 0;
  unsigned buffer = 0;          // of the lists' vertices
  unsigned instances = 0;       // texture, see shaders/instance.glsl
  int instance_rows = 0;        // of that
  std::size_t has_indices = 0;  // for so many instances
  int view = -1, time = -1, white = -1;
};

struct Target {
  int width = 0, height = 0;  // device pixels
  Colour clear = 0;
  bool kept = false;  // the last picture still stands in it: only what has changed is drawn
};

struct Renderer {
  Pipeline lists, shapes, streaks, grains;
  unsigned paths = 0;  // texture: a path in a row
  int path_rows = 0;
  bool ready = false;
  std::vector<Piece> pieces, last_pieces;  // of this picture, of the one before
  Target last_target;
};

// Needs a current context, again after it was lost. The shaders are compiled beside until finish() waits for
// them.
void create(Renderer& renderer);
// An error is a sentence for the user; empty when all is well, and it is ready.
std::string finish(Renderer& renderer);

// While the context lives: deletes all that was made in it.
void give_back(Renderer& renderer);
// The context is gone: forget every name, so that ImGui offers its textures anew.
void forget(Renderer& renderer);

void draw(Renderer& renderer, const Target& target, ImDrawData& data, const Scene& scene);

}  // namespace scale::render
