// The result of a run of `boxoffice bench`, as a table and as JSON.
#pragma once

#include "load/drive.hpp"

#include <string>

namespace boxoffice::cli {

struct bench_run {
  load::options options;
  load::halls shows;
  load::outcome done;
};

/// One line of progress, ended by LF.
[[nodiscard]] std::string progress_line(const load::second& latest);

/// The table.
[[nodiscard]] std::string bench_table(const bench_run& run);

/// The same as one JSON object, on one line ended by LF.
[[nodiscard]] std::string bench_json(const bench_run& run);

/// Sentences about a run that did not go as configured, without LF; empty if it did.
[[nodiscard]] std::string bench_remark(const bench_run& run);

} // namespace boxoffice::cli
