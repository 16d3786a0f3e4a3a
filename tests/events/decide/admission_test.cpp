#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr time_ms window = 1'000;

show_state open_show_at_noon() { return given(opened()); }

/// Booking 2 requested B1 at noon and has not been reviewed.
show_state claimed() { return given(opened(), at(0, requested(2, {"B1"}))); }

/// Booking 2 requested B1 at noon and was confirmed at 1000.
show_state held() { return given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2))); }

} // namespace

TEST_CASE("admission: free seats are requested at the sum of their prices") {
  auto result = when(open_show_at_noon(), ask(2, {"B1", "A1"}));
  CHECK(result == then(requested(2, {"B1", "A1"})));
  CHECK(std::get<booking_requested>(result.events.at(0)).amount == rupees(35'000));
}

TEST_CASE("admission: a show that was never opened is not found") {
  CHECK(when(show_state{}, ask(2, {"B1"})) == refuses(errc::show_not_found));
}

TEST_CASE("admission: a request without seats is invalid") {
  CHECK(invalid_fields(when(open_show_at_noon(), ask(2, {}))) == names{"seats"});
}

TEST_CASE("admission: booking.max_seats seats are accepted and one more is invalid") {
  auto few = usual;
  few.max_seats = 2;
  auto show = given(opened(hall(), few));
  CHECK(when(show, ask(2, {"B1", "B2"}), few) == then(requested(2, {"B1", "B2"})));
  CHECK(invalid_fields(when(show, ask(2, {"B1", "B2", "B3"}), few)) == names{"seats"});
}

TEST_CASE("admission: a seat named twice is invalid") {
  CHECK(invalid_fields(when(open_show_at_noon(), ask(2, {"B1", "A1", "B1"}))) == names{"seats[2]"});
}

TEST_CASE("admission: every unknown seat is named") {
  CHECK(invalid_fields(when(open_show_at_noon(), ask(2, {"Z1", "B1", "Z2"}))) ==
        names{"seats[0]", "seats[2]"});
  CHECK(invalid_fields(when(open_show_at_noon(), ask(2, {"B1", "b 1"}))) == names{"seats[1]"});
}

TEST_CASE(
    "admission: an invalid body comes before an unknown show, which comes before closed sales") {
  CHECK(invalid_fields(when(show_state{}, ask(2, {}))) == names{"seats"});
  auto paused = given(opened(), sales_paused{});
  CHECK(invalid_fields(when(paused, ask(3, {"B1", "B1"}))) == names{"seats[1]"});
  CHECK(when(paused, ask(3, {"Z9"})) == refuses(errc::sales_closed));
}

TEST_CASE("admission: an unknown seat comes before one that is taken") {
  auto show = given(opened(), blocked({"B1"}));
  CHECK(invalid_fields(when(show, ask(3, {"B1", "Z9"}))) == names{"seats[1]"});
}

TEST_CASE("admission: sales close at salesCloseAt exactly") {
  auto show = open_show_at_noon();
  CHECK(when(show, at(sales_close_after - 1, ask(2, {"B1"}))) == then(requested(2, {"B1"})));
  CHECK(when(show, at(sales_close_after, ask(2, {"B1"}))) == refuses(errc::sales_closed));
}

TEST_CASE("admission: a paused show sells nothing until it is resumed") {
  CHECK(when(given(opened(), sales_paused{}), ask(3, {"B1"})) == refuses(errc::sales_closed));
  CHECK(when(given(opened(), sales_paused{}, sales_resumed{}), ask(4, {"B1"})) ==
        then(requested(4, {"B1"})));
}

TEST_CASE("admission: a cancelled show sells nothing") {
  CHECK(when(given(opened(), show_cancelled{}), ask(3, {"B1"})) == refuses(errc::sales_closed));
}

TEST_CASE("admission: a blocked seat is not available, without a retry time") {
  CHECK(when(given(opened(), blocked({"B1"})), ask(3, {"B1"})) ==
        refuses_seats({is_taken("B1", taken_reason::blocked)}));
}

TEST_CASE("admission: a sold seat is not available, however late it is") {
  auto show = given(opened(), requested(2, {"B1"}), confirmed(2), bought(2, "p1", 15'000));
  CHECK(when(show, at(pay_by + 1, ask(5, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::sold)}));
}

TEST_CASE("admission: a held seat is not available before payBy and says so") {
  CHECK(when(held(), at(pay_by - 1, ask(4, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::held, pay_by)}));
}

TEST_CASE("admission: at payBy exactly a hold has run out and its expiry goes first") {
  CHECK(when(held(), at(pay_by, ask(5, {"B1"}))) == then(unpaid(2), requested(5, {"B1"})));
}

TEST_CASE("admission: a claim is contestable while the window lasts, its last millisecond too") {
  CHECK(when(claimed(), at(0, ask(3, {"B1"}))) == then(requested(3, {"B1"})));
  CHECK(when(claimed(), at(window, ask(3, {"B1"}))) == then(requested(3, {"B1"})));
}

TEST_CASE("admission: after the contention window a claimed seat is taken until the hold ends") {
  CHECK(when(claimed(), at(window + 1, ask(3, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold)}));
  CHECK(when(claimed(), at(review_hold - 1, ask(3, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold)}));
}

TEST_CASE(
    "admission: at requestedAt + hold exactly a claim has run out and its expiry goes first") {
  CHECK(when(claimed(), at(review_hold, ask(4, {"B1"}))) ==
        then(unreviewed(2), requested(4, {"B1"})));
}

TEST_CASE("admission: the window is counted from the oldest claim, not from the last") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(900, requested(3, {"B1"})));
  CHECK(when(show, at(1'001, ask(4, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold)}));
}

TEST_CASE("admission: when the oldest claim ran out the next oldest counts") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(900, requested(3, {"B1"})));
  CHECK(when(show, at(review_hold, ask(4, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold + 900)}));
}

TEST_CASE("admission: with a long window a claim may be contested next to one that ran out") {
  auto slow = usual;
  slow.contention_window_ms = review_hold;
  auto show =
      given(opened(hall(), slow), at(0, requested(2, {"B1"})), at(900, requested(3, {"B1"})));
  CHECK(when(show, at(review_hold + 100, ask(5, {"B1"})), slow) ==
        then(unreviewed(2), requested(5, {"B1"})));
}

TEST_CASE("admission: a window of 0 still admits a claim of the same millisecond") {
  auto strict = usual;
  strict.contention_window_ms = 0;
  auto show = given(opened(hall(), strict), at(0, requested(2, {"B1"})));
  CHECK(when(show, at(0, ask(3, {"B1"})), strict) == then(requested(3, {"B1"})));
  CHECK(when(show, at(1, ask(3, {"B1"})), strict) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold)}));
}

