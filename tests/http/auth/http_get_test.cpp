#include "http/auth/http_get.hpp"
#include "tests/support/clients/text_server.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstdlib>

#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::authority;
using boxoffice::tests::temporary_directory;
using boxoffice::tests::text_server;

namespace {

http_got got_from(const std::string& url, const http_get_limits& limits = {}) {
  boost::asio::io_context io{1};
  http_got out{std::nullopt, "no response"};
  const auto from = parse_http_url(url);
  REQUIRE(from);
  http_get(io, *from, limits, [&](http_got&& got) { out = std::move(got); });
  io.run();
  return out;
}

} // namespace

TEST_CASE("http get: URLs have a host, a port and a target, and nothing secret") {
  auto url = parse_http_url("https://login.example/realms/a/keys?x=1");
  REQUIRE(url);
  CHECK(url->tls);
  CHECK(url->host == "login.example");
  CHECK(url->port == "443");
  CHECK(url->target == "/realms/a/keys?x=1");
  url = parse_http_url("http://[::1]:8080");
  REQUIRE(url);
  CHECK_FALSE(url->tls);
  CHECK(url->host == "::1");
  CHECK(url->port == "8080");
  CHECK(url->target == "/");
  CHECK(parse_http_url("http://a?x")->target == "/?x");
  url = parse_http_url("HTTPS://Login.EXAMPLE/Keys?X=1");
  REQUIRE(url);
  CHECK(url->tls);
  CHECK(url->host == "login.example");
  CHECK(url->port == "443");
  CHECK(url->target == "/Keys?X=1");
  CHECK_FALSE(parse_http_url("Http://a")->tls);
  for (const auto* wrong :
       {"", "login.example", "ftp://a/", "http", "https:", "://a/", "http://", "http:///keys",
        "http://a:0/", "http://a:/", "http://a:65536/", "http://a:8080x/", "http://user:pass@a/",
        "http://a/#keys", "http://a/\r\nX: y", "http://a b/", "http://[::1/", "http://[::1]x/",
        "http://a\\b/"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_http_url(wrong));
  }
}

TEST_CASE("http get: the body of a 200 arrives, any other status is an error") {
  text_server server{"some text"};
  CHECK(got_from(server.url()).body == "some text");
  server.answer("", 404);
  CHECK(got_from(server.url()).error == "status 404 instead of 200");
  server.answer("http://127.0.0.1:1/", 302);
  CHECK(got_from(server.url()).error == "status 302 instead of 200");
  CHECK(server.requests() == 3);
}

TEST_CASE("http get: a body beyond the limit is an error") {
  const text_server server{std::string(1'001, 'x')};
  CHECK(got_from(server.url(), {std::chrono::seconds{10}, 1'001}).body);
  CHECK(
      got_from(server.url(), {std::chrono::seconds{10}, 1'000}).error.starts_with("cannot read: "));
}

TEST_CASE("http get: a server that does not respond is an error after the time-out") {
  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor silent{
      io, boost::asio::ip::tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}};
  const auto url = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
  CHECK_FALSE(got_from(url, {std::chrono::milliseconds{20}, 1'000}).body);
}

TEST_CASE("http get: TLS needs a certificate of a known authority for the name of the server") {
  const temporary_directory directory;
  const authority known{directory.path(), "known"};
  const authority other{directory.path(), "other"};
  const auto files = known.sign("localhost");
  ::setenv("SSL_CERT_FILE", files.ca.c_str(), 1);
  const text_server right{"over TLS", files};
  CHECK(got_from(right.url("localhost")).body == "over TLS");
  CHECK(got_from(right.url("127.0.0.1")).error.starts_with("TLS failed"));
  const text_server unknown{"over TLS", other.sign("localhost")};
  CHECK(got_from(unknown.url("localhost")).error.starts_with("TLS failed"));
  const text_server misnamed{"over TLS", known.sign("another.example")};
  CHECK(got_from(misnamed.url("localhost")).error.starts_with("TLS failed"));
  CHECK(misnamed.requests() == 0);
  ::unsetenv("SSL_CERT_FILE");
}

} // namespace boxoffice::http::tests
