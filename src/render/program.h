// A vertex and a fragment shader, compiled and linked.
#pragma once

#include <string>
#include <string_view>

namespace scale::render {

struct Program {
  unsigned name = 0;
  std::string error;  // what the compiler said; empty when all is well
};

// `shared` comes before the vertex shader.
Program build_program(std::string_view vertex, std::string_view fragment, std::string_view shared = {});

}  // namespace scale::render
