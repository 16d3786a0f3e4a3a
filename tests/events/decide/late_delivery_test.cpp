#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr auto delivered_late = paid_how::late_delivery;

/// Booking 2 had B1 and B2 (30000) until pay_by; its expiry is not logged.
show_state ran_out_show() {
  return given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
}

/// The same with the expiry in the log: seq 4.
show_state expired_show() { return after(ran_out_show(), pay_by, then(unpaid(2))); }

record_payment paid_late() { return pay(2, "p1", 30'000, pay_by); }
refund_due due_back(refund_reason reason) { return due(2, "p1", 30'000, reason, pay_by); }

} // namespace

TEST_CASE("late: money paid by payBy buys the seats if they are still free") {
  CHECK(when(expired_show(), at(pay_by + 5'000, paid_late())) ==
        then(bought(2, "p1", 30'000, pay_by, delivered_late)));
}

TEST_CASE("late: at payBy exactly a delivery is late, and the hold is expired first") {
  CHECK(when(ran_out_show(), at(pay_by, paid_late())) ==
        then(unpaid(2), bought(2, "p1", 30'000, pay_by, delivered_late)));
}

TEST_CASE("late: money paid after payBy is too late, by a millisecond too") {
  CHECK(when(expired_show(), at(pay_by + 5, pay(2, "p1", 30'000, pay_by + 1))) ==
        then(due(2, "p1", 30'000, refund_reason::too_late, pay_by + 1)));
  CHECK(when(ran_out_show(), at(pay_by + 5, pay(2, "p1", 30'000, pay_by + 1))) ==
        then(unpaid(2), due(2, "p1", 30'000, refund_reason::too_late, pay_by + 1)));
}

TEST_CASE("late: delivery is honoured until the show starts") {
  CHECK(when(expired_show(), at(starts_after - 1, paid_late())) ==
        then(bought(2, "p1", 30'000, pay_by, delivered_late)));
  CHECK(when(expired_show(), at(starts_after, paid_late())) ==
        then(due_back(refund_reason::too_late)));
}

TEST_CASE("late: a hold that is not over yet is paid in time, even when the show has started") {
  auto show = given(opened(), at(sales_close_after - 1, requested(2, {"B1"})),
                    at(starts_after - 1, confirmed(2, starts_after + 100'000)));
  CHECK(when(show, at(starts_after + 5, pay(2, "p1", 15'000))) == then(bought(2, "p1", 15'000)));
}

TEST_CASE("late: after its show was cancelled an expired booking gets its money back") {
  auto over = after(expired_show(), pay_by, then(show_cancelled{}));
  CHECK(when(over, at(pay_by + 1, paid_late())) == then(due_back(refund_reason::show_cancelled)));
  CHECK(when(over, at(starts_after, paid_late())) == then(due_back(refund_reason::too_late)));
}

TEST_CASE("late: show_cancelled comes before seats_gone") {
  auto over = after(expired_show(), pay_by, then(blocked({"B1"}), show_cancelled{}));
  CHECK(when(over, at(pay_by + 1, paid_late())) == then(due_back(refund_reason::show_cancelled)));
}

TEST_CASE("late: a paused show still honours what was paid in time") {
  auto show = after(expired_show(), pay_by, then(sales_paused{}));
  CHECK(when(show, at(pay_by + 1, paid_late())) ==
        then(bought(2, "p1", 30'000, pay_by, delivered_late)));
}

TEST_CASE("late: seats that were blocked, sold, held or claimed since cannot be bought") {
  auto gone = then(due_back(refund_reason::seats_gone));
  auto late_at = [&](const show_state& show, time_ms when_delivered) {
    return when(show, at(when_delivered, paid_late()));
  };
  auto is_blocked = after(expired_show(), pay_by, then(blocked({"B2"})));
  CHECK(late_at(is_blocked, pay_by + 1) == gone);
  auto claimed = after(expired_show(), pay_by, then(requested(5, {"B2", "B3"})));
  CHECK(late_at(claimed, pay_by + 1) == gone);
  auto held = after(claimed, pay_by + 10, then(confirmed(5, pay_by * 2)));
  CHECK(late_at(held, pay_by + 20) == gone);
  auto sold = after(held, pay_by + 20, then(bought(5, "p9", 30'000)));
  CHECK(late_at(sold, pay_by * 3) == gone);
}

TEST_CASE(
    "late: other bookings that ran out on its seats are expired, but only if it becomes PAID") {
  auto show = after(expired_show(), pay_by, then(requested(5, {"B2", "B3"})));
  auto claim_over = pay_by + 30'000;
  CHECK(when(show, at(claim_over - 1, paid_late())) == then(due_back(refund_reason::seats_gone)));
  CHECK(when(show, at(claim_over, paid_late())) ==
        then(unreviewed(5), bought(2, "p1", 30'000, pay_by, delivered_late)));
  CHECK(when(show, at(claim_over, pay(2, "p1", 30'000, pay_by + 1))) ==
        then(due(2, "p1", 30'000, refund_reason::too_late, pay_by + 1)));
  auto with_block = after(show, pay_by + 1, then(blocked({"B1"})));
  CHECK(when(with_block, at(claim_over, paid_late())) == then(due_back(refund_reason::seats_gone)));
}

TEST_CASE("late: other holds that ran out are expired, by number, before the payment") {
  auto show = after(expired_show(), pay_by, then(requested(5, {"B1"}), requested(6, {"B2"})));
  auto held = after(show, pay_by + 100, then(confirmed(6, pay_by * 2), confirmed(5, pay_by * 2)));
  CHECK(when(held, at(pay_by * 2, paid_late())) ==
        then(unpaid(5), unpaid(6), bought(2, "p1", 30'000, pay_by, delivered_late)));
}

TEST_CASE("late: bookings on other seats that ran out stay as they are") {
  auto show = after(expired_show(), pay_by, then(requested(5, {"B3"})));
  CHECK(when(show, at(pay_by + 40'000, paid_late())) ==
        then(bought(2, "p1", 30'000, pay_by, delivered_late)));
}

TEST_CASE("late: its own claim that ran out unreviewed is expired before the money is due back") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(30'000, pay(2, "p1", 15'000, 10))) ==
        then(unreviewed(2), due(2, "p1", 15'000, refund_reason::not_confirmed, 10)));
}

TEST_CASE("late: the seats are sold afterwards and the booking records how") {
  auto show =
      after(expired_show(), pay_by + 5, then(bought(2, "p1", 30'000, pay_by, delivered_late)));
  CHECK(show.find(2)->status == booking_status::paid);
  CHECK(show.find(2)->how == delivered_late);
  CHECK(when(show, at(pay_by + 6, ask(6, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::sold)}));
}

TEST_CASE(
    "late: a refused delivery leaves the booking EXPIRED and the next may still be honoured") {
  auto wrong = then(due(2, "p0", 1, refund_reason::wrong_amount, pay_by));
  auto show = after(expired_show(), pay_by + 5, wrong);
  CHECK(show.find(2)->status == booking_status::expired);
  CHECK(when(show, at(pay_by + 6, paid_late())) ==
        then(bought(2, "p1", 30'000, pay_by, delivered_late)));
}

} // namespace boxoffice::events::tests
