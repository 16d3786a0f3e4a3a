#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// A show with one booking, of A1, that was just confirmed.
booking_taken confirmed_booking(node& box) {
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(review_interval);
  REQUIRE(box.status_now("noir", booking) == booking_status::confirmed);
  return booking;
}

seat_status first_seat(node& box) { return box.ask_now<seat_map>("noir", get_seats{}).seats.at(0); }

} // namespace

TEST_CASE("review: it comes review.interval after the first request and not before") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(review_interval / 2);
  auto later = box.book_now("noir", {"A2"});
  box.pass(review_interval / 2 - 1ms);
  CHECK(box.status_now("noir", booking) == booking_status::in_review);
  box.pass(1ms);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
  CHECK(box.status_now("noir", later) == booking_status::confirmed);
  CHECK(box.stream("noir").back().at == noon + review_interval.count());
}

TEST_CASE("review: a show without open work has no timer") {
  node box;
  box.ask_now<show_view>("noir", open());
  CHECK(box.show_timers() == 0);
  auto loser = box.book_now("noir", {"A1"});
  auto winner = box.book_now("noir", {"A1", "A2"});
  CHECK(box.show_timers() == 1);
  box.pass(review_interval);
  CHECK(box.status_now("noir", loser) == booking_status::rejected);
  box.ask_now<booking_view>("noir", cancel(winner));
  box.pass(longest_sleep);
  CHECK(box.show_timers() == 0);
  auto events_then = box.types("noir").size();
  box.pass(1h);
  CHECK(box.types("noir").size() == events_then);
}

TEST_CASE("review: the next round comes review.interval after the next request") {
  node box;
  confirmed_booking(box);
  box.pass(review_interval * 3 / 2);
  auto next = box.book_now("noir", {"A2"});
  box.pass(review_interval - 1ms);
  CHECK(box.status_now("noir", next) == booking_status::in_review);
  box.pass(1ms);
  auto seen = box.ask_now<booking_view>("noir", look_at(next)).booking;
  CHECK(seen.status == booking_status::confirmed);
  CHECK(seen.drawn.round == 2);
}

TEST_CASE("review: a request that was cancelled does not make the next one's review come early") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto withdrawn = box.book_now("noir", {"A1"});
  box.pass(review_interval * 9 / 10);
  box.ask_now<booking_view>("noir", cancel(withdrawn));
  auto booking = box.book_now("noir", {"A1"});
  box.pass(review_interval - 1ms);
  CHECK(box.status_now("noir", booking) == booking_status::in_review);
  box.pass(1ms);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
}

TEST_CASE("review: its events have the time of the decision, though the clock moves on") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.slow_down_clock_reads(1ms);
  box.pass(review_interval);
  auto last = box.stream("noir").back();
  REQUIRE(std::holds_alternative<booking_confirmed>(last.event));
  CHECK(std::get<booking_confirmed>(last.event).pay_by == last.at + payment_window.count());
}

TEST_CASE("expiry: an unpaid booking expires at payBy and its seats are on sale") {
  node box;
  auto booking = confirmed_booking(box);
  box.pass(payment_window - 1ms);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
  CHECK(first_seat(box) == seat_status::held);
  box.pass(1ms);
  auto seen = box.ask_now<booking_view>("noir", look_at(booking)).booking;
  CHECK(seen.status == booking_status::expired);
  CHECK(seen.expired == expiry_reason::payment_timeout);
  CHECK(box.stream("noir").back().at == seen.pay_by);
  CHECK(first_seat(box) == seat_status::available);
  CHECK(box.show_timers() == 0);
  box.book_now("noir", {"A1"});
}

TEST_CASE("expiry: each of several bookings expires at its own payBy") {
  node box;
  confirmed_booking(box);
  box.pass(30s);
  auto later = box.book_now("noir", {"A2"});
  box.pass(payment_window - 30s);
  CHECK(box.types("noir").back() == "BookingExpired");
  CHECK(box.status_now("noir", later) == booking_status::confirmed);
  box.pass(30s + review_interval - 1ms);
  CHECK(box.status_now("noir", later) == booking_status::confirmed);
  box.pass(1ms);
  CHECK(box.status_now("noir", later) == booking_status::expired);
}

TEST_CASE("expiry: a paid booking leaves no timer and stays paid") {
  node box;
  auto booking = confirmed_booking(box);
  box.ask_now<payment_view>("noir", pay(booking, "p1", box.now()));
  box.pass(longest_sleep);
  CHECK(box.show_timers() == 0);
  box.pass(payment_window);
  CHECK(box.status_now("noir", booking) == booking_status::paid);
  CHECK(box.types("noir").back() == "BookingPaid");
}

} // namespace boxoffice::actors::tests
