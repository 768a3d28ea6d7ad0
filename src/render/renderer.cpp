#include "render/renderer.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/gl.h"
#include "render/program.h"
#include "render/shader_sources.h"

namespace scale::render {
namespace {

constexpr int kInRow = 256, kTexels = 3;  // as in shaders/instance.glsl
constexpr int kPathUnit = 1;

const void* offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);
}

void begin(Pipeline& pipeline, std::string_view vertex, std::string_view fragment,
           std::string_view shared = {}) {
  pipeline.program = begin_program(vertex, fragment, shared);
  glGenVertexArrays(1, &pipeline.vertices);
  glGenBuffers(1, &pipeline.indices);
}

std::string finish(Pipeline& pipeline) {
  const std::string error = finish_program(pipeline.program);
  if (!error.empty()) return "The graphics driver refused a shader: " + error;
  const unsigned program = pipeline.program.name;
  pipeline.view = glGetUniformLocation(program, "u_view");
  pipeline.time = glGetUniformLocation(program, "u_time_s");
  pipeline.white = glGetUniformLocation(program, "u_white");
  if (pipeline.instances == 0) return {};
  glUseProgram(program);
  glUniform1i(glGetUniformLocation(program, "u_paths"), kPathUnit);
  return {};
}

unsigned make_texture(int filter) {
  unsigned name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return name;
}

void begin_instances(Pipeline& pipeline, std::string_view vertex, std::string_view fragment,
                     std::string_view more = {}) {
  begin(pipeline, vertex, fragment, std::string(shaders::instance_glsl) + std::string(more));
  pipeline.instances = make_texture(GL_NEAREST);
  glBindVertexArray(pipeline.vertices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, pipeline.indices);
}

void upload_rows(int first_row, int rows, int instances, const void* data) {
  if (rows > 0 && instances > 0)
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, first_row, instances * kTexels, rows, GL_RGBA_INTEGER,
                    GL_UNSIGNED_INT, data);
}

template <typename Instance>
void upload(Pipeline& pipeline, const std::vector<Instance>& instances) {
  if (instances.empty()) return;
  const int count = static_cast<int>(instances.size());
  const int whole = count / kInRow, rows = (count + kInRow - 1) / kInRow;
  glBindTexture(GL_TEXTURE_2D, pipeline.instances);
  if (rows > pipeline.instance_rows) {
    pipeline.instance_rows = (rows + 7) / 8 * 8;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32UI, kInRow * kTexels, pipeline.instance_rows, 0, GL_RGBA_INTEGER,
                 GL_UNSIGNED_INT, nullptr);
  }
  upload_rows(0, whole, kInRow, instances.data());
  upload_rows(whole, 1, count - whole * kInRow, instances.data() + whole * kInRow);
}

// Each instance is a band of corners, left and right by turns: two triangles for every four.
void make_indices(Pipeline& pipeline, std::size_t instances, std::uint32_t corners) {
  if (instances <= pipeline.has_indices) return;
  pipeline.has_indices = std::bit_ceil(std::max<std::size_t>(instances, 256));
  std::vector<std::uint32_t> indices;
  indices.reserve(pipeline.has_indices * 3 * (corners - 2));
  for (std::uint32_t first = 0; first < pipeline.has_indices * corners; first += corners)
    for (std::uint32_t at = first; at + 2 < first + corners; at += 2)
      for (const std::uint32_t corner : {0u, 1u, 2u, 2u, 1u, 3u}) indices.push_back(at + corner);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof indices[0]),
               indices.data(), GL_STATIC_DRAW);
}

void draw_instances(Pipeline& pipeline, std::uint32_t begin, std::uint32_t end, std::uint32_t corners) {
  if (begin == end) return;
  glUseProgram(pipeline.program.name);
  glBindVertexArray(pipeline.vertices);
  make_indices(pipeline, end, corners);
  glBindTexture(GL_TEXTURE_2D, pipeline.instances);
  const std::size_t each = 3 * (corners - 2);
  glDrawElements(GL_TRIANGLES, static_cast<int>((end - begin) * each), GL_UNSIGNED_INT,
                 offset(begin * each * sizeof(std::uint32_t)));
}

void upload_paths(Renderer& renderer, const std::vector<Path>& paths) {
  const int rows = static_cast<int>(paths.size());
  if (rows == 0) return;
  glActiveTexture(GL_TEXTURE0 + kPathUnit);
  glBindTexture(GL_TEXTURE_2D, renderer.paths);
  if (rows > renderer.path_rows) {
    renderer.path_rows = (rows + 63) / 64 * 64;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, 2, renderer.path_rows, 0, GL_RGBA, GL_FLOAT, nullptr);
  }
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 2, rows, GL_RGBA, GL_FLOAT, paths.data());
  glActiveTexture(GL_TEXTURE0);
}

unsigned texture_of(ImTextureID id) {
  return static_cast<unsigned>(id);
}

void honour(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantCreate) {
    const unsigned name = make_texture(GL_LINEAR);
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
  glUseProgram(renderer.lists.program.name);
  glBindVertexArray(renderer.lists.vertices);
}

struct Frame {
  const Target& target;
  const ImDrawData& data;
  const Scene& scene;
};

