// What the metrics say about the program and its place.
#pragma once

#include <filesystem>
#include <string>

namespace boxoffice::http {

struct metrics_options {
  std::string version = "unknown";      ///< of the program
  std::filesystem::path data_directory; ///< whose free space is shown; empty: none
};

} // namespace boxoffice::http
