// `boxoffice serve`: runs the server until SIGTERM or SIGINT.
#pragma once

#include "cli/node/reload.hpp"
#include "cli/run.hpp"
#include "cli/settings/settings.hpp"

namespace boxoffice::cli {

/// Prints `listening on http://HOST:PORT` once it is ready. Returns 0 after a complete drain, 1 if
/// it could not start or left requests unanswered. At SIGHUP it reloads the reloadable settings
/// from `source`.
int serve(const settings& chosen, const environment& env, const settings_source& source);

} // namespace boxoffice::cli
