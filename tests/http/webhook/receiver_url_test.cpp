#include "http/webhook/receiver_url.hpp"

#include "tests/http/limits/address_ranges.hpp"

#include <array>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// The notations of private addresses that resolvers and other URL parsers know.
constexpr std::array odd_private_hosts{"2130706433",
                                       "0x7f000001",
                                       "0X7F000001",
                                       "017700000001",
                                       "127.1",
                                       "127.0.1",
                                       "0x7f.1",
                                       "0177.0.0.1",
                                       "0x7f.0x0.0x0.0x1",
                                       "0",
                                       "00",
                                       "127.0.0.1.",
                                       "10.0.0.1.",
                                       "012.0.0.1",
                                       "167772161",
                                       "169.254.43518",
                                       "0xa9fea9fe",
                                       "192.168.257",
                                       "3232235777",
                                       "[::ffff:127.0.0.1]",
                                       "[::ffff:7f00:1]",
                                       "[0:0:0:0:0:ffff:a00:1]",
                                       "[::127.0.0.1]",
                                       "[::]",
                                       "[::1]",
                                       "[0000:0000:0000:0000:0000:0000:0000:0001]",
                                       "[64:ff9b::7f00:1]",
                                       "[2002:7f00:1::]"};

constexpr std::array hosts_of_nothing{"1.2.3.4.5",  "256.1.1.1",   "1.1.1.256", "08.1.1.1",
                                      "4294967296", "0x100000000", "example.1", "example.0x1f",
                                      "1..1",       ".",           "[1:2]",     "127.0.0.1.."};

std::string https(const char* host) { return std::string{"https://"} + host + ":8443/hook"; }

} // namespace

TEST_CASE("receiver url: a private address is refused in every notation") {
  for (const auto* host : odd_private_hosts) {
    CAPTURE(host);
    CHECK(error_in_receiver(https(host), {}) ==
          "is an address that is not allowed (webhook.allow_private)");
  }
}

TEST_CASE("receiver url: a setting that allows an address allows each notation of it") {
  for (const auto* host : odd_private_hosts) {
    CAPTURE(host);
    CHECK_FALSE(error_in_receiver(https(host), {true, {}}));
  }
  const address_policy loopback{false, {range("127.0.0.0", 8)}};
  CHECK_FALSE(error_in_receiver("http://0x7f.1/", loopback));
  CHECK_FALSE(error_in_receiver("http://[::ffff:7f00:1]/", loopback));
  CHECK(error_in_receiver("http://012.0.0.1/", loopback)); // 10.0.0.1
}

TEST_CASE("receiver url: a host that is neither an address nor a name is refused") {
  for (const auto* host : hosts_of_nothing) {
    CAPTURE(host);
    CHECK(error_in_receiver(https(host), {true, {}}) == "must name a host");
  }
}

TEST_CASE("receiver url: other parts that hide the host are refused") {
  for (const auto* url : {"https://example.org@127.0.0.1/", "https://ann:pw@example.org/",
                          "https://127.0.0.1#@example.org/", "https://127.0.0.1%2eexample.org/",
                          "https://[::1%25lo]/",
                          "https://\xef\xbc\x91"
                          "27.0.0.1/",
                          "https://127\xe3\x80\x82"
                          "0.0.1/",
                          "https://example.org\\@127.0.0.1/", "https:/127.0.0.1/", "https://"}) {
    CAPTURE(url);
    CHECK(error_in_receiver(url, {}));
  }
}

TEST_CASE("receiver url: what is wrong with a text that is no URL names all that a URL needs") {
  for (const auto* url :
       {"https://example.org:99999/", "https://example.org:0/", "https://example.org:/",
        "https://example.org/a b",
        "https://b\xc3\xbc"
        "cher.example/",
        "ftp://example.org/", "https://ann@example.org/", "https://example.org/#x"}) {
    CAPTURE(url);
    CHECK(error_in_receiver(url, {}) ==
          "must be an http or https URL in ASCII without spaces: a host name or address, after any "
          "colon a port from 1 to 65535, no user, password or fragment");
  }
}

TEST_CASE("receiver url: scheme and host may have upper case") {
  CHECK_FALSE(error_in_receiver("HTTPS://EXAMPLE.org/Hook", {}));
  CHECK(error_in_receiver("HTTP://EXAMPLE.org/", {}).value_or("").starts_with("must be https"));
  CHECK(error_in_receiver("HTTPS://[::FFFF:7F00:1]/", {}) ==
        "is an address that is not allowed (webhook.allow_private)");
}

TEST_CASE("receiver url: names and public addresses are accepted") {
  for (const auto* host : {"example.org", "example.org.", "0x7f.example.org", "1.example.org",
                           "3com.com", "x-1.org", "1.1.1.1", "1.1.1.1.", "16843009",
                           "[2606:4700:4700::1111]", "0x.example", "xn--bcher-kva.example"}) {
    CAPTURE(host);
    CHECK_FALSE(error_in_receiver(https(host), {}));
  }
}

} // namespace boxoffice::http::tests
