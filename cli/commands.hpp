// The subcommands, each in the file of its name. Each of these functions adds one to the program.
#pragma once

#include "cli/command.hpp"

namespace boxoffice::cli {

/// `replay --show ID [--at TIME | --seq N] [--json]`: a show as it was.
[[nodiscard]] subcommand replay_command(CLI::App& app);
/// `events [--show ID] [--after N | --after ID:N]`: the log as NDJSON.
[[nodiscard]] subcommand events_command(CLI::App& app);
/// `explain REQID`: the story of one booking.
[[nodiscard]] subcommand explain_command(CLI::App& app);
/// `verify [--threads N] [--anchor FILE] [--against FILE] [--key FILE]`: judges the whole log.
[[nodiscard]] subcommand verify_command(CLI::App& app);
/// `backup DIR`: a copy of the log, of a running server through itself.
[[nodiscard]] subcommand backup_command(CLI::App& app);
/// `restore DIR`: a backup becomes the data directory.
[[nodiscard]] subcommand restore_command(CLI::App& app);
/// `migrate --from ENGINE --to ENGINE`: the log of a stopped server into another engine's.
[[nodiscard]] subcommand migrate_command(CLI::App& app);
/// `bench [--scenario NAME] [--rate N] …`: the load generator.
[[nodiscard]] subcommand bench_command(CLI::App& app);
/// `customer export MAIL`, `customer erase MAIL`: all that is kept of a person, or none of it.
[[nodiscard]] subcommand customer_command(CLI::App& app);

} // namespace boxoffice::cli
