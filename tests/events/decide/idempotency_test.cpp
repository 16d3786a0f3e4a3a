#include "events/decide/booking.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

constexpr time_ms a_day = 24LL * 3'600'000;

/// Booking 2 was requested at noon with key 5 by customer 1.
show_state requested_once() { return given(opened(), at(0, requested_with(5, 2, {"B1", "B2"}))); }

} // namespace

TEST_CASE("key: the same key with the same seats stands for the earlier booking") {
  auto show = requested_once();
  auto again = at(40'000, ask_with(5, 99, {"B1", "B2"}));
  CHECK(when(show, again) == then());
  REQUIRE(requested_booking(show, again) != nullptr);
  CHECK(requested_booking(show, again)->number == 2);
}

TEST_CASE("key: the booking of a request with a new key is its own") {
  auto show = requested_once();
  auto own = ask_with(6, 3, {"B3"});
  auto made = after(show, 0, when(show, own));
  REQUIRE(requested_booking(made, own) != nullptr);
  CHECK(requested_booking(made, own)->number == 3);
}

TEST_CASE("key: it stands for its booking in every status") {
  auto show = given(opened(), at(0, requested_with(5, 2, {"B1"})),
                    at(500, cancelled(2, canceller::by_customer)));
  CHECK(when(show, at(600, ask_with(5, 99, {"B1"}))) == then());
}

TEST_CASE("key: other seats, fewer seats or another order of seats are another body") {
  for (const auto& seats : {names{"B1", "B3"}, names{"B1"}, names{"B2", "B1"}, names{"Z9"}})
    CHECK(when(requested_once(), at(10, ask_with(5, 99, seats))) ==
          refuses(errc::idempotency_key_reused));
}

TEST_CASE("key: another customer's same key is another key") {
  auto request = at(10, ask_with(5, 3, {"B3"}));
  request.customer = customer(2);
  auto expected = requested_with(5, 3, {"B3"});
  expected.customer = customer(2);
  CHECK(when(requested_once(), request) == then(expected));
}

TEST_CASE("key: no key at all never matches") {
  CHECK(when(requested_once(), at(10, ask(3, {"B1", "B2"}))) == then(requested(3, {"B1", "B2"})));
}

TEST_CASE("key: it holds for 24 hours from requestedAt and is fresh after that") {
  auto show = given(opened(), at(0, requested_with(5, 2, {"B1"})),
                    at(500, cancelled(2, canceller::by_customer)));
  CHECK(when(show, at(a_day - 1, ask_with(5, 4, {"B1"}))) == then());
  CHECK(when(show, at(a_day - 1, ask_with(5, 4, {"B3"}))) == refuses(errc::idempotency_key_reused));
  CHECK(when(show, at(a_day, ask_with(5, 4, {"B3"}))) == then(requested_with(5, 4, {"B3"})));
}

TEST_CASE("key: once fresh again it stands for its new booking") {
  auto show =
      given(opened(), at(0, requested_with(5, 2, {"B1"})),
            at(500, cancelled(2, canceller::by_customer)), at(a_day, requested_with(5, 4, {"B3"})));
  auto again = at(a_day + 1, ask_with(5, 99, {"B3"}));
  CHECK(when(show, again) == then());
  CHECK(requested_booking(show, again)->number == 4);
}

TEST_CASE("key: it is looked up before closed sales and before taken seats") {
  auto paused = given(opened(), at(0, requested_with(5, 2, {"B1"})), sales_paused{});
  CHECK(when(paused, at(10, ask_with(5, 99, {"B1"}))) == then());
  CHECK(when(paused, at(10, ask_with(5, 99, {"B2"}))) == refuses(errc::idempotency_key_reused));
  auto held = given(opened(), at(0, requested_with(5, 2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(2'000, ask_with(5, 99, {"B1"}))) == then());
}

TEST_CASE("key: an invalid body is refused before the key is looked up") {
  CHECK(invalid_fields(when(requested_once(), at(10, ask_with(5, 99, {"B1", "B1"})))) ==
        names{"seats[1]"});
}

TEST_CASE("key: a refused request leaves its key unused") {
  auto show = given(opened(), blocked({"B1"}));
  CHECK(when(show, ask_with(5, 3, {"B1"})) ==
        refuses_seats({is_taken("B1", taken_reason::blocked)}));
  CHECK(when(show, ask_with(5, 3, {"B2"})) == then(requested_with(5, 3, {"B2"})));
}

} // namespace boxoffice::events::tests
