#include "render/renderer.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "render/gl.h"
#include "render/program.h"
#include "render/shader_sources.h"

namespace scale::render {
namespace {

const void* offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);
}

std::string build(Pipeline& pipeline, std::string_view vertex, std::string_view fragment,
                  std::string_view shared = {}) {
  Program program = build_program(vertex, fragment, shared);
  if (!program.error.empty()) return "The graphics driver refused a shader: " + program.error;
  pipeline.program = program.name;
  pipeline.view = glGetUniformLocation(program.name, "u_view");
  pipeline.time = glGetUniformLocation(program.name, "u_time_s");
  glGenVertexArrays(1, &pipeline.vertices);
  glGenBuffers(1, &pipeline.buffer);
  return {};
}

// Floats in groups of four, then one or two colours, one instance after the other.
void point_at_instances(const Pipeline& pipeline, std::size_t first, std::size_t size, int colours) {
  glBindBuffer(GL_ARRAY_BUFFER, pipeline.buffer);
  const std::size_t base = first * size;
  for (unsigned i = 0; i < 2; ++i) {
    glVertexAttribPointer(i, 4, GL_FLOAT, GL_FALSE, static_cast<int>(size), offset(base + 16 * i));
  }
  for (unsigned i = 0; i < static_cast<unsigned>(colours); ++i) {
    glVertexAttribPointer(2 + i, 4, GL_UNSIGNED_BYTE, GL_TRUE, static_cast<int>(size),
                          offset(base + 32 + 4 * i));
  }
}

void enable_instances(const Pipeline& pipeline, unsigned attributes) {
  glBindVertexArray(pipeline.vertices);
  for (unsigned i = 0; i < attributes; ++i) {
    glEnableVertexAttribArray(i);
    glVertexAttribDivisor(i, 1);
  }
}

template <typename Instance>
void upload(const Pipeline& pipeline, const std::vector<Instance>& instances) {
  if (instances.empty()) return;
  glBindBuffer(GL_ARRAY_BUFFER, pipeline.buffer);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances.size() * sizeof(Instance)),
               instances.data(), GL_STREAM_DRAW);
}

template <typename Instance>
void draw_instances(const Pipeline& pipeline, std::uint32_t begin, std::uint32_t end, int corners,
                    int colours) {
  if (begin == end) return;
  glUseProgram(pipeline.program);
  glBindVertexArray(pipeline.vertices);
  point_at_instances(pipeline, begin, sizeof(Instance), colours);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, corners, static_cast<int>(end - begin));
}

void upload_paths(Renderer& renderer, const std::vector<Path>& paths) {
  const int rows = static_cast<int>(paths.size());
  if (rows == 0) return;
  glBindTexture(GL_TEXTURE_2D, renderer.paths);
  if (rows > renderer.path_rows) {
    renderer.path_rows = (rows + 63) / 64 * 64;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, 2, renderer.path_rows, 0, GL_RGBA, GL_FLOAT, nullptr);
  }
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 2, rows, GL_RGBA, GL_FLOAT, paths.data());
}

unsigned texture_of(ImTextureID id) {
  return static_cast<unsigned>(id);
}

void honour(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantCreate) {
    unsigned name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantUpdates) {
    glBindTexture(GL_TEXTURE_2D, texture_of(texture.TexID));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& part : texture.Updates) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE,
                      texture.GetPixelsAt(part.x, part.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
    const unsigned name = texture_of(texture.TexID);
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
  }
}

void bind_lists(const Renderer& renderer) {
  glUseProgram(renderer.lists.program);
  glBindVertexArray(renderer.lists.vertices);
}

struct Frame {
  const Target& target;
  const ImDrawData& data;
  const Scene& scene;
};

void draw_pass(const Renderer& renderer, const Frame& frame, const ImDrawCmd& command) {
  const auto number = reinterpret_cast<std::uintptr_t>(command.UserCallbackData);
  if (command.UserCallback != scene_callback || number == 0 || number > frame.scene.passes.size()) return;
  const Pass& pass = frame.scene.passes[number - 1];
  glBindTexture(GL_TEXTURE_2D, renderer.paths);
  draw_instances<Shape>(renderer.shapes, pass.shapes_begin, pass.shapes_end, 4, 2);
  draw_instances<Streak>(renderer.streaks, pass.streaks_begin, pass.streaks_end, 12, 1);
  draw_instances<Grain>(renderer.grains, pass.grains_begin, pass.grains_end, 4, 1);
  bind_lists(renderer);
}

