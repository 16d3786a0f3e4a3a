#include "http/webhook/webhook_client.hpp"

#include "tests/http/limits/address_ranges.hpp"
#include "tests/support/clients/webhook_receiver.hpp"
#include "tests/support/processes/temporary_directory.hpp"

#include <cstdlib>
#include <future>
#include <mutex>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::authority;
using boxoffice::tests::temporary_directory;
using boxoffice::tests::webhook_receiver;
using boxoffice::tests::webhook_reply;
using boxoffice::tests::webhook_request;

namespace {

/// The requests of a receiver, in their order.
class request_list {
public:
  webhook_reply take(const webhook_request& request) {
    std::lock_guard lock{guard_};
    all_.push_back(request);
    return {};
  }
  std::vector<webhook_request> all() {
    std::lock_guard lock{guard_};
    return all_;
  }

private:
  std::mutex guard_;
  std::vector<webhook_request> all_;
};

webhook_client_options any_address() {
  webhook_client_options out;
  out.limits.addresses.allow_private = true;
  return out;
}

/// Sends a delivery and waits for its outcome.
actors::delivery_outcome deliver(webhook_client& client, const std::string& url) {
  std::promise<actors::delivery_outcome> outcome;
  client.send({url, "evt", "1700000000", "v1,x", url},
              [&](actors::delivery_outcome&& got) { outcome.set_value(std::move(got)); });
  return outcome.get_future().get();
}

} // namespace

TEST_CASE("webhook client: webhooks that share a connection each get what is for their URL") {
  request_list requests;
  webhook_receiver receiver{[&](const auto& request) { return requests.take(request); }};
  webhook_client client{any_address()};
  const std::vector<std::string> targets{"/A", "/B?key=1", "/C", "/A", "/"};
  for (const auto& target : targets)
    CHECK(deliver(client, receiver.url("127.0.0.1", target)).delivered());
  CHECK(receiver.connections() == 1);
  auto got = requests.all();
  REQUIRE(got.size() == targets.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    CHECK(got[i].target == targets[i]);
    CHECK(got[i].body == receiver.url("127.0.0.1", targets[i]));
    CHECK(got[i].host == "127.0.0.1:" + std::to_string(receiver.port()));
  }
}

TEST_CASE("webhook client: another host has its own connection, though it is the same address") {
  request_list requests;
  webhook_receiver receiver{[&](const auto& request) { return requests.take(request); }};
  webhook_client client{any_address()};
  for (const auto* host : {"127.0.0.1", "localhost", "127.0.0.1"})
    CHECK(deliver(client, receiver.url(host)).delivered());
  CHECK(receiver.connections() == 2);
  auto got = requests.all();
  REQUIRE(got.size() == 3);
  auto port = ':' + std::to_string(receiver.port());
  CHECK(got[0].host == "127.0.0.1" + port);
  CHECK(got[1].host == "localhost" + port);
  CHECK(got[2].host == "127.0.0.1" + port);
}

TEST_CASE("webhook client: a kept TLS connection serves no host that its certificate lacks") {
  temporary_directory files;
  authority ours{files.path(), "ours"};
  auto certificate = ours.sign("localhost");
  REQUIRE(::setenv("SSL_CERT_FILE", certificate.ca.c_str(), 1) == 0);
  request_list requests;
  webhook_receiver receiver{[&](const auto& request) { return requests.take(request); },
                            certificate};
  webhook_client client{any_address()};
  CHECK(::unsetenv("SSL_CERT_FILE") == 0);
  CHECK(deliver(client, receiver.url("localhost", "/A")).delivered());
  CHECK(deliver(client, receiver.url("127.0.0.1", "/B")).error.starts_with("TLS failed"));
  CHECK(deliver(client, receiver.url("localhost", "/C")).delivered());
  auto got = requests.all();
  REQUIRE(got.size() == 2);
  CHECK(got[0].target == "/A");
  CHECK(got[1].target == "/C");
  CHECK(receiver.connections() == 2);
}

TEST_CASE("webhook client: an address that is not allowed is reached by no kept connection") {
  request_list requests;
  webhook_receiver receiver{[&](const auto& request) { return requests.take(request); }};
  webhook_client_options options;
  options.limits.addresses.allowed = {range("127.0.0.1", 32)};
  webhook_client client{options};
  auto port = ':' + std::to_string(receiver.port());
  CHECK(deliver(client, "http://127.0.0.1" + port + "/A").delivered());
  auto refused = deliver(client, "http://127.0.0.2" + port + "/B");
  CHECK(refused.error == "the receiver's address 127.0.0.2 is not allowed (webhook.allow_private)");
  CHECK(requests.all().size() == 1);
}

} // namespace boxoffice::http::tests