TEST_CASE("admission: every seat that is not available is named with its own reason") {
  auto show = given(opened(), at(0, requested(2, {"A1"})), at(0, requested(3, {"A2"})),
                    at(1'000, confirmed(2)), confirmed(3), bought(3, "p", 20'000), blocked({"A3"}),
                    at(2'000, requested(8, {"A4"})));
  CHECK(when(show, at(4'000, ask(9, {"A4", "B1", "A3", "A2", "A1"}))) ==
        refuses_seats({is_taken("A4", taken_reason::in_review, 32'000),
                       is_taken("A3", taken_reason::blocked), is_taken("A2", taken_reason::sold),
                       is_taken("A1", taken_reason::held, pay_by)}));
}

TEST_CASE(
    "admission: bookings that ran out are expired by number, once each, whatever seats they had") {
  auto show = given(opened(), at(0, requested(2, {"A1", "A2"})), requested(3, {"B1", "A1"}),
                    requested(4, {"B4"}));
  CHECK(when(show, at(review_hold, ask(7, {"B1", "A2", "A1"}))) ==
        then(unreviewed(2), unreviewed(3), requested(7, {"B1", "A2", "A1"})));
}

TEST_CASE("admission: a refused request does not even expire what ran out") {
  auto show = given(opened(), at(0, requested(2, {"A1"})), blocked({"A2"}));
  CHECK(when(show, at(review_hold, ask(4, {"A1", "A2"}))) ==
        refuses_seats({is_taken("A2", taken_reason::blocked)}));
}

TEST_CASE("admission: seats of rejected, expired and cancelled bookings are free again") {
  auto show = given(
      opened(), at(0, requested(2, {"A1", "A2"})), requested(3, {"A2", "B2"}), requested(4, {"A3"}),
      requested(5, {"A4"}), at(900, cancelled(4, canceller::by_customer)),
      at(1'000, confirmed(2, pay_by, review_rule::won_draw, {3})),
      rejected(3, review_rule::lost_draw, {2}, {"A2"}), confirmed(5), at(pay_by, unpaid(5)));
  CHECK(when(show, at(pay_by, ask(11, {"B2", "A3", "A4"}))) ==
        then(requested(11, {"B2", "A3", "A4"})));
}

} // namespace boxoffice::events::tests
