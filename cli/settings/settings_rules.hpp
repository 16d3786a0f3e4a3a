// Rules across several settings. The table (settings_table.hpp) has the bounds of each.
#pragma once

#include "cli/settings/settings.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace boxoffice::cli {

/// The place where a value was set.
struct setting_origin {
  std::string source;   ///< the file, the variable or the flag
  std::size_t line = 0; ///< in the file, from 1; 0 if there is none
};

/// By key; settings with their default are not in it.
using setting_origins = std::map<std::string, setting_origin, std::less<>>;

/// Sets the defaults that depend on other settings. Returns an error for each invalid combination,
/// with the places of its settings.
[[nodiscard]] std::vector<settings_error> check_together(settings& values,
                                                         const setting_origins& given);

} // namespace boxoffice::cli
