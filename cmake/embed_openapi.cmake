# cmake "-DPARTS=FILE.json;…" -DVERSION=… -DSOURCE=FILE.cpp -P embed_openapi.cmake
#
# Writes the files, as they are, to SOURCE as what http/api/openapi/parts.hpp declares.

set(rows "")
foreach(part IN LISTS PARTS)
  file(READ "${part}" text)
  string(APPEND rows "      R\"part(${text})part\",\n")
endforeach()

file(WRITE "${SOURCE}" "// Made by cmake/embed_openapi.cmake.
#include \"http/api/openapi/parts.hpp\"

namespace boxoffice::http {

std::span<const std::string_view> description_parts() {
  static constexpr std::string_view all[] = {
${rows}  };
  return all;
}

std::string_view described_version() { return \"${VERSION}\"; }

} // namespace boxoffice::http
")
