# The pages of web/, bundled, and as C++ data in the build directory: boxoffice_web_source.

find_program(BOXOFFICE_ESBUILD esbuild REQUIRED)
find_program(BOXOFFICE_GZIP gzip REQUIRED)

file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*")
set(boxoffice_web_source "${CMAKE_BINARY_DIR}/web/assets_data.cpp")
add_custom_command(
  OUTPUT "${boxoffice_web_source}"
  DEPENDS ${web_sources} "${CMAKE_SOURCE_DIR}/cmake/bundle_web.cmake"
  COMMAND "${CMAKE_COMMAND}"
    "-DFROM=${CMAKE_SOURCE_DIR}/web" "-DTO=${CMAKE_BINARY_DIR}/web" "-DSOURCE=${boxoffice_web_source}"
    "-DESBUILD=${BOXOFFICE_ESBUILD}" "-DGZIP=${BOXOFFICE_GZIP}"
    -P "${CMAKE_SOURCE_DIR}/cmake/bundle_web.cmake"
  COMMENT "Bundling web/"
  VERBATIM)
# Alone: else a change of a page compiles the sources beside it anew.
set_source_files_properties("${boxoffice_web_source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
