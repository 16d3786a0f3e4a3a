// Stripe's events that name a payment only, at a node that does not own the show of its booking.
#include "tests/cluster/cluster_fixture.hpp"
#include "tests/support/cinema/commands.hpp"
#include "tests/support/cinema/stripe.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

const stripe paid_by_card;

settings with_cards() {
  auto all = quick_reviews();
  all["payment.stripe_secret"] = paid_by_card.secret();
  return all;
}

/// The ticket of a seat of the show once it is confirmed.
json confirmed_seat(http_client& through, const std::string& show) {
  const auto got =
      through.post("/api/ticket/book",
                   {{"userMail", "ann@example.com"}, {"movieShowId", show}, {"seats", {"A1"}}});
  REQUIRE_MESSAGE(got.status == 202, got.summary());
  const auto ticket = "/api/ticket/" + got.body.at("reqId").get<std::string>();
  REQUIRE(
      eventually(patience, [&] { return through.get(ticket).body.at("status") == "CONFIRMED"; }));
  return through.get(ticket).body;
}

} // namespace

TEST_CASE("partitioned: a dispute without metadata finds the booking at whichever node it is") {
  cluster_fixture cluster{with_cards()};
  const auto shows = shows_named(3);
  cluster.open(shows, 2, 6);
  const auto home = cluster.home_of(shows.front());
  auto there = cluster.client(home);
  auto here = cluster.client((home + 1) % cluster.size());
  const auto held = confirmed_seat(here, shows.front());
  const auto amount = held.at("amount").at("value").get<std::int64_t>();
  CHECK(paid_by_card.send(here, "checkout.session.completed", stripe::session(held, "pi_1"))
            .body.at("outcome") == "PAID");

  const auto dispute = stripe::unnamed(stripe::dispute(held, "pi_1", amount));
  const auto taken = paid_by_card.send(here, "charge.dispute.created", dispute);
  CHECK(taken.status == 200);
  CHECK(taken.body.at("reference") == held.at("reference"));
  const auto ticket = "/api/ticket/" + held.at("reqId").get<std::string>();
  CHECK(there.get(ticket).body.at("status") == "CANCELLED");

  // Of a payment that no node which is there knows, the one that is away may know.
  const auto strange = stripe::unnamed(stripe::dispute(held, "pi_2", amount));
  CHECK(paid_by_card.send(here, "charge.dispute.created", strange).body.at("outcome") == "IGNORED");
  cluster.node(home).kill();
  CHECK(eventually(patience, [&] {
    return paid_by_card.send(here, "charge.dispute.created", strange).status == 503;
  }));
}

} // namespace boxoffice::tests
