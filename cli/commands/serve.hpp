// `boxoffice serve`: runs the server until SIGTERM or SIGINT.
#pragma once

#include "cli/node/reload.hpp"
#include "cli/run.hpp"
#include "cli/settings/settings.hpp"

namespace boxoffice::cli {

/// Prints `listening on http://HOST:PORT` once ready. Returns 0 after it drained, 1 where it could
/// not start or had to leave requests unanswered. At SIGHUP it takes over what can change while it
/// runs from `source`.
int serve(const settings& chosen, const environment& env, const settings_source& source);

} // namespace boxoffice::cli
