// Shared by the subcommands: how they are added, open the log and report errors.
#pragma once

#include "cli/run.hpp"
#include "cli/settings/settings.hpp"
#include "storage/postgres/open.hpp"
#include "storage/rocksdb/open.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace boxoffice::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1; ///< also if a fault was found in a log
inline constexpr int exit_usage = 2;
inline constexpr int exit_lost = 65;   ///< the log has lost durable events; EX_DATAERR
inline constexpr int exit_device = 74; ///< the device failed or is full; EX_IOERR

/// A subcommand with its own options; `run` returns the exit status.
struct subcommand {
  CLI::App* parsed;
  std::function<int(const settings& chosen, const environment& env)> run;
};

/// Prints `boxoffice: ` and the text on stderr, as one line: see logging::escaped().
void print_note(std::string_view text);
/// Print the error by print_note() and return its exit status.
int failed(const std::string& why);
int failed(const storage::storage_error& why);
int misused(const std::string& why);

/// The text with each line break and surrounding blanks replaced by one space.
[[nodiscard]] std::string one_line(std::string_view text);

[[nodiscard]] storage::rocksdb_options log_options(const settings& chosen, const environment& env);

[[nodiscard]] storage::postgres_options postgres_options_of(const settings& chosen);

using opened_log = storage::result<std::unique_ptr<storage::event_log>>;
/// Opens the log for the one process that writes. Creates it if there is none.
[[nodiscard]] opened_log open_to_serve(const settings& chosen, const environment& env);
/// Opens the log of a running or stopped server read-only.
[[nodiscard]] opened_log open_for_reading(const settings& chosen, const environment& env);
/// Opens the log of a stopped server. Errors: `absent` if there is none, `in_use` if a server runs.
[[nodiscard]] opened_log open_stopped(const settings& chosen, const environment& env);

} // namespace boxoffice::cli
