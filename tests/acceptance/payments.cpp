#include "tests/support/cinema/cinema_fixture.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/processes/binaries.hpp"
#include "tests/support/review_settings.hpp"

#include <doctest/doctest.h>

namespace boxoffice::tests {

namespace {

/// Quick reviews, and all the time in the world to pay.

} // namespace

TEST_CASE("payment: SUCCESS before payBy with the right money makes the booking PAID") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("paid", hall(1, 5));
  const auto held = cinema.confirmed("paid", {"A1", "A2"});
  CHECK(held.at("amount") == json{{"value", 2 * seat_price}, {"currency", "INR"}});
  auto what = cinema.payment_for(held, "p1");
  const auto received = cinema.notify(what);
  CHECK(received.status == 200);
  CHECK(received.body == json{{"reqId", held.at("reqId")}, {"outcome", "PAID"}});
  const auto ticket = cinema.ticket(held.at("reqId"));
  CHECK(ticket.at("status") == "PAID");
  CHECK(ticket.at("paidAt") == *what.paid_at);
  CHECK_FALSE(ticket.contains("reason"));
  CHECK(cinema.seat("paid", "A1") == "sold");
  CHECK(cinema.seat("paid", "A2") == "sold");
  CHECK(cinema.refunds().empty());
}

TEST_CASE("payment: SUCCESS of nothing for a booking that cost nothing is due to nobody") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("free", hall(1, 5));
  const auto given =
      cinema.operate("/api/movieshow/free/sell", {{"seats", {"A1"}}, {"method", "COMPLIMENTARY"}});
  REQUIRE(given.status == 201);
  const auto version = cinema.version("free");
  auto what = cinema.payment_for(given.body, "p1");
  const auto paid = cinema.notify(what);
  CHECK(paid.status == 200);
  CHECK(paid.body == json{{"reqId", given.body.at("reqId")}, {"outcome", "PAID"}});
  CHECK(cinema.version("free") == version);

  REQUIRE(cinema.operate("/api/ticket/" + given.body.at("reqId").get<std::string>() + "/cancel")
              .status == 200);
  CHECK(cinema.notify(what).body.at("outcome") == "RECORDED");
  CHECK(cinema.refunds().empty());
}

TEST_CASE("payment: a FAILED attempt changes nothing, and a further one may succeed") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("failed", hall(1, 5));
  const auto held = cinema.confirmed("failed", {"A1"});
  auto what = cinema.payment_for(held, "p1");
  what.status = "FAILED";
  what.paid_at.reset();
  const auto version = cinema.version("failed");
  const auto failed = cinema.notify(what);
  CHECK(failed.status == 200);
  CHECK(failed.body == json{{"reqId", held.at("reqId")}, {"outcome", "RECORDED"}});
  CHECK(cinema.version("failed") == version + 1);
  CHECK(cinema.ticket(held.at("reqId")) == held);

  SUBCASE("with the same paymentId") { what.payment = "p1"; }
  SUBCASE("with another paymentId") { what.payment = "p2"; }
  what.status = "SUCCESS";
  what.paid_at = rfc3339(wall_now());
  CHECK(cinema.notify(what).body.at("outcome") == "PAID");
  CHECK(cinema.ticket(held.at("reqId")).at("status") == "PAID");
}

TEST_CASE("payment: money that comes late but was paid in time is honoured while seats are free") {
  auto short_window = quick_reviews();
  short_window["payment.window"] = "500ms";
  cinema_fixture cinema{server_binary(), short_window};
  cinema.open_show("late", hall(1, 5));
  const auto lost = cinema.once(cinema.book("late", {"A1", "A2"}).at("reqId"), "EXPIRED");
  CHECK(cinema.seat("late", "A1") == "available");
  auto what = cinema.payment_for(lost, "p1");
  what.paid_at = lost.at("payBy");
  const auto received = cinema.notify(what);
  CHECK(received.status == 200);
  CHECK(received.body.at("outcome") == "PAID");
  CHECK(received.body.value("reason", "late_delivery") == "late_delivery");
  const auto ticket = cinema.ticket(lost.at("reqId"));
  CHECK(ticket.at("status") == "PAID");
  CHECK(ticket.at("reason") == "late_delivery");
  CHECK(ticket.at("paidAt") == lost.at("payBy"));
  CHECK(cinema.seat("late", "A1") == "sold");
  CHECK(cinema.seat("late", "A2") == "sold");
}

TEST_CASE("payment: late money that arrives before the timer expires the booking and pays it") {
  auto short_window = quick_reviews();
  short_window["payment.window"] = "500ms";
  cinema_fixture cinema{server_binary(), short_window};
  cinema.open_show("race", hall(1, 20));
  for (unsigned i = 1; i <= 10; ++i) {
    const auto held = cinema.confirmed("race", {seat_name(0, i)});
    auto what = cinema.payment_for(held, "p" + std::to_string(i));
    what.paid_at = held.at("payBy");
    wait_until(parse_rfc3339(held.at("payBy").get<std::string>()));
    CHECK(cinema.notify(what).body.at("outcome") == "PAID");
    CHECK(cinema.ticket(held.at("reqId")).at("status") == "PAID");
    CHECK(cinema.seat("race", seat_name(0, i)) == "sold");
  }
}

