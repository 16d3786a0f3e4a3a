// `config check` and `config show`.
#pragma once

#include "cli/command.hpp"

#include <functional>

namespace boxoffice::cli {

/// The settings in force, with their sources. Errors are reported before the command runs.
using effective_loader = std::function<std::vector<effective_setting>()>;

/// `config check`: says what is wrong with the settings and the files that they name.
/// `config show`: prints every setting in force as TOML, with its source.
[[nodiscard]] subcommand config_command(CLI::App& app, effective_loader load);

} // namespace boxoffice::cli
