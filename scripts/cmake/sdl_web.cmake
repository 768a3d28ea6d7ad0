# SDL2 for the page, from its sources: start, window, keys, cursor, time. Left out: sound, joysticks, sensors, rendering,
# power, locale, file system and EGL (the context is made by emscripten_webgl_create_context); what still refers to them,
# and to surfaces, meets src/app/web_stubs.c. Saves about 65 KB brotli.
set(sdl_src "${sdl2_SOURCE_DIR}/src")
file(GLOB sdl_web_sources "${sdl_src}/*.c" "${sdl_src}/atomic/*.c" "${sdl_src}/cpuinfo/*.c" "${sdl_src}/events/*.c"
  "${sdl_src}/stdlib/*.c" "${sdl_src}/libm/*.c" "${sdl_src}/thread/*.c" "${sdl_src}/thread/generic/*.c"
  "${sdl_src}/timer/*.c" "${sdl_src}/timer/unix/*.c" "${sdl_src}/video/*.c" "${sdl_src}/video/emscripten/*.c")
list(FILTER sdl_web_sources EXCLUDE REGEX
  "/(SDL_gesture|SDL_egl|SDL_emscriptenopengles|SDL_emscriptenframebuffer|SDL_bmp|SDL_stretch|SDL_yuv|SDL_yuv_sw|SDL_shape|SDL_vulkan_utils|SDL_surface|SDL_blit[^/]*|SDL_RLEaccel|SDL_fillrect)\\.c$")

# Put in front of SDL's own configuration, whose include guard it takes over.
file(WRITE "${PROJECT_BINARY_DIR}/sdl/SDL_config.h" [[
#ifndef SDL_config_h_
#define SDL_config_h_
#include "SDL_platform.h"
#include "SDL_config_emscripten.h"
#undef SDL_VIDEO_OPENGL_EGL
#undef SDL_VIDEO_OPENGL_ES2
#undef SDL_VIDEO_OPENGL
#undef SDL_VIDEO_OPENGL_ES
#undef SDL_VIDEO_RENDER_OGL_ES2
#undef SDL_VIDEO_RENDER_OGL_ES
#undef SDL_AUDIO_DRIVER_DISK
#undef SDL_AUDIO_DRIVER_DUMMY
#undef SDL_AUDIO_DRIVER_EMSCRIPTEN
#undef SDL_JOYSTICK_EMSCRIPTEN
#undef SDL_POWER_EMSCRIPTEN
#undef SDL_FILESYSTEM_EMSCRIPTEN
#define SDL_AUDIO_DISABLED 1
#define SDL_JOYSTICK_DISABLED 1
#define SDL_HAPTIC_DISABLED 1
#define SDL_SENSOR_DISABLED 1
#define SDL_RENDER_DISABLED 1
#define SDL_POWER_DISABLED 1
#define SDL_HIDAPI_DISABLED 1
#undef SDL_LOADSO_DLOPEN
#endif
]])

add_library(sdl_web STATIC ${sdl_web_sources} "${PROJECT_SOURCE_DIR}/src/app/web_stubs.c")
target_include_directories(sdl_web SYSTEM BEFORE PUBLIC "${PROJECT_BINARY_DIR}/sdl" "${sdl2_SOURCE_DIR}/include")
target_include_directories(sdl_web PRIVATE "${sdl_src}")
target_compile_options(sdl_web PRIVATE -w)

# The flags of the page's module. scripts/bench holds what they save against a window without them (tests/bench/windows).
function(scale_web_link target)
  set_target_properties(${target} PROPERTIES SUFFIX ".js" RULE_LAUNCH_LINK
    "${CMAKE_COMMAND} -E env EM_CLOSURE_COMPILER=${deps}/npm/node_modules/.bin/google-closure-compiler")
  target_link_options(${target} PRIVATE -Os -flto --closure 1 -sMODULARIZE=1 -sEXPORT_NAME=ScaleSandbox
    -sFILESYSTEM=0 -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sABORTING_MALLOC=1 -sINITIAL_MEMORY=16MB -sMAXIMUM_MEMORY=256MB
    -sTOTAL_STACK=1MB -sENVIRONMENT=web -sDYNAMIC_EXECUTION=0 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sGL_TRACK_ERRORS=0 -sSUPPORT_ERRNO=0 -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
    -sDISABLE_DEPRECATED_FIND_EVENT_TARGET_BEHAVIOR=1 -sEXIT_RUNTIME=0
    -sEXPORTED_RUNTIME_METHODS=ccall)
endfunction()
