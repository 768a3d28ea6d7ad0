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

unsigned compile(unsigned kind, std::string_view shared, std::string_view source) {
  const std::array<const char*, 3> parts = {kVersion.data(), shared.empty() ? "" : shared.data(),
                                            source.data()};
  const std::array<int, 3> sizes = {static_cast<int>(kVersion.size()), static_cast<int>(shared.size()),
                                    static_cast<int>(source.size())};
  const unsigned shader = glCreateShader(kind);
  glShaderSource(shader, 3, parts.data(), sizes.data());
  glCompileShader(shader);
  return shader;
}

std::string said_of_shader(unsigned shader) {
  std::array<char, 1024> said{};
  glGetShaderInfoLog(shader, static_cast<int>(said.size()), nullptr, said.data());
  return said.data();
}

std::string said_of(const Program& program) {
  std::string said = said_of_shader(program.vertex) + said_of_shader(program.fragment);
  if (!said.empty()) return said;
  std::array<char, 1024> linking{};
  glGetProgramInfoLog(program.name, static_cast<int>(linking.size()), nullptr, linking.data());
  return linking[0] != 0 ? linking.data() : "it does not say why";
}

}  // namespace

Program begin_program(std::string_view vertex, std::string_view fragment, std::string_view shared) {
  Program program;
  program.vertex = compile(GL_VERTEX_SHADER, shared, vertex);
  program.fragment = compile(GL_FRAGMENT_SHADER, {}, fragment);
  program.name = glCreateProgram();
  glAttachShader(program.name, program.vertex);
  glAttachShader(program.name, program.fragment);
  glLinkProgram(program.name);
  return program;
}

std::string finish_program(Program& program) {
  int good = 0;
  glGetProgramiv(program.name, GL_LINK_STATUS, &good);
  const std::string error = good != 0 ? std::string() : said_of(program);
  glDeleteShader(program.vertex);
  glDeleteShader(program.fragment);
  program.vertex = program.fragment = 0;
  return error;
}

}  // namespace scale::render
