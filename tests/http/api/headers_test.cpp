#include "tests/http/gateway_fixture.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::http::tests {

namespace {

/// Checks the caching headers, and those that every response has once.
void check_cached(const http_response& got, const std::string& cache_control) {
  CAPTURE(got.summary());
  CHECK(got.header("Cache-Control") == cache_control);
  CHECK(got.header("X-Content-Type-Options") == "nosniff");
  CHECK(got.header("Referrer-Policy") == "no-referrer");
  CHECK(got.header("Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(got.header("Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
  CHECK(got.header("Strict-Transport-Security").empty());
  for (const auto* name : {"Cache-Control", "X-Content-Type-Options", "Referrer-Policy",
                           "Cross-Origin-Resource-Policy", "Content-Security-Policy"})
    CHECK(std::count_if(got.headers.begin(), got.headers.end(),
                        [&](const auto& each) { return each.first == name; }) == 1);
}

} // namespace

TEST_CASE("headers: responses with secrets or personal data are never stored") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  auto booked = client.post("/api/ticket/book", json::parse(booking_of("A1")));
  REQUIRE(booked.status == 202);
  check_cached(booked, "no-store");
  auto ticket = booked.header("Location");
  for (const auto& got :
       {client.get(ticket), client.get(ticket + "/history"), client.del(ticket), client.del(ticket),
        client.post("/api/ticket/book", json::object()), client.get("/api/refund", as_operator()),
        client.get("/api/refund"), client.get("/api/movieshow/s/events", as_operator()),
        client.get("/api/movieshow/s/seats?seq=1", as_operator()),
        client.put("/api/movieshow/s", hall(1, 100), as_operator()),
        client.post_nothing("/api/movieshow/s/pause", as_operator()),
        client.post("/api/movieshow", json::array(), as_operator()),
        client.del("/api/customer/ann%40example.com", as_operator()),
        client.post("/api/payment/callback", json::object()), client.get("/api/movieshow/none"),
        client.get("/nothing"), client.get("/healthz"), client.get("/readyz")})
    check_cached(got, "no-store");
}

TEST_CASE("headers: public responses are revalidated each time") {
  gateway_fixture cinema;
  cinema.open_show("s");
  auto client = cinema.client();
  for (const auto* path :
       {"/api/movieshow", "/api/programme", "/api/movieshow/s", "/api/movieshow/s/seats",
        "/api/movieshow/s/seatsavailable", "/", "/operator"}) {
    CAPTURE(path);
    check_cached(client.get(path), "no-cache");
  }
  check_cached(client.get("/api/settings"), "public, max-age=300");
  auto etag = client.get("/api/movieshow/s/seats").header("ETag");
  auto same = client.get("/api/movieshow/s/seats", {{"If-None-Match", etag}});
  CHECK(same.status == 304);
  check_cached(same, "no-cache");
}

TEST_CASE("headers: pages load from the server only, others load nothing") {
  gateway_fixture cinema;
  auto client = cinema.client();
  for (const auto* page : {"/", "/operator"}) {
    auto shown = client.get(page);
    CHECK(shown.header("Content-Security-Policy").starts_with("default-src 'none'; script-src"));
    CHECK(shown.header("Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(shown.header("Permissions-Policy").starts_with("camera=(), geolocation=()"));
  }
  for (const auto* other : {"/healthz", "/nothing", "/api/settings"}) {
    auto bytes = client.get(other);
    CHECK(bytes.header("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'");
    CHECK(bytes.header("Permissions-Policy").empty());
  }
}

TEST_CASE("headers: responses to malformed HTTP have them too") {
  gateway_fixture cinema;
  auto line = cinema.connect();
  line.send("nonsense\r\n\r\n");
  check_cached(line.expect_response(), "no-store");
}

} // namespace boxoffice::http::tests
