// What a run of `boxoffice bench` came to, for people and for programs.
#pragma once

#include "load/drive.hpp"

#include <string>

namespace boxoffice::cli {

struct bench_run {
  load::options asked;
  load::halls shows;
  load::outcome done;
};

/// One line of progress, ended by LF.
[[nodiscard]] std::string progress_line(const load::second& latest);

/// The table.
[[nodiscard]] std::string bench_table(const bench_run& run);

/// The same as one JSON object, on one line ended by LF.
[[nodiscard]] std::string bench_json(const bench_run& run);

/// What the user should know of a run that did not go as asked; empty where it did. Sentences,
/// without LF.
[[nodiscard]] std::string bench_remark(const bench_run& run);

} // namespace boxoffice::cli
