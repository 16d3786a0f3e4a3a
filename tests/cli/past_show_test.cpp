#include "cli/reports/past_show.hpp"
#include "tests/support/noon.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace boxoffice::cli::tests {

namespace {

using namespace events;
using boxoffice::tests::noon;

show_body hall() {
  show_body body;
  body.movie = "Metropolis";
  body.hall = "Hall 1";
  body.starts_at = noon + 3'600'000;
  body.sales_close_at = noon + 3'000'000;
  body.currency = "INR";
  body.price = 1'500;
  body.classes = {{"ONE", "One", 0}};
  auto seat = [](const char* id) { return seat_id{id}; };
  body.rows = {{"A", "ONE", {seat("A1"), std::nullopt, seat("A2")}},
               {"BB", "ONE", {seat("B1"), seat("B2"), seat("B3")}}};
  return body;
}

/// A show in which every seat has a different state.
show_state busy_show() {
  show_state show;
  show.id = show_id{"metropolis"};
  std::uint64_t seq = 0;
  auto record = [&](time_ms after, event fact) { evolve(show, {++seq, noon + after, fact}); };
  auto ask = [&](std::uint8_t secret, std::vector<seat_id> seats) {
    booking_requested fact{{show.id, {secret}}, {}, std::move(seats), {1'500, "INR"}, {}};
    fact.amount.value *= static_cast<std::int64_t>(fact.seats.size());
    record(show.last_at - noon, fact);
    return seq;
  };
  record(0, show_opened{hall(), rules{}});
  auto sold = ask(1, {{"A1"}});
  auto held = ask(2, {{"B3"}});
  record(1'000, booking_confirmed{sold, {1, {}}, review_rule::uncontested, {}, noon + 121'000});
  record(1'000, booking_confirmed{held, {1, {}}, review_rule::uncontested, {}, noon + 121'000});
  record(2'000, booking_paid{sold, payment_id{"p"}, {1'500, "INR"}, noon + 1'900, {}});
  record(2'000, seats_blocked{{{"B1"}}});
  record(2'500, booking_cancelled{ask(3, {{"A2"}, {"B2"}}), canceller::by_customer});
  ask(4, {{"A2"}});
  return show;
}

} // namespace

TEST_CASE("replay: the text has a heading, a map of the rows and a table of the bookings") {
  const std::string expected =
      R"("Metropolis", Hall 1, 2027-01-15T09:00:00.000Z (show metropolis)
OPEN, version 10 of 2027-01-15T08:00:02.500Z, sales close at 2027-01-15T08:50:00.000Z

  A   # ?
  BB  x.h

. available   ? in review   h held   # sold   x blocked by the operator

number  status     reason       amount     pay by                    paid at                   seats
2       PAID                    15.00 INR  2027-01-15T08:02:01.000Z  2027-01-15T08:00:01.900Z  A1
3       CONFIRMED               15.00 INR  2027-01-15T08:02:01.000Z                            B3
8       CANCELLED  by_customer  30.00 INR                                                      A2 B2
10      IN_REVIEW               15.00 INR                                                      A2
)";
  CHECK(past_text(busy_show(), noon + 5'000) == expected);
}

TEST_CASE("replay: whether sales were closed is judged at the requested time") {
  auto show = busy_show();
  CHECK(past_text(show, noon + 3'000'000).find("\nCLOSED, version 10") != std::string::npos);
  CHECK(past_text(show, noon + 2'999'999).find("\nOPEN, version 10") != std::string::npos);
}

TEST_CASE("replay: a show without bookings says so") {
  show_state show;
  show.id = show_id{"metropolis"};
  evolve(show, {1, noon, show_opened{hall(), rules{}}});
  CHECK(past_text(show, noon).ends_with("\nNo bookings.\n"));
  CHECK(past_json(show).ends_with(R"(,"bookings":[]})"));
}

TEST_CASE("replay: the JSON has the seats as the API returns them and the tickets by number") {
  auto text = past_json(busy_show());
  CHECK(text.starts_with(R"({"movieShowId":"metropolis","version":10,"seats":{"A1":"sold",)"
                         R"("A2":"in_review","B1":"blocked","B2":"available","B3":"held"},)"
                         R"("bookings":[{"reqId":"metropolis.AQAA)"));
  auto replayed = nlohmann::json::parse(text);
  REQUIRE(replayed["bookings"].size() == 4);
  CHECK(replayed["bookings"][0]["status"] == "PAID");
  CHECK(replayed["bookings"][2]["reason"] == "by_customer");
  CHECK(replayed["bookings"][3]["number"] == 10);
}

} // namespace boxoffice::cli::tests
