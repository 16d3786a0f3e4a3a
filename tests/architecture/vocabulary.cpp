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

constexpr std::array searched{"events", "logging", "metrics", "storage", "actors", "http", "cli",
                              "load",   "web",     "config",  "tests",   "bench",  "docs", "cmake"};

const std::vector<std::string_view> endings{".hpp", ".cpp",   ".md",           ".js",
                                            ".mjs", ".css",   ".html",         ".toml",
                                            ".sh",  ".cmake", "CMakeLists.txt"};

// What keeps a word: names that are stored, and this list.
constexpr std::array excused{"tests/architecture/vocabulary.cpp",
                             "tests/architecture/vocabulary.hpp", "tests/architecture/words.cpp",
                             "storage/postgres/schema.cpp"};

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

// Takes comments and the content of string literals out of code, line by line. Raw strings may go
// over several lines.
class code_reader {
public:
  std::string code_of(std::string_view line) {
    std::string code;
    std::size_t at = 0;
    while (at != line.size()) {
      if (!raw_end_.empty())
        at = skip_raw(line, at);
      else if (line.substr(at).starts_with("//"))
        return code;
      else if (line.substr(at).starts_with("R\""))
        at = begin_raw(line, at);
      else if (is_quote(line, at))
        at = skip_quoted(line, at);
      else
        code += line[at++];
    }
    return code;
  }

private:
  static bool is_quote(std::string_view line, std::size_t at) {
    const bool is_separator = line[at] == '\'' && at != 0 && is_letter_or_digit(line[at - 1]);
    return line[at] == '"' || line[at] == '`' || (line[at] == '\'' && !is_separator);
  }

  static std::size_t skip_quoted(std::string_view line, std::size_t at) {
    for (auto i = at + 1; i < line.size(); ++i)
      if (line[i] == '\\')
        ++i;
      else if (line[i] == line[at])
        return i + 1;
    return line.size();
  }

  std::size_t begin_raw(std::string_view line, std::size_t at) {
    const auto bracket = std::min(line.find('(', at), line.size() - 1);
    raw_end_ = ")" + std::string{line.substr(at + 2, bracket - at - 2)} + "\"";
    return bracket + 1;
  }

  std::size_t skip_raw(std::string_view line, std::size_t at) {
    const auto end = line.find(raw_end_, at);
    if (end == std::string_view::npos)
      return line.size();
    const auto after = end + raw_end_.size();
    raw_end_.clear();
    return after;
  }

  std::string raw_end_; // of the raw string that the line is in; empty outside
};

std::vector<std::string> code_lines(const source& file) {
  code_reader reader;
  std::vector<std::string> lines;
  for (const auto& line : file.lines)
    lines.push_back(reader.code_of(line));
  return lines;
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
  const auto code = is_code(file.path) ? code_lines(file) : std::vector<std::string>{};
  for (const retired_word& one : retired_words()) {
    if (!is_searched_for(one, file.path))
      continue;
    const auto& lines = one.in == place::code ? code : file.lines;
    for (std::size_t i = 0; i != lines.size(); ++i)
      if (lines[i].find(one.text) != std::string::npos &&
          is_used(without(lines[i], one.but_not), one))
        found.push_back(file.path + ":" + std::to_string(i + 1) + " says " + std::string{one.text});
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
      name_in_code("answering"),
      name_in_code("exchange", {}, {"std::exchange", ".exchange"}),
      name_in_code("talk"),
      word("waiting_list"),
      name_in_code("awaited"),
      {"in.in", form::text, place::everywhere, {}, {}},
      word("outlet"),
      word("took_in"),
      word("feed_voice"),
      word("voice_in_json"),
      word("pacer"),
      word("want_turn"),
      word("turn_over"),
      word("gathering"),
      word("door"),
      word("doors"),
      word("dial"),
      word("dialled"),
      word("tenancy"),
      word("in_charge"),
      word("gift"),
      word("gifts"),
      word("heir"),
      word("stray"),
      word("strays"),
      word("park"),
      word("parked"),
      name_in_code("settled", {"actors/log/"}),
      name("looks_"),
      word("common_ground"),
      word("plain_booking"),
      word("claim_crowd"),
      word("hold_list"),
      word("was_edited"),
      {"rare<", form::text, place::everywhere, {}, {}},
      word("manners"),
      word("rocksdb_messages"),
      word("house"),
      name_in_code("peer", {"http/"}),
      name_in_code("told"),
      name_in_code("asked"),
      word("guests"),
      word("complaints"),
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
