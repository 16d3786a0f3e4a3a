// Reads code, comments, documents and pages for words that the project no longer uses, and for the
// sections of the specification that they cite.
#include "tests/architecture/sources.hpp"
#include "tests/architecture/vocabulary.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <regex>
#include <set>

#include <doctest/doctest.h>

namespace boxoffice::architecture {

namespace {

std::string uses_in(const std::string& path, const std::string& text) {
  const tests::temporary_directory tree;
  plant(tree.path() / path, text);
  return joined(uses_of_retired_words(tree.path()));
}

// The numbers of the sections in docs/spec.md.
std::set<std::string> sections_of_the_specification() {
  static const std::regex heading{R"(^## (\d+)\. .*)"};
  std::set<std::string> found;
  for (const auto& line : file_of(repository(), repository() / "docs/spec.md").lines)
    if (std::smatch match; std::regex_match(line, match, heading))
      found.insert(match[1]);
  return found;
}

} // namespace

TEST_CASE("words: no retired word is used") {
  CHECK(joined(uses_of_retired_words(repository())) == "");
}

TEST_CASE("words: each retired word is found in code") {
  for (const auto& one : retired_words()) {
    const auto path =
        std::string{one.below.empty() ? "events/" : one.below.front()} + "planted.cpp";
    const std::string text{one.text};
    CHECK(uses_in(path, "// A line before.\nint " + text + " = 0;\n")
              .find(path + ":2 says " + text + "\n") != std::string::npos);
  }
}

TEST_CASE("words: a retired word is found in comments, strings, documents, pages and settings") {
  CHECK(uses_in("http/planted.hpp", "/// Opens the door.\n") == "http/planted.hpp:1 says door\n");
  CHECK(uses_in("cli/planted.cpp", "const auto* text = \"the house\";\n") ==
        "cli/planted.cpp:1 says house\n");
  CHECK(uses_in("cli/planted.cpp", "void open_door();\n") == "cli/planted.cpp:1 says door\n");
  CHECK(uses_in("cli/planted.cpp", "auto text = R\"(a\nb)\" + told;\n") ==
        "cli/planted.cpp:2 says told\n");
  CHECK(uses_in("docs/planted.md", "A heir.\n") == "docs/planted.md:1 says heir\n");
  CHECK(uses_in("web/planted.js", "const told = 1;\n") == "web/planted.js:1 says told\n");
  CHECK(uses_in("web/planted.html", "<p>the house</p>\n") == "web/planted.html:1 says house\n");
  CHECK(uses_in("config/planted.toml", "# The pacer.\n") == "config/planted.toml:1 says pacer\n");
}

TEST_CASE("words: what only looks like a retired word is not found") {
  CHECK(uses_in("events/planted.cpp", "auto dialog = std::exchange(old, doorway);\n") == "");
  CHECK(uses_in("events/planted.cpp", "// Nobody was told, and nobody asked.\n") == "");
  CHECK(uses_in("events/planted.cpp", "auto text = \"told\" + untold + told_show;\n") == "");
  CHECK(uses_in("events/planted.cpp", "auto text = R\"(it\ntold)\" + other;\n") == "");
  CHECK(uses_in("actors/planted.cpp", "int peer = 1'000'000;\n") == "");
}

TEST_CASE("words: a cited section of the specification exists") {
  const auto known = sections_of_the_specification();
  REQUIRE(known.size() > 10);
  static const std::regex citation{R"([Ss]pec sections? (\d+)(?:(?:, \d+)* (?:to|and) (\d+))?)"};
  for (const auto* folder : {"events", "storage", "actors", "http", "cli", "load", "web", "tests"})
    for (const source& file : files_under(repository(), folder, {".hpp", ".cpp", ".js", ".md"}))
      for (const auto& line : file.lines)
        for (std::sregex_iterator at{line.begin(), line.end(), citation}, end; at != end; ++at)
          for (const auto& number : {(*at)[1].str(), (*at)[2].str()})
            CHECK_MESSAGE((number.empty() || known.contains(number)), file.path, ": ", line);
}

} // namespace boxoffice::architecture
