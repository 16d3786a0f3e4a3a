#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// Its bytes; empty where it cannot be read.
std::string content_of(const std::filesystem::path& file);

/// Files under `directory` in which `text` stands, in any case of its letters.
std::vector<std::string> files_with(const std::filesystem::path& directory, std::string text);

} // namespace boxoffice::tests
