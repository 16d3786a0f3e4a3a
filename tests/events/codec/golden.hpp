// Stored forms that never change: files of hex digits in tests/events/golden.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace boxoffice::events::tests {

/// The digits of golden/<name>.hex, without its line breaks.
inline std::string golden_hex(const std::string& name) {
  std::ifstream file{std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "tests/events/golden" /
                     (name + ".hex")};
  std::string hex;
  for (std::string line; std::getline(file, line);)
    hex += line;
  return hex;
}

} // namespace boxoffice::events::tests
