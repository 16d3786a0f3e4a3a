// What the server logs: the settings `log.*`.
#pragma once

#include "logging/logger.hpp"

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace boxoffice::cli {

/// Exceptions from log.level, in the order of the text.
using module_levels = std::vector<std::pair<logging::log_module, logging::level>>;

struct log_settings {
  logging::format format = logging::format::text;
  logging::level level = logging::level::info;
  std::optional<module_levels> levels;   ///< unset: none
  std::optional<logging::format> access; ///< of the access log; unset: there is none
  std::filesystem::path access_file;     ///< empty: stderr
  bool operator==(const log_settings&) const = default;

  /// The level of each module.
  [[nodiscard]] logging::levels by_module() const;
};

} // namespace boxoffice::cli
