#include "tests/architecture/sources.hpp"

#include <fstream>
#include <utility>

namespace boxoffice::architecture {

namespace fs = std::filesystem;

namespace {

bool is_source(const fs::path& path) {
  return path.extension() == ".hpp" || path.extension() == ".cpp";
}

} // namespace

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

} // namespace boxoffice::architecture
