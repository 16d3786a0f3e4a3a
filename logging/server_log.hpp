// The log of the process, on stderr.
#pragma once

#include "logging/logger.hpp"

namespace boxoffice::logging {

/// Lines as text from `warn` up, until the next two functions change that.
[[nodiscard]] const logger& server_log();

/// Of all lines from now on. Safe to call from any thread.
void set_server_log_format(format as);

} // namespace boxoffice::logging
