// Which settings go together. What each may be by itself stands in settings_table.cpp.
#pragma once

#include "cli/settings/settings.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace boxoffice::cli {

/// Where a value was given.
struct setting_origin {
  std::string source;   ///< the file, the variable or the flag
  std::size_t line = 0; ///< in the file, from 1; 0 where there is none
};

/// By key; a setting that has its default is not in it.
using setting_origins = std::map<std::string, setting_origin, std::less<>>;

/// Fills in the defaults that follow from other settings. Returns an error for each combination
/// under which the server could not do its work; the error names the places of its settings.
[[nodiscard]] std::vector<settings_error> check_together(settings& values,
                                                         const setting_origins& given);

} // namespace boxoffice::cli
