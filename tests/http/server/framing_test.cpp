#include "tests/http/gateway_fixture.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using namespace std::string_literals;

namespace {

std::string padded(std::size_t size) {
  auto body = booking_of("A1");
  return body + std::string(size - body.size(), ' ');
}

std::string chunked(const std::string& body, std::size_t size) {
  return request("POST /api/ticket/book",
                 "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                 in_chunks(body, size));
}

/// A request whose line and headers are of this size together.
std::string with_header_of(std::size_t size) {
  auto empty = get("/healthz", "X-Long: \r\n");
  return get("/healthz", "X-Long: " + std::string(size - empty.size(), 'x') + "\r\n");
}

} // namespace

TEST_CASE("framing: requests that come byte by byte are answered") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  for (auto byte : book("A1") + chunked(booking_of("A2"), 7) + get("/healthz"))
    REQUIRE(connection.send({&byte, 1}));
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 202);
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("framing: a header at the limit is read, one byte more is refused") {
  auto options = usual_options();
  options.header_limit = 1'000;
  gateway_fixture cinema{options};
  auto connection = cinema.connect();
  REQUIRE(connection.send(with_header_of(1'000)));
  CHECK(connection.expect_response().status == 200);
  REQUIRE(connection.send(with_header_of(1'001)));
  CHECK(connection.expect_response().code() == "BAD_REQUEST");
  CHECK(connection.closed_by_server());
}

TEST_CASE("framing: endless headers are refused, however small their pieces") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n");
  for (int i = 0; i < 2'000; ++i)
    connection.send("X-More: of the same\r\n");
  CHECK(connection.expect_response().code() == "BAD_REQUEST");
  CHECK(connection.closed_by_server());
}

TEST_CASE("framing: trailers are refused") {
  gateway_fixture cinema;
  auto text = request("POST /api/ticket/book",
                      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
  auto body = in_chunks(booking_of("A1"), 1'000);
  body.resize(body.size() - 2);
  SUBCASE("one") { text += body + "Idempotency-Key: k\r\n\r\n"; }
  SUBCASE("without end") {
    text += body;
    for (int i = 0; i < 2'000; ++i)
      text += "X-More: of the same\r\n";
  }
  auto connection = cinema.connect();
  connection.send(text);
  CHECK(connection.expect_response().code() == "BAD_REQUEST");
  CHECK(connection.closed_by_server());
}

TEST_CASE("framing: a body at the limit is read, one byte more is refused") {
  auto options = usual_options();
  options.body_limit = 4'096;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  SUBCASE("announced") {
    REQUIRE(connection.send(post("/api/ticket/book", padded(4'096))));
    CHECK(connection.expect_response().status == 202);
    connection.send(post("/api/ticket/book", padded(4'097)));
  }
  SUBCASE("in one chunk") {
    REQUIRE(connection.send(chunked(padded(4'096), 5'000)));
    CHECK(connection.expect_response().status == 202);
    connection.send(chunked(padded(4'097), 5'000));
  }
  SUBCASE("in many chunks") {
    REQUIRE(connection.send(chunked(padded(4'096), 100)));
    CHECK(connection.expect_response().status == 202);
    connection.send(chunked(padded(4'097), 100));
  }
  auto refused = connection.expect_response();
  CHECK(refused.status == 413);
  CHECK(refused.code() == "BODY_TOO_LARGE");
  CHECK(connection.closed_by_server());
}

TEST_CASE("framing: only the operator may send a body of the operator's size") {
  gateway_fixture cinema;
  auto body = std::string(200'000, ' ');
  auto stranger = cinema.connect();
  stranger.send(post("/api/movieshow", body));
  CHECK(stranger.expect_response().status == 413);
  auto operator_connection = cinema.connect();
  operator_connection.send(post("/api/movieshow", body, token_line()));
  CHECK(operator_connection.expect_response().code() == "MALFORMED_JSON");
}

TEST_CASE("framing: HEAD gets the headers of GET and no body") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto connection = cinema.connect();
  REQUIRE(connection.send(request("HEAD /api/movieshow/s/seats") + get("/api/movieshow/s/seats")));
  auto head = connection.expect_response(true);
  auto whole = connection.expect_response();
  CHECK(head.text.empty());
  CHECK(head.header("ETag") == whole.header("ETag"));
  CHECK(head.header("Content-Length") == std::to_string(whole.text.size()));
  REQUIRE(connection.send(request("HEAD /nothing") + get("/healthz")));
  CHECK(connection.expect_response(true).status == 404);
  CHECK(connection.expect_response().status == 200);
}

TEST_CASE("framing: chunk extensions and padded sizes count as header") {
  gateway_fixture cinema;
  cinema.open_show("s");
  const auto body = booking_of("A1");
  auto with_chunks = [&](const std::string& size) {
    auto text = request("POST /api/ticket/book",
                        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
    for (auto byte : body)
      text += size + "\r\n" + byte + "\r\n";
    return text + "0\r\n\r\n";
  };
  for (const auto& size : {"1;" + std::string(6'000, 'x'), "1;a=" + std::string(200, 'b'),
                           std::string(5'000, '0') + '1', "1;" + std::string(60'000, 'x')}) {
    CAPTURE(size.substr(0, 10));
    auto connection = cinema.connect();
    connection.send(with_chunks(size));
    CHECK(connection.expect_response().code() == "BAD_REQUEST");
    CHECK(connection.closed_by_server());
  }
  auto connection = cinema.connect();
  connection.send(with_chunks("1;a=b"));
  CHECK(connection.expect_response().status == 202);
}

TEST_CASE("framing: the chunks themselves do not count, however small they are") {
  auto options = usual_options();
  options.header_limit = 256;
  gateway_fixture cinema{options};
  cinema.open_show("s");
  auto connection = cinema.connect();
  REQUIRE(connection.send(chunked(padded(20'000), 1)));
  CHECK(connection.expect_response().status == 202);
}

TEST_CASE("framing: in HTTP/1.0 a body with its length is read, one without is refused") {
  gateway_fixture cinema;
  cinema.open_show("s");
  const std::string line = "POST /api/ticket/book HTTP/1.0\r\nContent-Type: application/json\r\n";
  const auto length = [](const std::string& body) {
    return "Content-Length: " + std::to_string(body.size()) + "\r\n";
  };
  const auto first = booking_of("A1"), second = booking_of("A2"), third = booking_of("A3");
  auto kept = cinema.connect();
  REQUIRE(kept.send(line + length(first) + "Connection: keep-alive\r\n\r\n" + first));
  CHECK(kept.expect_response().status == 202);
  REQUIRE(kept.send(line + length(second) + "\r\n" + second));
  CHECK(kept.expect_response().status == 202);
  CHECK(kept.closed_by_server());
  auto without = cinema.connect();
  REQUIRE(without.send(line + "\r\n" + third));
  CHECK(without.expect_response().code() == "BAD_REQUEST");
  CHECK(without.closed_by_server());
  auto bodyless = cinema.connect();
  REQUIRE(bodyless.send("POST /api/movieshow/s/pause HTTP/1.0\r\n" + token_line() + "\r\n"));
  CHECK(bodyless.expect_response().status == 200);
}

TEST_CASE(
    "framing: an HTTP/1.0 connection ends after the response unless keep-alive is requested") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  REQUIRE(connection.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
  CHECK(connection.expect_response().header("Connection") == "keep-alive");
  REQUIRE(connection.send("GET /healthz HTTP/1.0\r\n\r\n"));
  CHECK(connection.expect_response().header("Connection") == "close");
  CHECK(connection.closed_by_server());
}

TEST_CASE("framing: a target may name the host before the path") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  REQUIRE(connection.send(get("http://x:1/healthz") + get("HTTP://x/healthz") + get("http://x") +
                          get("https:/healthz") + request("OPTIONS *")));
  CHECK(connection.expect_response().status == 200);
  CHECK(connection.expect_response().status == 200);
  for (int i = 0; i < 3; ++i)
    CHECK(connection.expect_response().status == 404);
}

TEST_CASE("framing: ambiguous requests are refused and the connection closed") {
  gateway_fixture cinema;
  cinema.open_show("s");
  const std::string line = "POST /api/ticket/book HTTP/1.1\r\n";
  const std::string host = "Host: x\r\n";
  const std::string hidden = "0\r\n\r\n" + book("A1");
  for (const auto& bytes :
       {line + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + hidden,
        line + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + hidden,
        line + host + "Content-Length: 5, 6\r\n\r\n" + hidden,
        line + host + "Content-Length: +5\r\n\r\n" + hidden,
        line + host + "Content-Length: 0x5\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: gzip\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: gzip, chunked\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked, gzip\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked, chunked\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: xchunked\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding : chunked\r\n\r\n" + hidden,
        "POST /api/ticket/book HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n" + hidden,
        line + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n" + hidden,
        line + host + "Host: y\r\n\r\n" + hidden,
        line + "Host: a b\r\n\r\n" + hidden,
        line + "Host: a/b\r\n\r\n" + hidden,
        "GET /healthz HTTP/1.0\r\nHost: a/b\r\n\r\n"s,
        line + "X: no host\r\n\r\n" + hidden,
        "GET /healthz HTTP/1.1\nHost: x\n\n"s,
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX: y\nZ: z\r\n\r\n"s,
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX: y\rz\r\n\r\n"s,
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n"s,
        "GET /heal\0thz HTTP/1.1\r\nHost: x\r\n\r\n"s,
        "GET /healthz  HTTP/1.1\r\nHost: x\r\n\r\n"s,
        "GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n"s}) {
    CAPTURE(bytes.substr(0, 100));
    auto connection = cinema.connect();
    connection.send(bytes);
    auto refused = connection.expect_response();
    CHECK(refused.status == 400);
    CHECK(refused.code() == "BAD_REQUEST");
    CHECK(refused.header("Connection") == "close");
    CHECK(connection.closed_by_server());
  }
  auto map = cinema.client().get("/api/movieshow/s/seats");
  CHECK(map.body.at("seats").at("A1") == "available");
}

TEST_CASE("framing: a folded header counts as one line") {
  gateway_fixture cinema;
  auto connection = cinema.connect();
  connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n Content-Length: 5\r\n\r\n");
  auto status = connection.expect_response().status;
  CHECK((status == 200 || status == 400));
  CHECK(cinema.client().get("/healthz").status == 200);
}

} // namespace boxoffice::http::tests
