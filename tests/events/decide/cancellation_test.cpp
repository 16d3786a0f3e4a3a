#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr auto customer_cancels = canceller::by_customer;
constexpr auto operator_cancels = canceller::by_operator;

} // namespace

TEST_CASE("cancel: a customer may cancel a booking under review and a confirmed one") {
  auto under_review = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(under_review, at(10, cancel_by(customer_cancels, 2))) ==
        then(cancelled(2, customer_cancels)));
  auto held = after(under_review, 1'000, then(confirmed(2)));
  CHECK(when(held, at(2'000, cancel_by(customer_cancels, 2))) ==
        then(cancelled(2, customer_cancels)));
}

TEST_CASE("cancel: it follows the log, not the clock: a booking whose expiry is not logged is "
          "cancelled") {
  auto claim = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(claim, at(99'000, cancel_by(customer_cancels, 2))) ==
        then(cancelled(2, customer_cancels)));
  auto held = after(claim, 1'000, then(confirmed(2)));
  CHECK(when(held, at(pay_by * 2, cancel_by(customer_cancels, 2))) ==
        then(cancelled(2, customer_cancels)));
}

TEST_CASE("cancel: rejected, expired and cancelled bookings cannot be cancelled") {
  auto show =
      given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B1"}), requested(4, {"B3"}),
            requested(5, {"B4"}), at(10, cancelled(4, customer_cancels)),
            at(1'000, confirmed(2, pay_by, review_rule::most_seats, {3})),
            rejected(3, review_rule::fewer_seats, {2}, {"B1"}), at(40'000, unreviewed(5)));
  for (booking_number number : {3U, 4U, 5U})
    for (auto by : {customer_cancels, operator_cancels})
      CHECK(when(show, at(50'000, cancel_by(by, number))) == refuses(errc::not_cancellable));
}

TEST_CASE("cancel: a paid booking is final for the customer") {
  CHECK(when(paid_show(), at(3'000, cancel_by(customer_cancels, 2))) ==
        refuses(errc::not_cancellable));
}

TEST_CASE("cancel: the operator cancels a paid booking and what was received is due back") {
  CHECK(when(paid_show(), at(3'000, cancel_by(operator_cancels, 2))) ==
        then(cancelled(2, operator_cancels),
             due(2, "p1", 15'000, refund_reason::cancelled, before_pay_by)));
}

TEST_CASE("cancel: the operator cancels an unpaid booking and nothing is due") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(10, cancel_by(operator_cancels, 2))) == then(cancelled(2, operator_cancels)));
}

TEST_CASE("cancel: an unknown booking is not found, another customer's is forbidden") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, cancel_by(customer_cancels, 9)) == refuses(errc::booking_not_found));
  CHECK(when(show_state{}, cancel_by(customer_cancels, 2)) == refuses(errc::booking_not_found));
  auto own = cancel_by(customer_cancels, 2);
  own.customer = customer(1);
  CHECK(when(show, own) == then(cancelled(2, customer_cancels)));
  auto others = own;
  others.customer = customer(2);
  CHECK(when(show, others) == refuses(errc::forbidden));
}

TEST_CASE("cancel: the seats are free at once") {
  auto show = after(paid_show(), 3'000, then(cancelled(2, operator_cancels)));
  CHECK(when(show, at(3'000, ask(6, {"B1"}))) == then(requested(6, {"B1"})));
}

TEST_CASE("refund: the provider's message completes it once") {
  auto show = after(paid_show(), 3'000,
                    then(cancelled(2, operator_cancels),
                         due(2, "p1", 15'000, refund_reason::cancelled, before_pay_by)));
  REQUIRE(show.find(2)->details->refunds.size() == 1);
  auto result = when(show, at(4'000, give_back(2, "p1", 15'000)));
  CHECK(result == then(refunded(2, "p1", 15'000)));
  auto done = after(show, 4'000, result);
  CHECK(done.find(2)->details->refunds.empty());
  CHECK(when(done, at(5'000, give_back(2, "p1", 15'000))) == then());
  CHECK(done.find(2)->status == booking_status::cancelled);
}

TEST_CASE("refund: without one due for that payment it is refused") {
  CHECK(when(paid_show(), at(3'000, give_back(2, "p2", 15'000))) == refuses(errc::no_refund_due));
  auto held = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(3'000, give_back(2, "p1", 15'000))) == refuses(errc::no_refund_due));
  auto show = after(paid_show(), 3'000, then(due(2, "p2", 15'000, refund_reason::already_paid)));
  CHECK(when(show, at(4'000, give_back(2, "p3", 15'000))) == refuses(errc::no_refund_due));
  CHECK(when(show, at(4'000, give_back(2, "p2", 15'000))) == then(refunded(2, "p2", 15'000)));
}

TEST_CASE("refund: another amount or currency than is due is invalid and it stays due") {
  auto show = after(paid_show(), 3'000, then(due(2, "p2", 15'000, refund_reason::already_paid)));
  CHECK(invalid_fields(when(show, at(4'000, give_back(2, "p2", 14'999)))) == names{"amount"});
  auto dollars = give_back(2, "p2", 15'000);
  dollars.amount.currency = "USD";
  CHECK(invalid_fields(when(show, at(4'000, dollars))) == names{"amount"});
}

TEST_CASE("refund: a refused message may be repeated once a refund is due") {
  auto show = paid_show();
  CHECK(when(show, at(3'000, give_back(2, "p2", 15'000))) == refuses(errc::no_refund_due));
  auto twice = after(show, 4'000, when(show, at(4'000, pay(2, "p2", 15'000))));
  CHECK(when(twice, at(5'000, give_back(2, "p2", 15'000))) == then(refunded(2, "p2", 15'000)));
}

TEST_CASE("refund: several due on one booking are kept apart by payment") {
  auto show =
      after(paid_show(), 3'000,
            then(due(2, "p2", 15'000, refund_reason::already_paid), cancelled(2, operator_cancels),
                 due(2, "p1", 15'000, refund_reason::cancelled)));
  REQUIRE(show.find(2)->details->refunds.size() == 2);
  auto one = after(show, 4'000, when(show, at(4'000, give_back(2, "p2", 15'000))));
  REQUIRE(one.find(2)->details->refunds.size() == 1);
  CHECK(one.find(2)->details->refunds[0].payment.text == "p1");
  CHECK(one.find(2)->details->refunds[0].reason == refund_reason::cancelled);
  CHECK(one.find(2)->details->refunds[0].since == noon + 3'000);
}

} // namespace boxoffice::events::tests
