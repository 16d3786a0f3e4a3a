#include "cli/run.hpp"

#include "cli/commands.hpp"
#include "cli/commands/config.hpp"
#include "cli/commands/manual.hpp"
#include "cli/commands/serve.hpp"
#include "cli/commands/version.hpp"
#include "cli/node/signals.hpp"
#include "cli/terminal/output.hpp"
#include "cli/terminal/suggestion.hpp"
#include "logging/server_log.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::cli {

namespace {

/// The options that every command takes, and serve's own.
struct given {
  std::optional<std::string> config;
  std::vector<settings_flag> flags;
  std::vector<std::string> set;
  bool accept_loss = false;

  [[nodiscard]] loaded_settings load() const {
    auto loaded = load_settings(config, environment_strings(), set, flags);
    if (loaded)
      loaded->accept_loss = accept_loss;
    return loaded;
  }

  /// After load() has found no error.
  [[nodiscard]] std::vector<effective_setting> effective() const {
    return *effective_settings(config, environment_strings(), set, flags);
  }
};

/// Adds a flag that sets a setting; `--set` overrides it.
void add_flag(CLI::App& command, const std::string& name, std::string_view key,
              const std::string& help, given& into) {
  command.add_option_function<std::string>(
      name,
      [name, key, &into](const std::string& value) {
        into.flags.push_back({name, key, value});
      },
      help);
}

void add_common(CLI::App& command, given& into) {
  command.add_option_function<std::string>(
      "--config", [&into](const std::string& file) { into.config = file; }, "settings file (TOML)");
  add_flag(command, "--data-dir", "storage.data_dir", "where the log is kept (storage.data_dir)",
           into);
  command.add_option("--set", into.set, "KEY=VALUE, overrides file and environment")
      ->take_all()
      ->allow_extra_args(false);
}

subcommand serve_command(CLI::App& app, given& into) {
  auto* parsed = app.add_subcommand("serve", "runs the server");
  add_flag(*parsed, "--listen", "http.listen", "HOST:PORT (http.listen)", into);
  parsed->add_flag("--accept-loss", into.accept_loss,
                   "serve a log that has lost events, and record the loss");
  auto again = [&into] { return into.load(); };
  return {parsed, [again](const settings& chosen, const environment& env) {
            for (const auto& each : orchestrator_variables(environment_strings()))
              logging::server_log().warn(logging::log_module::node,
                                         "{} is no setting; an orchestrator sets such variables",
                                         each);
            return serve(chosen, env, again);
          }};
}

/// For the commands that print their result on stdout.
subcommand printing(subcommand command) {
  command.run = [run = std::move(command.run)](const settings& chosen, const environment& env) {
    let_hangups_end();
    // The command prints its own errors; the lock of a running server is expected.
    logging::server_log().set_levels(logging::levels{logging::level::error});
    return run(chosen, env);
  };
  return command;
}

constexpr std::array printing_commands{
    replay_command, events_command,  report_command,    explain_command,
    verify_command, backup_command,  restore_command,   customer_command,
    token_command,  webhook_command, migrate_command,   doctor_command,
    bench_command,  ticket_command,  admission_command, account_command};

constexpr const char* exit_statuses =
    "Exit status: 0 done; 1 failed, could not start, or a fault was found; 2 invalid arguments or\n"
    "settings; 65 the event log has lost durable events; 74 the disk is full or failed.";

/// `before` is printed in front of the command's name.
int print_help(const CLI::App& of, const std::string& before) {
  return print_text(of.help(before));
}

int no_command(std::string_view command, const std::vector<std::string_view>& names) {
  auto meant = nearest(command, names);
  return misused("there is no command \"" + std::string{command} + '"' +
                 (meant.empty() ? "" : ", did you mean \"" + std::string{meant} + "\"?") +
                 "; `boxoffice help` lists all");
}

int no_subcommand(const CLI::App& command, std::string_view word,
                  const std::vector<std::string>& names) {
  std::vector<std::string> whole;
  for (const auto& name : names)
    whole.push_back(command.get_name() + ' ' + name);
  return no_command(command.get_name() + ' ' + std::string{word}, {whole.begin(), whole.end()});
}

std::vector<std::string> subcommand_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* each : command.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(each->get_name());
  return names;
}

/// The first argument that is neither an option of the command nor the value of one; empty if there
/// is none. Nothing behind an option that the command does not have, which may take a value.
std::optional<std::string_view> first_word(const CLI::App& command,
                                           std::span<char* const> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view text = arguments[i];
    if (!text.starts_with('-'))
      return text;
    auto equals = text.find('=');
    const auto* option = command.get_option_no_throw(std::string{text.substr(0, equals)});
    if (option == nullptr)
      return std::nullopt;
    if (equals == std::string_view::npos && option->get_items_expected_max() > 0)
      ++i;
  }
  return std::string_view{};
}

