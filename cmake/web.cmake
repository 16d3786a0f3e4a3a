# The pages of web/, bundled, and as C++ data in the build directory: boxoffice_web_source.

find_program(BOXOFFICE_ESBUILD esbuild REQUIRED)
find_program(BOXOFFICE_GZIP gzip REQUIRED)
find_program(BOXOFFICE_NPM npm REQUIRED) # npm_packages.sh runs it.

# What the pages import from npm, installed in the build directory; anew if the lock file changes.
set(web_packages "${CMAKE_BINARY_DIR}/web_packages")
add_custom_command(
  OUTPUT "${web_packages}/installed-lock.json"
  DEPENDS "${CMAKE_SOURCE_DIR}/web/package-lock.json" "${CMAKE_SOURCE_DIR}/cmake/npm_packages.sh"
  COMMAND "${CMAKE_SOURCE_DIR}/cmake/npm_packages.sh" "${CMAKE_SOURCE_DIR}/web" "${web_packages}"
  COMMENT "Installing the packages of web/"
  VERBATIM)

file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*")
set(boxoffice_web_source "${CMAKE_BINARY_DIR}/web/assets_data.cpp")
add_custom_command(
  OUTPUT "${boxoffice_web_source}"
  DEPENDS ${web_sources} "${CMAKE_SOURCE_DIR}/cmake/bundle_web.cmake"
    "${web_packages}/installed-lock.json"
  COMMAND "${CMAKE_COMMAND}"
    "-DFROM=${CMAKE_SOURCE_DIR}/web" "-DPACKAGES=${web_packages}"
    "-DTO=${CMAKE_BINARY_DIR}/web" "-DSOURCE=${boxoffice_web_source}"
    "-DESBUILD=${BOXOFFICE_ESBUILD}" "-DGZIP=${BOXOFFICE_GZIP}"
    -P "${CMAKE_SOURCE_DIR}/cmake/bundle_web.cmake"
  COMMENT "Bundling web/"
  VERBATIM)
# Alone: else a change of a page compiles the sources beside it anew.
set_source_files_properties("${boxoffice_web_source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
