#include "tests/architecture/vocabulary.hpp"

#include "tests/architecture/sources.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace boxoffice::architecture {

namespace {

namespace fs = std::filesystem;

retired_word word(std::string_view text, std::vector<std::string_view> but_not = {}) {
  return {text, form::word, place::everywhere, {}, std::move(but_not)};
}

retired_word name(std::string_view text, std::vector<std::string_view> but_not = {}) {
  return {text, form::name, place::everywhere, {}, std::move(but_not)};
}

retired_word name_in_code(std::string_view text, std::vector<std::string_view> below = {},
                          std::vector<std::string_view> but_not = {}) {
  return {text, form::name, place::code, std::move(below), std::move(but_not)};
}

constexpr std::array searched{"events", "storage", "actors", "http",  "cli",  "load",
                              "web",    "config",  "tests",  "bench", "docs", "cmake"};

const std::vector<std::string_view> endings{".hpp", ".cpp",   ".md",           ".js",
                                            ".mjs", ".css",   ".html",         ".toml",
                                            ".sh",  ".cmake", "CMakeLists.txt"};

// What keeps a word: names that are stored, and this list.
constexpr std::array excused{"tests/architecture/vocabulary.cpp",
                             "tests/architecture/vocabulary.hpp", "tests/architecture/words.cpp",
                             "storage/postgres/schema.cpp"};

// Folders whose values are called by what they are: encoded, request, reply.
const std::vector<std::string_view> said_by_its_name{
    "http/",          "cli/",        "load/",
    "web/",           "bench/",      "tests/acceptance/",
    "tests/browser/", "tests/cli/",  "tests/cluster/",
    "tests/crash/",   "tests/http/", "tests/load/",
    "tests/support/"};

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool continues(char c, form as) { return is_letter_or_digit(c) || (as == form::name && c == '_'); }

// Whether the word is in the line, and not as a part of a longer one.
bool is_used(std::string_view line, const retired_word& one) {
  for (auto at = line.find(one.text); at != std::string_view::npos;
       at = line.find(one.text, at + 1)) {
    if (one.as == form::text)
      return true;
    const auto end = at + one.text.size();
    if ((at == 0 || !continues(line[at - 1], one.as)) &&
        (end == line.size() || !continues(line[end], one.as)))
      return true;
  }
  return false;
}

bool is_code(std::string_view path) {
  return std::ranges::any_of(std::array{".hpp", ".cpp", ".js", ".mjs"},
                             [&](const char* ending) { return path.ends_with(ending); });
}

// The line without what follows `//` and without the content of string literals.
std::string code_of(std::string_view line) {
  std::string code;
  char quote = '\0';
  for (std::size_t i = 0; i != line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0') {
      if (c == '\\')
        i += i + 1 == line.size() ? 0 : 1;
      else if (c == quote)
        quote = '\0';
      continue;
    }
    if (line.substr(i).starts_with("//"))
      break;
    const bool is_separator = c == '\'' && i != 0 && is_letter_or_digit(line[i - 1]);
    if (c == '"' || c == '`' || (c == '\'' && !is_separator))
      quote = c;
    else
      code += c;
  }
  return code;
}

std::string without(std::string line, const std::vector<std::string_view>& allowed) {
  for (const auto each : allowed)
    for (auto at = line.find(each); at != std::string::npos; at = line.find(each, at + 1))
      line.replace(at, each.size(), each.size(), ' ');
  return line;
}

bool is_searched_for(const retired_word& one, std::string_view path) {
  const auto holds_it = [&](std::string_view folder) { return path.starts_with(folder); };
  return (one.below.empty() || std::ranges::any_of(one.below, holds_it)) &&
         (one.in == place::everywhere || is_code(path));
}

void search(const source& file, std::vector<std::string>& found) {
  for (const retired_word& one : retired_words()) {
    if (!is_searched_for(one, file.path))
      continue;
    for (std::size_t i = 0; i != file.lines.size(); ++i) {
      if (file.lines[i].find(one.text) == std::string::npos)
        continue;
      const auto line = one.in == place::code ? code_of(file.lines[i]) : file.lines[i];
      if (is_used(without(line, one.but_not), one))
        found.push_back(file.path + ":" + std::to_string(i + 1) + " says " + std::string{one.text});
    }
  }
}

} // namespace

const std::vector<retired_word>& retired_words() {
  static const std::vector<retired_word> all{
      word("surroundings"),
      name("around_"),
      name("show_neighbours"),
      name("link_neighbours"),
      name("member_neighbours"),
      name("near_"),
      word("desk"),
      word("return_desk_actor"),
      name("answering"),
      name_in_code("exchange", {}, {"std::exchange", ".exchange"}),
      name("talk"),
      word("waiting_list"),
      {"in.in", form::text, place::everywhere, {}, {}},
      word("outlet"),
      word("took_in"),
      word("feed_voice"),
      word("voice_in_json"),
      word("want_turn"),
      word("turn_over"),
      word("gathering"),
      word("dial"),
      name_in_code("settled", {"actors/log/"}),
      name("looks_"),
      word("common_ground"),
      word("plain_booking"),
      word("was_edited"),
      word("manners"),
      word("rocksdb_messages"),
      name_in_code("peer", {"http/"}),
      name_in_code("told", said_by_its_name),
      name_in_code("asked", said_by_its_name),
      word("guests"),
      word("complaints"),
      word("programme"),
      name_in_code("fault", {"http/", "cli/settings/"}),
      name_in_code("faults", {"http/", "cli/settings/"}),
  };
  return all;
}

std::vector<std::string> uses_of_retired_words(const fs::path& root) {
  std::vector<std::string> found;
  for (const auto* folder : searched)
    for (const source& file : files_under(root, folder, endings))
      if (std::ranges::find(excused, file.path) == excused.end())
        search(file, found);
  for (const auto* file : {"README.md", "CONTRIBUTING.md", "CMakeLists.txt", "dev"})
    if (fs::exists(root / file))
      search(file_of(root, root / file), found);
  return found;
}

} // namespace boxoffice::architecture