/// Handles the arguments of a command that has commands of its own, if none of them is named.
/// Returns the exit status, or nothing if all is well.
std::optional<int> handle_no_subcommand(const CLI::App& command, std::span<char* const> arguments) {
  auto names = subcommand_names(command);
  auto is_name = [&](std::string_view text) {
    return std::ranges::find(names, text) != names.end();
  };
  auto is_help = [](std::string_view text) { return text == "-h" || text == "--help"; };
  if (names.empty() || std::ranges::any_of(arguments, is_help))
    return std::nullopt;
  auto word = first_word(command, arguments);
  if (word ? is_name(*word) : std::ranges::any_of(arguments, is_name))
    return std::nullopt;
  if (word && !word->empty())
    return no_subcommand(command, *word, names);
  std::string all;
  for (const auto& name : names)
    all.append(all.empty() ? "" : " or ").append(name);
  return misused("\"" + command.get_name() + "\" needs a command: " + all);
}

/// `help COMMAND`, or `help COMMAND COMMAND` for one that has commands of its own; `more` is what
/// stands behind the first command.
int print_help_of(CLI::App& command, std::span<char* const> more) {
  const std::string before = "boxoffice";
  if (more.empty())
    return print_help(command, before);
  std::string_view wanted = more.front();
  auto named =
      command.get_subcommands([&](const CLI::App* each) { return each->get_name() == wanted; });
  if (auto names = subcommand_names(command); named.empty() && !names.empty())
    return no_subcommand(command, wanted, names);
  if (named.empty() || more.size() > 1)
    return misused("`boxoffice help` takes one command, and not \"" +
                   std::string{named.empty() ? wanted : more[1]} + "\" behind it");
  return print_help(*named.front(), before + ' ' + command.get_name());
}

/// Handles a first argument that is no command. Returns the exit status, or nothing if it is a
/// command.
std::optional<int> handle_no_command(const CLI::App& app, std::span<const subcommand> commands,
                                     std::span<char* const> arguments) {
  if (arguments.empty()) {
    std::fputs(app.help("").c_str(), stderr);
    return exit_usage;
  }
  std::string_view command = arguments.front();
  auto wants_help = command == "help";
  if (wants_help && (arguments.size() == 1 || arguments[1] == command))
    return print_help(app, "");
  if (wants_help)
    command = arguments[1];
  if (command == "--version" && !wants_help && arguments.size() > 1)
    return misused("\"--version\" takes no argument, and not \"" + std::string{arguments[1]} + '"');
  if (command == "-h" || command == "--help" || command == "--version")
    return std::nullopt;
  if (command.starts_with('-'))
    return misused("there is no option \"" + std::string{command} +
                   "\" in front of a command; `boxoffice help` lists all");
  std::vector<std::string_view> names{"help"};
  for (const auto& each : commands) {
    names.push_back(each.parsed->get_name());
    if (names.back() == command)
      return wants_help ? std::optional{print_help_of(*each.parsed, arguments.subspan(2))}
                        : handle_no_subcommand(*each.parsed, arguments.subspan(1));
  }
  return no_command(command, names);
}

/// Runs the command that was parsed.
int run_parsed(std::span<const subcommand> commands, const given& options, const environment& env) {
  auto loaded = options.load();
  if (!loaded) {
    for (const auto& error : loaded.error())
      misused(to_text(error));
    return exit_usage;
  }
  auto chosen =
      std::ranges::find_if(commands, [](const subcommand& each) { return each.parsed->parsed(); });
  try {
    return chosen->run(*loaded, env);
  } catch (const std::exception& error) { // An exception of a library, at the edge.
    return failed(one_line(error.what()));
  }
}

} // namespace

int run(int argc, char** argv, const environment& env) {
  hold_hangups();
  ::umask(S_IRWXG | S_IRWXO); // Most files have mail addresses or secrets.
  // A closed pipe, or a file at the limit of its size, is then an error of the write.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app{"boxoffice sells seats of movie shows and never sells one twice.", "boxoffice"};
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text());
  app.footer(exit_statuses);
  given options;
  std::vector<subcommand> commands{serve_command(app, options)};
  for (auto add : printing_commands)
    commands.push_back(printing(add(app)));
  commands.push_back(printing(config_command(app, [&options] { return options.effective(); })));
  for (auto add : {man_command, completion_command})
    commands.push_back(printing(add(app)));
  for (const auto& command : commands)
    add_common(*command.parsed, options);
  std::span<char* const> arguments{argv, static_cast<std::size_t>(argc)};
  arguments = arguments.subspan(std::min<std::size_t>(1, arguments.size()));
  if (auto answered = handle_no_command(app, commands, arguments))
    return *answered;
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) { // --help and --version.
    std::ostringstream text;
    app.exit(success, text, text);
    return print_text(text.str());
  } catch (const CLI::ParseError& error) {
    return misused(one_line(error.what()) + "; `boxoffice help COMMAND` lists its options");
  }
  return run_parsed(commands, options, env);
}

} // namespace boxoffice::cli
