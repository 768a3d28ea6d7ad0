// A vertex and a fragment shader, compiled and linked. The driver does so beside the program until it is
// asked how that went: begin all early, finish late.
#pragma once

#include <string>
#include <string_view>

namespace scale::render {

struct Program {
  unsigned name = 0, vertex = 0, fragment = 0;
};

// `shared` comes before the vertex shader.
Program begin_program(std::string_view vertex, std::string_view fragment, std::string_view shared = {});
// What the compiler said; empty when all is well. Waits for it.
std::string finish_program(Program& program);

}  // namespace scale::render
