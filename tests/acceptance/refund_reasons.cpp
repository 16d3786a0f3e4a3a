#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

using std::chrono::milliseconds;

namespace {

settings quick_to_expire() {
  auto result = quick_reviews();
  result["payment.window"] = "500ms";
  return result;
}

/// SUCCESS that must lead to this refund: one event, the booking as it was, listed once.
void check_refund_due(cinema_fixture& cinema, const notice& what, const std::string& reason) {
  CAPTURE(reason);
  const auto before = cinema.ticket(what.booking);
  const std::string show = before.at("movieShowId");
  const auto version = cinema.version(show);
  const auto listed = cinema.refunds().size();
  const auto received = cinema.notify(what);
  CHECK(received.status == 200);
  CHECK(received.body ==
        json{{"reqId", what.booking}, {"outcome", "REFUND_DUE"}, {"reason", reason}});
  CHECK(cinema.version(show) == version + 1);
  CHECK(cinema.ticket(what.booking) == before);
  const auto due = cinema.refunds();
  REQUIRE(due.size() == listed + 1);
  bool found = false;
  for (const auto& item : due)
    if (item.at("reqId") == what.booking && item.at("paymentId") == what.payment) {
      found = true;
      CHECK(item.at("reason") == reason);
      CHECK(item.at("amount") == json{{"value", what.value}, {"currency", what.currency}});
    }
  CHECK(found);
}

json expired(cinema_fixture& cinema, const std::string& show, const json& seats) {
  return cinema.once(cinema.book(show, seats).at("reqId"), "EXPIRED");
}

/// As if paid at the last moment in time.
notice paid_in_time(cinema_fixture& cinema, const json& ticket, const std::string& payment) {
  auto what = cinema.payment_for(ticket, payment);
  what.paid_at = ticket.at("payBy");
  return what;
}

} // namespace

TEST_CASE("refund: already_paid, for a second payment of a PAID booking") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("twice", hall(1, 5));
  const auto paid = cinema.paid("twice", {"A1"}, "p1");
  check_refund_due(cinema, cinema.payment_for(paid, "p2"), "already_paid");
  auto wrong_too = cinema.payment_for(paid, "p3");
  wrong_too.value = 1;
  wrong_too.currency = "EUR";
  check_refund_due(cinema, wrong_too, "already_paid");
}

TEST_CASE("refund: rejected, for a booking that lost its seats in review") {
  auto slow = quick_reviews();
  slow["review.interval"] = "2s";
  slow["review.contention_window"] = "2s";
  cinema_fixture cinema{server_binary(), slow};
  cinema.open_show("lost", hall(1, 5));
  const auto small = cinema.book("lost", {"A1"});
  cinema.book("lost", {"A1", "A2"}, "bob@example.com");
  const auto ticket = cinema.once(small.at("reqId"), "REJECTED");
  CHECK(ticket.at("reason") == "fewer_seats");
  check_refund_due(cinema, cinema.payment_for(ticket, "p1"), "rejected");
}

TEST_CASE("refund: cancelled, for a booking that its holder had cancelled") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("gone", hall(1, 5));
  const auto held = cinema.confirmed("gone", {"A1"});
  CHECK(cinema.cancel(held.at("reqId")).status == 200);
  auto wrong_too = cinema.payment_for(held, "p1");
  wrong_too.value = 1;
  check_refund_due(cinema, wrong_too, "cancelled");
}

TEST_CASE("refund: not_confirmed, for a booking under review or never reviewed in time") {
  auto unreviewed = quick_reviews();
  unreviewed["review.interval"] = "3s";
  unreviewed["review.hold"] = "3100ms";
  cinema_fixture cinema{server_binary(), unreviewed};
  cinema.open_show("early", hall(1, 5));
  const std::string booking = cinema.book("early", {"A1"}).at("reqId");
  const auto ticket = cinema.ticket(booking);
  CHECK(ticket.at("status") == "IN_REVIEW");
  check_refund_due(cinema, cinema.payment_for(ticket, "p1"), "not_confirmed");
  cinema.server().kill();
  wait_until(parse_rfc3339(ticket.at("requestedAt").get<std::string>()) + milliseconds{3100});
  cinema.start();
  CHECK(cinema.ask("early", {"A1"}, "bob@example.com").status == 202);
  check_refund_due(cinema, cinema.payment_for(cinema.once(booking, "EXPIRED"), "p2"),
                   "not_confirmed");
}

