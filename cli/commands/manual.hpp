// `man` and `completion`.
#pragma once

#include "cli/command.hpp"

namespace boxoffice::cli {

/// `man`: prints the manual page as roff. `app` must outlive the command.
[[nodiscard]] subcommand man_command(CLI::App& app);
/// `completion bash|zsh`: prints a script that completes the command line.
[[nodiscard]] subcommand completion_command(CLI::App& app);

} // namespace boxoffice::cli
