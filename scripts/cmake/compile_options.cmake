# How everything is compiled. The same seed must give the same bits on every compiler, so no contraction to fused
# multiply-add anywhere, and never -ffast-math.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)

# Debug still optimises a little: the tests run millions of simulated requests with asserts on.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  include_directories(BEFORE SYSTEM "${CMAKE_CURRENT_LIST_DIR}/libcxx")
endif()

# Bytes decide how soon the first picture stands: -Oz, but for the simulator (scale_fast_sources). Unless told otherwise
# emscripten forbids all inlining with it. What is marked inline may be, where that is shorter; what is not stays whole, so
# that the part for later can be parted from it.
if(SCALE_WEB)
  set(CMAKE_C_FLAGS_RELEASE "-Oz -finline-hint-functions -DNDEBUG -flto")
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -finline-hint-functions -DNDEBUG -flto")
endif()

if(SCALE_SANITIZE)
  # The vptr check reads type information, which core is built without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(-fsanitize=fuzzer-no-link)  # so that tests/fuzz sees which ways it has been
  add_link_options(-fsanitize=address,undefined)
  add_compile_options("-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/scripts/cmake/sanitizer_ignore.txt")
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT EMSCRIPTEN)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# Our own code: a warning is an error.
add_library(scale_warnings INTERFACE)
target_compile_options(scale_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wimplicit-fallthrough -Werror)
if(EMSCRIPTEN)  # size_t has 32 bits there; what must not lose bits is said as std::uint64_t
  target_compile_options(scale_warnings INTERFACE -Wno-shorten-64-to-32)
endif()

# Code that goes into the page pays for no exceptions and no RTTI: errors are values.
add_library(scale_lean INTERFACE)
target_compile_options(scale_lean INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)

# The simulator's inner loop is compiled for speed, on the web too, where all else is for size. Its fields are written
# one by one and soon read again: two of them read as one vector would wait until both writes are in the cache.
function(scale_fast_sources target)
  get_target_property(fast ${target} SOURCES)
  list(FILTER fast INCLUDE REGEX "/src/sim/")
  list(FILTER fast EXCLUDE REGEX "/(engine|memory|packet_rule|program|reconfigure|report|server_crash|turns|validat[^/]*)\\.cpp$")
  set(level $<IF:$<BOOL:${SCALE_WEB}>,-O2;-finline-functions,-O3>)
  set_source_files_properties(${fast} PROPERTIES
    COMPILE_OPTIONS "$<$<CONFIG:Release>:${level};-fno-tree-slp-vectorize>")
endfunction()
