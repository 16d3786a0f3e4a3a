#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>
#include <fstream>

namespace boxoffice::tests {

using std::chrono::seconds;

namespace {

/// A stopped server's options and a place for its settings file.
struct starter {
  temporary_directory directory;
  server_options options;

  starter() {
    options.binary = server_binary();
    options.data_dir = directory.path() / "data";
  }

  std::filesystem::path file(const std::string& text) {
    const auto path = directory.path() / "boxoffice.toml";
    std::ofstream{path} << text;
    options.arguments = {"--config", path};
    return path;
  }

  command_result run() const { return run_command(serve_command(options), seconds{60}); }
};

void check_refused(const starter& one, const std::vector<std::string>& named) {
  const auto ended = one.run();
  CHECK(ended.status.code > 0);
  CHECK(ended.output.find("listening on") == std::string::npos);
  for (const auto& word : named)
    CHECK_MESSAGE(ended.errors.find(word) != std::string::npos, "'", word,
                  "' is not in: ", ended.errors);
  CHECK_FALSE(std::filesystem::exists(one.options.data_dir));
}

/// The payment window that a server with these options really uses.
std::chrono::milliseconds window_in_use(const server_options& options) {
  server_process server{options};
  http_client client{server.port()};
  require_status(client.put("/api/movieshow/s", hall(1, 1), as_operator()), 201, "PUT");
  const json ask = {{"userMail", "ann@example.com"}, {"movieShowId", "s"}, {"seats", {"A1"}}};
  const std::string booking =
      require_status(client.post("/api/ticket/book", ask), 202, "book").body.at("reqId");
  json ticket;
  if (!eventually(seconds{60}, [&] {
        return (ticket = client.get("/api/ticket/" + booking).body).at("status") == "CONFIRMED";
      }))
    throw std::runtime_error{"not confirmed: " + ticket.dump()};
  return parse_rfc3339(ticket.at("payBy").get<std::string>()) -
         parse_rfc3339(ticket.at("decidedAt").get<std::string>());
}

} // namespace

TEST_CASE("settings: the file is read, the environment goes over it, and flags over both") {
  starter one;
  one.file("[payment]\nwindow = \"50s\"\n[review]\ninterval = \"50ms\"\n");
  std::chrono::milliseconds expected = seconds{50};
  SUBCASE("file") {}
  SUBCASE("environment") {
    one.options.environment["BOXOFFICE_PAYMENT_WINDOW"] = "51s";
    expected = seconds{51};
  }
  SUBCASE("flags") {
    one.options.environment["BOXOFFICE_PAYMENT_WINDOW"] = "51s";
    one.options.set["payment.window"] = "52s";
    expected = seconds{52};
  }
  CHECK(window_in_use(one.options) == expected);
}

TEST_CASE("settings: a mistake in the file stops the start with file, line and key") {
  starter one;
  const auto check = [&](const std::string& text, const std::string& line, const std::string& key) {
    CAPTURE(text);
    const auto path = one.file(text);
    check_refused(one, {path.string() + ":" + line, key});
  };
  check("[payment]\n\nwindoww = \"2m\"\n", "3", "payment.windoww");
  check("[payment]\nwindow = \"two minutes\"\n", "2", "payment.window");
  check("[payment]\nwindow = \"-2m\"\n", "2", "payment.window");
  check("[payment]\nwindow = [1]\n", "2", "payment.window");
  check("\n[paiment]\nwindow = \"2m\"\n", "3", "paiment");
  check("[booking]\nmax_seats = 0\n", "2", "booking.max_seats");
  check("[payment]\nsandbox = \"perhaps\"\n", "2", "payment.sandbox");
  check("[payment]\nwebhook_secret = \"secret\"\n", "2", "payment.webhook_secret");
  check("[storage]\nengine = \"paper\"\n", "2", "storage.engine");
  check("[payment\n", "1", "");
}

TEST_CASE("settings: a missing file stops the start") {
  starter one;
  one.options.arguments = {"--config", "/nowhere/boxoffice.toml"};
  check_refused(one, {"/nowhere/boxoffice.toml"});
}

TEST_CASE("settings: a mistake in a flag or a variable stops the start and names it") {
  starter one;
  std::string named;
  SUBCASE("unknown key") {
    one.options.set["payment.windoww"] = "2m";
    named = "payment.windoww";
  }
  SUBCASE("bad value") {
    one.options.set["payment.window"] = "soon";
    named = "payment.window";
  }
  SUBCASE("unknown variable") {
    one.options.environment["BOXOFFICE_PAYMENT_WINDOWW"] = "2m";
    named = "BOXOFFICE_PAYMENT_WINDOWW";
  }
  SUBCASE("bad variable") {
    one.options.environment["BOXOFFICE_PAYMENT_WINDOW"] = "soon";
    named = "BOXOFFICE_PAYMENT_WINDOW";
  }
  SUBCASE("no such flag") {
    one.options.arguments = {"--windoww", "2m"};
    named = "--windoww";
  }
  SUBCASE("no key and value") {
    one.options.arguments = {"--set", "payment.window"};
    named = "--set";
  }
  SUBCASE("sandbox without a secret") {
    one.options.set["payment.sandbox"] = "true";
    named = "payment.webhook_secret";
  }
  check_refused(one, {named});
}

TEST_CASE("settings: an address in use or an invalid address stops the start") {
  cinema_fixture cinema{server_binary()};
  starter one;
  const auto taken = "127.0.0.1:" + std::to_string(cinema.server().port());
  for (const auto& address : {taken, std::string{"127.0.0.1"}, std::string{"127.0.0.1:99999"}}) {
    CAPTURE(address);
    const command_line what = {
        one.options.binary, {"serve", "--data-dir", one.options.data_dir, "--listen", address}, {}};
    const auto ended = run_command(what, seconds{60});
    CHECK(ended.status.code > 0);
    CHECK_MESSAGE(ended.errors.find(address) != std::string::npos, ended.errors);
  }
}

} // namespace boxoffice::tests
