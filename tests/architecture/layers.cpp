#include "tests/architecture/sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <utility>

#include <doctest/doctest.h>

namespace boxoffice::architecture {

namespace {

struct include {
  std::string where; // path:line
  std::string what;  // <caf/all.hpp> or "events/ids.hpp", with its brackets or quotes
};

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

TEST_CASE("sizes: folders hold at most 25 sources, with the exceptions of the table") {
  CHECK(joined(crowded_folders(repository())) == "");
}

TEST_CASE("sizes: files have at most 400 lines and headers 120") {
  for (const auto* folder : all_folders)
    for (const source& one : sources_under(repository(), folder)) {
      const std::size_t most = one.path.ends_with(".hpp") ? 120 : 400;
      CHECK_MESSAGE(one.lines.size() <= most, one.path, " has ", one.lines.size(), " lines");
    }
}

TEST_CASE("sizes: lines have at most 100 columns") {
  for (const auto* folder : all_folders)
    for (const source& one : sources_under(repository(), folder))
      for (std::size_t i = 0; i != one.lines.size(); ++i)
        CHECK_MESSAGE(columns(one.lines[i]) <= 100, one.path, ":", i + 1, " is too long");
}

} // namespace boxoffice::architecture
