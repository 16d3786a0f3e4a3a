#include "http/limits/address_usage.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

client_address client_at(const char* address) {
  return {boost::asio::ip::make_address(address), false};
}

using usage_place = address_usage::place;

} // namespace

TEST_CASE("usage: an IPv6 client has its /64, and an IPv4 one is the same however it is written") {
  address_usage usage{{10, 1, 1, 1, 1'000}};
  CHECK(usage.connect(client_at("2001:db8::1")) == usage_place::free);
  CHECK(usage.connect(client_at("2001:db8::ffff:1")) == usage_place::address_full);
  CHECK(usage.connect(client_at("2001:db8:0:1::1")) == usage_place::free);
  CHECK(usage.connect(client_at("192.0.2.1")) == usage_place::free);
  CHECK(usage.connect(client_at("::ffff:192.0.2.1")) == usage_place::address_full);
  usage.disconnect(client_at("2001:db8::2"));
  CHECK(usage.connect(client_at("2001:db8::3")) == usage_place::free);
}

TEST_CASE("usage: beyond the node's limit a connection counts until one of them ends") {
  address_usage usage{{2, 1, 10, 1, 1'000}};
  CHECK(usage.connect(client_at("192.0.2.1")) == usage_place::free);
  CHECK(usage.connect(client_at("192.0.2.2")) == usage_place::free);
  CHECK(usage.connect(client_at("192.0.2.3")) == usage_place::node_full);
  usage.disconnect(client_at("192.0.2.1"));
  CHECK(usage.connect(client_at("192.0.2.1")) == usage_place::node_full);
  usage.disconnect(client_at("192.0.2.2"));
  usage.disconnect(client_at("192.0.2.3"));
  CHECK(usage.connect(client_at("192.0.2.3")) == usage_place::free);
}

TEST_CASE("usage: the control socket has its own limit and no address") {
  address_usage usage{{1, 2, 1, 1, 1'000}};
  client_address local{{}, true};
  CHECK(usage.connect(client_at("192.0.2.1")) == usage_place::free);
  CHECK(usage.connect(local) == usage_place::free);
  CHECK(usage.connect(local) == usage_place::free);
  CHECK(usage.connect(local) == usage_place::node_full);
  for (int i = 0; i < 5; ++i)
    CHECK(usage.begin_bulk(local));
}

TEST_CASE("usage: an address has limits of bulk responses and their bytes under way") {
  address_usage usage{{10, 1, 10, 2, 1'000}};
  auto client = client_at("192.0.2.1");
  CHECK(usage.begin_bulk(client));
  CHECK(usage.begin_bulk(client));
  CHECK_FALSE(usage.begin_bulk(client));
  CHECK(usage.begin_bulk(client_at("192.0.2.2")));
  usage.grow_bulk(client, 1'000);
  usage.end_bulk(client, 0);
  CHECK_FALSE(usage.begin_bulk(client));
  usage.end_bulk(client, 1'000);
  CHECK(usage.begin_bulk(client));
}

} // namespace boxoffice::http::tests
