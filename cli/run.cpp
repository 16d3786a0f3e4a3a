#include "cli/run.hpp"

#include "cli/commands.hpp"
#include "cli/serve.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

/// The options that every command takes, and serve's own.
struct given {
  std::string config;
  std::string data_dir;
  std::string listen;
  std::vector<std::string> set;
  bool accept_loss = false;

  [[nodiscard]] std::optional<std::filesystem::path> file() const {
    return config.empty() ? std::nullopt : std::optional<std::filesystem::path>{config};
  }
  /// `--data-dir` and `--listen` are settings by another name; `--set` wins over them.
  [[nodiscard]] std::vector<std::string> options() const {
    std::vector<std::string> all;
    if (!data_dir.empty())
      all.push_back("storage.data_dir=" + data_dir);
    if (!listen.empty())
      all.push_back("http.listen=" + listen);
    all.insert(all.end(), set.begin(), set.end());
    return all;
  }
};

void add_common(CLI::App& command, given& into) {
  command.add_option("--config", into.config, "settings file (TOML)");
  command.add_option("--data-dir", into.data_dir, "where the log is kept (storage.data_dir)");
  command.add_option("--set", into.set, "KEY=VALUE, wins over file and environment")
      ->take_all()
      ->allow_extra_args(false);
}

subcommand serve_command(CLI::App& app, given& into) {
  auto* parsed = app.add_subcommand("serve", "runs the server");
  parsed->add_option("--listen", into.listen, "HOST:PORT (http.listen)");
  parsed->add_flag("--accept-loss", into.accept_loss,
                   "go on with a log that has lost events, and write down which");
  return {parsed, serve};
}

/// For the commands whose stdout is their answer.
subcommand printing(subcommand command) {
  command.run = [run = std::move(command.run)](const settings& chosen, const environment& around) {
    std::signal(SIGPIPE, SIG_IGN); // A reader that has gone is an error of the write.
    // What fails is told as the command's own error; a lock that a server has is no news.
    spdlog::set_default_logger(spdlog::stderr_color_mt("boxoffice"));
    spdlog::set_level(spdlog::level::err);
    return run(chosen, around);
  };
  return command;
}

constexpr std::array printing_commands{replay_command,   events_command,  explain_command,
                                       verify_command,   backup_command,  restore_command,
                                       customer_command, migrate_command, bench_command};

std::vector<std::string> environment_strings() {
  std::vector<std::string> all;
  for (auto** each = environ; *each != nullptr; ++each)
    all.emplace_back(*each);
  return all;
}

} // namespace

int run(int argc, char** argv, const environment& around) {
  CLI::App app{"boxoffice sells seats of movie shows and never sells one twice."};
  app.require_subcommand(1);
  given options;
  std::vector<subcommand> commands{serve_command(app, options)};
  for (auto add : printing_commands)
    commands.push_back(printing(add(app)));
  for (const auto& command : commands)
    add_common(*command.parsed, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_done : exit_usage;
  }
  auto loaded = load_settings(options.file(), environment_strings(), options.options());
  if (!loaded) {
    for (const auto& error : loaded.error())
      misused(to_text(error));
    return exit_usage;
  }
  loaded->accept_loss = options.accept_loss;
  auto asked = std::find_if(commands.begin(), commands.end(),
                            [](const subcommand& each) { return each.parsed->parsed(); });
  return asked->run(*loaded, around);
}

} // namespace boxoffice::cli
