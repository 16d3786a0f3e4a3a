#include "tests/events/audit/audit_scenario.hpp"

namespace boxoffice::events::tests {

namespace {

const rules strict{1'000, 1'000, 10'000, 60'000, 2};

log blocked_seats_log() {
  return recorded_as(opened(), at(0, blocked({"A1", "A2"})), at(10, sales_paused{}),
                     at(20, sales_resumed{}), at(30, unblocked({"A2"})),
                     at(40, requested(6, {"A2"})), at(1'000, rules_changed{strict}),
                     confirmed(6, 61'000));
}

/// Booking 2 is paid, 3 confirmed, 4 cancelled and 9 under review when the show is.
log cancelled_show() {
  return recorded_as(
      opened(), at(0, requested(2, {"B1", "B4"})), requested(3, {"B2"}), requested(4, {"B3"}),
      cancelled(4, canceller::by_customer), at(1'000, confirmed(2)), confirmed(3),
      at(2'000, bought(2, "p1", 30'000)), at(3'000, requested(9, {"A1"})),
      at(4'000, show_cancelled{}), cancelled(2, canceller::show_cancelled),
      due(2, "p1", 30'000, refund_reason::show_cancelled), cancelled(3, canceller::show_cancelled),
      cancelled(9, canceller::show_cancelled), at(5'000, refunded(2, "p1", 30'000)));
}

} // namespace

TEST_CASE("audit: the order of a stream is checked first") {
  auto good = blocked_seats_log();
  CHECK(verdict(good) == "");
  CHECK(verdict({}) == "");
  auto gap = good;
  gap.erase(gap.begin() + 2);
  CHECK(verdict(gap) == "4: event 4 comes after event 2");
  auto twice = good;
  twice.insert(twice.begin() + 2, twice[1]);
  CHECK(verdict(twice) == "2: event 2 comes after event 2");
  CHECK(verdict(moved(good, 4, 9)) == "4: its time is 1 ms before that of the event before it");
  CHECK(verdict(moved(good, 4, 10)) == "");
}

TEST_CASE("audit: a stream begins with a valid show, and opens it once") {
  auto good = blocked_seats_log();
  CHECK(verdict(without(good, 1)) == "1: the stream does not begin with ShowOpened");
  CHECK(verdict(inserted(good, 2, opened())) == "2: the show is opened again");
  auto body = hall();
  body.sales_close_at = body.starts_at + 1;
  CHECK(verdict(changed(good, 1, opened(body))) ==
        "1: the show cannot be: salesCloseAt must not be after startsAt");
}

TEST_CASE("audit: sales pause when they are open and go on when they are paused") {
  auto good = blocked_seats_log();
  CHECK(verdict(without(good, 3)) == "3: sales are resumed, but they are open");
  CHECK(verdict(changed(good, 4, sales_paused{})) == "4: sales are paused, but they are paused");
  CHECK(verdict(without(good, 4)) == "5: seats are requested while sales are paused");
  auto over = cancelled_show();
  CHECK(verdict(changed(over, 15, sales_paused{})) ==
        "15: sales are paused, but they are over because the show is cancelled");
  CHECK(verdict(changed(over, 15, sales_resumed{})) ==
        "15: sales are resumed, but they are over because the show is cancelled");
}

TEST_CASE("audit: blocked seats are of the hall, free, and blocked once") {
  auto good = blocked_seats_log();
  CHECK(verdict(changed(good, 2, blocked({}))) == "2: it names no seat");
  CHECK(verdict(changed(good, 2, blocked({"A9"}))) == "2: this show has no seat A9");
  CHECK(verdict(changed(good, 2, blocked({"A2", "A2"}))) == "2: seat A2 is named twice");
  CHECK(verdict(changed(good, 5, blocked({"A2"}))) ==
        "5: seat A2 is blocked, but it is blocked already");
  CHECK(verdict(changed(good, 5, unblocked({"A3"}))) ==
        "5: seat A3 is unblocked, but it is not blocked");
  CHECK(verdict(changed(good, 5, unblocked({"A2", "A2"}))) == "5: seat A2 is named twice");
  CHECK(verdict(inserted(good, 7, blocked({"A2"}))) ==
        "7: seat A2 is blocked, but booking 6 claimed it 0 ms before");
  CHECK(verdict(inserted(good, 9, blocked({"A2"}))) ==
        "9: seat A2 is blocked, but booking 6 holds it");
  auto later = inserted(good, 9, blocked({"A2"}));
  CHECK(verdict(moved(later, 9, 61'000)) ==
        "9: seat A2 is blocked, but the BookingExpired of booking 6, which ran out, is missing");
  later = inserted(later, 9, unpaid(6));
  CHECK(verdict(moved(moved(later, 9, 61'000), 10, 61'000)) == "");
  CHECK(verdict(changed(cancelled_show(), 15, blocked({"A1"}))) ==
        "15: seats of a cancelled show are blocked");
  CHECK(verdict(changed(cancelled_show(), 15, unblocked({"A1"}))) ==
        "15: seats of a cancelled show are unblocked");
}

TEST_CASE("audit: RulesChanged changes a rule, before an event of the same time") {
  auto good = blocked_seats_log();
  CHECK(verdict(changed(good, 7, rules_changed{usual})) == "7: RulesChanged changes no rule");
  std::string alone = "RulesChanged must be followed by an event of the same time";
  CHECK(verdict(without(good, 8)) == "end: " + alone);
  CHECK(verdict(moved(good, 8, 1'001)) == "8: BookingConfirmed cannot come here: " + alone);
  auto other = strict;
  other.max_seats = 3;
  CHECK(verdict(inserted(good, 8, rules_changed{other})) ==
        "8: RulesChanged cannot come here: " + alone);
}

TEST_CASE("audit: events are checked by the rules recorded before them") {
  auto good = blocked_seats_log();
  CHECK(verdict(without(good, 7)) ==
        "7: the payBy of booking 6 is 2027-01-15T08:01:01.000Z, but it "
        "should be 2027-01-15T08:02:01.000Z");
  auto three = inserted(good, 9, requested(9, {"A3", "A4", "B1"}));
  CHECK(verdict(three) == "9: 3 seats are more than the 2 of one booking");
  CHECK(verdict(inserted(good, 6, requested(6, {"A3", "A4", "B1"}))) !=
        "6: 3 seats are more than the 2 of one booking");
}

TEST_CASE("audit: a cancelled show ends all open and paid bookings at once, by number") {
  auto good = cancelled_show();
  REQUIRE(verdict(good) == "");
  CHECK(verdict(inserted(good, 15, show_cancelled{})) == "15: the show is cancelled twice");
  CHECK(verdict(without(good, 11)) ==
        "11: RefundDue cannot come here: the show is cancelled, and booking 2 must be cancelled "
        "with it next");
  CHECK(verdict(without(good, 12)) ==
        "12: BookingCancelled cannot come here: booking 2 was paid and is cancelled, and its "
        "RefundDue must be next");
  CHECK(verdict(without(good, 13)) ==
        "13: BookingCancelled cannot come here: the show is cancelled, and booking 3 must be "
        "cancelled with it next");
  CHECK(verdict(swapped(good, 13)) == verdict(without(good, 13)));
  CHECK(verdict(without(good, 14)) ==
        "14: RefundCompleted cannot come here: the show is cancelled, and booking 9 must be "
        "cancelled with it next");
  CHECK(verdict(changed(good, 13, cancelled(3, canceller::by_operator))) ==
        verdict(without(good, 13)));
  auto cut = good;
  cut.resize(13);
  CHECK(verdict(cut) == "end: the show is cancelled, and booking 9 must be cancelled with it next");
  auto slow = moved(good, 14, 4'001);
  CHECK(verdict(slow) == "14: BookingCancelled cannot come here: the show is cancelled, and "
                         "booking 9 must be cancelled with it next");
  CHECK(verdict(changed(good, 10, sales_paused{})) ==
        "11: booking 2 ends with the show, which is not being cancelled");
  CHECK(verdict(inserted(good, 15, requested(15, {"A2"}))) ==
        "15: seats are requested while sales are over because the show is cancelled");
}

} // namespace boxoffice::events::tests
