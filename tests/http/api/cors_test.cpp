#include "tests/http/gateway_fixture.hpp"
#include "tests/support/clients/websocket_client.hpp"

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

using boxoffice::tests::handshake_refused;
using boxoffice::tests::websocket_client;

namespace {

const std::string shop = "https://shop.example";
const std::string stranger = "https://stranger.example";

gateway_options options_with(std::vector<std::string> origins) {
  auto options = usual_options();
  options.listener.cors_origins = std::move(origins);
  return options;
}

http_response preflight(http_client& client, const std::string& target, const std::string& origin) {
  return client.send("OPTIONS", target, "",
                     {{"Origin", origin}, {"Access-Control-Request-Method", "DELETE"}});
}

/// The status of a handshake from a page of that origin; 101 if it succeeds.
unsigned status_of_handshake(std::uint16_t port, const header_list& headers) {
  try {
    websocket_client watcher{port, "/ws/movieshow/s", headers};
    watcher.next();
    return 101;
  } catch (const handshake_refused& refused) {
    return refused.refusal.status;
  }
}

} // namespace

TEST_CASE("cors: every response to a page of the list can be read by it, and by no other") {
  gateway_fixture cinema{options_with({"http://localhost:3000", shop})};
  cinema.open_show("s");
  auto client = cinema.client();
  for (const auto* target :
       {"/api/movieshow", "/api/movieshow/none", "/nothing", "/healthz", "/"}) {
    CAPTURE(target);
    auto shown = client.get(target, {{"Origin", shop}});
    CHECK(shown.header("Access-Control-Allow-Origin") == shop);
    CHECK(shown.header("Access-Control-Expose-Headers") ==
          "ETag, Location, Retry-After, X-Request-Id");
    CHECK(shown.header("Access-Control-Allow-Credentials").empty());
    for (const auto& headers :
         {header_list{}, header_list{{"Origin", stranger}}, header_list{{"Origin", shop + ":444"}},
          header_list{{"Origin", "null"}}, header_list{{"Origin", "http://shop.example"}},
          header_list{{"Origin", shop}, {"Origin", shop}}}) {
      auto hidden = client.get(target, headers);
      CHECK(hidden.status == shown.status);
      CHECK(hidden.header("Access-Control-Allow-Origin").empty());
      auto vary = std::string{};
      for (const auto& [name, value] : hidden.headers)
        if (name == "Vary")
          vary += value + ";";
      CHECK(vary.find("Origin;") != std::string::npos);
    }
  }
}

TEST_CASE("cors: a preflight names the methods of the path and the headers of the API") {
  gateway_fixture cinema{options_with({shop})};
  auto client = cinema.client();
  auto allowed = preflight(client, "/api/ticket/x", shop);
  CHECK(allowed.status == 204);
  CHECK(allowed.text.empty());
  CHECK(allowed.header("Content-Length").empty());
  CHECK(allowed.header("Access-Control-Allow-Origin") == shop);
  CHECK(allowed.header("Access-Control-Allow-Methods") == "GET, HEAD, DELETE");
  CHECK(allowed.header("Access-Control-Allow-Headers").find("Authorization, Content-Type, ") == 0);
  CHECK(allowed.header("Access-Control-Max-Age") == "600");
  CHECK(allowed.header("Cache-Control") == "no-store");
  CHECK(client.get("/healthz").status == 200); // On the same connection.

  CHECK(preflight(client, "/nothing", shop).status == 404);
  auto refused = preflight(client, "/api/ticket/x", stranger);
  CHECK(refused.status == 405);
  CHECK(refused.header("Access-Control-Allow-Methods").empty());
  CHECK(client.send("OPTIONS", "/api/ticket/x", "", {{"Origin", shop}}).status == 405);
}

TEST_CASE("cors: preflights count in the rate limit") {
  auto options = options_with({shop});
  options.limit_rate = true;
  options.rate = 0.001;
  options.burst = 2;
  gateway_fixture cinema{options};
  auto client = cinema.client();
  for (int i = 0; i < 2; ++i)
    CHECK(preflight(client, "/api/ticket/x", shop).status == 204);
  auto refused = preflight(client, "/api/ticket/x", shop);
  CHECK(refused.status == 429);
  CHECK(refused.header("Access-Control-Allow-Origin") == shop);
}

TEST_CASE("cors: all origins, and none") {
  SUBCASE("all") {
    gateway_fixture cinema{options_with({"*"})};
    auto client = cinema.client();
    auto shown = client.get("/healthz", {{"Origin", stranger}});
    CHECK(shown.header("Access-Control-Allow-Origin") == "*");
    CHECK(shown.header("Vary").empty());
    CHECK(preflight(client, "/healthz", stranger).status == 204);
  }
  SUBCASE("none") {
    gateway_fixture cinema;
    auto client = cinema.client();
    auto hidden = client.get("/healthz", {{"Origin", shop}});
    CHECK(hidden.header("Access-Control-Allow-Origin").empty());
    CHECK(hidden.header("Vary").empty());
    CHECK(preflight(client, "/healthz", shop).status == 405);
  }
}

TEST_CASE("cors: WebSockets of pages outside the list are refused") {
  gateway_fixture cinema{options_with({shop})};
  cinema.open_show("s");
  auto port = cinema.port();
  CHECK(status_of_handshake(port, {}) == 101);
  CHECK(status_of_handshake(port, {{"Origin", shop}}) == 101);
  CHECK(status_of_handshake(port, {{"Origin", stranger}}) == 403);
  CHECK(status_of_handshake(port, {{"Origin", "null"}}) == 403);
  auto own = cinema.connect(); // The server's own pages: their origin is the Host.
  REQUIRE(own.send(request("GET /ws/movieshow/s",
                           "Origin: https://x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                           "Sec-WebSocket-Version: 13\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")));
  CHECK(own.expect_response().status == 101);
}

TEST_CASE("cors: without a list every page may open a WebSocket") {
  gateway_fixture cinema;
  cinema.open_show("s");
  CHECK(status_of_handshake(cinema.port(), {{"Origin", stranger}}) == 101);
}

} // namespace boxoffice::http::tests
