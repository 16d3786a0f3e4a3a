#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace boxoffice::architecture {

inline constexpr std::array all_folders{"events", "storage", "actors", "http",
                                        "load",   "cli",     "tests",  "bench"};
inline const std::filesystem::path root = BOXOFFICE_SOURCE_DIR;

struct source {
  std::string path; ///< From the root.
  std::vector<std::string> lines;
};

/// The .hpp and .cpp files of the folder and of those in it.
std::vector<source> sources_under(const std::string& folder);

} // namespace boxoffice::architecture
