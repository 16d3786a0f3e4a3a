#include "cli/commands/config.hpp"

#include "cli/doctor/checks.hpp"
#include "cli/terminal/output.hpp"
#include "logging/line.hpp"

#include <algorithm>
#include <iterator>

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

int check_config(const settings& chosen) {
  auto found = check_settings(chosen);
  std::ranges::move(check_tokens(chosen), std::back_inserter(found));
  std::ranges::move(check_environment(environment_strings()), std::back_inserter(found));
  output out;
  out.print(to_text(found));
  auto printed = out.finish();
  return has_problem(found) ? exit_failed : printed;
}

int show_config(const std::vector<effective_setting>& all) {
  output out;
  std::string_view section;
  for (const auto& each : all) {
    auto of = std::string_view{each.key}.substr(0, each.key.find('.'));
    if (of != section)
      out.print((section.empty() ? "[" : "\n[") + std::string{of} + "]\n");
    section = of;
    auto name = each.key.substr(of.size() + 1);
    out.print(each.value.empty()
                  ? "# " + name + " is not set\n"
                  : name + " = " + each.value + "  # " + logging::escaped(each.source) + '\n');
  }
  return out.finish();
}

} // namespace

subcommand config_command(CLI::App& app, effective_loader load) {
  auto* parsed = app.add_subcommand("config", "checks or shows the settings");
  parsed->require_subcommand(1);
  auto* checking = parsed->add_subcommand("check", "checks the settings and the files they name");
  auto* showing = parsed->add_subcommand("show", "prints every setting in force with its source");
  for (auto* each : {checking, showing})
    each->fallthrough(); // Accepts the options of all commands.
  return {parsed, [checking, load = std::move(load)](const settings& chosen, const environment&) {
            return checking->parsed() ? check_config(chosen) : show_config(load());
          }};
}

} // namespace boxoffice::cli
