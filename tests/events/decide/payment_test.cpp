#include "events/decide/payment.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 has B1 (15000) until pay_by.
show_state confirmed_show() {
  return given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
}

record_payment in_dollars(record_payment message) {
  message.amount.currency = "USD";
  return message;
}

refund_due in_dollars(refund_due fact) {
  fact.amount.currency = "USD";
  return fact;
}

} // namespace

TEST_CASE("payment: success before payBy with the right amount pays the booking") {
  CHECK(when(confirmed_show(), at(2'000, pay(2, "p1", 15'000))) == then(bought(2, "p1", 15'000)));
  CHECK(when(confirmed_show(), at(pay_by - 1, pay(2, "p1", 15'000))) ==
        then(bought(2, "p1", 15'000)));
}

TEST_CASE(
    "payment: a message that arrives in time is in time, whatever the provider's clock says") {
  auto result = when(confirmed_show(), at(2'000, pay(2, "p1", 15'000, pay_by * 10)));
  CHECK(result == then(bought(2, "p1", 15'000, pay_by * 10)));
}

TEST_CASE("payment: an unknown booking is not found, whatever the message says") {
  for (const auto& said :
       {pay(9, "p1", 15'000), fail_to_pay(9, "p1", 15'000), give_back(9, "p1", 15'000)}) {
    CHECK(when(confirmed_show(), said) == refuses(errc::booking_not_found));
    CHECK(when(show_state{}, said) == refuses(errc::booking_not_found));
  }
}

TEST_CASE("payment: money for a paid booking is due back as already_paid before anything else") {
  CHECK(when(paid_show(), at(3'000, pay(2, "p2", 15'000))) ==
        then(due(2, "p2", 15'000, refund_reason::already_paid)));
  CHECK(when(paid_show(), at(pay_by * 2, in_dollars(pay(2, "p2", 1, pay_by * 2)))) ==
        then(in_dollars(due(2, "p2", 1, refund_reason::already_paid, pay_by * 2))));
}

TEST_CASE("payment: money for a rejected booking is due back") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B1"}),
                    at(1'000, confirmed(2, pay_by, review_rule::most_seats, {3})),
                    rejected(3, review_rule::fewer_seats, {2}, {"B1"}));
  CHECK(when(show, at(2'000, in_dollars(pay(3, "p1", 1)))) ==
        then(in_dollars(due(3, "p1", 1, refund_reason::rejected))));
}

TEST_CASE("payment: money for a cancelled booking is due back, confirmed before or not") {
  auto confirmed_before =
      after(confirmed_show(), 2'000, then(cancelled(2, canceller::by_customer)));
  CHECK(when(confirmed_before, at(3'000, pay(2, "p1", 15'000))) ==
        then(due(2, "p1", 15'000, refund_reason::cancelled)));
  auto never = given(opened(), requested(2, {"B1"}), cancelled(2, canceller::by_customer));
  CHECK(when(never, at(3'000, in_dollars(pay(2, "p1", 1)))) ==
        then(in_dollars(due(2, "p1", 1, refund_reason::cancelled))));
}

TEST_CASE("payment: a booking cancelled with its show is cancelled, not show_cancelled") {
  auto show = confirmed_show();
  auto over = after(show, 2'000, when(show, at(2'000, cancel_show{})));
  CHECK(when(over, at(3'000, pay(2, "p1", 15'000))) ==
        then(due(2, "p1", 15'000, refund_reason::cancelled)));
}

TEST_CASE("payment: money for a booking under review is due back as not_confirmed") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(500, pay(2, "p1", 15'000))) ==
        then(due(2, "p1", 15'000, refund_reason::not_confirmed)));
  CHECK(when(show, at(500, in_dollars(pay(2, "p1", 1)))) ==
        then(in_dollars(due(2, "p1", 1, refund_reason::not_confirmed))));
}

TEST_CASE("payment: money for a booking that expired unreviewed is due back as not_confirmed") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(30'000, unreviewed(2)));
  CHECK(when(show, at(31'000, pay(2, "p1", 15'000, 0))) ==
        then(due(2, "p1", 15'000, refund_reason::not_confirmed, 0)));
}

TEST_CASE("payment: another currency comes before another amount") {
  CHECK(when(confirmed_show(), at(2'000, in_dollars(pay(2, "p1", 1)))) ==
        then(in_dollars(due(2, "p1", 1, refund_reason::wrong_currency))));
  CHECK(when(confirmed_show(), at(2'000, in_dollars(pay(2, "p1", 15'000)))) ==
        then(in_dollars(due(2, "p1", 15'000, refund_reason::wrong_currency))));
}

TEST_CASE("payment: too little and too much are due back and the booking may still be paid") {
  for (std::int64_t amount : {1LL, 14'999LL, 15'001LL, 1'000'000'000'000'000LL}) {
    auto result = when(confirmed_show(), at(2'000, pay(2, "p1", amount)));
    CHECK(result == then(due(2, "p1", amount, refund_reason::wrong_amount)));
    auto show = after(confirmed_show(), 2'000, result);
    CHECK(show.find(2)->status == booking_status::confirmed);
    CHECK(when(show, at(3'000, pay(2, "p2", 15'000))) == then(bought(2, "p2", 15'000)));
  }
}

TEST_CASE("payment: the reason for a wrong amount that also comes too late is wrong_amount") {
  CHECK(when(confirmed_show(), at(pay_by, pay(2, "p1", 1, pay_by + 1))) ==
        then(unpaid(2), due(2, "p1", 1, refund_reason::wrong_amount, pay_by + 1)));
}

TEST_CASE("payment: a failure is recorded and the booking may be paid until payBy") {
  auto result = when(confirmed_show(), at(2'000, fail_to_pay(2, "p1", 15'000)));
  CHECK(result == then(failed(2, "p1", 15'000)));
  auto show = after(confirmed_show(), 2'000, result);
  CHECK(when(show, at(3'000, pay(2, "p1", 15'000))) == then(bought(2, "p1", 15'000)));
}

TEST_CASE("payment: a failure is recorded in every status and changes none") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(10, fail_to_pay(2, "p1", 1))) == then(failed(2, "p1", 1)));
  CHECK(when(paid_show(), at(3'000, fail_to_pay(2, "p2", 1))) == then(failed(2, "p2", 1)));
  auto paid = after(paid_show(), 3'000, then(failed(2, "p2", 1)));
  CHECK(paid.find(2)->status == booking_status::paid);
}

TEST_CASE("payment: a message without an id, an amount, a currency or a time is invalid") {
  auto show = confirmed_show();
  auto sound = pay(2, "p1", 15'000);
  auto invalid = [&](auto spoil) {
    auto message = sound;
    spoil(message);
    return invalid_fields(when(show, message));
  };
  CHECK(invalid([](auto& message) { message.payment.text = ""; }) == names{"paymentId"});
  CHECK(invalid([](auto& message) { message.payment.text = "a b"; }) == names{"paymentId"});
  CHECK(invalid([](auto& message) { message.payment.text.assign(256, 'x'); }) ==
        names{"paymentId"});
  CHECK(invalid([](auto& message) { message.amount.value = -1; }) == names{"amount.value"});
  CHECK(invalid([](auto& message) { message.amount.currency = "inr"; }) ==
        names{"amount.currency"});
  CHECK(invalid([](auto& message) { message.paid_at.reset(); }) == names{"paidAt"});
}

TEST_CASE("payment: the same success again appends nothing, in every status it can lead to") {
  auto again = [](const show_state& show, time_ms when_again) {
    return when(show, at(when_again, pay(2, "p1", 15'000))) == then();
  };
  CHECK(again(paid_show(), 3'000));
  CHECK(again(paid_show(), pay_by * 2));
  auto under_review = given(opened(), at(0, requested(2, {"B1"})),
                            due(2, "p1", 15'000, refund_reason::not_confirmed));
  CHECK(again(under_review, 100));
  auto now_confirmed = after(under_review, 1'000, then(confirmed(2)));
  CHECK(again(now_confirmed, 2'000));
  CHECK(again(now_confirmed, pay_by));
  CHECK(again(after(paid_show(), 3'000, then(cancelled(2, canceller::by_operator))), 4'000));
}

TEST_CASE("payment: the same message with other words is still the same message") {
  CHECK(when(paid_show(), at(3'000, in_dollars(pay(2, "p1", 1, 0)))) == then());
}

TEST_CASE("payment: messages differ by status, and by booking") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}),
                    at(1'000, confirmed(2)), confirmed(3), bought(2, "p1", 15'000));
  CHECK(when(show, at(2'000, fail_to_pay(2, "p1", 15'000))) == then(failed(2, "p1", 15'000)));
  CHECK(when(show, at(2'000, pay(3, "p1", 15'000))) == then(bought(3, "p1", 15'000)));
}

TEST_CASE("payment: the outcome of a message is kept for its repetitions") {
  auto first = pay(2, "p1", 15'000);
  auto extra = pay(2, "p2", 15'000);
  auto show = after(paid_show(), 3'000, then(due(2, "p2", 15'000, refund_reason::already_paid)));
  const auto* paid = recorded_payment(*show.find(2), first);
  const auto* not_needed = recorded_payment(*show.find(2), extra);
  REQUIRE((paid != nullptr && not_needed != nullptr));
  CHECK(!paid->refund);
  CHECK(not_needed->refund == refund_reason::already_paid);
  auto over = after(show, 4'000, when(show, at(4'000, cancel_by(canceller::by_operator, 2))));
  CHECK(!recorded_payment(*over.find(2), first)->refund);
}

} // namespace boxoffice::events::tests