TEST_CASE("payment: REFUNDED closes the refund that is due for its paymentId") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("back", hall(1, 5));
  const auto held = cinema.confirmed("back", {"A1"});
  auto wrong = cinema.payment_for(held, "p1");
  wrong.value += 1;
  CHECK(cinema.notify(wrong).body.at("outcome") == "REFUND_DUE");
  REQUIRE(cinema.refunds().size() == 1);

  auto refund = wrong;
  refund.status = "REFUNDED";
  refund.paid_at.reset();
  auto less = refund;
  less.value -= 1;
  const auto refused = cinema.notify(less);
  CHECK(refused.status == 422);
  CHECK(refused.code() == "INVALID_REQUEST");
  CHECK(cinema.refunds().size() == 1);

  const auto version = cinema.version("back");
  const auto done = cinema.notify(refund);
  CHECK(done.status == 200);
  CHECK(done.body == json{{"reqId", held.at("reqId")}, {"outcome", "RECORDED"}});
  CHECK(cinema.version("back") == version + 1);
  CHECK(cinema.refunds().empty());
  CHECK(cinema.ticket(held.at("reqId")) == held);
  CHECK(cinema.notify(refund).text == done.text);
  CHECK(cinema.version("back") == version + 1);
}

TEST_CASE("payment: REFUNDED with none due is a conflict, an unknown booking is not found") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("none", hall(1, 5));
  const auto paid = cinema.paid("none", {"A1"}, "p1");
  auto refund = cinema.payment_for(paid, "p2");
  refund.status = "REFUNDED";
  const auto version = cinema.version("none");
  const auto refused = cinema.notify(refund);
  CHECK(refused.status == 409);
  CHECK(refused.code() == "NO_REFUND_DUE");
  refund.payment = "never-heard-of";
  CHECK(cinema.notify(refund).code() == "NO_REFUND_DUE");

  for (const std::string status : {"SUCCESS", "FAILED", "REFUNDED"})
    for (const std::string booking :
         {"none.AAAAAAAAAAAAAAAAAAAAAA", "nowhere.AAAAAAAAAAAAAAAAAAAAAA"}) {
      auto unknown = cinema.payment_for(paid, "p9");
      unknown.status = status;
      unknown.booking = booking;
      const auto got = cinema.notify(unknown);
      CAPTURE(status);
      CAPTURE(booking);
      CHECK(got.status == 404);
      CHECK(got.code() == "BOOKING_NOT_FOUND");
    }
  CHECK(cinema.version("none") == version);
  CHECK(cinema.refunds().empty());
}

TEST_CASE("payment: a PAID booking that the operator cancels is due back in full") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("sorry", hall(1, 5));
  const auto paid = cinema.paid("sorry", {"A1", "A2"}, "p1");
  const std::string booking = paid.at("reqId");
  CHECK(cinema.operate("/api/ticket/" + booking + "/cancel").status == 200);
  const auto ticket = cinema.ticket(booking);
  CHECK(ticket.at("status") == "CANCELLED");
  CHECK(ticket.at("reason") == "by_operator");
  CHECK(cinema.seat("sorry", "A1") == "available");
  const auto due = cinema.refunds();
  REQUIRE(due.size() == 1);
  CHECK(due.at(0).at("reqId") == booking);
  CHECK(due.at(0).at("paymentId") == "p1");
  CHECK(due.at(0).at("amount") == paid.at("amount"));
  CHECK(due.at(0).at("reason") == "cancelled");
  CHECK_NOTHROW(parse_rfc3339(due.at(0).at("since").get<std::string>()));

  auto refund = cinema.payment_for(paid, "p1");
  refund.status = "REFUNDED";
  CHECK(cinema.notify(refund).body.at("outcome") == "RECORDED");
  CHECK(cinema.refunds().empty());
  const auto version = cinema.version("sorry");
  CHECK(cinema.notify(refund).body.at("outcome") == "RECORDED");
  refund.value += 1;
  CHECK(cinema.notify(refund).code() == "NO_REFUND_DUE");
  CHECK(cinema.version("sorry") == version);
}

TEST_CASE("payment: a cancelled show cancels every open booking and pays back the paid ones") {
  cinema_fixture cinema{server_binary(), quick_reviews()};
  cinema.open_show("off", hall(1, 9));
  const auto paid = cinema.paid("off", {"A1"}, "p1");
  const auto held = cinema.confirmed("off", {"A2"});
  CHECK(cinema.operate("/api/movieshow/off/cancel").body.at("status") == "CANCELLED");
  for (const auto& ticket : {paid, held}) {
    const auto now = cinema.ticket(ticket.at("reqId"));
    CHECK(now.at("status") == "CANCELLED");
    CHECK(now.at("reason") == "show_cancelled");
  }
  const auto due = cinema.refunds();
  REQUIRE(due.size() == 1);
  CHECK(due.at(0).at("paymentId") == "p1");
  CHECK(due.at(0).at("reason") == "show_cancelled");
  CHECK(due.at(0).at("amount") == paid.at("amount"));
}

} // namespace boxoffice::tests
