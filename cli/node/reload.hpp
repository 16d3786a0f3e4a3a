// What a running server takes over at SIGHUP.
#pragma once

#include "cli/files/keys.hpp"
#include "cli/settings/settings.hpp"
#include "http/gateway.hpp"

#include <functional>

namespace boxoffice::cli {

/// Reads the settings again, from where they were read at the start.
using settings_source = std::function<loaded_settings()>;

class reloader {
public:
  reloader(settings running, operator_token token, settings_source source);

  /// Takes over log.level and the operator's token, and says so in the log. Where either cannot be
  /// read nothing changes.
  void reload(http::gateway& gate);

private:
  settings running_;
  operator_token token_;
  settings_source source_;
};

/// Lines below this level are not written from now on.
void set_log_level(log_level least);

} // namespace boxoffice::cli