TEST_CASE("refund: wrong_currency before wrong_amount, and the booking may still be paid") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("coins", hall(1, 5));
  const auto held = cinema.confirmed("coins", {"A1"});
  auto what = cinema.payment_for(held, "p1");
  what.currency = "EUR";
  what.value -= 1;
  check_refund_due(cinema, what, "wrong_currency");
  for (const int difference : {-1, 1}) {
    auto wrong = cinema.payment_for(held, "p-amount" + std::to_string(difference));
    wrong.value += difference;
    check_refund_due(cinema, wrong, "wrong_amount");
  }
  CHECK(cinema.notify(cinema.payment_for(held, "p4")).body.at("outcome") == "PAID");
}

TEST_CASE("refund: wrong money for an expired booking is that before anything about its time") {
  cinema_fixture cinema{server_binary(), quick_to_expire()};
  cinema.open_show("both", hall(1, 5));
  const auto lost = expired(cinema, "both", {"A1"});
  auto what = cinema.payment_for(lost, "p1");
  what.value += 1;
  check_refund_due(cinema, what, "wrong_amount");
}

TEST_CASE("refund: too_late, for money paid after payBy") {
  cinema_fixture cinema{server_binary(), quick_to_expire()};
  cinema.open_show("slow", hall(1, 5));
  const auto lost = expired(cinema, "slow", {"A1"});
  auto what = cinema.payment_for(lost, "p1");
  what.paid_at = rfc3339(parse_rfc3339(lost.at("payBy").get<std::string>()) + milliseconds{1});
  check_refund_due(cinema, what, "too_late");
  CHECK(cinema.seat("slow", "A1") == "available");
}

TEST_CASE("refund: too_late, for late money that arrives after the show has begun") {
  cinema_fixture cinema{server_binary(), quick_to_expire()};
  const auto starts_at = wall_now() + milliseconds{2500};
  cinema.open_show("begun", hall(1, 5, starts_at));
  const auto lost = expired(cinema, "begun", {"A1"});
  wait_until(starts_at + milliseconds{1});
  check_refund_due(cinema, paid_in_time(cinema, lost, "p1"), "too_late");
}

TEST_CASE("refund: seats_gone, where a seat is under review, held, sold or blocked by then") {
  cinema_fixture cinema{server_binary(), quick_to_expire()};
  cinema.open_show("taken", hall(1, 9));
  const auto blocked = expired(cinema, "taken", {"A1", "A2"});
  CHECK(cinema.operate("/api/movieshow/taken/block", {{"seats", {"A2"}}}).status == 200);
  check_refund_due(cinema, paid_in_time(cinema, blocked, "p1"), "seats_gone");

  const auto sold = expired(cinema, "taken", {"A3"});
  cinema.paid("taken", {"A3", "A4"}, "p2");
  check_refund_due(cinema, paid_in_time(cinema, sold, "p3"), "seats_gone");
  CHECK(cinema.seat("taken", "A3") == "sold");
}

TEST_CASE("refund: seats_gone, where another has a claim or a hold on one of the seats") {
  auto slow = quick_to_expire();
  slow["review.interval"] = "1s";
  slow["payment.window"] = "2s";
  cinema_fixture cinema{server_binary(), slow};
  cinema.open_show("claimed", hall(1, 9));
  const auto lost = expired(cinema, "claimed", {"A1"});
  const std::string other = cinema.book("claimed", {"A1", "A2"}, "bob@example.com").at("reqId");
  check_refund_due(cinema, paid_in_time(cinema, lost, "p1"), "seats_gone");
  cinema.once(other, "CONFIRMED");
  check_refund_due(cinema, paid_in_time(cinema, lost, "p2"), "seats_gone");
}

TEST_CASE("refund: show_cancelled, for late money after the show was called off") {
  cinema_fixture cinema{server_binary(), quick_to_expire()};
  cinema.open_show("off", hall(1, 5));
  const auto lost = expired(cinema, "off", {"A1"});
  CHECK(cinema.operate("/api/movieshow/off/cancel").status == 200);
  CHECK(cinema.ticket(lost.at("reqId")).at("status") == "EXPIRED");
  check_refund_due(cinema, paid_in_time(cinema, lost, "p1"), "show_cancelled");
}

} // namespace boxoffice::tests
