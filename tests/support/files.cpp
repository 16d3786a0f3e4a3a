#include "tests/support/files.hpp"

#include <cctype>
#include <fstream>
#include <iterator>

namespace boxoffice::tests {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> files_with(const fs::path& directory, std::string text) {
  const auto lower = [](std::string& letters) {
    for (auto& letter : letters)
      letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  };
  lower(text);
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator{directory}) {
    if (!entry.is_regular_file())
      continue;
    auto content = content_of(entry.path());
    lower(content);
    if (content.find(text) != std::string::npos)
      found.push_back(entry.path());
  }
  return found;
}

} // namespace boxoffice::tests
