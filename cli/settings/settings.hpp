// What an operator can set. The values here are the defaults; the `*_rows.cpp` files give each
// member its key, bounds and meaning.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "cli/settings/auth_settings.hpp"
#include "cli/settings/clock_settings.hpp"
#include "cli/settings/cluster_settings.hpp"
#include "cli/settings/http_settings.hpp"
#include "cli/settings/limits_settings.hpp"
#include "cli/settings/listener_settings.hpp"
#include "cli/settings/log_settings.hpp"
#include "cli/settings/sales_settings.hpp"
#include "cli/settings/settings_values.hpp"
#include "cli/settings/storage_settings.hpp"
#include "cli/settings/webhook_settings.hpp"

namespace boxoffice::cli {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct settings {
  review_settings review;
  payment_settings payment;
  booking_settings booking;
  cinema_settings cinema;
  mail_settings mail;
  http_settings http;
  listener_settings listener;
  limits_settings limits;
  auth_settings auth;
  webhook_settings webhook;
  storage_settings storage;
  cluster_settings cluster;
  clock_settings clock;
  std::uint32_t actors_threads = 0; ///< 0: the cores that http.threads leaves, at least 1
  milliseconds show_idle_timeout = 2min;
  milliseconds shutdown_timeout = 8s;
  log_settings log;
  /// `serve --accept-loss`: for one start, so it is not a setting.
  bool accept_loss = false;
  bool operator==(const settings&) const = default;
};

/// An error in one setting. Holds no secret, so it may be printed.
struct settings_error {
  std::string source;   ///< the file, the variable or the flag; empty if all are defaults
  std::size_t line = 0; ///< in the file, from 1; 0 if there is none
  std::string key;      ///< empty if the source as a whole is unusable
  std::string detail;
};

/// "file:line: key: detail", without the parts that are empty.
std::string to_text(const settings_error& error);

/// A flag that sets a setting: `--listen` sets http.listen.
struct settings_flag {
  std::string name;
  std::string_view key; ///< of the settings table
  std::string value;
};

using loaded_settings = boost::system::result<settings, std::vector<settings_error>>;

/// Reads the file (if any), then the variables BOXOFFICE_… of the `NAME=VALUE` environment strings,
/// then the flags, then the `KEY=VALUE` options; the last one wins. Returns all errors, not only
/// the first.
loaded_settings load_settings(const std::optional<std::filesystem::path>& file,
                              std::span<const std::string> environment,
                              std::span<const std::string> set_options,
                              std::span<const settings_flag> flags = {});

/// `NAME=VALUE` of this process.
[[nodiscard]] std::vector<std::string> environment_strings();

/// The variables BOXOFFICE_PORT… and BOXOFFICE_SERVICE_… that Kubernetes and Docker set for a
/// service named boxoffice. They are no settings and no errors.
[[nodiscard]] std::vector<std::string>
orchestrator_variables(std::span<const std::string> environment);

/// One setting as it is in force.
struct effective_setting {
  std::string key;
  std::string value;  ///< as in a settings file; empty if the setting has no value
  std::string source; ///< `default`, FILE:LINE, the variable, or the flag
};

/// As load_settings(), with the source of each setting, in the order of the settings table. The
/// values of secrets are replaced by `(hidden)`.
[[nodiscard]] boost::system::result<std::vector<effective_setting>, std::vector<settings_error>>
effective_settings(const std::optional<std::filesystem::path>& file,
                   std::span<const std::string> environment,
                   std::span<const std::string> set_options,
                   std::span<const settings_flag> flags = {});

} // namespace boxoffice::cli
