#include "http/webhook/address_policy.hpp"

#include "tests/http/limits/address_ranges.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

boost::asio::ip::address ip_of(const char* text) { return boost::asio::ip::make_address(text); }

} // namespace

TEST_CASE("address policy: public addresses are allowed by https") {
  for (const auto* text : {"1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.0",
                           "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.255",
                           "2606:4700:4700::1111", "2a00:1450:4001::1", "64:ff9b::1.1.1.1"}) {
    CAPTURE(text);
    CHECK(is_public(ip_of(text)));
    CHECK(may_deliver({}, ip_of(text), true));
    CHECK_FALSE(may_deliver({}, ip_of(text), false));
  }
}

TEST_CASE("address policy: addresses that are not public are refused, however they are written") {
  for (const auto* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.0.1",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.8",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.1.1.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::127.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:1.1.1.1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b::127.0.0.1",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:10::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "3fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "ff0e::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public(ip_of(text)));
    CHECK_FALSE(may_deliver({}, ip_of(text), true));
    CHECK(may_deliver({true, {}}, ip_of(text), false));
  }
}

TEST_CASE("address policy: an address with a scope is one of this machine's links") {
  CHECK_FALSE(is_public(ip_of("2606:4700::1%5")));
}

TEST_CASE("address policy: allowed networks open single ranges, by http too") {
  const address_policy policy{false, {range("10.1.0.0", 16), range("fd00::", 8)}};
  CHECK(allows_http(policy));
  CHECK(may_deliver(policy, ip_of("10.1.2.3"), false));
  CHECK(may_deliver(policy, ip_of("fd12::1"), true));
  CHECK_FALSE(may_deliver(policy, ip_of("10.2.0.1"), true));
  CHECK_FALSE(may_deliver(policy, ip_of("127.0.0.1"), false));
  CHECK_FALSE(may_deliver(policy, ip_of("1.1.1.1"), false));
  CHECK(may_deliver(policy, ip_of("1.1.1.1"), true));
  CHECK_FALSE(allows_http({}));
}

} // namespace boxoffice::http::tests
