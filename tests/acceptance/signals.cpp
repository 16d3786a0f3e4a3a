#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/crypto/jwt.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/child_process.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boxoffice::tests {

using std::chrono::seconds;

namespace {

/// A server with a settings file and a token file of its own.
struct reloading {
  temporary_directory directory;
  std::filesystem::path config = directory.path() / "boxoffice.toml";
  server_options options;
  std::optional<server_process> server;

  reloading() {
    options.binary = server_binary();
    options.data_dir = directory.path() / "data";
    options.arguments = {"--config", config};
    options.with_operator_token = false;
    write_config("[log]\nlevel = 'warn'\n");
    server.emplace(options);
  }
  void write_config(const std::string& text) const { std::ofstream{config} << text; }
  void write_token(const std::string& text) const {
    std::ofstream{options.data_dir / "admin-token"} << text;
  }
  bool says(const std::string& text) {
    return eventually(patience, [&] { return server->errors().find(text) != std::string::npos; });
  }
  bool takes(const std::string& token) {
    return http_client{server->port()}.get("/api/refund", bearer(token)).status == 200;
  }
};

/// A settings file that a process waits for, early in its start, until the test gives it.
struct piped_settings {
  temporary_directory directory;
  std::filesystem::path file = directory.path() / "boxoffice.toml";
  int end = -1; ///< of the pipe, once somebody reads it

  piped_settings() { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); }
  ~piped_settings() { ::close(end); }
  piped_settings(const piped_settings&) = delete;
  piped_settings& operator=(const piped_settings&) = delete;

  void wait_for_reader() {
    REQUIRE(eventually(patience, [&] {
      end = ::open(file.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC); // Fails without a reader.
      return end >= 0;
    }));
  }
  /// All defaults. Whoever reads them again finds a file that is no pipe.
  void give() {
    const auto plain = directory.path() / "plain.toml";
    std::ofstream{plain} << "";
    std::filesystem::rename(plain, file);
    ::close(std::exchange(end, -1));
  }
};

} // namespace

TEST_CASE("signals: none but SIGTERM and SIGINT ends a server") {
  cinema_fixture cinema{server_binary()};
  cinema.open_show("s", hall(1, 5));
  for (auto number : {SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ}) {
    CAPTURE(number);
    cinema.server().send_signal(number);
    CHECK(cinema.client().get("/api/movieshow/s").status == 200);
  }
  CHECK(eventually(patience, [&] {
    return cinema.server().errors().find(
               "SIGHUP: reloaded http.trusted_proxies, log.level, log.levels and the operator "
               "token") != std::string::npos;
  }));
  CHECK(cinema.server().running());
  SUBCASE("SIGTERM") {}
  SUBCASE("SIGINT") { cinema.server().send_signal(SIGINT); }
  CHECK(cinema.server().terminate(patience) == exit_status{0, 0});
}

TEST_CASE("signals: a SIGHUP while the server starts reloads once it runs") {
  piped_settings given;
  server_options options;
  options.binary = server_binary();
  options.data_dir = given.directory.path() / "data";
  options.arguments = {"--config", given.file};
  server_process server{options, server_process::not_ready_yet{}};
  given.wait_for_reader();
  server.send_signal(SIGHUP);
  given.give();
  server.wait_until_ready();
  CHECK(server.reports("SIGHUP: reloaded "));
  CHECK(server.terminate(patience) == exit_status{0, 0});
}

TEST_CASE("signals: SIGHUP ends a command that is no server") {
  piped_settings given;
  // Of the command's parent it may be ignored.
  child_process command{{"/usr/bin/env",
                         {"--default-signal=HUP", server_binary().string(), "config", "show",
                          "--config", given.file.string()},
                         {}}};
  given.wait_for_reader();
  command.send_signal(SIGHUP);
  given.give();
  CHECK(command.wait_for_end(patience) == exit_status{-1, SIGHUP});
}

TEST_CASE("signals: SIGHUP reloads the trusted proxies, for new connections") {
  reloading one;
  const std::string limits = "[limits]\nrate = 1\nburst = 5\n";
  one.write_config(limits);
  REQUIRE(one.server->terminate(patience) == exit_status{0, 0});
  one.server.emplace(one.options);
  // From another address each time, over one connection.
  auto refused_of = [&](unsigned calls) {
    http_client client{one.server->port()};
    unsigned refused = 0;
    for (unsigned i = 0; i < calls; ++i)
      if (client.get("/api/settings", {{"X-Forwarded-For", "192.0.2." + std::to_string(i)}})
              .status == 429)
        ++refused;
    return refused;
  };
  CHECK(refused_of(250) > 0);
  one.write_config(limits + "[http]\ntrusted_proxies = '127.0.0.1'\n");
  one.server->send_signal(SIGHUP);
  CHECK(one.says("SIGHUP: reloaded http.trusted_proxies"));
  CHECK(refused_of(250) == 0);
}

