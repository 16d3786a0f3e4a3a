// The key of the codes: checked without a server, kept over restarts and in backups, and lost.
#include "tests/acceptance/gate/gate_fixture.hpp"

#include <fstream>

namespace boxoffice::tests {

namespace {

std::string ticket_key(cinema_fixture& cinema) {
  auto got = cinema.client().get("/api/ticket-key");
  require_status(got, 200, "ticket key");
  CHECK(got.header("Cache-Control") == "no-cache");
  return got.text;
}

std::string with_one_bit_changed(std::string code) {
  code.back() = code.back() == 'A' ? 'Q' : 'A';
  return code;
}

} // namespace

TEST_CASE("ticket verify: codes are checked with the public key alone, in either form") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  auto codes = with.sold("s", {"A1", "A2"}, "p1");
  temporary_directory place;
  const auto file = (place.path() / "key").string();
  std::ofstream{file} << ticket_key(with.cinema);
  CHECK(with.cinema.server().terminate() == exit_status{0, 0});
  auto verify = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"ticket", "verify", "--key", file});
    return run_command({server_binary(), std::move(arguments), {}}, std::chrono::seconds{60});
  };
  auto good = verify(codes);
  CHECK(good.status == exit_status{0, 0});
  auto lines = lines_of(good.output);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("valid: show s, booking 2, seat A1, original start 20"));
  CHECK(lines[1].starts_with("valid: show s, booking 2, seat A2, original start 20"));
  auto bad = verify({codes[0], with_one_bit_changed(codes[1]), "nonsense"});
  CHECK(bad.status == exit_status{1, 0});
  CHECK(lines_of(bad.output).at(1) == "invalid: none of the keys has signed it");
  CHECK(lines_of(bad.output).at(2) == "invalid: it is not a ticket code");

  std::ofstream{file} << "{}";
  CHECK(verify(codes).status == exit_status{1, 0});
  CHECK(verify(codes).errors.find("has no Ed25519 key") != std::string::npos);
}

TEST_CASE("ticket key: it is the same after a restart, a crash and in a backup") {
  gate_fixture with;
  with.cinema.open_show("s", hall(1, 5));
  const std::string id = with.cinema.paid("s", {"A1", "A2"}, "p1").at("reqId");
  auto codes = with.codes_of(id);
  auto key = ticket_key(with.cinema);
  with.cinema.restart();
  CHECK(ticket_key(with.cinema) == key);
  CHECK(with.codes_of(id) == codes);
  CHECK(with.admit({{"code", codes[0]}, {"gate", "North"}}).status == 200);
  temporary_directory place;
  const auto copy = (place.path() / "copy").string();
  CHECK(run_on(with.cinema.data_dir(), {"backup", copy}).status == exit_status{0, 0});
  const auto later = with.sold("s", {"A3"}, "p2")[0];

  temporary_directory other;
  auto options = with.cinema.options();
  options.data_dir = other.path() / "data";
  CHECK(run_on(options.data_dir, {"restore", copy}).status == exit_status{0, 0});
  server_process server{options};
  http_client client{server.port()};
  CHECK(client.get("/api/ticket-key").text == key);
  auto admit = [&](const std::string& code) {
    return client.post("/api/admission", {{"code", code}}, as_operator());
  };
  CHECK(admit(codes[0]).code() == "ALREADY_ADMITTED");
  CHECK(admit(codes[1]).status == 200);
  // Sold after the backup: the code is genuine, and the log does not know its booking.
  check_not_valid(admit(later), "UNKNOWN_BOOKING");
}

TEST_CASE("ticket key: the codes of another log are invalid, although it has the same show") {
  gate_fixture with;
  gate_fixture other;
  for (auto* each : {&with, &other})
    each->cinema.open_show("s", hall(1, 5));
  auto code = with.sold("s", {"A1"}, "p1")[0];
  auto own = other.sold("s", {"A1"}, "p1")[0];
  CHECK(code != own);
  CHECK(other.admit({{"code", code}}).code() == "INVALID_CODE");
  CHECK(other.admit({{"code", own}}).status == 200);
}

} // namespace boxoffice::tests
