# The programs. Of src/app/*.cpp, headless*.cpp make the command, *_web.cpp the page, *_desktop.cpp and png.cpp the desktop
# program; the rest (parameters, bridge, program, main) is shared: parameters* and bridge* by all three, main.cpp and
# program.cpp by page and desktop.
scale_sources(view_sources FOLDERS src/render src/ui)
list(FILTER view_sources EXCLUDE REGEX "/imgui_tables_none\\.cpp$")  # part of imgui: see dependencies.cmake
scale_sources(app_sources FOLDERS src/app)
set(headless_sources ${app_sources})
list(FILTER headless_sources INCLUDE REGEX "/headless[^/]*\\.cpp$")
set(web_sources ${app_sources})
list(FILTER web_sources EXCLUDE REGEX "/(headless[^/]*|[^/]*_desktop|desktop[^/]*|png)\\.cpp$")
set(desktop_sources ${app_sources})
list(FILTER desktop_sources EXCLUDE REGEX "/(headless[^/]*|[^/]*_web|web_[^/]*)\\.cpp$")
set(common_sources ${app_sources})
list(FILTER common_sources INCLUDE REGEX "/(parameters|bridge|exchange)[^/]*\\.cpp$")

function(scale_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE core scale_warnings)
endfunction()

# --- scale-sandbox: the headless command.
if(headless_sources AND NOT EMSCRIPTEN)
  scale_need_cli11()
  scale_program(scale-sandbox ${headless_sources} ${common_sources})
  target_link_libraries(scale-sandbox PRIVATE CLI11::CLI11)
  target_compile_definitions(scale-sandbox PRIVATE SCALE_LESSONS="${PROJECT_SOURCE_DIR}/web/lessons"
                             SCALE_VERSION="${PROJECT_VERSION}")
endif()

# --- view: all drawing. Needs the fetched sources of Dear ImGui; core and its tests build without them.
set(imgui_here OFF)
if(EXISTS "${deps}/imgui" OR FETCHCONTENT_SOURCE_DIR_IMGUI OR NOT FETCHCONTENT_FULLY_DISCONNECTED)
  set(imgui_here ON)
endif()
if(NOT view_sources OR NOT imgui_here OR (EMSCRIPTEN AND NOT SCALE_WEB))
  return()
endif()
scale_need_imgui()
scale_add_assets()
add_library(view STATIC EXCLUDE_FROM_ALL ${view_sources} ${asset_sources})
add_dependencies(view assets)
target_include_directories(view PUBLIC "${generated}")
target_link_libraries(view PUBLIC core imgui PRIVATE scale_warnings scale_lean)

if(NOT EXISTS "${PROJECT_SOURCE_DIR}/src/app/main.cpp")
  return()
endif()
scale_need_sdl2()

# --- scale-sandbox-desktop
if(NOT EMSCRIPTEN AND SDL2_FOUND)
  find_package(OpenGL QUIET)
  scale_program(scale-sandbox-desktop ${desktop_sources})
  set_target_properties(scale-sandbox-desktop PROPERTIES EXCLUDE_FROM_ALL ON)
  target_link_libraries(scale-sandbox-desktop PRIVATE view scale_lean SDL2::SDL2 OpenGL::GL)
  target_compile_definitions(scale-sandbox-desktop PRIVATE SCALE_LESSONS="${PROJECT_SOURCE_DIR}/web/lessons")
endif()

# --- app: the module of the page.
if(SCALE_WEB)
  scale_program(app ${web_sources})
  target_link_libraries(app PRIVATE view scale_lean sdl_web)
  set_source_files_properties(src/app/math_web.cpp PROPERTIES COMPILE_OPTIONS "-fno-lto;-fno-builtin")
  scale_web_link(app)
  # For scripts/split: functions by name, places in the table for those of the second part, and what is called from one
  # place only stays a function of its own.
  target_link_options(app PRIVATE --profiling-funcs -Wl,--no-demangle -sALLOW_TABLE_GROWTH=1
                      -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=300)
  add_subdirectory("${PROJECT_SOURCE_DIR}/tests/bench/windows" windows)
endif()
