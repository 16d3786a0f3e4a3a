# cmake -DFROM=web -DPACKAGES=DIR -DTO=DIR -DSOURCE=FILE.cpp -DESBUILD=… -DGZIP=… -P bundle_web.cmake
#
# Each page FROM/*.html names its files as "NAME.js", "FOLDER/NAME.js", "NAME.css" or "NAME.svg". They are
# bundled and minified to TO/assets/NAME-HASH.EXT, the pages written to TO with those names, and all of it,
# also gzip-ed, to SOURCE as the table that http/api/assets.hpp declares. PACKAGES has the node_modules that they
# import.

# Runs a command that must succeed.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${TO}/assets")
file(MAKE_DIRECTORY "${TO}/assets")
file(GLOB pages RELATIVE "${FROM}" "${FROM}/*.html")

set(entries)
foreach(page IN LISTS pages)
  file(READ "${FROM}/${page}" text)
  string(REGEX MATCHALL "\"([a-z_]+/)?[a-z_]+\\.(js|css|svg)\"" names "${text}")
  list(APPEND entries ${names})
endforeach()
list(TRANSFORM entries REPLACE "\"" "")
list(REMOVE_DUPLICATES entries)
list(TRANSFORM entries PREPEND "${FROM}/" OUTPUT_VARIABLE entry_paths)
set(ENV{NODE_PATH} "${PACKAGES}/node_modules")
run("${ESBUILD}" ${entry_paths} --bundle --minify --format=esm --target=es2022 --loader:.svg=copy
  "--outdir=${TO}/assets" --entry-names=[name]-[hash] --log-level=warning)

set(data "")
set(rows "")
set(index 0)

# Appends the bytes of a file as the array NAME.
function(append_bytes name file)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(APPEND data "constexpr unsigned char ${name}[] = {${bytes}};\n")
  set(data "${data}" PARENT_SCOPE)
endfunction()

# Appends a file to the table.
macro(append_asset path type file)
  run("${GZIP}" --best --no-name --keep --force "${file}")
  append_bytes(plain_${index} "${file}")
  append_bytes(gzip_${index} "${file}.gz")
  file(SHA256 "${file}" hash)
  string(SUBSTRING "${hash}" 0 16 hash)
  string(APPEND rows
    "      {\"${path}\", \"${type}\", \"W/\\\"${hash}\\\"\", view(plain_${index}), view(gzip_${index})},\n")
  math(EXPR index "${index} + 1")
endmacro()

set(type_of_js "text/javascript; charset=utf-8")
set(type_of_css "text/css; charset=utf-8")
set(type_of_svg "image/svg+xml")

set(built_names)
foreach(entry IN LISTS entries)
  cmake_path(GET entry STEM name)
  cmake_path(GET entry EXTENSION extension)
  string(SUBSTRING "${extension}" 1 -1 extension)
  set(type "${type_of_${extension}}")
  file(GLOB built RELATIVE "${TO}/assets" "${TO}/assets/${name}-????????.${extension}")
  append_asset("${built}" "${type}" "${TO}/assets/${built}")
  list(APPEND built_names "${built}")
endforeach()

foreach(page IN LISTS pages)
  file(READ "${FROM}/${page}" text)
  foreach(entry built IN ZIP_LISTS entries built_names)
    string(REPLACE "\"${entry}\"" "\"/assets/${built}\"" text "${text}")
  endforeach()
  file(WRITE "${TO}/${page}" "${text}")
  append_asset("${page}" "text/html; charset=utf-8" "${TO}/${page}")
endforeach()

file(WRITE "${SOURCE}" "// Made by cmake/bundle_web.cmake.
#include \"http/api/assets.hpp\"

namespace boxoffice::http {

namespace {

${data}
template <std::size_t Size>
std::string_view view(const unsigned char (&bytes)[Size]) {
  return {reinterpret_cast<const char*>(bytes), Size};
}

} // namespace

std::span<const asset> assets() {
  static const asset all[] = {
${rows}  };
  return all;
}

} // namespace boxoffice::http
")
