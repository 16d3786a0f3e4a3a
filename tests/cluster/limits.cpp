// Limits and customers if one node gets the request, another has the show and a third the payment.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

using namespace std::chrono_literals;

settings limited() {
  auto all = quick_reviews();
  all.merge(settings{{"limits.enabled", "true"},
                     {"limits.rate", "1000000"},
                     {"limits.burst", "1000000"},
                     {"limits.seats_per_address", "20"},
                     {"limits.unpaid_seats_per_customer", "12"}});
  return all;
}

json seats_of(char row, unsigned count) {
  auto names = json::array();
  for (unsigned i = 1; i <= count; ++i)
    names.push_back(row + std::to_string(i));
  return names;
}

response ask(http_client& through, const std::string& show, const json& seats,
             const std::string& mail) {
  return through.post("/api/ticket/book",
                      {{"userMail", mail}, {"movieShowId", show}, {"seats", seats}});
}

/// Three nodes with limits, and a show of the second one. Requests go to the other two.
struct limited_cluster {
  cluster_fixture cluster{limited()};
  std::string show;
  http_client here = cluster.client(0);
  http_client third = cluster.client(2);

  limited_cluster() {
    const auto shows = shows_named(8);
    cluster.open(shows, 4, 12);
    const auto found =
        std::ranges::find(shows, 1U, [&](const auto& each) { return cluster.home_of(each); });
    REQUIRE(found != shows.end());
    show = *found;
  }
};

} // namespace

TEST_CASE(
    "partitioned: seats paid at one node come back to the address at the node that took them") {
  limited_cluster nodes;
  auto& [cluster, show, here, third] = nodes;
  const auto first = ask(here, show, seats_of('A', 10), "a@example.com");
  REQUIRE_MESSAGE(first.status == 202, first.summary());
  REQUIRE(ask(here, show, seats_of('B', 10), "b@example.com").status == 202);
  CHECK(ask(here, show, seats_of('C', 10), "c@example.com").status == 429);
  const auto ticket = "/api/ticket/" + first.body.at("reqId").get<std::string>();
  REQUIRE(eventually(patience, [&] { return here.get(ticket).body.at("status") == "CONFIRMED"; }));
  notice paid;
  paid.booking = first.body.at("reqId");
  paid.payment = "p-1";
  paid.value = first.body.at("amount").at("value");
  paid.paid_at = here.get(ticket).body.at("decidedAt");
  REQUIRE(cluster.bank().notify(third, paid).body.at("outcome") == "PAID");
  CHECK(eventually(
      patience, [&] { return ask(here, show, seats_of('C', 10), "c@example.com").status == 202; }));
}

TEST_CASE(
    "partitioned: the show's node counts a customer's seats, through whichever node they book") {
  limited_cluster nodes;
  auto& [cluster, show, here, third] = nodes;
  const auto booked = ask(here, show, seats_of('A', 10), "Jörg@example.org");
  REQUIRE_MESSAGE(booked.status == 202, booked.summary());
  const auto refused = ask(third, show, seats_of('B', 3), "JÖRG@example.org");
  CHECK(refused.code() == "CUSTOMER_LIMIT");
  CHECK(refused.body.at("limit") == 12);
  CHECK(refused.body.at("have") == 10);
  const auto ticket = "/api/ticket/" + booked.body.at("reqId").get<std::string>();
  CHECK(third.post_nothing(ticket + "/cancel", as_operator()).status == 200);
  const auto waits = ask(here, show, seats_of('A', 1), "JÖRG@example.org");
  CHECK(waits.code() == "SEATS_UNAVAILABLE");
  CHECK(waits.body.at("seats").at(0).at("reason") == "WAIT");
  CHECK(ask(third, show, seats_of('A', 1), "ann@example.org").status == 202);
  const auto history = here.get(ticket + "/history").body.at("events");
  CHECK(history.back().at("data").at("operator") == "token");
}

} // namespace boxoffice::tests
