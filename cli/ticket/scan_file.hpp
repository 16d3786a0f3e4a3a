// Scans that a gate made without a connection: one JSON object a line, the body of POST
// /api/admission with `at`.
#pragma once

#include "storage/event_log.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace boxoffice::cli {

struct scan {
  std::size_t line{}; ///< from 1
  std::string code;
  std::string gate; ///< empty: not named
  std::string at;   ///< RFC 3339
  std::string body; ///< the line
};

/// Empty lines are skipped. Errors: those of read_file(); `corrupt` for the first line that is no
/// scan or has no time. A scan with its time may be sent any number of times: the server then
/// refuses it with that time.
[[nodiscard]] storage::result<std::vector<scan>> read_scans(const std::filesystem::path& file);

} // namespace boxoffice::cli
