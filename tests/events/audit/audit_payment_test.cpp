#include "tests/events/audit/audit_scenario.hpp"

#include "events/audit/till.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 is paid and then cancelled by the operator, and its money returned.
log paid_story() {
  return recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                     at(2'000, failed(2, "p1", 15'000)), at(3'000, bought(2, "p1", 15'000)),
                     at(4'000, cancelled(2, canceller::by_operator)),
                     due(2, "p1", 15'000, refund_reason::cancelled),
                     at(5'000, refunded(2, "p1", 15'000)));
}

/// Booking 2 is paid in time, but the provider says so after it expired.
log late_scenario() {
  return recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                     at(pay_by, unpaid(2)), at(130'000, requested(5, {"B1"})),
                     at(160'000, unreviewed(5)),
                     bought(2, "p1", 15'000, pay_by, paid_how::late_delivery));
}

booking_paid late_payment(time_ms paid_after_noon) {
  return bought(2, "p1", 15'000, paid_after_noon, paid_how::late_delivery);
}

/// A refund at the end of a scenario, with the reason that it should have.
std::string of_reason(const log& scenario, time_ms after_noon, refund_due money) {
  auto last = scenario.size() + 1;
  return verdict(moved(inserted(scenario, last, std::move(money)), last, after_noon));
}

} // namespace

TEST_CASE("audit: a confirmed booking is paid before its payBy, with what it costs") {
  auto good = paid_story();
  good.resize(5);
  REQUIRE(verdict(good) == "");
  CHECK(verdict(moved(good, 5, pay_by - 1)) == "");
  CHECK(verdict(moved(good, 5, pay_by)) ==
        "5: booking 2 is paid 0 ms after its payBy, and not as a late delivery");
  CHECK(verdict(changed(good, 5, bought(2, "p1", 14'999))) ==
        "5: booking 2 is paid with 14999 INR, but it costs 15000 INR");
  auto dollars = bought(2, "p1", 15'000);
  dollars.amount.currency = "USD";
  CHECK(verdict(changed(good, 5, dollars)) ==
        "5: booking 2 is paid with 15000 USD, but it costs 15000 INR");
  CHECK(verdict(inserted(good, 3, bought(2, "p1", 15'000))) ==
        "3: booking 2 is paid, but it is under review");
  CHECK(verdict(inserted(good, 6, bought(2, "p2", 15'000))) ==
        "6: booking 2 is paid, but it is paid");
  CHECK(verdict(changed(good, 5, bought(4, "p1", 15'000))) == "5: there is no booking 4");
}

TEST_CASE("audit: a payment succeeds once and fails once") {
  auto good = paid_story();
  CHECK(verdict(inserted(good, 5, failed(2, "p1", 15'000))) ==
        "5: payment p1 of booking 2 failed before");
  CHECK(verdict(inserted(good, 5, failed(2, "p2", 15'000))) == "");
  auto wrong = due(2, "p1", 14'999, refund_reason::wrong_amount);
  auto returned = inserted(good, 5, wrong);
  returned.resize(6);
  CHECK(verdict(returned) == "6: payment p1 of booking 2 was taken before");
  CHECK(verdict(changed(returned, 6, wrong)) == "6: payment p1 of booking 2 was taken before");
  CHECK(verdict(changed(returned, 6, bought(2, "p2", 15'000))) == "");
}

TEST_CASE("audit: the money of a paid booking that is cancelled is due back at once, unchanged") {
  auto good = paid_story();
  REQUIRE(verdict(good) == "");
  std::string owed = "booking 2 was paid and is cancelled, and its RefundDue must be next";
  CHECK(verdict(without(good, 7)) == "7: RefundCompleted cannot come here: " + owed);
  auto cut = good;
  cut.resize(6);
  CHECK(verdict(cut) == "end: " + owed);
  CHECK(verdict(moved(good, 7, 4'001)) == "7: RefundDue cannot come here: " + owed);
  std::string other = "7: booking 2 was paid by 15000 INR in payment p1, but another payment, "
                      "amount or paidAt is due back";
  CHECK(verdict(changed(good, 7, due(2, "p2", 15'000, refund_reason::cancelled))) == other);
  CHECK(verdict(changed(good, 7, due(2, "p1", 15'001, refund_reason::cancelled))) == other);
  CHECK(verdict(changed(good, 7, due(2, "p1", 15'000, refund_reason::cancelled, 7))) == other);
  CHECK(verdict(changed(good, 7, due(2, "p1", 15'000, refund_reason::show_cancelled))) ==
        "7: payment p1 of booking 2 is due back as show_cancelled, but the reason is cancelled");
}

TEST_CASE("audit: money is returned only if it is due back, once") {
  auto good = paid_story();
  CHECK(verdict(changed(good, 8, refunded(2, "p2", 15'000))) ==
        "8: payment p2 of booking 2 is returned, but it is not due back");
  CHECK(verdict(changed(good, 8, refunded(2, "p1", 14'000))) ==
        "8: 14000 INR of payment p1 is returned, but 15000 INR is due back");
  CHECK(verdict(inserted(good, 9, refunded(2, "p1", 15'000))) ==
        "9: payment p1 of booking 2 is returned, but it is not due back");
  CHECK(verdict(inserted(good, 6, refunded(2, "p1", 15'000))) ==
        "6: payment p1 of booking 2 is returned, but it is not due back");
}

TEST_CASE("audit: a late delivery buys an expired booking that was paid in time") {
  auto good = late_scenario();
  REQUIRE(verdict(good) == "");
  CHECK(verdict(changed(good, 7, late_payment(pay_by + 1))) ==
        "7: booking 2 is paid, but the money came 1 ms too late");
  CHECK(verdict(changed(good, 7, bought(2, "p1", 15'000))) ==
        "7: booking 2 is paid, but it is expired");
  auto held = good;
  held.resize(3);
  CHECK(verdict(inserted(held, 4, late_payment(before_pay_by))) ==
        "4: booking 2 is paid late, but it is confirmed");
  auto unconfirmed = recorded_as(opened(), at(0, requested(2, {"B1"})), at(30'000, unreviewed(2)),
                                 late_payment(before_pay_by));
  CHECK(verdict(unconfirmed) == "4: booking 2 is paid, but it was never confirmed");
}

TEST_CASE("audit: a late delivery comes before the show, and not to a cancelled one") {
  auto good = recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                          at(pay_by, unpaid(2)), at(starts_after - 1, late_payment(pay_by)));
  CHECK(verdict(good) == "");
  CHECK(verdict(moved(good, 5, starts_after)) == "5: booking 2 is paid after the show has begun");
  CHECK(verdict(inserted(good, 5, show_cancelled{})) ==
        "6: booking 2 is paid, but the show is cancelled");
}

TEST_CASE("audit: a late delivery buys only seats that are free") {
  auto good = late_scenario();
  CHECK(verdict(without(good, 6)) ==
        "6: booking 2 buys seat B1, but the BookingExpired of booking 5, which ran out, is "
        "missing");
  CHECK(verdict(moved(without(good, 6), 6, 130'000)) ==
        "6: booking 2 buys seat B1, but booking 5 claimed it 0 ms before");
  auto with_blocked = inserted(inserted(good, 5, blocked({"B1"})), 6, late_payment(pay_by));
  CHECK(verdict(with_blocked) == "6: booking 2 buys seat B1, but it is blocked already");
  auto held = recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                          at(pay_by, unpaid(2)), at(130'000, requested(5, {"B1"})),
                          at(131'000, confirmed(5, 251'000, review_rule::uncontested, {}, 2)),
                          late_payment(pay_by));
  CHECK(verdict(held) == "7: booking 2 buys seat B1, but booking 5 holds it");
}

TEST_CASE("audit: the reason of a refund is the first that holds") {
  auto as = [](refund_reason reason, std::int64_t amount = 15'000, time_ms paid = before_pay_by) {
    return due(2, "p9", amount, reason, paid);
  };
  auto reason_is = [&](const log& scenario, time_ms after_noon, refund_due right) {
    CHECK(of_reason(scenario, after_noon, right) == "");
    auto wrong = right;
    wrong.reason = right.reason == refund_reason::already_paid ? refund_reason::rejected
                                                               : refund_reason::already_paid;
    auto found = of_reason(scenario, after_noon, wrong);
    CHECK(found.find(" but the reason is ") != std::string::npos);
  };
  auto claimed = recorded_as(opened(), at(0, requested(2, {"B1"})));
  reason_is(claimed, 10, as(refund_reason::not_confirmed, 1));
  auto held = inserted(claimed, 3, confirmed(2, 120'000));
  reason_is(held, 10, as(refund_reason::wrong_amount, 1));
  auto dollars = as(refund_reason::wrong_currency, 1);
  dollars.amount.currency = "USD";
  reason_is(held, 10, dollars);
  reason_is(inserted(held, 4, bought(2, "p1", 15'000)), 10, as(refund_reason::already_paid, 1));
  reason_is(inserted(held, 4, cancelled(2, canceller::by_customer)), 10,
            as(refund_reason::cancelled, 1));
  auto lost = recorded_as(opened(), at(0, requested(2, {"B1"})), requested(3, {"B1", "B2"}),
                          confirmed(3, 120'000, review_rule::most_seats, {2}),
                          rejected(2, review_rule::fewer_seats, {3}, {"B1"}));
  reason_is(lost, 10, as(refund_reason::rejected, 1));
  CHECK(of_reason(held, 10, as(refund_reason::too_late)) ==
        "4: payment p9 is due back as too_late, but it buys the seats of booking 2");
}

TEST_CASE("audit: the reason of a late refund is the first that holds") {
  auto as = [](refund_reason reason, time_ms paid = before_pay_by) {
    return due(2, "p9", 15'000, reason, paid);
  };
  auto late_one = late_scenario();
  late_one.resize(4);
  CHECK(of_reason(late_one, 130'000, as(refund_reason::too_late, pay_by + 1)) == "");
  CHECK(of_reason(late_one, starts_after, as(refund_reason::too_late)) == "");
  std::string buys = "5: payment p9 is due back as too_late, but it buys the seats of booking 2";
  CHECK(of_reason(late_one, starts_after - 1, as(refund_reason::too_late, pay_by)) == buys);
  CHECK(of_reason(inserted(late_one, 5, show_cancelled{}), 130'000,
                  as(refund_reason::show_cancelled)) == "");
  auto gone = as(refund_reason::seats_gone);
  CHECK(of_reason(inserted(late_one, 5, blocked({"B1"})), 130'000, gone) == "");
  auto claimed_again = inserted(late_one, 5, requested(5, {"B1"})); // at the payBy of booking 2
  CHECK(of_reason(claimed_again, pay_by + 29'999, gone) == "");
  CHECK(of_reason(claimed_again, pay_by + 30'000, gone) ==
        "6: payment p9 is due back as seats_gone, but it buys the seats of booking 2");
  auto confirmed_again =
      inserted(claimed_again, 6, confirmed(5, pay_by + 120'000, review_rule::uncontested, {}, 2));
  CHECK(of_reason(confirmed_again, pay_by + 119'999, gone) == "");
  CHECK(of_reason(confirmed_again, pay_by + 120'000, gone) ==
        "7: payment p9 is due back as seats_gone, but it buys the seats of booking 2");
  CHECK(of_reason(inserted(confirmed_again, 7, bought(5, "p1", 15'000)), pay_by + 120'000, gone) ==
        "");
}

TEST_CASE("audit: a booking that ran out is expired before its money is due back") {
  auto scenario = late_scenario();
  scenario.resize(3);
  auto late_money = due(2, "p9", 15'000, refund_reason::too_late, pay_by + 1);
  CHECK(of_reason(scenario, pay_by, late_money) ==
        "4: booking 2 ran out, and its BookingExpired is missing");
  scenario.resize(2);
  CHECK(of_reason(scenario, 30'000, due(2, "p9", 15'000, refund_reason::not_confirmed)) ==
        "3: booking 2 ran out, and its BookingExpired is missing");
}

TEST_CASE("audit: money that neither a booking nor a refund accounts for is found") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                    bought(2, "p1", 15'000), due(2, "p2", 700, refund_reason::already_paid));
  till good;
  good.receive(rupees(15'000));
  good.receive(rupees(700));
  CHECK(!good.difference(show));
  good.receive({50, "USD"});
  CHECK(good.difference(show).value_or("") ==
        "the money does not add up: of what was received and not returned, 50 USD is neither kept "
        "by a PAID booking nor due back");
  good.give_back({50, "USD"});
  CHECK(!good.difference(show));
  good.give_back(rupees(700));
  CHECK(good.difference(show).value_or("").find(" -700 INR ") != std::string::npos);
}

} // namespace boxoffice::events::tests