TEST_CASE("signals: SIGHUP reloads the operator's token and the log level, and logs it") {
  reloading one;
  one.write_token("another-token-of-it\r\n");
  CHECK_FALSE(one.takes("another-token-of-it"));
  one.write_config("[log]\nlevel = 'info'\n");
  one.server->send_signal(SIGHUP);
  CHECK(one.says("which is another one"));
  CHECK(eventually(patience, [&] { return one.takes("another-token-of-it"); }));
  CHECK(one.server->errors().find("other settings have changed") == std::string::npos);

  one.write_config("[log]\nlevel = 'info'\n[booking]\nmax_seats = 3\n");
  one.server->send_signal(SIGHUP);
  CHECK(one.says("which is as before; other settings have changed, for the next start"));
  CHECK(one.server->terminate(patience) == exit_status{0, 0});
  CHECK(one.says("signal 15: draining")); // A line that the level of the start would keep back.
}

TEST_CASE("signals: SIGHUP takes what the start has made for no change of the settings") {
  reloading one;
  REQUIRE(one.server->terminate(patience) == exit_status{0, 0});
  one.write_config("[auth]\nmode = 'accounts'\n"); // The start makes a jwt_secret.
  one.server.emplace(one.options);
  one.server->send_signal(SIGHUP);
  CHECK(one.says("SIGHUP: reloaded "));
  CHECK(one.server->errors().find("other settings have changed") == std::string::npos);
}

TEST_CASE("signals: SIGHUP keeps the operator's token if its file is gone") {
  reloading one;
  one.write_token("another-token-of-it\n");
  one.server->send_signal(SIGHUP);
  CHECK(eventually(patience, [&] { return one.takes("another-token-of-it"); }));
  std::filesystem::remove(one.options.data_dir / "admin-token");
  one.server->send_signal(SIGHUP);
  CHECK(one.says("the present one is kept"));
  CHECK(one.takes("another-token-of-it"));
}

TEST_CASE("signals: SIGHUP with an invalid file changes nothing") {
  reloading one;
  one.write_token("another-token-of-it\n");
  one.server->send_signal(SIGHUP);
  REQUIRE(one.says("which is another one"));
  SUBCASE("settings") {
    one.write_config("[log]\nlevel = 'loud'\n");
    one.write_token("a-third-token-of-it\n");
    one.server->send_signal(SIGHUP);
    CHECK(one.says("SIGHUP: nothing was reloaded: " + one.config.string() + ":2: log.level"));
  }
  SUBCASE("token") {
    SUBCASE("short") { one.write_token("short\n"); }
    SUBCASE("empty") { one.write_token(""); }
    one.server->send_signal(SIGHUP);
    CHECK(one.says("SIGHUP: nothing was reloaded: the operator token in "));
  }
  CHECK(one.takes("another-token-of-it"));
}

TEST_CASE("signals: SIGTERM ends with 0 whatever clients do with their responses") {
  cinema_fixture cinema{server_binary(), {{"shutdown.timeout", "6s"}}};
  cinema.open_show("s", hall(100, 100));
  const auto port = cinema.server().port();
  raw_connection greedy{port};
  std::string maps;
  for (int i = 0; i < 100; ++i)
    maps += "GET /api/movieshow/s/seats HTTP/1.1\r\nHost: x\r\n\r\n";
  REQUIRE(greedy.send(maps));
  raw_connection half{port};
  REQUIRE(half.send("POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"));
  websocket_client silent{port, "/ws/movieshow/s"};
  silent.next();
  const std::string booking = cinema.book("s", {"A1"}).at("reqId");
  cinema.server().ask_to_end();
  SUBCASE("once") {}
  SUBCASE("sent twice") { cinema.server().ask_to_end(); }
  SUBCASE("with a SIGHUP meanwhile") { cinema.server().send_signal(SIGHUP); }
  const auto ended = cinema.server().wait_for_end(patience);
  REQUIRE(ended);
  CHECK_MESSAGE((*ended == exit_status{0, 0}), cinema.server().errors());
  cinema.start();
  CHECK(cinema.ticket(booking).at("number") == 2);
}

} // namespace boxoffice::tests