// False where nothing of it is on the screen.
bool set_scissor(const Frame& frame, const ImVec4& clip) {
  const ImVec2 origin = frame.data.DisplayPos, scale = frame.data.FramebufferScale;
  const int left = std::max(0, static_cast<int>(std::lround((clip.x - origin.x) * scale.x)));
  const int top = std::max(0, static_cast<int>(std::lround((clip.y - origin.y) * scale.y)));
  const int right =
      std::min(frame.target.width, static_cast<int>(std::lround((clip.z - origin.x) * scale.x)));
  const int bottom =
      std::min(frame.target.height, static_cast<int>(std::lround((clip.w - origin.y) * scale.y)));
  if (right <= left || bottom <= top) return false;
  glScissor(left, frame.target.height - bottom, right - left, bottom - top);
  return true;
}

void draw_list(const Renderer& renderer, const Frame& frame, const ImDrawList& list) {
  glBindVertexArray(renderer.lists.vertices);
  glBindBuffer(GL_ARRAY_BUFFER, renderer.lists.buffer);
  glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
  unsigned vertex_offset = ~0u;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (!set_scissor(frame, command.ClipRect)) continue;
    if (command.UserCallback != nullptr) {
      draw_pass(renderer, frame, command);
      continue;
    }
    if (command.VtxOffset != vertex_offset) {
      vertex_offset = command.VtxOffset;
      const std::size_t base = vertex_offset * sizeof(ImDrawVert);
      const int size = static_cast<int>(sizeof(ImDrawVert));
      glBindBuffer(GL_ARRAY_BUFFER, renderer.lists.buffer);
      glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, size, offset(base + offsetof(ImDrawVert, pos)));
      glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, size, offset(base + offsetof(ImDrawVert, uv)));
      glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, size, offset(base + offsetof(ImDrawVert, col)));
    }
    glBindTexture(GL_TEXTURE_2D, texture_of(command.GetTexID()));
    glDrawElements(GL_TRIANGLES, static_cast<int>(command.ElemCount),
                   sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT,
                   offset(command.IdxOffset * sizeof(ImDrawIdx)));
  }
}

float channel(Colour colour, int shift) {
  return static_cast<float>((colour >> shift) & 255u) / 255.0f;
}

}  // namespace

std::string create(Renderer& renderer) {
  renderer = {};
  std::string error = build(renderer.lists, shaders::draw_list_vert, shaders::draw_list_frag);
  if (error.empty()) error = build(renderer.shapes, shaders::shape_vert, shaders::shape_frag);
  if (error.empty()) {
    error = build(renderer.streaks, shaders::streak_vert, shaders::streak_frag, shaders::path_glsl);
  }
  if (error.empty())
    error = build(renderer.grains, shaders::grain_vert, shaders::grain_frag, shaders::path_glsl);
  if (!error.empty()) return error;

  glBindVertexArray(renderer.lists.vertices);
  glGenBuffers(1, &renderer.indices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, renderer.indices);
  for (unsigned i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  enable_instances(renderer.shapes, 4);
  enable_instances(renderer.streaks, 3);
  enable_instances(renderer.grains, 3);

  glGenTextures(1, &renderer.paths);
  glBindTexture(GL_TEXTURE_2D, renderer.paths);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  renderer.ready = true;
  return {};
}

void forget(Renderer& renderer) {
  renderer = {};
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void draw(Renderer& renderer, const Target& target, ImDrawData& data, const Scene& scene) {
  if (!renderer.ready || target.width <= 0 || target.height <= 0) return;
  if (data.Textures != nullptr) {
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status != ImTextureStatus_OK) honour(*texture);
    }
  }
  glViewport(0, 0, target.width, target.height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(channel(target.clear, 0), channel(target.clear, 8), channel(target.clear, 16), 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glActiveTexture(GL_TEXTURE0);

  upload(renderer.shapes, scene.shapes);
  upload(renderer.streaks, scene.streaks);
  upload(renderer.grains, scene.grains);
  upload_paths(renderer, scene.paths);

  const float sx = 2.0f / data.DisplaySize.x, sy = -2.0f / data.DisplaySize.y;
  const std::array<float, 4> view = {sx, sy, -1.0f - data.DisplayPos.x * sx, 1.0f - data.DisplayPos.y * sy};
  for (const Pipeline* pipeline : {&renderer.shapes, &renderer.streaks, &renderer.grains, &renderer.lists}) {
    glUseProgram(pipeline->program);
    glUniform4fv(pipeline->view, 1, view.data());
    if (pipeline->time >= 0) glUniform1f(pipeline->time, scene.time_s);
  }
  const Frame frame{target, data, scene};
  for (const ImDrawList* list : data.CmdLists) draw_list(renderer, frame, *list);
}

}  // namespace scale::render
