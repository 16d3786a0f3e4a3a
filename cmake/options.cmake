# Compiler and linker settings that every target of ours shares, through the one
# interface target boxoffice_options.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
# Without -DNDEBUG: a broken invariant ends the process in release too.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

# With CMAKE_UNITY_BUILD: a library's headers are parsed once for so many of its sources.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

set(BOXOFFICE_SANITIZE "" CACHE STRING "Sanitizers, as given to -fsanitize=")

add_library(boxoffice_options INTERFACE)
target_include_directories(boxoffice_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(boxoffice_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
target_compile_definitions(boxoffice_options INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12: on "text" + std::string (GCC bug 105651) and, once inlined, on
  # std::optional (GCC bug 80635). clang-tidy and the sanitizers look for the real ones.
  target_compile_options(boxoffice_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()

if(CMAKE_UNITY_BUILD)
  # It takes each source but the generated one for a header. clang-tidy sees them as they are.
  target_compile_options(boxoffice_options INTERFACE -Wno-subobject-linkage)
endif()

if(BOXOFFICE_SANITIZE)
  add_compile_options(-fsanitize=${BOXOFFICE_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${BOXOFFICE_SANITIZE})
  if(BOXOFFICE_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Boost and the standard library use fences, which TSan does not model.
    target_compile_options(boxoffice_options INTERFACE -Wno-tsan)
  endif()
endif()

# Profile-guided optimization: `generate` builds a program that writes profiles to BOXOFFICE_PROFILES when
# it ends, `use` reads them. Both in one build directory, because a profile is found by its object's path.
set(BOXOFFICE_PGO "" CACHE STRING "Profile-guided optimization: generate or use")
set(BOXOFFICE_PROFILES "${CMAKE_BINARY_DIR}-profiles" CACHE PATH "Where BOXOFFICE_PGO has its profiles")
if(BOXOFFICE_PGO STREQUAL "generate")
  add_compile_options(-fprofile-generate=${BOXOFFICE_PROFILES} -fprofile-update=prefer-atomic)
  add_link_options(-fprofile-generate=${BOXOFFICE_PROFILES})
elseif(BOXOFFICE_PGO STREQUAL "use")
  # Partial training: what bookings do not touch stays as fast as without a profile.
  add_compile_options(-fprofile-use=${BOXOFFICE_PROFILES} -fprofile-partial-training
                      -fprofile-correction -Wno-missing-profile -Wno-error=coverage-mismatch)
  add_link_options(-fprofile-use=${BOXOFFICE_PROFILES})
endif()

find_program(BOXOFFICE_CCACHE ccache)
if(BOXOFFICE_CCACHE)
  # ccache takes precompiled headers only with these.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros"
      "${BOXOFFICE_CCACHE}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    add_compile_options(-fpch-preprocess)
  endif()
endif()

find_program(BOXOFFICE_MOLD mold)
if(BOXOFFICE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
