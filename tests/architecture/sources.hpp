#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Reads the sources of a tree: this repository's, or the small ones that the tests plant violations
// in.
namespace boxoffice::architecture {

// The folders of this repository that hold sources.
inline constexpr std::array source_folders{"events", "logging", "metrics", "storage", "actors",
                                           "http",   "cli",     "load",    "tests",   "bench"};

// The root of this repository.
const std::filesystem::path& repository();

struct source {
  std::string path; // from the root, with '/'
  std::vector<std::string> lines;
};

struct include {
  std::string file;
  std::size_t line;   // from 1
  std::string target; // <caf/all.hpp> or "events/ids.hpp", with its brackets or quotes

  // "FILE:LINE includes TARGET".
  std::string text() const;
};

source file_of(const std::filesystem::path& root, const std::filesystem::path& file);

// All files below `folder` that end in one of `endings`, sorted by path. None if there is no such
// folder.
std::vector<source> files_under(const std::filesystem::path& root, const std::string& folder,
                                const std::vector<std::string_view>& endings);

// The .hpp and .cpp files below `folder`.
std::vector<source> sources_under(const std::filesystem::path& root, const std::string& folder);

std::vector<include> includes_of(const source& file);

// Writes a file of a planted tree, with the folders above it.
void plant(const std::filesystem::path& file, const std::string& text);

// Each line with a line end after it.
std::string joined(const std::vector<std::string>& lines);

} // namespace boxoffice::architecture
