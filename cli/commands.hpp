// The subcommands, each in the file of its name. Each function adds one to the program.
#pragma once

#include "cli/command.hpp"

namespace boxoffice::cli {

/// `replay --show ID [--at TIME | --seq N] [--json]`: a show at a time in the past.
[[nodiscard]] subcommand replay_command(CLI::App& app);
/// `events [--show ID] [--after N | --after ID:N]`: the log as NDJSON.
[[nodiscard]] subcommand events_command(CLI::App& app);
/// `report [--from TIME] [--to TIME] [--by …] [--csv|--json]`: sales, from the log.
[[nodiscard]] subcommand report_command(CLI::App& app);
/// `explain REQID`: explains one booking.
[[nodiscard]] subcommand explain_command(CLI::App& app);
/// `verify [--threads N] [--anchor FILE] [--against FILE] [--key FILE]`: verifies the whole log.
[[nodiscard]] subcommand verify_command(CLI::App& app);
/// `backup DIR`: copies the log; a running server makes the copy itself.
[[nodiscard]] subcommand backup_command(CLI::App& app);
/// `restore DIR`: creates the data directory from a backup.
[[nodiscard]] subcommand restore_command(CLI::App& app);
/// `migrate --from ENGINE --to ENGINE`: copies the log of a stopped server into another engine.
[[nodiscard]] subcommand migrate_command(CLI::App& app);
/// `bench [--scenario NAME] [--rate N] …`: the load generator.
[[nodiscard]] subcommand bench_command(CLI::App& app);
/// `customer export MAIL`, `customer erase MAIL`: prints or erases the data of one person.
[[nodiscard]] subcommand customer_command(CLI::App& app);
/// `account reset MAIL`: ends an account whose password is forgotten.
[[nodiscard]] subcommand account_command(CLI::App& app);
/// `doctor`: checks everything that a server needs, and says what to do.
[[nodiscard]] subcommand doctor_command(CLI::App& app);
/// `token create NAME --scope S… [--expires WHEN]`, `token list`, `token revoke NAME`: the
/// operator's named tokens.
[[nodiscard]] subcommand token_command(CLI::App& app);
/// `webhook list|add|remove|enable|disable|dead|resend`: receivers of events (cli/webhook/).
[[nodiscard]] subcommand webhook_command(CLI::App& app);
/// `ticket verify --key FILE CODE…`: checks ticket codes without a server (cli/ticket/).
[[nodiscard]] subcommand ticket_command(CLI::App& app);
/// `admission sync FILE`: sends scans that were made offline (cli/ticket/).
[[nodiscard]] subcommand admission_command(CLI::App& app);

} // namespace boxoffice::cli
