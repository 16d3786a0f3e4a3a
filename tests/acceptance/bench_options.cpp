#include "tests/support/cinema/commands.hpp"

#include <fstream>

namespace boxoffice::tests {

namespace {

using std::chrono::seconds;

command_result bench(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "bench");
  return run_command({server_binary(), std::move(arguments), {}}, seconds{60});
}

std::string url_of(cinema_fixture& cinema) {
  return "http://127.0.0.1:" + std::to_string(cinema.server().port());
}

/// Checks that it ended with this code before any load, and that it said why.
void check_not_begun(const std::vector<std::string>& arguments, int code, const std::string& why) {
  CAPTURE(why);
  auto ended = bench(arguments);
  CHECK(ended.status == exit_status{code, 0});
  CHECK(ended.output == "");
  CHECK_MESSAGE(ended.errors.find(why) != std::string::npos, ended.errors);
}

} // namespace

TEST_CASE("bench: options that make no sense end it with 2") {
  check_not_begun({"--scenario", "cold"}, 2, "--scenario");
  check_not_begun({"--connections", "0"}, 2, "--connections");
  check_not_begun({"--connections", "many"}, 2, "--connections");
  check_not_begun({"--rate", "0"}, 2, "--rate");
  check_not_begun({"--rate", "-5"}, 2, "--rate");
  check_not_begun({"--duration", "10"}, 2, "--duration");
  check_not_begun({"--duration", "0s"}, 2, "--duration");
  check_not_begun({"--duration", "25h"}, 2, "--duration");
  check_not_begun({"--warmup", "soon"}, 2, "--warmup");
  check_not_begun({"--timeout", "0s"}, 2, "--timeout");
  check_not_begun({"--rate", "5", "--patience", "0ms"}, 2, "--patience");
  check_not_begun({"--seats", "10001"}, 2, "--seats");
  check_not_begun({"--seats", "7"}, 2, "--seats must be even");
  check_not_begun({"--threads", "65"}, 2, "--threads");
  check_not_begun({"--threads", "3", "--connections", "2"}, 2, "more than --connections");
  check_not_begun({"--scenario", "hot", "--shows", "5"}, 2, "--shows is not for `hot`");
  check_not_begun({"--scenario", "contested", "--seats", "8"}, 2, "--seats is not for");
  check_not_begun({"--scenario", "read", "--bookings", "8"}, 2, "--bookings is not for");
  check_not_begun({"--duration", "24h", "--rate", "1000000"}, 2, "this would need");
  check_not_begun({"--fast"}, 2, "--fast");
  check_not_begun({"--set", "payment.windoww=1s"}, 2, "payment.windoww");
  check_not_begun({"--set", "auth.mode=jwt", "--set", "auth.jwt_secret=" + std::string(32, 'x')}, 2,
                  "auth.mode must be open");
  for (const auto* url : {"127.0.0.1:80", "https://127.0.0.1", "http://", "http://127.0.0.1:x",
                          "http://127.0.0.1:0", "http://a b", "http://127.0.0.1/api"})
    check_not_begun({"--url", url}, 2, "--url wants http://HOST:PORT");
}

TEST_CASE("bench: without a listening server it ends with 1 and an error message") {
  std::uint16_t port = 0;
  {
    cinema_fixture cinema{server_binary()};
    port = cinema.server().port();
  }
  auto address = "127.0.0.1:" + std::to_string(port);
  check_not_begun({"--url", "http://" + address, "--token", "x"}, 1,
                  "cannot connect to " + address + ": Connection refused");
  check_not_begun({"--url", "http://nowhere.invalid:80", "--token", "x"}, 1,
                  "cannot resolve nowhere.invalid");
}

TEST_CASE("bench: the operator's token comes from the option, the environment or the directory") {
  cinema_fixture cinema{server_binary()};
  temporary_directory empty, with_token;
  std::ofstream{with_token.path() / "admin-token"} << operator_token << '\n';
  command_line what{server_binary(),
                    {"bench", "--url", url_of(cinema), "--duration", "100ms", "--warmup", "0s",
                     "--shows", "1", "--rate", "100", "--data-dir", empty.path()},
                    {}};
  int code = 0;
  std::string why;
  SUBCASE("option") { what.arguments.insert(what.arguments.end(), {"--token", operator_token}); }
  SUBCASE("environment") { what.environment["BOXOFFICE_ADMIN_TOKEN"] = operator_token; }
  SUBCASE("directory") { what.arguments.back() = with_token.path(); }
  SUBCASE("none") {
    code = 1;
    why = empty.path().string() + " has none";
  }
  SUBCASE("another server's") {
    what.environment["BOXOFFICE_ADMIN_TOKEN"] = "of-another-server";
    code = 1;
    why = "refused the operator token";
  }
  auto ended = run_command(what, seconds{60});
  CHECK_MESSAGE((ended.status == exit_status{code, 0}), ended.errors);
  CHECK(ended.errors.find(why) != std::string::npos);
  CHECK(std::filesystem::is_empty(empty.path())); // No token is made for a server that has its own.
}

TEST_CASE("bench: without a URL the server is that of http.listen") {
  cinema_fixture cinema{server_binary()};
  auto listen = "http.listen=0.0.0.0:" + std::to_string(cinema.server().port());
  auto ended = bench({"--set", listen, "--token", operator_token, "--duration", "100ms", "--shows",
                      "1", "--rate", "100"});
  CHECK_MESSAGE((ended.status == exit_status{0, 0}), ended.errors);
  CHECK(ended.output.find(url_of(cinema)) != std::string::npos);
  check_not_begun({"--set", "http.listen=127.0.0.1:0"}, 2, "http.listen has no port");
}

TEST_CASE("bench: the mixed scenario needs a way to pay before it begins") {
  cinema_fixture cinema{server_binary()};
  std::vector<std::string> arguments{"--scenario",   "mixed",   "--url",
                                     url_of(cinema), "--token", operator_token};
  check_not_begun(arguments, 1, "set payment.webhook_secret to the server's");
  arguments.insert(arguments.end(),
                   {"--set", "payment.webhook_secret=" + provider::with_random_secret().secret()});
  check_not_begun(arguments, 1, "its payment.webhook_secret differs");
  CHECK(printed_by(cinema.data_dir(), {"events"}) == "");
}

TEST_CASE("bench: a server without shows can be loaded too") {
  cinema_fixture cinema{server_binary()};
  auto ended = bench({"--url", url_of(cinema), "--no-shows", "--scenario", "read", "--duration",
                      "100ms", "--warmup", "0s", "--rate", "100"});
  CHECK(ended.status == exit_status{1, 0});
  CHECK(ended.errors.find("read: response 404") != std::string::npos);
  CHECK(printed_by(cinema.data_dir(), {"events"}) == "");
}

} // namespace boxoffice::tests
