#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>
#include <sstream>

namespace boxoffice::tests {

namespace {

std::string request(const std::string& line, const std::string& headers = {},
                    const std::string& body = {}) {
  return line + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

std::string booking(const std::string& body, const std::string& more_headers = {}) {
  return request("POST /api/ticket/book",
                 "Content-Type: application/json\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\n" + more_headers,
                 body);
}

std::string booking_of(const std::string& seat) {
  return R"({"userMail":"ann@example.com","movieShowId":"s","seats":[")" + seat + R"("]})";
}

std::string in_chunks(const std::string& body, std::size_t size) {
  std::ostringstream text;
  for (std::size_t at = 0; at < body.size(); at += size) {
    const auto chunk = body.substr(at, size);
    text << std::hex << chunk.size() << "\r\n" << chunk << "\r\n";
  }
  text << "0\r\n\r\n";
  return text.str();
}

} // namespace

TEST_CASE("protocol: requests sent in one write get their responses in order") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(1, 30));
  std::string all;
  for (unsigned i = 1; i <= 20; ++i)
    all += booking(booking_of(seat_name(0, i))) + request("GET /api/movieshow/s/seats") +
           request("GET /api/nothing");
  raw_connection connection{cinema.server().port()};
  REQUIRE(connection.send(all));
  for (unsigned i = 1; i <= 20; ++i) {
    const auto booked = connection.expect_response();
    CHECK(booked.status == 202);
    CHECK(booked.body.at("number") == i + 1);
    const auto map = connection.expect_response();
    CHECK(map.body.at("seats").at(seat_name(0, i)) == "in_review");
    CHECK(connection.expect_response().status == 404);
  }
}

TEST_CASE("protocol: a connection is kept, until one side says close") {
  cinema_fixture cinema{server_binary()};
  raw_connection connection{cinema.server().port()};
  for (int i = 0; i < 50; ++i) {
    CHECK(connection.send(request("GET /healthz")));
    CHECK(connection.expect_response().status == 200);
  }
  CHECK(connection.send(request("GET /healthz", "Connection: close\r\n")));
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.closed_by_server());
}

TEST_CASE("protocol: HTTP/1.0 gets a response and a close, unless it asks for keep-alive") {
  cinema_fixture cinema{server_binary()};
  raw_connection connection{cinema.server().port()};
  CHECK(connection.send("GET /healthz HTTP/1.0\r\n\r\n"));
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.closed_by_server());
  raw_connection kept{cinema.server().port()};
  for (int i = 0; i < 2; ++i) {
    CHECK(kept.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    CHECK(kept.expect_response().status == 200);
  }
}

TEST_CASE("protocol: a client that expects 100-continue gets it before it sends its body") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(1, 5));
  const auto body = booking_of("A1");
  const auto whole = booking(body, "Expect: 100-continue\r\n");
  raw_connection connection{cinema.server().port()};
  CHECK(connection.send(whole.substr(0, whole.size() - body.size())));
  CHECK(connection.expect_response().status == 100);
  CHECK(connection.send(body));
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.send(request("GET /healthz")));
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("protocol: too large a body is refused before it arrives, whole or in chunks") {
  cinema_fixture cinema{server_binary()};
  const std::string json_type = "Content-Type: application/json\r\n";
  SUBCASE("announced") {
    raw_connection connection{cinema.server().port()};
    CHECK(
        connection.send(request("POST /api/ticket/book", json_type + "Content-Length: 65537\r\n")));
    const auto got = connection.expect_response();
    CHECK(got.status == 413);
    CHECK(got.code() == "BODY_TOO_LARGE");
  }
  SUBCASE("announced, with 100-continue") {
    raw_connection connection{cinema.server().port()};
    CHECK(connection.send(request(
        "POST /api/ticket/book", json_type + "Content-Length: 65537\r\nExpect: 100-continue\r\n")));
    CHECK(connection.expect_response().status == 413);
  }
  SUBCASE("absurdly large") {
    for (const auto* length :
         {"9999999999999", "18446744073709551615", "99999999999999999999999"}) {
      raw_connection connection{cinema.server().port()};
      CHECK(connection.send(
          request("POST /api/ticket/book", json_type + "Content-Length: " + length + "\r\n")));
      const auto status = connection.expect_response().status;
      CHECK((status == 413 || status == 400));
    }
  }
  SUBCASE("in chunks") {
    raw_connection connection{cinema.server().port()};
    connection.send(request("POST /api/ticket/book", json_type + "Transfer-Encoding: chunked\r\n",
                            in_chunks(std::string(70'000, ' '), 1000)));
    CHECK(connection.expect_response().status == 413);
  }
  SUBCASE("an operator may send more") {
    auto body = hall(10, 1000);
    body["movie"] = std::string(500'000, 'm');
    const auto got = cinema.client().put("/api/movieshow/big", body, as_operator());
    CHECK(got.status != 413);
    body["movie"] = std::string(1U << 20U, 'm');
    CHECK(cinema.client().put("/api/movieshow/big", body, as_operator()).status == 413);
  }
}

TEST_CASE("protocol: a chunked body is accepted as a whole one is") {
  cinema_fixture cinema{server_binary(), no_reviews()};
  cinema.open_show("s", hall(1, 5));
  raw_connection connection{cinema.server().port()};
  CHECK(connection.send(request("POST /api/ticket/book",
                                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                                in_chunks(booking_of("A1"), 7))));
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.send(request("GET /healthz")));
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("protocol: malformed HTTP gets 400 BAD_REQUEST and a closed connection") {
  cinema_fixture cinema{server_binary()};
  for (const std::string bytes :
       {"GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02garbage\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost x\r\n\r\n", "GET /healthz HTTP/1.1\r\n: x\r\n\r\n",
        "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: "
        "2\r\n\r\n",
        "POST /api/ticket/book HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
    CAPTURE(bytes);
    raw_connection connection{cinema.server().port()};
    CHECK(connection.send(bytes));
    const auto got = connection.expect_response();
    CHECK(got.status == 400);
    CHECK(got.code() == "BAD_REQUEST");
    CHECK(got.header("Content-Type").rfind("application/problem+json", 0) == 0);
    CHECK(connection.closed_by_server());
  }
  CHECK(cinema.client().get("/healthz").status == 200);
}

TEST_CASE("protocol: too large a header is refused and the connection closed") {
  cinema_fixture cinema{server_binary()};
  raw_connection connection{cinema.server().port()};
  connection.send(request("GET /healthz", "X-Long: " + std::string(100'000, 'x') + "\r\n"));
  const auto status = connection.expect_response().status;
  CHECK(status >= 400);
  CHECK(status < 500);
  CHECK(connection.closed_by_server());
}

TEST_CASE("protocol: health and readiness are public") {
  cinema_fixture cinema{server_binary()};
  CHECK(cinema.client().get("/healthz").status == 200);
  CHECK(cinema.client().get("/readyz").status == 200);
}

} // namespace boxoffice::tests
