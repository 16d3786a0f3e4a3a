# The parts of the API's description as C++ data in the build directory: boxoffice_openapi_source.
# The tags of the description stand in the order of the parts.

set(openapi_parts about shows bookings gate accounts payments push operator halls mail lists webhooks node events problems)
list(TRANSFORM openapi_parts PREPEND "${CMAKE_SOURCE_DIR}/http/api/openapi/")
list(TRANSFORM openapi_parts APPEND ".json")
set(boxoffice_openapi_source "${CMAKE_BINARY_DIR}/openapi/parts_data.cpp")
add_custom_command(
  OUTPUT "${boxoffice_openapi_source}"
  DEPENDS ${openapi_parts} "${CMAKE_SOURCE_DIR}/cmake/embed_openapi.cmake"
  COMMAND "${CMAKE_COMMAND}" "-DPARTS=${openapi_parts}" "-DVERSION=${PROJECT_VERSION}"
    "-DSOURCE=${boxoffice_openapi_source}"
    -P "${CMAKE_SOURCE_DIR}/cmake/embed_openapi.cmake"
  COMMENT "Embedding the description of the API"
  VERBATIM)
# Alone: else a change of a part compiles the sources beside it anew.
set_source_files_properties("${boxoffice_openapi_source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
