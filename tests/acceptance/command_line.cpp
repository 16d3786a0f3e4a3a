#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

command_result ran(std::vector<std::string> arguments) {
  return run_command({server_binary(), std::move(arguments), {}}, std::chrono::seconds{60});
}

command_result ran_by_shell(const std::string& text) {
  return run_command({"/bin/sh", {"-c", text}, {}}, std::chrono::seconds{60});
}

void check_misused(const std::vector<std::string>& arguments, const std::string& line) {
  CAPTURE(line);
  auto ended = ran(arguments);
  CHECK(ended.status == exit_status{2, 0});
  CHECK(ended.output == "");
  CHECK(ended.errors == "boxoffice: " + line + '\n');
}

} // namespace

TEST_CASE("command line: without arguments it lists the commands and ends with 2") {
  auto ended = ran({});
  CHECK(ended.status == exit_status{2, 0});
  CHECK(ended.output == "");
  for (const auto* command : {"serve", "verify", "backup", "customer"})
    CHECK(ended.errors.find(command) != std::string::npos);
}

TEST_CASE("command line: help lists all commands or describes one") {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"help"}, {"--help"}, {"-h"}, {"help", "help"}}) {
    auto ended = ran(arguments);
    CHECK(ended.status == exit_status{0, 0});
    CHECK(ended.errors == "");
    CHECK(ended.output.find("serve") != std::string::npos);
    CHECK(ended.output.find("Exit status: 0 done") != std::string::npos);
  }
  auto of_serve = ran({"help", "serve"});
  CHECK(of_serve.status == exit_status{0, 0});
  CHECK(of_serve.output.find("--listen") != std::string::npos);
  CHECK(ran({"serve", "--help"}).output == of_serve.output);
}

TEST_CASE("command line: help describes a command of a command, and refuses what is left over") {
  auto of_create = ran({"help", "token", "create"});
  CHECK(of_create.status == exit_status{0, 0});
  CHECK(of_create.output.find("--expires") != std::string::npos);
  check_misused({"help", "serve", "x"},
                "`boxoffice help` takes one command, and not \"x\" behind it");
  check_misused({"help", "token", "create", "x"},
                "`boxoffice help` takes one command, and not \"x\" behind it");
  check_misused({"--version", "x"}, "\"--version\" takes no argument, and not \"x\"");
}

