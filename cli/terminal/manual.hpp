// The manual page and the shell completion, from the definitions that parse the command line.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace boxoffice::cli {

/// `boxoffice.1` as roff (man(7)): all commands with their options.
[[nodiscard]] std::string manual_page(const CLI::App& app, const std::string& version);

/// A script for bash, to be sourced: completes commands, options and files.
[[nodiscard]] std::string bash_completion(const CLI::App& app);
/// The same for zsh, as a function of its completion system.
[[nodiscard]] std::string zsh_completion(const CLI::App& app);
/// The same for fish, with what each command and option does.
[[nodiscard]] std::string fish_completion(const CLI::App& app);

} // namespace boxoffice::cli