void draw_pass(Renderer& renderer, const Pass& pass) {
  draw_instances(renderer.shapes, pass.shapes_begin, pass.shapes_end, 4);
  draw_instances(renderer.streaks, pass.streaks_begin, pass.streaks_end, 6);
  draw_instances(renderer.grains, pass.grains_begin, pass.grains_end, 4);
  bind_lists(renderer);
}

void set_scissor(const Target& target, const Area& area) {
  glScissor(area.left, target.height - area.bottom, area.right - area.left, area.bottom - area.top);
}

// To the nearest device pixels.
Area clip_of(const ImDrawData& data, const ImVec4& clip) {
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  return {static_cast<int>(std::lround((clip.x - origin.x) * scale.x)),
          static_cast<int>(std::lround((clip.y - origin.y) * scale.y)),
          static_cast<int>(std::lround((clip.z - origin.x) * scale.x)),
          static_cast<int>(std::lround((clip.w - origin.y) * scale.y))};
}

void upload(Renderer& renderer, const ImDrawList& list) {
  glBindVertexArray(renderer.lists.vertices);
  glBindBuffer(GL_ARRAY_BUFFER, renderer.lists.buffer);
  glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
}

// `first`: where its pieces begin.
void draw_list(Renderer& renderer, const Frame& frame, const ImDrawList& list, std::size_t first,
               const Area& area) {
  unsigned vertex_offset = ~0u;
  std::size_t number = first;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const Area& touched = renderer.pieces[number++].area;
    const Area seen = common(area, clip_of(frame.data, command.ClipRect));
    if (is_empty(seen) || is_empty(common(seen, touched))) continue;
    set_scissor(frame.target, seen);
    if (const Pass* pass = pass_of(frame.scene, command)) {
      draw_pass(renderer, *pass);
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

// Where the target no longer shows what is to be seen.
std::vector<Area> stale_areas(const Renderer& renderer, const Target& target, const Area& whole) {
  const Target& last = renderer.last_target;
  const bool same = last.width == target.width && last.height == target.height && last.clear == target.clear;
  return target.kept && same ? changed(renderer.last_pieces, renderer.pieces, whole)
                             : std::vector<Area>{whole};
}

}  // namespace

void create(Renderer& renderer) {
  renderer = {};
  begin(renderer.lists, shaders::draw_list_vert, shaders::draw_list_frag);
  begin_instances(renderer.shapes, shaders::shape_vert, shaders::shape_frag);
  begin_instances(renderer.streaks, shaders::streak_vert, shaders::streak_frag, shaders::path_glsl);
  begin_instances(renderer.grains, shaders::grain_vert, shaders::grain_frag, shaders::path_glsl);

  glGenBuffers(1, &renderer.lists.buffer);
  glBindVertexArray(renderer.lists.vertices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, renderer.lists.indices);
  for (unsigned i = 0; i < 3; ++i) glEnableVertexAttribArray(i);

  renderer.paths = make_texture(GL_NEAREST);
}

std::string finish(Renderer& renderer) {
  for (Pipeline* pipeline : {&renderer.lists, &renderer.shapes, &renderer.streaks, &renderer.grains}) {
    const std::string error = finish(*pipeline);
    if (!error.empty()) return error;
  }
  renderer.ready = true;
  return {};
}

void give_back(Renderer& renderer) {
  for (Pipeline* pipeline : {&renderer.lists, &renderer.shapes, &renderer.streaks, &renderer.grains}) {
    glDeleteProgram(pipeline->program.name);
    glDeleteVertexArrays(1, &pipeline->vertices);
    const unsigned buffers[] = {pipeline->indices, pipeline->buffer};
    glDeleteBuffers(2, buffers);
    glDeleteTextures(1, &pipeline->instances);
  }
  glDeleteTextures(1, &renderer.paths);
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    const unsigned name = texture_of(texture->TexID);
    glDeleteTextures(1, &name);
  }
  forget(renderer);
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
  const Area whole{0, 0, target.width, target.height};
  renderer.pieces.swap(renderer.last_pieces);
  gather(renderer.pieces, data, scene, whole);
  const std::vector<Area> areas = stale_areas(renderer, target, whole);
  renderer.last_target = target;
  if (areas.empty()) return;

  glViewport(0, 0, target.width, target.height);
  glEnable(GL_SCISSOR_TEST);
  glClearColor(channel(target.clear, 0), channel(target.clear, 8), channel(target.clear, 16), 1.0f);
  for (const Area& area : areas) {
    set_scissor(target, area);
    glClear(GL_COLOR_BUFFER_BIT);
  }
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
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
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  for (const Pipeline* pipeline : {&renderer.shapes, &renderer.streaks, &renderer.grains, &renderer.lists}) {
    glUseProgram(pipeline->program.name);
    glUniform4fv(pipeline->view, 1, view.data());
    if (pipeline->time >= 0) glUniform1f(pipeline->time, scene.time_s);
    if (pipeline->white >= 0) glUniform2f(pipeline->white, white.x, white.y);
  }
  const Frame frame{target, data, scene};
  std::size_t first = 0;
  for (const ImDrawList* list : data.CmdLists) {
    upload(renderer, *list);
    for (const Area& area : areas) draw_list(renderer, frame, *list, first, area);
    first += static_cast<std::size_t>(list->CmdBuffer.Size);
  }
}

}  // namespace scale::render
