#include "tests/architecture/sources.hpp"

#include <doctest/doctest.h>

#include <map>
#include <regex>

// A unity build makes one translation unit of several sources of a target, and their anonymous
// namespaces become one. Each new file changes which sources meet. So a target defines each such
// name once. The compiler finds the rest: locals that shadow, calls that another overload takes.
namespace boxoffice::architecture {

namespace {

// What a line at the left margin defines: there clang-format leaves the members of a namespace.
const std::regex constant{R"(^(?:inline )?(?:const|constexpr) .*?(\w+)(?:\{.*| =.*|\[.*|;)$)"};
const std::regex type{R"(^(?:struct|class|enum class) (\w+)\b.*\{.*$)"};
const std::regex function{R"(^(?! |const |constexpr |using ).*?(\w+\([^()]*\))(?: const)? \{.*$)"};

/// The definitions in anonymous namespaces: functions with their parameters, the rest by name.
std::vector<std::string> file_local_names(const source& of) {
  std::vector<std::string> names;
  bool inside = false;
  for (const auto& line : of.lines) {
    inside = line == "namespace {" || (inside && line != "} // namespace");
    for (const auto* form : {&constant, &type, &function})
      if (std::smatch match; inside && std::regex_match(line, match, *form))
        names.push_back(match[1]);
  }
  return names;
}

/// The folder whose sources are built together: `http`, `tests/http`, `bench/soak`.
std::string target_folder(const std::string& path) {
  const auto top = path.find('/');
  const auto name = path.substr(0, top);
  return name == "tests" || name == "bench" ? path.substr(0, path.find('/', top + 1)) : name;
}

} // namespace

TEST_CASE("unity: no two sources of a target define the same name for themselves") {
  std::map<std::string, std::string> first_in;
  for (const auto* folder : source_folders)
    for (const source& one : sources_under(repository(), folder)) {
      const std::filesystem::path path = one.path;
      if (path.extension() != ".cpp" || path.parent_path() == "bench") // A program each.
        continue;
      for (const auto& name : file_local_names(one)) {
        const auto key = target_folder(one.path) + ": " + name;
        const auto& first = first_in.emplace(key, one.path).first->second;
        CHECK_MESSAGE(first == one.path, first, " and ", one.path, " both define ", name);
      }
    }
  CHECK(first_in.size() > 1'000);
}

TEST_CASE("unity: a definition is told from a member, and from one that others may use") {
  const source sample{"a.cpp",
                      {"namespace {", "constexpr int one = 1;", "struct two {", "  int inner() {",
                       "int three(int of) {", "} // namespace", "int four() {"}};
  CHECK(file_local_names(sample) == std::vector<std::string>{"one", "two", "three(int of)"});
}

} // namespace boxoffice::architecture
