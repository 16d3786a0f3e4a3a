// Losses that an operator accepted (`serve --accept-loss`), as rows of table::node:
//
//   accepted-loss TIME   what was missing, expected and found, as text
//
// The rows are never deleted, and copies of the log keep them.
#pragma once

#include "storage/event_log.hpp"
#include "storage/witness/log_survey.hpp"

#include <string>
#include <vector>

namespace boxoffice::storage {

[[nodiscard]] row_change accepted_loss_row(events::time_ms at, const log_loss& what);

/// One line each, by time: "TIME: missing …; expected …; found …".
[[nodiscard]] result<std::vector<std::string>> accepted_losses(event_log& log);

} // namespace boxoffice::storage
