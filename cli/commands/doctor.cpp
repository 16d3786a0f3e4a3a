#include "cli/commands.hpp"
#include "cli/doctor/checks.hpp"
#include "cli/terminal/output.hpp"

#include <CLI/CLI.hpp>

namespace boxoffice::cli {

namespace {

int examine(const settings& chosen, const environment& env) {
  output out;
  auto failed = false;
  auto report = [&](const findings& some) {
    failed = failed || has_problem(some);
    out.print(to_text(some));
  };
  const auto& data_dir = chosen.storage.data_dir;
  report(check_settings(chosen));
  report(check_tokens(chosen));
  report(check_environment(environment_strings()));
  report(check_directory(data_dir));
  report(check_disk(data_dir));
  report(check_clock(data_dir));
  report({check_descriptors(chosen)});
  if (auto server = running_server(chosen)) {
    report({std::move(*server)});
  } else {
    report(check_addresses(chosen));
    report(check_log(chosen, env));
  }
  report(check_cluster(chosen));
  auto printed = out.finish();
  return failed ? exit_failed : printed;
}

} // namespace

subcommand doctor_command(CLI::App& app) {
  return {app.add_subcommand("doctor", "checks settings, directory, disk, clock, limits, log, "
                                       "database and cluster, and says what to do"),
          examine};
}

} // namespace boxoffice::cli
