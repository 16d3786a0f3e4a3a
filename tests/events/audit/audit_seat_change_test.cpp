#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

/// Booking 2 is paid, moved and returns a seat; the rest of its payment is reversed.
log changed_story() {
  return recorded_as(
      opened(), at(0, requested(2, {"A1", "B1"})), at(1'000, confirmed(2)),
      at(2'000, bought(2, "p1", 35'000)), at(3'000, moved_to(2, {"A1", "B1"}, {"B2", "A2"})),
      at(4'000, returned(2, {"B2"}, 20'000)), due(2, "p1", 20'000, refund_reason::seats_returned),
      at(5'000, refunded(2, "p1", 20'000, 7)), at(6'000, reversed(2, "p1", 5'000)),
      at(7'000, reversed(2, "p1", 10'000)), cancelled(2, canceller::payment_reversed));
}

log shortened(log stream, std::size_t size) {
  stream.resize(size);
  return stream;
}

} // namespace

TEST_CASE("audit: a booking may move, return a part and lose its payment") {
  CHECK(verdict(changed_story()) == "");
  for (std::size_t size : {5U, 7U, 8U, 9U})
    CHECK(verdict(shortened(changed_story(), size)) == "");
}

TEST_CASE("audit: a booking moves from the seats that it has to as many free ones") {
  auto good = shortened(changed_story(), 5);
  CHECK(verdict(changed(good, 5, moved_to(2, {"B1", "A1"}, {"B2", "A2"}))) ==
        "5: booking 2 moves from other seats than it has");
  CHECK(verdict(changed(good, 5, moved_to(2, {"A1", "B1"}, {"A1", "B1"}))) ==
        "5: booking 2 moves to the seats that it has");
  CHECK(verdict(changed(good, 5, moved_to(2, {"A1", "B1"}, {"B2"}))) ==
        "5: booking 2 has 2 seats, but it moves to 1");
  CHECK(verdict(changed(good, 5, moved_to(2, {"A1", "B1"}, {"B2", "B2"}))) ==
        "5: seat B2 is named twice");
  CHECK(verdict(changed(good, 5, moved_to(2, {"A1", "B1"}, {"B2", "Z9"}))) ==
        "5: this show has no seat Z9");
  CHECK(verdict(inserted(good, 3, moved_to(2, {"A1", "B1"}, {"B2", "A2"}))) ==
        "3: booking 2 moves, but it is under review");
  auto unpaid_story = recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                                  at(pay_by - 1, moved_to(2, {"B1"}, {"B2"})));
  CHECK(verdict(unpaid_story) == "");
  CHECK(verdict(moved(unpaid_story, 4, pay_by)) == "4: booking 2 moves, but it ran out");
}

TEST_CASE("audit: no booking moves to a seat that another has, claims or that is blocked") {
  auto good = recorded_as(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}),
                          at(1'000, confirmed(3)), confirmed(2), at(2'000, requested(6, {"B3"})),
                          blocked({"B4"}), at(2'001, moved_to(2, {"B1"}, {"A1"})));
  auto to = [&](const char* seat) {
    return verdict(changed(good, 8, moved_to(2, {"B1"}, {seat})));
  };
  CHECK(verdict(good) == "");
  CHECK(to("B2") == "8: booking 2 moves to seat B2, but booking 3 holds it");
  CHECK(to("B3") == "8: booking 2 moves to seat B3, but booking 6 claimed it 1 ms before");
  CHECK(to("B4") == "8: booking 2 moves to seat B4, but it is blocked already");
  CHECK(verdict(moved(changed(good, 8, moved_to(2, {"B1"}, {"B3"})), 8, 2'000 + review_hold)) ==
        "8: booking 2 moves to seat B3, but the BookingExpired of booking 6, which ran out, is "
        "missing");
}

TEST_CASE("audit: a part of a booking is returned at the price that it was sold at") {
  auto good = shortened(changed_story(), 7);
  CHECK(verdict(changed(good, 6, returned(2, {"B2"}, 15'000))) ==
        "6: booking 2 returns seats for 15000 INR, but they were sold at 20000 INR");
  CHECK(verdict(changed(good, 6, returned(2, {"A1"}, 20'000))) ==
        "6: booking 2 returns seat A1, which it does not have");
  CHECK(verdict(changed(good, 6, returned(2, {"B2", "A2"}, 35'000))) ==
        "6: booking 2 returns 2 of its 2 seats and would have none");
  CHECK(verdict(shortened(good, 6)) ==
        "end: booking 2 was paid and has returned seats, and its RefundDue must be next");
  CHECK(verdict(changed(good, 7, due(2, "p1", 20'000, refund_reason::cancelled))) ==
        "7: payment p1 of booking 2 is due back as cancelled, but the reason is seats_returned");
  CHECK(
      verdict(changed(good, 7, due(2, "p1", 19'000, refund_reason::seats_returned))) ==
      "7: booking 2 was paid by 20000 INR in payment p1, but another payment, amount or paidAt is "
      "due back");
  CHECK(verdict(inserted(changed_story(), 12, returned(2, {"A2"}, 15'000))) ==
        "12: booking 2 returns seats, but it is cancelled");
}

TEST_CASE("audit: a refund of returned seats names the oldest that is due") {
  CHECK(verdict(changed(changed_story(), 8, refunded(2, "p1", 20'000))) ==
        "8: the refund of seq 0 is returned, but the oldest of 20000 INR that is due is that of "
        "seq 7");
  CHECK(verdict(changed(changed_story(), 8, refunded(2, "p1", 20'000, 6))) ==
        "8: the refund of seq 6 is returned, but the oldest of 20000 INR that is due is that of "
        "seq 7");
}

TEST_CASE("audit: only what is left of a paid booking's payment is reversed") {
  auto good = changed_story();
  CHECK(verdict(changed(good, 9, reversed(2, "p2", 5'000))) ==
        "9: payment p2 is reversed, but booking 2 was paid by p1");
  CHECK(verdict(changed(good, 9, reversed(2, "p1", 0))) ==
        "9: 0 INR of payment p1 is reversed, but 15000 INR is left of it");
  CHECK(verdict(changed(good, 10, reversed(2, "p1", 10'001))) ==
        "10: 10001 INR of payment p1 is reversed, but 10000 INR is left of it");
  CHECK(verdict(changed(good, 10, reversed(2, "p1", 5'000))) ==
        "10: 5000 INR of payment p1 went back before");
  CHECK(verdict(inserted(good, 8, reversed(2, "p1", 5'000))) ==
        "8: payment p1 is reversed, but 20000 INR of it is due back");
  CHECK(verdict(inserted(good, 4, reversed(2, "p1", 5'000))) ==
        "4: a payment of booking 2 is reversed, but it is confirmed");
}

TEST_CASE("audit: a booking whose payment was reversed in full is cancelled next, and no other") {
  auto good = changed_story();
  CHECK(verdict(shortened(good, 10)) ==
        "end: all of the payment of booking 2 was reversed, and its "
        "BookingCancelled must be next");
  CHECK(verdict(changed(good, 11, cancelled(2, canceller::by_operator))) ==
        "11: booking 2 is cancelled by_operator, but its payment was reversed");
  CHECK(verdict(inserted(shortened(good, 5), 6, cancelled(2, canceller::payment_reversed))) ==
        "6: booking 2 is cancelled payment_reversed, but its payment was not reversed just before");
}

} // namespace boxoffice::events::tests
