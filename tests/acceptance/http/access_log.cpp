// The access log of a running server.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

std::vector<json> entries_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::vector<json> out;
  for (std::string line; std::getline(in, line);)
    out.push_back(json::parse(line));
  return out;
}

/// Whether the file has a complete line with that text.
bool has_line(const std::filesystem::path& file, const std::string& text) {
  std::ifstream in{file};
  const std::string all{std::istreambuf_iterator<char>{in}, {}};
  const auto found = all.find(text);
  return found != std::string::npos && all.find('\n', found) != std::string::npos;
}

/// The line about the request with that id.
json entry_of(const std::vector<json>& entries, const std::string& id) {
  for (const auto& each : entries)
    if (each.at("request_id") == id)
      return each;
  return nullptr;
}

} // namespace

TEST_CASE("access log: each answer has a line with its route, and none has a reqId") {
  temporary_directory place;
  const auto file = place.path() / "access.log";
  const auto rotated = place.path() / "access.log.1";
  cinema_fixture cinema{
      server_binary(),
      {{"log.access", "json"}, {"log.access_file", file.string()}, {"review.interval", "50ms"}}};
  cinema.open_show("s", hall(1, 9));
  const auto held = cinema.confirmed("s", {"A1"});
  const auto reqid = held.at("reqId").get<std::string>();
  auto& client = cinema.client();
  const auto ticket = client.get("/api/ticket/" + reqid, {{"X-Request-Id", "the-ticket"}});
  CHECK(ticket.status == 200);
  client.get("/nowhere/" + reqid, {{"X-Request-Id", "nowhere"}});
  raw_connection raw{cinema.server().port()};
  raw.send("GET / HTTP/1.1\r\nX-Request-Id: malformed\r\n\r\n"); // Without Host.
  CHECK(raw.expect_response().status == 400);
  // A thread of its own writes the lines, in order.
  REQUIRE(eventually(std::chrono::seconds{60}, [&] { return has_line(file, "malformed"); }));

  std::filesystem::rename(file, rotated);
  cinema.server().send_signal(SIGHUP);
  CHECK(cinema.server().reports("SIGHUP: reloaded"));
  // The thread that writes the file opens it again between two lines.
  CHECK(eventually(std::chrono::seconds{60}, [&] { return std::filesystem::exists(file); }));
  client.get("/api/settings", {{"X-Request-Id", "after"}});
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});

  const auto before = entries_of(rotated);
  const auto seen = entry_of(before, "the-ticket");
  CHECK(seen.at("client") == "127.0.0.1");
  CHECK(seen.at("method") == "GET");
  CHECK(seen.at("route") == "/api/ticket/{}");
  CHECK(seen.at("status") == 200);
  CHECK(seen.at("bytes") > ticket.text.size());
  CHECK(seen.at("seconds") >= 0);
  const auto nowhere = entry_of(before, "nowhere");
  CHECK(nowhere.at("route") == "-");
  CHECK(nowhere.at("status") == 404);
  CHECK(entry_of(before, "malformed").at("status") == 400);
  const auto secret = reqid.substr(reqid.rfind('.') + 1);
  for (const auto& each : before)
    CHECK(each.dump().find(secret) == std::string::npos);
  CHECK(entry_of(entries_of(file), "after").at("route") == "/api/settings");
}

TEST_CASE("access log: a request that is refused behind a proxy has its client's address") {
  temporary_directory place;
  const auto file = place.path() / "access.log";
  cinema_fixture cinema{server_binary(),
                        {{"log.access", "json"},
                         {"log.access_file", file.string()},
                         {"http.trusted_proxies", "127.0.0.1"}}};
  auto send = [&](const std::string& id, const std::string& request, unsigned status) {
    raw_connection proxy{cinema.server().port()};
    const auto line = request.find("\r\n") + 2;
    proxy.send(request.substr(0, line) + "X-Request-Id: " + id +
               "\r\nX-Forwarded-For: 192.0.2.1\r\n" + request.substr(line) + "\r\n");
    CHECK(proxy.expect_response().status == status);
  };
  send("served", "GET /api/settings HTTP/1.1\r\nHost: x\r\n", 200);
  send("malformed", "GET / HTTP/1.1\r\n", 400); // Without Host.
  send("large", "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n", 413);
  send("broken", "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n", 400); // Not read to its end.
  REQUIRE(cinema.server().terminate() == exit_status{0, 0});

  const auto entries = entries_of(file);
  for (const auto* id : {"served", "malformed", "large"})
    CHECK(entry_of(entries, id).at("client") == "192.0.2.1");
  CHECK(entry_of(entries, "broken").at("client") == "127.0.0.1");
}

} // namespace boxoffice::tests
