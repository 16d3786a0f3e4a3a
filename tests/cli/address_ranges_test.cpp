#include "cli/settings/address_ranges.hpp"

#include <doctest/doctest.h>

#include "tests/cli/settings_given.hpp"

namespace boxoffice::cli::tests {

TEST_CASE("settings: address ranges are IPv4 or IPv6, with a prefix or without") {
  const auto read =
      read_address_ranges("10.0.0.7, 10.1.0.0/16,2001:db8::/32,::1,::ffff:10.2.0.0/112");
  REQUIRE(read.has_value());
  std::vector<std::string> ranges;
  for (const auto& each : *read)
    ranges.push_back(each.to_string());
  CHECK(ranges == std::vector<std::string>{"::ffff:10.0.0.7/128", "::ffff:10.1.0.0/112",
                                           "2001:db8::/32", "::1/128", "::ffff:10.2.0.0/112"});
  CHECK(read_address_ranges("")->empty());
}

TEST_CASE("settings: address ranges that are probably mistakes are refused") {
  for (const auto* bad : {",",          "10.0.0.7,",      "10.0.0",         "10.0.0.0/33",
                          "10.0.0.0/",  "10.0.0.0/-1",    "10.0.0.0/+8",    "10.0.0.0/8/8",
                          "10.0.0.1/8", "2001:db8::1/32", "2001:db8::/129", "10.0.0.7 10.0.0.8",
                          "fe80::1%1",  "proxy.example",  "10.0.0.7:80",    "[::1]",
                          "0.0.0.0/0",  "::/0",           "::/1",           "::ffff:0:0/96"})
    CHECK_MESSAGE(!read_address_ranges(bad), bad);
  CHECK(errors_of(from_set({"http.trusted_proxies=10.0.0.1/8"})) ==
        "--set: http.trusted_proxies: wants addresses and ranges such as "
        "10.0.0.7,10.1.0.0/16,2001:db8::/32; a range has no bits behind its prefix and not all of "
        "IPv4 in it, got \"10.0.0.1/8\"\n");
}

} // namespace boxoffice::cli::tests
