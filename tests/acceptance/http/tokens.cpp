// Operator tokens by the command line, while a server runs and between its starts.
#include "tests/support/cinema/commands.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/files.hpp"
#include "tests/support/processes/postgres_server.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// The token that `token create` prints.
std::string created(const std::filesystem::path& data_dir, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"token", "create"});
  auto ended = run_on(data_dir, std::move(arguments));
  REQUIRE_MESSAGE((ended.status == exit_status{0, 0}), ended.errors);
  auto lines = lines_of(ended.output);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("bx_"));
  CHECK(lines[0].size() == 46);
  CHECK(ended.errors.find(lines[0]) == std::string::npos);
  return lines[0];
}

} // namespace

TEST_CASE("tokens: created, used and revoked while the server runs, and kept over a kill") {
  cinema_fixture cinema{server_binary()};
  const auto& data = cinema.data_dir();
  auto status = [&](const std::string& method, const std::string& target, const auto& token) {
    return cinema.client().send(method, target, "", bearer(token)).status;
  };
  cinema.open_show("s", hall(1, 5));
  auto clerk = created(data, {"clerk", "--scope", "read,sell"});
  auto boss = created(data, {"boss", "--scope", "read", "--scope", "operate", "--expires", "1h"});
  CHECK(status("GET", "/api/refund", clerk) == 200);
  CHECK(status("POST", "/api/movieshow/s/pause", clerk) == 403);
  CHECK(status("POST", "/api/movieshow/s/pause", boss) == 200);
  cinema.crash();
  CHECK(status("GET", "/api/refund", clerk) == 200);
  CHECK(status("POST", "/api/movieshow/s/resume", boss) == 200);
  auto list = lines_of(printed_by(data, {"token", "list"}));
  REQUIRE(list.size() == 3);
  CHECK(list[1].starts_with("clerk  read,sell"));
  CHECK(list[2].starts_with("boss   read,operate"));
  CHECK(printed_by(data, {"token", "revoke", "clerk"}) == "revoked clerk\n");
  CHECK(status("GET", "/api/refund", clerk) == 401);
  CHECK(status("GET", "/api/refund", boss) == 200);
  cinema.crash();
  CHECK(status("GET", "/api/refund", clerk) == 401);
  CHECK(status("GET", "/api/refund", operator_token) == 200);
  CHECK(printed_by(data, {"events"}).find("\"by\":\"token:boss\"") != std::string::npos);
  CHECK(printed_by(data, {"verify"}).starts_with("whole: 1 stream"));
  for (const auto& secret : {clerk, boss}) {
    CHECK(files_with(data, secret).empty());
    CHECK(cinema.server().errors().find(secret) == std::string::npos);
  }
}

TEST_CASE("tokens: of a stopped server they are changed in the same way") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  auto token = created(cinema.data_dir(), {"a", "--scope", "read"});
  cinema.start();
  CHECK(cinema.client().get("/api/refund", bearer(token)).status == 200);
  // A copy of the log brings back no token that was revoked since.
  const auto copy = cinema.data_dir() / "copy";
  printed_by(cinema.data_dir(), {"backup", copy.string()});
  CHECK(printed_by(copy, {"token", "list"}) == "no tokens\n");
}

TEST_CASE("tokens: an expired one is refused") {
  cinema_fixture cinema{server_binary()};
  auto token = created(cinema.data_dir(), {"a", "--scope", "read", "--expires", "1ms"});
  CHECK(eventually(
      patience, [&] { return cinema.client().get("/api/refund", bearer(token)).status == 401; }));
}

TEST_CASE("tokens: wrong arguments and a damaged file are errors and change nothing") {
  cinema_fixture cinema{server_binary()};
  const auto& data = cinema.data_dir();
  created(data, {"gate-1", "--scope", "admit"});
  auto before = content_of(data / "operator-tokens");
  check_refused(data, {"token", "create", "gate-1", "--scope", "read"}, 1,
                "there is a token \"gate-1\" already");
  check_refused(data, {"token", "create", "b", "--scope", "all"}, 2,
                "--scope: wants read, sell, operate, admit, got \"all\"");
  check_refused(data, {"token", "create", "b"}, 2, "--scope is required");
  check_refused(data, {"token", "create", "b c", "--scope", "read"}, 2, "NAME: wants");
  check_refused(data, {"token", "create", "b", "--scope", "read", "--expires", "x"}, 2,
                "--expires: wants a time such as");
  check_refused(data, {"token", "revoke", "gate-2"}, 1,
                "there is no token \"gate-2\", did you mean \"gate-1\"?");
  check_refused(data, {"token"}, 2, "needs a command: create or list or revoke");
  check_refused(data / "none", {"token", "create", "b", "--scope", "read"}, 1,
                "there is no data directory of a server at");
  check_refused(data / "none", {"token", "list"}, 1, "there is no data directory of a server at");
  CHECK(content_of(data / "operator-tokens") == before);
  CHECK(cinema.server().terminate() == exit_status{0, 0});
  std::filesystem::resize_file(data / "operator-tokens", 20);
  check_refused(data, {"serve"}, 1, "cannot start: the operator tokens in");
  check_refused(data, {"token", "list"}, 1, "is not a JSON object");
}

TEST_CASE("tokens: nodes on one database share them, and a revoked one is refused at each") {
  postgres_server database;
  const settings shared{{"storage.engine", "postgres"},
                        {"storage.postgres", database.new_database()}};
  cinema_fixture cinema{server_binary(), shared};
  std::vector<std::string> there;
  for (const auto& [key, value] : shared)
    there.insert(there.end(), {"--set", key + '=' + value});
  auto arguments = [&](std::vector<std::string> first) {
    first.insert(first.end(), there.begin(), there.end());
    return first;
  };
  temporary_directory elsewhere; // The command need not run on the machine of a node.
  auto token = created(elsewhere.path(), arguments({"a", "--scope", "read"}));
  auto status = [&] { return cinema.client().get("/api/refund", bearer(token)).status; };
  CHECK(eventually(patience, [&] { return status() == 200; }));
  CHECK(printed_by(elsewhere.path(), arguments({"token", "revoke", "a"})) == "revoked a\n");
  CHECK(eventually(patience, [&] { return status() == 401; }));
  CHECK(database.run(shared.at("storage.postgres"), "SELECT document FROM operator_tokens")
            .find(token) == std::string::npos);
}

} // namespace boxoffice::tests
