#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/settings/settings.hpp"

namespace boxoffice::cli {

/// One key: what it is called, what it means, and how a text becomes its value.
struct setting {
  std::string_view key; ///< `section.name`
  std::string_view doc; ///< one line
  bool secret = false;  ///< its text must not be shown
  /// Reads the text into its member, or says what was wanted and changes nothing.
  std::function<std::optional<bad_value>(settings&, std::string_view)> assign;
};

/// Every setting, in the order of config/boxoffice.toml. A new setting is a line here, a member in
/// settings.hpp and a paragraph in config/boxoffice.toml.
std::span<const setting> settings_table();

/// The setting of that key, or null.
const setting* find_setting(std::string_view key);

/// `review.interval` is BOXOFFICE_REVIEW_INTERVAL.
std::string environment_name(std::string_view key);

} // namespace boxoffice::cli
