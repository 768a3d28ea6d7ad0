# What is generated: the font faces, the dots of land and the shaders' text, all in build/<preset>/generated.
set(generated "${PROJECT_BINARY_DIR}/generated")

# fontTools is Debian's, so its own python3 goes before any other on the path.
find_program(SCALE_PYTHON python3 HINTS /usr/bin NO_CMAKE_FIND_ROOT_PATH REQUIRED)

# Makes the target `assets` and the list asset_sources.
macro(scale_add_assets)
  set(inter /usr/share/fonts/opentype/inter)
  add_custom_command(
    OUTPUT "${generated}/font_data.cpp"
    COMMAND "${SCALE_PYTHON}" "${PROJECT_SOURCE_DIR}/scripts/font.py"
            "${inter}/Inter-Regular.otf" "${inter}/Inter-SemiBold.otf" "${generated}"
    DEPENDS "${PROJECT_SOURCE_DIR}/scripts/font.py" COMMENT "Subsetting Inter" VERBATIM)

  set(atlas "${deps}/npm/node_modules/world-atlas/land-110m.json")
  add_custom_command(
    OUTPUT "${generated}/render/land_runs.h"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${generated}/render"
    COMMAND "${SCALE_PYTHON}" "${PROJECT_SOURCE_DIR}/scripts/land.py" "${atlas}" "${generated}/render/land_runs.h"
    DEPENDS "${PROJECT_SOURCE_DIR}/scripts/land.py" COMMENT "Dotting the land" VERBATIM)

  file(GLOB shaders CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/shaders/*")
  add_custom_command(
    OUTPUT "${generated}/render/shader_sources.h"
    COMMAND "${SCALE_PYTHON}" "${PROJECT_SOURCE_DIR}/scripts/shaders.py" "${generated}/render/shader_sources.h" ${shaders}
    DEPENDS "${PROJECT_SOURCE_DIR}/scripts/shaders.py" ${shaders} COMMENT "Embedding the shaders" VERBATIM)

  add_custom_target(assets DEPENDS "${generated}/font_data.cpp" "${generated}/render/land_runs.h"
                    "${generated}/render/shader_sources.h")
  set(asset_sources "${generated}/font_data.cpp")
endmacro()
