#include "http/limits/trusted_proxies.hpp"

#include "tests/http/limits/address_ranges.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

using header_lines = std::vector<std::pair<std::string, std::string>>;

const std::string proxy = "10.0.0.7";

/// The client of a request that came from `peer` with these headers, and " (proxy)" behind it if it
/// is a trusted proxy that named nobody.
std::string client_of(const header_lines& lines, const std::string& peer = proxy) {
  trusted_proxies proxies{{range("10.0.0.0", 8), range("2001:db8:1::", 48)}};
  boost::beast::http::fields head;
  for (const auto& [name, value] : lines)
    head.insert(name, value);
  auto client =
      proxies.client_of(head, proxies.connection_from(boost::asio::ip::make_address(peer)));
  CHECK(client.is_forwarded == (client.address != boost::asio::ip::make_address(peer)));
  return client.address.to_string() + (client.is_trusted_proxy ? " (proxy)" : "");
}

std::string by_x(const std::string& value) { return client_of({{"X-Forwarded-For", value}}); }
std::string by_forwarded(const std::string& value) { return client_of({{"Forwarded", value}}); }

} // namespace

TEST_CASE("trusted proxies: an address is in a range however it is written") {
  const address_ranges some{range("10.0.0.0", 8), range("192.0.2.1", 32), range("2001:db8::", 32)};
  for (const auto* inside : {"10.255.0.1", "::ffff:10.0.0.1", "192.0.2.1", "2001:db8:ffff::1"})
    CHECK_MESSAGE(contains(some, boost::asio::ip::make_address(inside)), inside);
  for (const auto* outside : {"11.0.0.1", "192.0.2.2", "::10.0.0.1", "2001:db9::1", "::", "::1"})
    CHECK_MESSAGE(!contains(some, boost::asio::ip::make_address(outside)), outside);
  CHECK_FALSE(contains({}, boost::asio::ip::make_address("10.0.0.1")));
}

TEST_CASE("trusted proxies: the client is the right-most address that is not trusted") {
  CHECK(by_x("192.0.2.1") == "192.0.2.1");
  CHECK(by_x("203.0.113.9, 192.0.2.1") == "192.0.2.1");
  CHECK(by_x("203.0.113.9,192.0.2.1 , 10.1.1.1,10.2.2.2") == "192.0.2.1");
  CHECK(by_x("203.0.113.9, 192.0.2.1, 2001:db8:1::5") == "192.0.2.1");
  CHECK(by_x("10.9.9.9, 10.1.1.1") == "10.9.9.9"); // All trusted: the first of the chain.
  CHECK(by_x("192.0.2.1, , ") == "192.0.2.1");
  for (const auto* written : {"192.0.2.1:4711", "::ffff:192.0.2.1", "[::ffff:192.0.2.1]:1"})
    CHECK(limited_as(boost::asio::ip::make_address(by_x(written))).to_string() == "192.0.2.1");
  for (const auto* written : {"2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:4711"})
    CHECK(by_x(written) == "2001:db8::1");
}

