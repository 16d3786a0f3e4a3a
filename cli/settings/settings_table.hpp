// The table of all settings. The `*_rows.cpp` files give each member its key, bounds and meaning.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/settings/settings.hpp"

namespace boxoffice::cli {

struct setting {
  std::string key;            ///< `section.name`
  std::string_view help{};    ///< a paragraph for config/boxoffice.toml
  std::string bounds{};       ///< "1 to 256"; empty if the help says which values are allowed
  std::string default_text{}; ///< as in a settings file; empty if there is no default
  bool secret = false;        ///< its text must not be shown
  bool url = false;           ///< its text is shown by events::without_url_secrets()
  bool reloadable = false;    ///< SIGHUP reloads it
  /// Reads the text into the member. Returns what was wanted and changes nothing if it is invalid.
  std::function<std::optional<bad_value>(settings&, std::string_view)> assign{};
  std::function<void(const settings& from, settings& to)> copy{};
};

/// All settings in the order of config/boxoffice.toml. A new setting is a member with its default
/// in the section's struct and a row in the section's `…_rows.cpp`; config/boxoffice.toml follows
/// from them (default_settings_file()).
std::span<const setting> settings_table();

/// The setting of that key, or null.
const setting* find_setting(std::string_view key);

/// `review.interval` is BOXOFFICE_REVIEW_INTERVAL.
std::string environment_name(std::string_view key);

/// The text of config/boxoffice.toml: every setting with its meaning, bounds and default. A setting
/// without a default is a comment, `# name = "..."`.
[[nodiscard]] std::string default_settings_file();

} // namespace boxoffice::cli
