// What the shaders draw, as plain instances: pixels of the page, seconds of the wall clock, colours as in
// ImU32. The ui fills it anew for each frame; mark() says where in its draw list the instances belong.
#pragma once

#include <cstdint>
#include <vector>

struct ImDrawList;
struct ImDrawCmd;

namespace scale::render {

using Colour = std::uint32_t;  // red in the lowest byte, alpha in the highest, not premultiplied

// A lane: a cubic curve from the users' side outwards.
struct Path {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0;
};

enum class ShapeKind : std::uint8_t { box, diamond, cross };

struct Shape {
  float x = 0, y = 0, width = 0, height = 0;
  float radius = 0;    // of a box's corners; half the stroke of a cross
  float level = -1;    // a glass filled to this share; below 0: plain
  float kind = 0;      // a ShapeKind
  float body = 0.38f;  // opacity of the filling under its surface
  Colour colour = 0, level_colour = 0;
  std::uint32_t lying = 0;  // 1: a glass that is filled from the left, not from below
  float border = 0;         // px in `colour` round a plain box in `level_colour`
};

enum class GrainShape : std::uint8_t { disc, cross, square, diamond };

struct Grain {
  float path = -1;   // index in Scene::paths; below 0: stands at (along, across)
  float along = 0;   // 0 at the users' end, 1 at the far one
  float across = 0;  // px to the side
  float radius = 1.9f;
  float tail = 0;   // px; below 0: travels back
  float shape = 0;  // a GrainShape
  float glow = 0;   // 0..0.3
  float opacity = 1;
  Colour colour = 0;
  std::uint32_t unused[3] = {0, 0, 0};
};

struct Streak {
  float path = 0;
  float phase = 0;      // 0..1
  float across = 0;     // px
  float length = 0.2f;  // of the path
  float rate = 0.5f;    // paths a second; below 0: towards the users
  float width = 1.2f;
  float opacity = 0.5f;
  float unused = 0;
  Colour colour = 0;
  std::uint32_t unused_too[3] = {0, 0, 0};
};

// As shaders/instance.glsl reads them.
static_assert(sizeof(Shape) == 48 && sizeof(Grain) == 48 && sizeof(Streak) == 48);

struct Pass {
  std::uint32_t shapes_begin = 0, shapes_end = 0;
  std::uint32_t streaks_begin = 0, streaks_end = 0;
  std::uint32_t grains_begin = 0, grains_end = 0;
};

struct Scene {
  std::vector<Path> paths;
  std::vector<Shape> shapes;
  std::vector<Streak> streaks;
  std::vector<Grain> grains;
  std::vector<Pass> passes;
  float time_s = 0;  // that of the streaks
};

void clear(Scene& scene);

// All instances added since the last mark are drawn here: shapes, then streaks, then grains.
void mark(Scene& scene, ImDrawList& list);

// What is drawn from here on changes by itself, see render/pieces.h.
void begin_piece(ImDrawList& list);

// The callback that both leave in the draw list; mark()'s has the pass's index + 1.
void scene_callback(const ImDrawList* list, const ImDrawCmd* command);
// Null where the command is none of mark()'s.
const Pass* pass_of(const Scene& scene, const ImDrawCmd& command);

}  // namespace scale::render
