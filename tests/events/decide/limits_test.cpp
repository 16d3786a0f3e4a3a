// What one customer may keep from others: booking_limits.
#include "events/codec/snapshot.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr time_ms minute = 60'000;
constexpr booking_limits three_seats{3, 0};
constexpr booking_limits a_minute{0, minute};

request_booking limited(const booking_limits& limits, time_ms when, request_booking request) {
  request.limits = limits;
  return at(when, std::move(request));
}

outcome refuses_more(std::int64_t limit, std::int64_t have) {
  return {{}, refusal{errc::customer_limit, {}, {}, limit, have}};
}

booking_requested by(std::uint8_t which, booking_requested fact) {
  fact.customer = customer(which);
  return fact;
}

request_booking by(std::uint8_t which, request_booking request) {
  request.customer = customer(which);
  return request;
}

/// Booking 2 of customer 1 held B1 and B2 until pay_by and was not paid.
show_state lapsed() {
  return given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)),
               at(pay_by, unpaid(2)));
}

} // namespace

TEST_CASE("limit: a customer has at most that many unpaid seats in a show") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                    at(2'000, requested(4, {"B2"})));
  CHECK(when(show, limited(three_seats, 2'000, ask(5, {"B3"}))) == then(requested(5, {"B3"})));
  CHECK(when(show, limited(three_seats, 2'000, ask(5, {"B3", "B4"}))) == refuses_more(3, 2));
  CHECK(when(show, limited({}, 2'000, ask(5, {"B3", "B4"}))) == then(requested(5, {"B3", "B4"})));
}

TEST_CASE("limit: another customer's seats do not count, nor paid, rejected or ended ones") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), by(2, requested(3, {"B2"})),
                    requested(4, {"B3"}), requested(5, {"B4"}), requested(6, {"B3", "A1"}),
                    at(10, cancelled(5, canceller::by_customer)),
                    at(1'000, confirmed(6, pay_by, review_rule::most_seats, {4})), confirmed(2),
                    confirmed(3), rejected(4, review_rule::fewer_seats, {6}, {"B3"}),
                    at(2'000, bought(6, "p", 35'000)));
  CHECK(when(show, limited(three_seats, 3'000, ask(13, {"A2", "A3"}))) ==
        then(requested(13, {"A2", "A3"})));
  CHECK(when(show, limited(three_seats, 3'000, ask(13, {"A2", "A3", "A4"}))) == refuses_more(3, 1));
}

TEST_CASE("limit: bookings that ran out do not count, even if their expiry is not logged yet") {
  auto held = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
  CHECK(when(held, limited(three_seats, pay_by - 1, ask(4, {"B3", "B4"}))) == refuses_more(3, 2));
  CHECK(when(held, limited(three_seats, pay_by, ask(4, {"B3", "B4"}))) ==
        then(requested(4, {"B3", "B4"})));
  auto claimed = given(opened(), at(0, requested(2, {"B1", "B2"})));
  CHECK(when(claimed, limited(three_seats, review_hold, ask(3, {"B3", "B4"}))) ==
        then(requested(3, {"B3", "B4"})));
}

TEST_CASE("limit: seats under a former id of the customer count") {
  auto show = given(opened(), at(0, by(9, requested(2, {"B1", "B2"}))));
  auto request = limited(three_seats, 10, ask(3, {"B3", "B4"}));
  CHECK(when(show, request) == then(requested(3, {"B3", "B4"})));
  request.formerly = {customer(9)};
  CHECK(when(show, request) == refuses_more(3, 2));
}

TEST_CASE("limit: it is checked after unknown seats and before taken seats") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})), blocked({"B3"}));
  CHECK(invalid_fields(when(show, limited(three_seats, 10, ask(4, {"B3", "Z9"})))) ==
        names{"seats[1]"});
  CHECK(when(show, limited(three_seats, 10, ask(4, {"B3", "B4"}))) == refuses_more(3, 2));
}

TEST_CASE("limit: a known Idempotency-Key gets its first response, however many seats there are") {
  auto show = given(opened(), at(0, requested_with(5, 2, {"B1", "B2"})));
  CHECK(when(show, limited(three_seats, 10, ask_with(5, 99, {"B1", "B2"}))) == then());
}

TEST_CASE("wait: a customer who did not pay for a seat cannot claim it again at once, others can") {
  auto show = lapsed();
  CHECK(when(show, limited(a_minute, pay_by + 2, ask(5, {"B1", "B3"}))) ==
        refuses_seats({is_taken("B1", taken_reason::wait, pay_by + minute)}));
  CHECK(when(show, limited(a_minute, pay_by + minute - 1, ask(5, {"B2"}))) ==
        refuses_seats({is_taken("B2", taken_reason::wait, pay_by + minute)}));
  CHECK(when(show, limited(a_minute, pay_by + minute, ask(5, {"B1"}))) ==
        then(requested(5, {"B1"})));
  CHECK(when(show, limited(a_minute, pay_by + 2, by(2, ask(5, {"B1"})))) ==
        then(by(2, requested(5, {"B1"}))));
  CHECK(when(show, limited({}, pay_by + 2, ask(5, {"B1"}))) == then(requested(5, {"B1"})));
}

TEST_CASE("wait: it holds even if the expiry is not logged yet") {
  auto held = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, limited(a_minute, pay_by + 5, ask(4, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::wait, pay_by + 5 + minute)}));
  auto claimed = given(opened(), at(0, by(2, requested(2, {"B1"}))), requested(3, {"B1"}));
  CHECK(when(claimed, limited(a_minute, review_hold, ask(4, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::wait, review_hold + minute)}));
  CHECK(when(claimed, limited(a_minute, review_hold, by(3, ask(4, {"B1"})))) ==
        then(unreviewed(2), unreviewed(3), by(3, requested(4, {"B1"}))));
}

TEST_CASE("wait: a winner who cancels waits for all seats that it won") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2", "B3", "B4"})),
                    by(2, requested(3, {"B1", "B2"})),
                    at(1'000, confirmed(2, pay_by, review_rule::most_seats, {3})),
                    rejected(3, review_rule::fewer_seats, {2}, {"B1", "B2"}),
                    at(1'100, cancelled(2, canceller::by_customer)));
  CHECK(when(show, limited(a_minute, 1'200, ask(7, {"B1", "B2"}))) ==
        refuses_seats({is_taken("B1", taken_reason::wait, 1'100 + minute),
                       is_taken("B2", taken_reason::wait, 1'100 + minute)}));
  CHECK(when(show, limited(a_minute, 1'200, by(2, ask(7, {"B1", "B2"})))) ==
        then(by(2, requested(7, {"B1", "B2"}))));
}

TEST_CASE("wait: a customer who lost a contest, or paid for the seat, does not wait") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), by(2, requested(3, {"B1", "B2"})),
                    at(1'000, confirmed(3, pay_by, review_rule::most_seats, {2})),
                    rejected(2, review_rule::fewer_seats, {3}, {"B1"}),
                    at(2'000, cancelled(3, canceller::by_customer)));
  CHECK(when(show, limited(a_minute, 2'100, ask(7, {"B1"}))) == then(requested(7, {"B1"})));
  auto paid =
      given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
            at(2'000, bought(2, "p", 15'000)), at(3'000, cancelled(2, canceller::by_operator)),
            due(2, "p", 15'000, refund_reason::cancelled));
  CHECK(when(paid, limited(a_minute, 3'100, ask(7, {"B1"}))) == then(requested(7, {"B1"})));
}

TEST_CASE("wait: a former id of the customer waits too") {
  auto show = given(opened(), at(0, by(9, requested(2, {"B1"}))),
                    at(500, cancelled(2, canceller::by_customer)));
  auto request = limited(a_minute, 600, ask(4, {"B1"}));
  request.formerly = {customer(8), customer(9)};
  CHECK(when(show, request) == refuses_seats({is_taken("B1", taken_reason::wait, 500 + minute)}));
}

TEST_CASE("wait: a seat that another customer holds is HELD, even for a customer who must wait") {
  auto show = after(lapsed(), pay_by + 10, then(by(2, requested(5, {"B1"}))));
  show = after(std::move(show), pay_by + 1'010, then(confirmed(5, 2 * pay_by)));
  CHECK(when(show, limited(a_minute, pay_by + 2'000, ask(7, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::held, 2 * pay_by)}));
}

TEST_CASE("wait: endings survive a snapshot until they are older than any wait") {
  auto show = lapsed();
  auto stored = encode_snapshot(show, {});
  auto read = decode_snapshot(bytes_of(stored), show.id, show.plan);
  REQUIRE(read);
  CHECK(when(read->state, limited(a_minute, pay_by + 2, ask(5, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::wait, pay_by + minute)}));
  CHECK(show.customers.endings().size() == 1);
  auto later = pay_by + longest_rebook_wait_ms;
  show = after(std::move(show), later, then(requested(5, {"B3"})));
  show = after(std::move(show), later + 500, then(cancelled(5, canceller::by_customer)));
  REQUIRE(show.customers.endings().size() == 1);
  CHECK(show.customers.endings().front().number == 5);
  CHECK_FALSE(show.customers.last_ending(customer(1), show.find(2)->seats.begin()[0], 0));
}

} // namespace boxoffice::events::tests
