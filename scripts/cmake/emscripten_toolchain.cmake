# Toolchain of the web presets: finds the installed emscripten and hands over to the toolchain file it ships.
find_program(EMSCRIPTEN_EMCC emcc)
if(NOT EMSCRIPTEN_EMCC)
  message(FATAL_ERROR "emcc is missing: install emscripten (./scripts/run does it) before using a web preset.")
endif()
file(REAL_PATH "${EMSCRIPTEN_EMCC}" emcc)
cmake_path(GET emcc PARENT_PATH EMSCRIPTEN_ROOT_PATH)
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")
