// What the subcommands have in common: how they are added, how they open the log and how they fail.
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
inline constexpr int exit_failed = 1; ///< also where a fault was found
inline constexpr int exit_usage = 2;
inline constexpr int exit_lost = 65; ///< the log has less than was durable; EX_DATAERR

/// A subcommand with its own options; `run` returns the exit status.
struct subcommand {
  CLI::App* parsed;
  std::function<int(const settings& chosen, const environment& env)> run;
};

/// Say on stderr what was wrong, behind `boxoffice: `, and return the exit status for it.
int failed(const std::string& why);
int failed(const storage::storage_error& why);
int misused(const std::string& why);

/// The text with each line break and the blanks around it as one space.
[[nodiscard]] std::string one_line(std::string_view text);

[[nodiscard]] storage::rocksdb_options log_options(const settings& chosen, const environment& env);

[[nodiscard]] storage::postgres_options postgres_options_of(const settings& chosen);

using opened_log = storage::result<std::unique_ptr<storage::event_log>>;
/// For the one process that writes; made where there is none.
[[nodiscard]] opened_log open_to_serve(const settings& chosen, const environment& env);
/// The log of a running or stopped server, which this cannot change.
[[nodiscard]] opened_log open_for_reading(const settings& chosen, const environment& env);
/// The log of a stopped server; `absent` where there is none, `in_use` where a server runs.
[[nodiscard]] opened_log open_stopped(const settings& chosen, const environment& env);

} // namespace boxoffice::cli
