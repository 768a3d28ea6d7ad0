#include "render/program.h"

#include <array>

#include "render/gl.h"

namespace scale::render {
namespace {

#if defined(__EMSCRIPTEN__)
constexpr std::string_view kVersion = "#version 300 es\nprecision highp float;\nprecision highp int;\n";
#else
constexpr std::string_view kVersion = "#version 330 core\n";
#endif

unsigned compile(unsigned kind, std::string_view shared, std::string_view source, std::string& error) {
  const std::array<const char*, 3> parts = {kVersion.data(), shared.empty() ? "" : shared.data(),
                                            source.data()};
  const std::array<int, 3> sizes = {static_cast<int>(kVersion.size()), static_cast<int>(shared.size()),
                                    static_cast<int>(source.size())};
  const unsigned shader = glCreateShader(kind);
  glShaderSource(shader, 3, parts.data(), sizes.data());
  glCompileShader(shader);
  int good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good == 0) {
    std::array<char, 1024> said{};
    glGetShaderInfoLog(shader, static_cast<int>(said.size()), nullptr, said.data());
    error = said[0] != 0 ? said.data() : "it does not say why";
  }
  return shader;
}

}  // namespace

Program build_program(std::string_view vertex, std::string_view fragment, std::string_view shared) {
  Program program;
  const unsigned first = compile(GL_VERTEX_SHADER, shared, vertex, program.error);
  const unsigned second = compile(GL_FRAGMENT_SHADER, {}, fragment, program.error);
  if (program.error.empty()) {
    program.name = glCreateProgram();
    glAttachShader(program.name, first);
    glAttachShader(program.name, second);
    glLinkProgram(program.name);
    int good = 0;
    glGetProgramiv(program.name, GL_LINK_STATUS, &good);
    if (good == 0) {
      std::array<char, 1024> said{};
      glGetProgramInfoLog(program.name, static_cast<int>(said.size()), nullptr, said.data());
      program.error = said.data();
    }
  }
  glDeleteShader(first);
  glDeleteShader(second);
  return program;
}

}  // namespace scale::render
