// The server behind Debian's proxies, run with the configurations of config/proxies. Customers have
// addresses of their own, all of them of loopback.
#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/clients/websocket_client.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/processes/proxy_process.hpp"
#include "tests/support/review_settings.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

constexpr unsigned proxied_customers = 250;

const std::filesystem::path proxy_configurations =
    std::filesystem::path{BOXOFFICE_SOURCE_DIR} / "config" / "proxies";

std::string address_of(unsigned which) { return "127.0.1." + std::to_string(which + 1); }

const std::string greedy_address = "127.0.2.1";

/// Default limits, but of calls: no machine is too slow to reach these.
settings behind_a_proxy() {
  auto chosen = quick_reviews();
  chosen["limits.enabled"] = "true";
  chosen["limits.rate"] = "1";
  chosen["limits.burst"] = "40";
  chosen["http.trusted_proxies"] = "127.0.0.1";
  return chosen;
}

std::string request_text(const std::string& line, const std::string& more = {},
                         const std::string& body = {}) {
  return line + " HTTP/1.1\r\nHost: tickets.example.org\r\n" + more +
         (body.empty() ? "" : "Content-Type: application/json\r\n") +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

response answer_to(raw_connection& through, const std::string& request) {
  REQUIRE(through.send(request));
  return through.expect_response();
}

std::string booking_text(const json& seats, const std::string& mail, const std::string& more = {}) {
  const json body = {{"userMail", mail}, {"movieShowId", "s"}, {"seats", seats}};
  return request_text("POST /api/ticket/book", more, body.dump());
}

json ten_seats_of_row(unsigned row) {
  auto seats = json::array();
  for (unsigned number = 1; number <= 10; ++number)
    seats.push_back(seat_name(row, number));
  return seats;
}

/// The answer to the first of so many equal requests that is a 429; else to the last.
response first_refusal(raw_connection& through, const std::string& request, unsigned most) {
  response last;
  for (unsigned i = 0; i < most && last.status != 429; ++i)
    last = answer_to(through, request);
  return last;
}

void check_rate_limited(const response& got) {
  CAPTURE(got.summary());
  CHECK(got.status == 429);
  CHECK(got.code() == "RATE_LIMITED");
  CHECK(std::stoi("0" + got.header("Retry-After")) >= 1);
}

/// A server, a proxy before it, and a hall of 250 rows for 250 customers.
struct proxied_cinema {
  explicit proxied_cinema(proxy_program program)
      : cinema{server_binary(), behind_a_proxy()},
        proxy{program, proxy_configurations, cinema.server().port()} {
    cinema.open_show("s", hall(260, 10));
  }

  raw_connection from(const std::string& address) const {
    return raw_connection{proxy.port(), patience, address};
  }

  cinema_fixture cinema;
  proxy_process proxy;
};

void check_that_each_customer_has_its_own_limits(proxied_cinema& at) {
  for (unsigned i = 0; i < proxied_customers; ++i) {
    CAPTURE(i);
    auto visitor = at.from(address_of(i));
    const auto booked = answer_to(visitor, booking_text({seat_name(i, 1), seat_name(i, 2)},
                                                        "c" + std::to_string(i) + "@example.com"));
    CAPTURE(booked.summary());
    CHECK(booked.status == 202);
    CHECK(answer_to(visitor, request_text("GET /api/movieshow/s")).status == 200);
  }
}

void check_that_a_greedy_one_is_refused(proxied_cinema& at) {
  for (unsigned row = 250; row < 256; ++row) {
    auto hoarder = at.from(greedy_address);
    const auto mail = "hoarder" + std::to_string(row) + "@example.com";
    CHECK(answer_to(hoarder, booking_text(ten_seats_of_row(row), mail)).status == 202);
  }
  auto hoarder = at.from(greedy_address);
  check_rate_limited(answer_to(hoarder, booking_text(ten_seats_of_row(256), "more@example.com")));
  check_rate_limited(first_refusal(hoarder, request_text("GET /api/settings"), 1'000));
  for (const auto* forged : {"X-Forwarded-For: 192.0.2.1\r\n", "Forwarded: for=192.0.2.1\r\n",
                             "x-forwarded-for: 192.0.2.1\r\nforwarded: for=192.0.2.1\r\n",
                             "Forwarded: for=\"\r\n", "X-Forwarded-For: unknown, \r\n"}) {
    CAPTURE(forged);
    check_rate_limited(first_refusal(hoarder, request_text("GET /api/settings", forged), 20));
  }
  auto neighbour = at.from("127.0.2.2");
  CHECK(answer_to(neighbour, booking_text(ten_seats_of_row(256), "other@example.com")).status ==
        202);
}

/// It is at the server without the proxy, from an address that is not trusted.
void check_that_others_cannot_forge(proxied_cinema& at) {
  raw_connection direct{at.cinema.server().port(), patience, "127.0.2.3"};
  response last;
  for (unsigned i = 0; i < 1'000 && last.status != 429; ++i) {
    const auto client = "198.51." + std::to_string(i / 250) + '.' + std::to_string(i % 250);
    last = answer_to(direct, request_text("GET /api/settings", "X-Forwarded-For: " + client +
                                                                   "\r\nForwarded: for=" + client +
                                                                   "\r\n"));
  }
  check_rate_limited(last);
}

/// Other changes may come before.
void wait_for_change(websocket_client& watcher, const std::string& seat) {
  while (!watcher.next().at("changed").contains(seat)) {
  }
}

void check_that_websockets_pass(proxied_cinema& at) {
  std::vector<websocket_client> watchers;
  for (unsigned i = 0; i < proxied_customers + 20; ++i) { // More than one address may have.
    watchers.emplace_back(at.proxy.port(), "/ws/movieshow/s", header_list{}, patience,
                          address_of(i % proxied_customers));
    CHECK(watchers.back().next().at("seats").size() == 2'600);
  }
  auto buyer = at.from("127.0.2.4");
  const auto booked = answer_to(buyer, booking_text({seat_name(258, 1)}, "buyer@example.com"));
  CHECK(booked.status == 202);
  for (auto& each : watchers)
    wait_for_change(each, seat_name(258, 1));
  websocket_client ticket{at.proxy.port(),
                          "/ws/ticket/" + booked.body.at("reqId").get<std::string>(),
                          {},
                          patience,
                          "127.0.2.4"};
  CHECK(ticket.next().at("seats") == json{seat_name(258, 1)});
}

void check_that_a_large_map_passes(proxied_cinema& at) {
  at.cinema.open_show("big", hall(100, 100));
  auto viewer = at.from("127.0.2.5");
  const auto through = answer_to(viewer, request_text("GET /api/movieshow/big/seats"));
  const auto direct = at.cinema.client().get("/api/movieshow/big/seats");
  CHECK(through.status == 200);
  CHECK(through.body.at("seats").size() == 10'000);
  CHECK(through.text == direct.text);
  CHECK(through.header("ETag").find(direct.header("ETag")) != std::string::npos);
}

void check_that_log_lines_name_the_client(proxied_cinema& at) {
  auto guesser = at.from("127.0.2.6");
  for (int i = 0; i < 20; ++i)
    CHECK(answer_to(guesser, request_text("GET /api/refund", "Authorization: Bearer wrong\r\n"))
              .status == 401);
  CHECK(eventually(patience, [&] {
    return at.cinema.server().errors().find("20 wrong operator tokens from 127.0.2.6") !=
           std::string::npos;
  }));
}

} // namespace

TEST_CASE("proxies: clients have their own limits, forgers none, and all of the API passes") {
  auto program = proxy_program::nginx;
  SUBCASE("nginx") {}
  SUBCASE("HAProxy") { program = proxy_program::haproxy; }
  SUBCASE("Caddy") { program = proxy_program::caddy; }
  CAPTURE(to_text(program));
  proxied_cinema at{program};
  check_that_each_customer_has_its_own_limits(at);
  check_that_a_greedy_one_is_refused(at);
  check_that_others_cannot_forge(at);
  check_that_websockets_pass(at);
  check_that_a_large_map_passes(at);
  check_that_log_lines_name_the_client(at);
  CHECK(at.cinema.server().errors().find("through a proxy") == std::string::npos);
}

} // namespace boxoffice::tests
