#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Keeps the dependency direction events <- storage <- actors <- http <- cli, load <- cli and the
// sizes of files, by reading the sources.
namespace boxoffice::architecture {

namespace fs = std::filesystem;

namespace {

const fs::path root = BOXOFFICE_SOURCE_DIR;

struct source {
  std::string path; // from the root
  std::vector<std::string> lines;
};

struct include {
  std::string where; // path:line
  std::string what;  // <caf/all.hpp> or "events/ids.hpp", with its brackets or quotes
};

bool is_source(const fs::path& path) {
  return path.extension() == ".hpp" || path.extension() == ".cpp";
}

std::vector<source> sources_under(const std::string& folder) {
  std::vector<source> found;
  if (!fs::exists(root / folder))
    return found;
  for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
    if (!entry.is_regular_file() || !is_source(entry.path()))
      continue;
    source one{fs::relative(entry.path(), root).generic_string(), {}};
    std::ifstream file{entry.path()};
    for (std::string line; std::getline(file, line);)
      one.lines.push_back(line);
    found.push_back(std::move(one));
  }
  return found;
}

std::vector<include> includes_under(const std::string& folder) {
  static const std::regex directive{R"(^\s*#\s*include\s*([<"][^>"]+[>"]).*)"};
  std::vector<include> found;
  for (const auto& [path, lines] : sources_under(folder))
    for (std::size_t i = 0; i != lines.size(); ++i)
      if (std::smatch match; std::regex_match(lines[i], match, directive))
        found.push_back({path + ":" + std::to_string(i + 1), match[1]});
  return found;
}

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& prefixes) {
  return std::ranges::any_of(prefixes, [&](auto prefix) { return text.starts_with(prefix); });
}

// The standard library's headers have neither a folder nor an ending, the C ones aside.
bool is_standard(std::string_view what) {
  return what.find_first_of("/.") == std::string_view::npos;
}

std::string all_but(const std::string& folder, const std::vector<std::string_view>& allowed) {
  std::string wrong;
  for (const auto& [where, what] : includes_under(folder))
    if (!is_standard(what) && !starts_with_any(what, allowed))
      wrong += where + " includes " + what + "\n";
  return wrong;
}

std::string any_of(const std::string& folder, const std::vector<std::string_view>& forbidden) {
  std::string wrong;
  for (const auto& [where, what] : includes_under(folder))
    if (starts_with_any(what, forbidden))
      wrong += where + " includes " + what + "\n";
  return wrong;
}

std::string lines_with(const std::string& folder, const std::regex& pattern) {
  std::string wrong;
  for (const auto& [path, lines] : sources_under(folder))
    for (std::size_t i = 0; i != lines.size(); ++i)
      if (std::regex_search(lines[i], pattern))
        wrong += path + ":" + std::to_string(i + 1) + ": " + lines[i] + "\n";
  return wrong;
}

const std::array all_folders{"events", "storage", "actors", "http",
                             "load",   "cli",     "tests",  "bench"};

// Columns are characters, not bytes.
std::size_t columns(std::string_view line) {
  const auto starts_one = [](unsigned char c) { return (c & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(line, starts_one));
}

} // namespace

TEST_CASE("layers: events includes the standard library, Boost.System, JSON, ICU and hashes only") {
  CHECK(all_but("events",
                {"\"events/", "<boost/system/", "<boost/assert", "<nlohmann/", "<openssl/evp.h>",
                 "<openssl/core_names.h>", "<openssl/params.h>", "<unicode/"}) == "");
}

TEST_CASE("layers: events has no clock, no chance and no input or output") {
  CHECK(any_of("events", {"<random>", "<iostream>", "<fstream>", "<filesystem>", "<thread>",
                          "<mutex>", "<future>", "<cstdio>", "<openssl/rand.h>"}) == "");
  const std::regex impure{
      R"(\b(system|steady|high_resolution|utc)_clock\b|\b(std::)?time\(|\brand\(|)"
      R"(\bgetenv\(|\bRAND_bytes\()"};
  CHECK(lines_with("events", impure) == "");
}

TEST_CASE("layers: nothing is decided by the wall clock but what the node's clock makes of it") {
  const std::regex wall{
      R"(\b(system|utc)_clock\b|\bstd::time\(|[^\w]::time\(|\bgettimeofday\b|CLOCK_REALTIME)"};
  for (const auto* folder : {"http", "cli"})
    CHECK(lines_with(folder, wall) == "");
  for (const auto& [folder, file] :
       {std::pair{"actors", "actors/node_clock.cpp:"},
        std::pair{"storage", "storage/rocksdb/witness.cpp:"}}) { // When a loss was accepted.
    auto found = lines_with(folder, wall);
    CHECK_MESSAGE(found.starts_with(file), found);
    CHECK(std::ranges::count(found, '\n') == 1);
  }
}

TEST_CASE("layers: storage knows events") {
  CHECK(any_of("storage", {"\"actors/", "\"http/", "\"cli/", "\"tests/", "<caf/", "<boost/asio",
                           "<boost/beast"}) == "");
}

TEST_CASE("layers: actors know events and storage") {
  CHECK(any_of("actors", {"\"http/", "\"cli/", "\"tests/", "<rocksdb/", "<boost/beast"}) == "");
}

TEST_CASE("layers: http knows events and actors, and not storage") {
  CHECK(any_of("http", {"\"storage/", "\"cli/", "\"tests/", "<rocksdb/"}) == "");
}

TEST_CASE("layers: load knows no folder of ours") {
  CHECK(any_of("load", {"\"events/", "\"storage/", "\"actors/", "\"http/", "\"cli/", "\"tests/",
                        "<caf/", "<rocksdb/"}) == "");
  for (const auto* folder : {"events", "storage", "actors", "http"})
    CHECK(any_of(folder, {"\"load/"}) == "");
}

TEST_CASE("layers: nothing that is served includes a test") {
  CHECK(any_of("cli", {"\"tests/", "\"bench/"}) == "");
}

TEST_CASE("layers: the black-box tests include no folder of ours but their own support") {
  for (const auto* folder : {"tests/support", "tests/acceptance"})
    CHECK(any_of(folder,
                 {"\"events/", "\"storage/", "\"actors/", "\"http/", "\"load/", "\"cli/"}) == "");
}

TEST_CASE("layers: the includes are found at all") {
  CHECK(includes_under("tests/architecture").size() > 5);
  CHECK(any_of("tests/architecture", {"<regex>"}).find("layers.cpp:") != std::string::npos);
}

TEST_CASE("sizes: files have at most 400 lines and headers 120") {
  for (const auto* folder : all_folders)
    for (const source& one : sources_under(folder)) {
      const std::size_t most = one.path.ends_with(".hpp") ? 120 : 400;
      CHECK_MESSAGE(one.lines.size() <= most, one.path, " has ", one.lines.size(), " lines");
    }
}

TEST_CASE("sizes: lines have at most 100 columns") {
  for (const auto* folder : all_folders)
    for (const source& one : sources_under(folder))
      for (std::size_t i = 0; i != one.lines.size(); ++i)
        CHECK_MESSAGE(columns(one.lines[i]) <= 100, one.path, ":", i + 1, " is too long");
}

} // namespace boxoffice::architecture
