# boxoffice_library(<folder> [LINK <target>…] [PRECOMPILE <header>…] [EXCLUDE <file>…])
#
# The library boxoffice_<folder>, alias boxoffice::<folder>, of all *.cpp in the folder and its
# sub-folders. A new file is found at the next build.
function(boxoffice_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;PRECOMPILE;EXCLUDE")
  set(target boxoffice_${folder})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
    "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  list(REMOVE_ITEM sources ${arg_EXCLUDE})
  list(TRANSFORM sources PREPEND "${CMAKE_SOURCE_DIR}/")
  add_library(${target} STATIC ${sources})
  target_link_libraries(${target} PUBLIC boxoffice_options ${arg_LINK})
  if(arg_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${arg_PRECOMPILE})
  endif()
  add_library(boxoffice::${folder} ALIAS ${target})
endfunction()

# boxoffice_executable(<name> <pattern> [LINK <target>…])
#
# An executable at the top of the build directory, made when the pattern matches a file.
function(boxoffice_executable name pattern)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINK")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${pattern}")
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINK})
endfunction()