TEST_CASE("trusted proxies: from any other peer the headers count for nothing") {
  const header_lines forged{{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=192.0.2.1"}};
  CHECK(client_of(forged, "203.0.113.9") == "203.0.113.9");
  CHECK(client_of(forged, "2001:db8:2::1") == "2001:db8:2::1");
  CHECK(client_of(forged, "::ffff:10.0.0.7") == "192.0.2.1");
}

TEST_CASE("trusted proxies: several lines of a header are one list, in their order") {
  CHECK(client_of({{"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-For", "192.0.2.1"}}) ==
        "192.0.2.1");
  CHECK(client_of({{"x-forwarded-for", "203.0.113.9, 192.0.2.1"},
                   {"Host", "x"},
                   {"X-FORWARDED-FOR", "10.1.1.1"}}) == "192.0.2.1");
  CHECK(client_of({{"Forwarded", "for=203.0.113.9"}, {"Forwarded", "for=192.0.2.1"}}) ==
        "192.0.2.1");
}

TEST_CASE("trusted proxies: Forwarded has parameters, quotes, ports and IPv6 in brackets") {
  CHECK(by_forwarded("for=192.0.2.1") == "192.0.2.1");
  CHECK(by_forwarded("by=10.1.1.1 ; FOR=192.0.2.1;proto=https;host=\"a,b;c\"") == "192.0.2.1");
  CHECK(by_forwarded("for=203.0.113.9, for=\"192.0.2.1:4711\";proto=http") == "192.0.2.1");
  CHECK(by_forwarded("for=\"[2001:db8::1]:4711\", for=10.1.1.1") == "2001:db8::1");
  CHECK(by_forwarded("for=\"[2001:db8::1]:_port\"") == "2001:db8::1");
  CHECK(by_forwarded("for=\"\\1\\9\\2.0.2.1\"") == "192.0.2.1");
  CHECK(by_forwarded("for=192.0.2.1;") == "192.0.2.1");
}

TEST_CASE("trusted proxies: behind an entry without an address the host before is the client") {
  for (const auto* unreadable : {"unknown", "_hidden", "_hidden:80", "203.0.113", "203.0.113.9:",
                                 "203.0.113.9:123456", "203.0.113.9:http", "[203.0.113.9]",
                                 "[2001:db8::1", "[2001:db8::1]x", "fe80::1%1", "\"", "-"}) {
    CAPTURE(unreadable);
    CHECK(by_x(std::string{"203.0.113.9, "} + unreadable) == proxy + " (proxy)");
    CHECK(by_x(std::string{"203.0.113.9, "} + unreadable + ", 10.1.1.1") == "10.1.1.1");
  }
  for (const auto* unreadable :
       {"for=unknown", "for=_hidden", "for=\"_hidden:80\"", "proto=https", "for",
        "for=", "for=\"192.0.2.1", "for=192.0.2.1\"", "for=\"192.0.2.1\\\"",
        "for=192.0.2.1;for=192.0.2.1", "for=\"192.0.2.1\"\"x\"", "192.0.2.1"}) {
    CAPTURE(unreadable);
    CHECK(by_forwarded(unreadable) == proxy + " (proxy)");
    CHECK(by_forwarded(std::string{"for=203.0.113.9, "} + unreadable + ", for=10.1.1.1") ==
          "10.1.1.1");
  }
}

TEST_CASE("trusted proxies: what a client sends cannot hide what its proxy appends") {
  for (const auto* forged :
       {"for=\"", "for=\"x", "for=x\\", "\"", "for=\"\\", ",,,", "for=\"a\", for=\""}) {
    CAPTURE(forged);
    CHECK(by_forwarded(std::string{forged} + ", for=192.0.2.1") == "192.0.2.1");
    CHECK(by_forwarded(std::string{forged} + ", for=\"[2001:db8::1]\"") == "2001:db8::1");
    CHECK(by_x(std::string{forged} + ", 192.0.2.1") == "192.0.2.1");
    CHECK(client_of({{"Forwarded", forged}, {"Forwarded", "for=192.0.2.1"}}) == "192.0.2.1");
  }
}

TEST_CASE("trusted proxies: of two headers that differ neither counts") {
  const std::string nobody = proxy + " (proxy)";
  CHECK(client_of({{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=192.0.2.1"}}) ==
        "192.0.2.1");
  CHECK(client_of({{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=203.0.113.9"}}) == nobody);
  CHECK(client_of({{"Forwarded", "for=unknown"}, {"X-Forwarded-For", "192.0.2.1"}}) == nobody);
  CHECK(client_of({{"Forwarded", ""}, {"X-Forwarded-For", "192.0.2.1"}}) == "192.0.2.1");
  CHECK(client_of({}) == nobody);
  CHECK(by_x(proxy) == nobody);
}

TEST_CASE("trusted proxies: a new list holds for connections that begin later") {
  trusted_proxies proxies{{}};
  const auto peer = boost::asio::ip::make_address(proxy);
  boost::beast::http::fields head;
  head.insert("X-Forwarded-For", "192.0.2.1");
  const auto before = proxies.connection_from(peer);
  proxies.replace({range("10.0.0.7", 32)});
  CHECK(proxies.client_of(head, before).address == peer);
  CHECK(proxies.client_of(head, proxies.connection_from(peer)).address.to_string() == "192.0.2.1");
}

} // namespace boxoffice::http::tests
