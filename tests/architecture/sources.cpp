#include "tests/architecture/sources.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

namespace boxoffice::architecture {

namespace fs = std::filesystem;

const fs::path& repository() {
  static const fs::path root = BOXOFFICE_SOURCE_DIR;
  return root;
}

std::string include::text() const {
  return file + ":" + std::to_string(line) + " includes " + target;
}

source file_of(const fs::path& root, const fs::path& file) {
  source one{fs::relative(file, root).generic_string(), {}};
  std::ifstream stream{file};
  for (std::string line; std::getline(stream, line);)
    one.lines.push_back(line);
  return one;
}

std::vector<source> files_under(const fs::path& root, const std::string& folder,
                                const std::vector<std::string_view>& endings) {
  std::vector<source> found;
  if (!fs::exists(root / folder))
    return found;
  for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
    const auto path = fs::relative(entry.path(), root).generic_string();
    const auto ends = [&](std::string_view ending) { return path.ends_with(ending); };
    if (!entry.is_regular_file() || std::ranges::none_of(endings, ends))
      continue;
    found.push_back(file_of(root, entry.path()));
  }
  std::ranges::sort(found, {}, &source::path);
  return found;
}

std::vector<source> sources_under(const fs::path& root, const std::string& folder) {
  return files_under(root, folder, {".hpp", ".cpp"});
}

std::vector<include> includes_of(const source& file) {
  static const std::regex directive{R"(^\s*#\s*include\s*([<"][^>"]+[>"]).*)"};
  std::vector<include> found;
  for (std::size_t i = 0; i != file.lines.size(); ++i)
    if (std::smatch match; file.lines[i].find("include") != std::string::npos &&
                           std::regex_match(file.lines[i], match, directive))
      found.push_back({file.path, i + 1, match[1]});
  return found;
}

void plant(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream{file} << text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines)
    all += line + "\n";
  return all;
}

} // namespace boxoffice::architecture
