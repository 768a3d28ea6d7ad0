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
