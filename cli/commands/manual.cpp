#include "cli/commands/manual.hpp"

#include "cli/commands/version.hpp"
#include "cli/terminal/manual.hpp"
#include "cli/terminal/output.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

subcommand man_command(CLI::App& app) {
  return {app.add_subcommand("man", "prints the manual page (roff)"),
          [&app](const settings&, const environment&) {
            return print_text(manual_page(app, version()));
          }};
}

subcommand completion_command(CLI::App& app) {
  auto* parsed = app.add_subcommand("completion", "prints a script that completes commands");
  auto shell = std::make_shared<std::string>();
  parsed->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  return {parsed, [&app, shell](const settings&, const environment&) {
            if (*shell == "fish")
              return print_text(fish_completion(app));
            return print_text(*shell == "zsh" ? zsh_completion(app) : bash_completion(app));
          }};
}

} // namespace boxoffice::cli
