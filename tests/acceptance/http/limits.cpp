#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/clients/raw_connection.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// Responses to that many equal requests, sent in batches so that they come in a burst.
std::vector<response> burst(std::uint16_t port, const std::string& request, unsigned count) {
  constexpr unsigned batch = 50;
  raw_connection connection{port};
  std::vector<response> responses;
  while (responses.size() < count) {
    std::string text;
    for (unsigned i = 0; i < batch; ++i)
      text += request;
    connection.send(text);
    for (unsigned i = 0; i < batch; ++i)
      responses.push_back(connection.expect_response());
  }
  return responses;
}

std::string get(const std::string& target, const std::string& headers = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

unsigned refused_of(const std::vector<response>& responses) {
  unsigned refused = 0;
  for (const auto& each : responses) {
    if (each.status == 200)
      continue;
    ++refused;
    CHECK(each.status == 429);
    CHECK(each.code() == "RATE_LIMITED");
    CHECK(std::stoi(each.header("Retry-After")) >= 1);
  }
  return refused;
}

} // namespace

TEST_CASE("limits: 500 calls at once are let through, then 100 a second, the rest get 429") {
  cinema_fixture cinema{server_binary(), {{"limits.enabled", "true"}}};
  const auto started = std::chrono::steady_clock::now();
  const auto responses = burst(cinema.server().port(), get("/api/movieshow"), 2'000);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const auto refused = refused_of(responses);
  const auto let_through = 2'000 - refused;
  MESSAGE(let_through, " of 2,000 let through in ", took.count(), " s");
  CHECK(let_through >= 500);
  CHECK(static_cast<double>(let_through) <= 510 + 100 * took.count());
  for (std::size_t i = 0; i < 500; ++i)
    CHECK(responses[i].status == 200);
  CHECK(eventually(std::chrono::seconds{60},
                   [&] { return cinema.client().get("/api/movieshow").status == 200; }));
}

TEST_CASE("limits: operator, provider and health calls are not counted") {
  cinema_fixture cinema{server_binary(), {{"limits.enabled", "true"}}};
  const auto token = std::string{"Authorization: Bearer "} + operator_token + "\r\n";
  const auto port = cinema.server().port();
  CHECK(refused_of(burst(port, get("/healthz"), 1'000)) == 0);
  CHECK(refused_of(burst(port, get("/readyz"), 1'000)) == 0);
  CHECK(refused_of(burst(port, get("/api/refund", token), 1'000)) == 0);
  CHECK(refused_of(burst(port, get("/api/movieshow"), 400)) == 0);
}

TEST_CASE("limits: a refused booking reserves nothing") {
  cinema_fixture cinema{
      server_binary(),
      {{"limits.enabled", "true"}, {"review.interval", "10m"}, {"review.hold", "20m"}}};
  cinema.open_show("s", hall(1, 9));
  CHECK(refused_of(burst(cinema.server().port(), get("/api/movieshow"), 1'000)) > 0);
  response got;
  const bool refused = eventually(std::chrono::seconds{5}, [&] {
    got = cinema.ask("s", {"A1"});
    return got.status == 429;
  });
  if (!refused)
    MESSAGE("the burst was over before the booking came");
  CHECK(cinema.client().put("/api/movieshow/s", hall(1, 9), as_operator()).status != 429);
}

} // namespace boxoffice::tests
