// What SIGHUP changes in a running server.
#pragma once

#include "cli/files/keys.hpp"
#include "cli/settings/settings.hpp"
#include "http/gateway.hpp"

#include <functional>

namespace boxoffice::cli {

/// Reads the settings again from the sources of the start.
using settings_source = std::function<loaded_settings()>;

class reloader {
public:
  /// `running` is as the sources gave it at the start.
  reloader(settings running, operator_token token, settings_source source);

  /// Reloads the reloadable settings (settings_table.hpp) and the operator's token, and logs it. If
  /// either cannot be read, nothing changes.
  void reload(http::gateway& gateway);

private:
  settings running_;
  operator_token token_;
  settings_source source_;
};

} // namespace boxoffice::cli
