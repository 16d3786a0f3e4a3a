// The commands in README.md, run as written there.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/files.hpp"

#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

namespace fs = std::filesystem;

const fs::path sources = BOXOFFICE_SOURCE_DIR;

/// The indented lines of the section of that title.
std::string commands_under(const std::string& title) {
  std::string commands;
  auto inside = false;
  for (const auto& line : lines_of(content_of(sources / "README.md"))) {
    if (line.starts_with("## "))
      inside = line == "## " + title;
    else if (inside && line.starts_with("    "))
      commands += line.substr(4) + '\n';
  }
  REQUIRE_MESSAGE(!commands.empty(), title);
  return commands;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// What `./dev run` leaves behind, in a directory of the test's: build/release and build/data, a
/// server with the sample settings, and the sample shows.
struct dev_run {
  temporary_directory directory;
  server_options options;
  std::optional<server_process> server;

  dev_run() {
    fs::create_directory(directory.path() / "build");
    fs::create_directory_symlink(server_binary().parent_path(),
                                 directory.path() / "build" / "release");
    options.binary = server_binary();
    options.data_dir = directory.path() / "build" / "data";
    options.arguments = {"--config", sources / "config" / "sample.toml"};
    options.with_operator_token = false;
    server.emplace(options);
    auto token = lines_of(content_of(options.data_dir / "admin-token")).at(0);
    http_client client{server->port()};
    for (const auto& file : fs::directory_iterator{sources / "config" / "samples"})
      require_status(client.post("/api/movieshow", json::parse(content_of(file.path())),
                                 {{"Authorization", "Bearer " + token}}),
                     200, file.path().string());
  }

  command_result run(std::string script) const {
    replace_all(script, "127.0.0.1:8080", "127.0.0.1:" + std::to_string(server->port()));
    // Until the review has decided, however long a busy machine takes.
    replace_all(script, "sleep 1.5;",
                "until curl -s \"http://127.0.0.1:" + std::to_string(server->port()) +
                    "/api/ticket/$reqId\" | grep -q CONFIRMED; do :; done;");
    return run_command(
        {"/bin/bash",
         {"-euo", "pipefail", "-c", "cd '" + directory.path().string() + "'\n" + script},
         {}},
        std::chrono::seconds{120});
  }
};

} // namespace

TEST_CASE("README: the commands up to a paid seat and those of the audit work as written") {
  dev_run cinema;
  auto ended = cinema.run(commands_under("From the list of shows to a paid seat") +
                          commands_under("Look back"));
  CAPTURE(ended.output);
  CHECK_MESSAGE((ended.status == exit_status{0, 0}), ended.errors);
  for (const auto* expected :
       {"\"monsoon-wedding-1830\"", "\"status\":\"IN_REVIEW\"", "\"status\":\"CONFIRMED\"",
        "\"status\":\"PAID\"", "BookingPaid", "\"status\":\"PAUSED\"", "backed up to",
        "restored to", "ada@example.org"})
    CHECK_MESSAGE(ended.output.find(expected) != std::string::npos, expected);
  CHECK(ended.output.find("\"code\"") == std::string::npos);
  cinema.server->terminate();
  auto later = cinema.run("reqId=none\nPATH=$PWD/build/release:$PATH\n"
                          "export BOXOFFICE_STORAGE_DATA_DIR=build/data\n"
                          "boxoffice replay --show monsoon-wedding-1830 && boxoffice verify\n");
  CHECK_MESSAGE((later.status == exit_status{0, 0}), later.errors);
}

} // namespace boxoffice::tests
