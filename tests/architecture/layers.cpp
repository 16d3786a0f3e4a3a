// Reads the sources of this repository: which room includes which, what the domain must not use,
// and the sizes of files and folders.
#include "tests/architecture/include_rules.hpp"
#include "tests/architecture/sources.hpp"

#include <algorithm>
#include <regex>
#include <sstream>
#include <utility>

#include <doctest/doctest.h>

namespace boxoffice::architecture {

namespace {

std::string includes_with_any(const std::string& folder,
                              const std::vector<std::string_view>& prefixes) {
  std::vector<std::string> found;
  for (const source& file : sources_under(repository(), folder))
    for (const include& one : includes_of(file))
      if (std::ranges::any_of(prefixes, [&](auto each) { return one.target.starts_with(each); }))
        found.push_back(one.text());
  return joined(found);
}

std::string lines_with(const std::string& folder, const std::regex& pattern) {
  std::vector<std::string> found;
  for (const auto& [path, lines] : sources_under(repository(), folder))
    for (std::size_t i = 0; i != lines.size(); ++i)
      if (std::regex_search(lines[i], pattern))
        found.push_back(path + ":" + std::to_string(i + 1) + ": " + lines[i]);
  return joined(found);
}

// Columns are characters, not bytes.
std::size_t columns(std::string_view line) {
  const auto starts_one = [](unsigned char c) { return (c & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(line, starts_one));
}

} // namespace

TEST_CASE("layers: each room includes only what the table allows") {
  CHECK(joined(include_violations(repository())) == "");
}

TEST_CASE("layers: events has no clock, no chance and no input or output") {
  CHECK(includes_with_any("events",
                          {"<random>", "<iostream>", "<fstream>", "<filesystem>", "<thread>",
                           "<mutex>", "<future>", "<cstdio>", "<openssl/rand.h>"}) == "");
  const std::regex impure{
      R"(\b(system|steady|high_resolution|utc)_clock\b|\b(std::)?time\(|\brand\(|)"
      R"(\bgetenv\(|\bRAND_bytes\()"};
  CHECK(lines_with("events", impure) == "");
}

TEST_CASE("layers: nothing is decided by the wall clock but what the node's clock makes of it") {
  const std::regex wall{
      R"(\b(system|utc|wall)_clock\b|\bstd::time\(|[^\w]::time\(|\bgettimeofday\b|CLOCK_REALTIME)"};
  const std::vector<std::string_view> allowed{
      "actors/node_clock.cpp:", "actors/posix_clock.hpp:", "storage/posix_clock.hpp:",
      "storage/rocksdb/witness.cpp:"}; // The time of a witness, and of an accepted loss.
  for (const auto* folder : {"storage", "actors", "http", "cli"}) {
    std::istringstream found{lines_with(folder, wall)};
    for (std::string line; std::getline(found, line);)
      CHECK_MESSAGE(std::ranges::any_of(allowed, [&](auto at) { return line.starts_with(at); }),
                    line);
  }
  CHECK(lines_with("actors", wall).find("actors/node_clock.cpp:") != std::string::npos);
}

TEST_CASE("sizes: folders hold at most 25 sources, with the exceptions of the table") {
  CHECK(joined(crowded_folders(repository())) == "");
}

TEST_CASE("sizes: files have at most 400 lines and headers 120") {
  for (const auto* folder : source_folders)
    for (const source& one : sources_under(repository(), folder)) {
      const std::size_t most = one.path.ends_with(".hpp") ? 120 : 400;
      CHECK_MESSAGE(one.lines.size() <= most, one.path, " has ", one.lines.size(), " lines");
    }
}

TEST_CASE("sizes: lines have at most 100 columns") {
  for (const auto* folder : source_folders)
    for (const source& one : sources_under(repository(), folder))
      for (std::size_t i = 0; i != one.lines.size(); ++i)
        CHECK_MESSAGE(columns(one.lines[i]) <= 100, one.path, ":", i + 1, " is too long");
}

} // namespace boxoffice::architecture
