# Everything that is not ours, in one place. Debian's packages are taken where they exist; Dear ImGui and, for the web,
# SDL2 and GoogleTest come as sources: from .deps/ where scripts/ put them, else by FetchContent (override one with
# -DFETCHCONTENT_SOURCE_DIR_<NAME>=folder). Their warnings are theirs.
include(FetchContent)
set(deps "${PROJECT_SOURCE_DIR}/.deps")

# Declares a source dependency and says where it is; never adds its CMake project.
function(scale_source name folder)
  if(NOT FETCHCONTENT_SOURCE_DIR_${name} AND EXISTS "${folder}")
    set(FETCHCONTENT_SOURCE_DIR_${name} "${folder}" CACHE PATH "Sources of ${name}")
  endif()
  string(TOLOWER ${name} lower)
  FetchContent_Declare(${lower} ${ARGN} SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${lower})
  set(${lower}_SOURCE_DIR "${${lower}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# --- RapidJSON (core): headers only. Under emscripten they are linked into a folder of their own, since /usr/include
# would hide emscripten's C library.
find_path(RAPIDJSON_PARENT rapidjson/rapidjson.h PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH)
if(NOT RAPIDJSON_PARENT)
  scale_source(RAPIDJSON "${deps}/rapidjson" GIT_REPOSITORY https://github.com/Tencent/rapidjson.git GIT_TAG v1.1.0)
  set(RAPIDJSON_PARENT "${rapidjson_SOURCE_DIR}/include")
endif()
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/include")
file(CREATE_LINK "${RAPIDJSON_PARENT}/rapidjson" "${PROJECT_BINARY_DIR}/include/rapidjson" SYMBOLIC)
add_library(scale_rapidjson INTERFACE)
target_include_directories(scale_rapidjson SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/include")

# --- GoogleTest: Debian's library natively, its sources for wasm.
macro(scale_need_googletest)
  if(NOT TARGET GTest::gtest_main)
    if(NOT EMSCRIPTEN)
      find_package(GTest QUIET)
    endif()
    if(NOT TARGET GTest::gtest_main)
      scale_source(GOOGLETEST "/usr/src/googletest"
                   GIT_REPOSITORY https://github.com/google/googletest.git GIT_TAG release-1.12.1)
      add_library(scale_gtest STATIC EXCLUDE_FROM_ALL
        "${googletest_SOURCE_DIR}/googletest/src/gtest-all.cc" "${googletest_SOURCE_DIR}/googletest/src/gtest_main.cc")
      target_include_directories(scale_gtest SYSTEM PUBLIC "${googletest_SOURCE_DIR}/googletest/include"
                                 PRIVATE "${googletest_SOURCE_DIR}/googletest")
      target_compile_options(scale_gtest PRIVATE -w)
      add_library(GTest::gtest_main ALIAS scale_gtest)
    endif()
  endif()
endmacro()

# --- Dear ImGui: its core only; the backends are ours (src/render, src/app).
macro(scale_need_imgui)
  scale_source(IMGUI "${deps}/imgui" GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG v1.92.2b)
  add_library(imgui STATIC "${imgui_SOURCE_DIR}/imgui.cpp" "${imgui_SOURCE_DIR}/imgui_draw.cpp"
              "${imgui_SOURCE_DIR}/imgui_widgets.cpp" src/ui/imgui_tables_none.cpp)
  target_include_directories(imgui SYSTEM PUBLIC "${imgui_SOURCE_DIR}")
  target_include_directories(imgui PRIVATE src)
  target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="ui/imgui_config.h")
  target_compile_options(imgui PRIVATE -w)
  target_link_libraries(imgui PRIVATE scale_lean)
endmacro()

# --- SDL2: Debian's library natively; on the web its sources, without what a canvas has no use for (sdl_web.cmake).
macro(scale_need_sdl2)
  if(EMSCRIPTEN)
    scale_source(SDL2 "${deps}/libsdl2" GIT_REPOSITORY https://github.com/libsdl-org/SDL.git GIT_TAG release-2.26.5)
    include(sdl_web)
    set(SDL2_FOUND TRUE)
  else()
    find_package(SDL2 QUIET)
  endif()
endmacro()

# --- CLI11 (headless command): headers only.
macro(scale_need_cli11)
  find_package(CLI11 QUIET)
  if(NOT TARGET CLI11::CLI11)
    scale_source(CLI11 "${deps}/cli11" GIT_REPOSITORY https://github.com/CLIUtils/CLI11.git GIT_TAG v2.1.2)
    add_library(scale_cli11 INTERFACE)
    target_include_directories(scale_cli11 SYSTEM INTERFACE "${cli11_SOURCE_DIR}/include")
    add_library(CLI11::CLI11 ALIAS scale_cli11)
  endif()
endmacro()

# --- Google Benchmark (core_bench, native only).
macro(scale_need_benchmark)
  find_package(benchmark QUIET)
  if(NOT TARGET benchmark::benchmark_main)
    FetchContent_Declare(benchmark GIT_REPOSITORY https://github.com/google/benchmark.git GIT_TAG v1.7.1)
    set(BENCHMARK_ENABLE_TESTING OFF CACHE BOOL "")
    FetchContent_MakeAvailable(benchmark)
  endif()
endmacro()
