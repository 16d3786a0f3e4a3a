#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace boxoffice::tests {

/// Its bytes; empty if it cannot be read.
std::string content_of(const std::filesystem::path& file);

/// Files under `directory` that contain `text`, ignoring case.
std::vector<std::string> files_with(const std::filesystem::path& directory, std::string text);

} // namespace boxoffice::tests