TEST_CASE("command line: what it prints of a wrong value is one line without control characters") {
  check_misused({"serve", "--set", "http.threads=1\n2\x1b[2J"},
                R"(--set: http.threads: wants a number from 1 to 256, got "1\x0a2\x1b[2J")");
  check_misused({"serve", "--set", "a\nb=1"}, R"(--set: a\x0ab: unknown setting)");
  check_misused({"x\ny"}, R"(there is no command "x\x0ay"; `boxoffice help` lists all)");
  temporary_directory place;
  const auto file = (place.path() / "b.toml").string();
  std::ofstream{file} << R"(http.threads = "1\u0000\u001b[2J")" << '\n'
                      << R"("review\u0000\u000a" = 1)" << '\n';
  auto ended = ran({"serve", "--config", file});
  CHECK(ended.status == exit_status{2, 0});
  CHECK(ended.errors ==
        "boxoffice: " + file +
            R"(:1: http.threads: wants a number from 1 to 256, got "1\x00\x1b[2J")" +
            "\nboxoffice: " + file + R"(:2: review\x00\x0a: unknown setting)" + '\n');
}

TEST_CASE("command line: a result that cannot be written is an error of each command") {
  for (const auto* command : {"--version", "--help", "help", "help serve", "serve --help",
                              "help token create", "config show", "man", "completion bash"}) {
    CAPTURE(command);
    auto full = ran_by_shell(server_binary().string() + ' ' + command + " > /dev/full");
    CHECK(full.status == exit_status{1, 0});
    CHECK(full.errors == "boxoffice: cannot write the output: No space left on device\n");
  }
}

TEST_CASE("command line: --version prints the version") {
  auto ended = ran({"--version"});
  CHECK(ended.status == exit_status{0, 0});
  CHECK(ended.errors == "");
  CHECK(ended.output.starts_with("boxoffice "));
  CHECK(ended.output.find_first_of("0123456789") != std::string::npos);
}

TEST_CASE("command line: a misspelled command is reported with the closest one") {
  check_misused({"customer"}, "\"customer\" needs a command: export or erase");
  check_misused({"customer", "exprt", "x"},
                "there is no command \"customer exprt\", did you mean \"customer export\"?; "
                "`boxoffice help` lists all");
  check_misused({"token", "dance"},
                "there is no command \"token dance\"; `boxoffice help` lists all");
  const char* list_meant = "there is no command \"webhook lst\", did you mean \"webhook list\"?; "
                           "`boxoffice help` lists all";
  check_misused({"webhook", "lst"}, list_meant);
  check_misused({"webhook", "--data-dir", "x", "lst"}, list_meant);
  check_misused({"webhook", "--data-dir=x", "--set", "log.level=info", "lst", "--config", "list"},
                list_meant);
  check_misused({"help", "webhook", "lst"}, list_meant);
  check_misused({"token", "--data-dir", "create"},
                "\"token\" needs a command: create or list or revoke");
  check_misused({"serv"}, "there is no command \"serv\", did you mean \"serve\"?; `boxoffice help` "
                          "lists all");
  check_misused({"help", "verfy"}, "there is no command \"verfy\", did you mean \"verify\"?; "
                                   "`boxoffice help` lists all");
  check_misused({"dance"}, "there is no command \"dance\"; `boxoffice help` lists all");
  check_misused(
      {"--listen", "127.0.0.1:0", "serve"},
      "there is no option \"--listen\" in front of a command; `boxoffice help` lists all");
}

TEST_CASE("command line: a wrong option or value is one line that names it") {
  check_misused({"serve", "--listne", "x"},
                "The following arguments were not expected: x --listne; "
                "`boxoffice help COMMAND` lists its options");
  check_misused({"serve", "--listen", "nowhere"},
                "--listen: http.listen: wants HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, got "
                "\"nowhere\"");
  check_misused({"verify", "--data-dir", ""},
                "--data-dir: storage.data_dir: wants a path, got \"\"");
  check_misused({"serve", "--set", "review.intrval=1s"},
                "--set: review.intrval: unknown setting, did you mean review.interval?");
}

TEST_CASE("command line: config show hides secrets, and a settings file of it is the same") {
  const std::string key(40, 'k');
  const std::vector<std::string> set{"config", "show",         "--set", "auth.jwt_secret=" + key,
                                     "--set",  "auth.mode=jwt"};
  auto shown = ran(set);
  CHECK(shown.status == exit_status{0, 0});
  CHECK(shown.output.find(key) == std::string::npos);
  CHECK(shown.output.find("jwt_secret = \"(hidden)\"  # --set") != std::string::npos);
  CHECK(shown.output.find("interval = \"1s\"  # default") != std::string::npos);

  temporary_directory place;
  const auto file = place.path() / "shown.toml";
  std::ofstream{file} << ran({"config", "show"}).output;
  auto again = ran({"config", "show", "--config", file.string()});
  CHECK_MESSAGE((again.status == exit_status{0, 0}), again.errors);
}

TEST_CASE("command line: doctor finds a running server, a stopped one and one that cannot start") {
  cinema_fixture cinema{server_binary()};
  auto examine = [&](const std::string& directory) {
    return ran({"doctor", "--data-dir", directory, "--set", "http.listen=127.0.0.1:0"});
  };
  auto running = examine(cinema.data_dir());
  CHECK_MESSAGE((running.status == exit_status{0, 0}), running.output);
  CHECK(running.output.find("ok      server: it runs and is ready") != std::string::npos);
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  auto stopped = examine(cinema.data_dir());
  CHECK_MESSAGE((stopped.status == exit_status{0, 0}), stopped.output);
  CHECK(stopped.output.find("ok      log: it opens in ") != std::string::npos);

  for (const auto& entry : std::filesystem::directory_iterator{cinema.data_dir()})
    if (entry.path().extension() == ".log")
      std::filesystem::resize_file(entry.path(), 0);
  auto damaged = examine(cinema.data_dir());
  CHECK(damaged.status == exit_status{1, 0});
  CHECK(damaged.output.find("problem log: ") != std::string::npos);
  CHECK(damaged.output.find("-> do not delete anything") != std::string::npos);
}

TEST_CASE("command line: --version names the commit and the libraries") {
  auto text = ran({"--version"}).output;
  for (const auto* part : {" (commit ", "CAF 0.17.", "RocksDB 7.", "Boost 1.", "OpenSSL 3."})
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
}

TEST_CASE("command line: the manual page has every command of the help") {
  auto help = ran({"help"}).output;
  auto page = ran({"man"}).output;
  CHECK(page.starts_with(".TH BOXOFFICE 1"));
  std::istringstream lines{help.substr(help.find("Subcommands:"))};
  unsigned commands = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ") || line.starts_with("   "))
      continue;
    auto name = line.substr(2, line.find(' ', 2) - 2);
    CHECK_MESSAGE(page.find(".SS boxoffice " + name + '\n') != std::string::npos, name);
    ++commands;
  }
  CHECK(commands > 10);
  CHECK(page.find(".SS boxoffice customer export\n") != std::string::npos);
  CHECK(page.find(".B \\-\\-data\\-dir VALUE\n") != std::string::npos);
}

TEST_CASE("command line: bash completes commands, commands of commands, and options") {
  temporary_directory place;
  const auto script = place.path() / "completion";
  std::ofstream{script} << ran({"completion", "bash"}).output;
  auto completed = [&](const std::string& words) {
    auto typed =
        run_command({"/bin/bash",
                     {"-c",
                      "source \"$1\"; COMP_WORDS=($2); [[ $2 != *' ' ]] || COMP_WORDS+=(''); "
                      "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _boxoffice; echo \"${COMPREPLY[*]}\"",
                      "bash", script.string(), words},
                     {}},
                    std::chrono::seconds{60});
    return typed.output;
  };
  CHECK(completed("boxoffice ser") == "serve\n");
  CHECK(completed("boxoffice customer e") == "export erase\n");
  CHECK(completed("boxoffice serve --lis") == "--listen\n");
  CHECK(completed("boxoffice token create --sc") == "--scope\n");
  CHECK(ran({"completion", "zsh"}).output.starts_with("#compdef boxoffice\n"));
  CHECK(ran({"completion", "tcsh"}).status == exit_status{2, 0});
}

TEST_CASE("command line: fish completes them too, and says what each is for") {
  temporary_directory place;
  const auto script = place.path() / "boxoffice.fish";
  std::ofstream{script} << ran({"completion", "fish"}).output;
  auto completed = [&](const std::string& words) {
    return run_command({"/usr/bin/fish",
                        {"--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                         script.string(), words},
                        {{"HOME", place.path().string()}}},
                       std::chrono::seconds{60})
        .output;
  };
  CHECK(completed("boxoffice ser") == "serve\truns the server\n");
  const auto commands = completed("boxoffice customer e");
  CHECK(commands.find("export\t") != std::string::npos);
  CHECK(commands.find("erase\t") != std::string::npos);
  CHECK(completed("boxoffice serve --lis") == "--listen\tHOST:PORT (http.listen)\n");
  CHECK(completed("boxoffice --config x token create --sc").starts_with("--scope\t"));
  CHECK(completed("boxoffice serve --sc").empty());
}

TEST_CASE("command line: variables that an orchestrator sets are a warning") {
  cinema_fixture cinema{server_binary()};
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});
  cinema.options().environment["BOXOFFICE_PORT_8080_TCP_ADDR"] = "10.0.0.1";
  cinema.options().environment["BOXOFFICE_SERVICE_HOST"] = "10.0.0.1";
  cinema.start();
  CHECK(cinema.server().reports("BOXOFFICE_PORT_8080_TCP_ADDR is no setting"));
  CHECK(cinema.server().reports("BOXOFFICE_SERVICE_HOST is no setting"));
}

TEST_CASE("command line: options that need another one, or a value, say so") {
  check_misused({"verify", "--key", "k.pem"},
                "--key is of --anchor or --against, and neither is given");
  auto empty = ran({"events", "--show", ""});
  CHECK(empty.status == exit_status{2, 0});
  CHECK(empty.errors.find("--show: wants an id") != std::string::npos);
}

} // namespace boxoffice::tests
