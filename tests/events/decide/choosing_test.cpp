#include "events/decide/booking.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

/// Leaves the choice to the show.
request_booking ask_best(booking_number number, std::int64_t count,
                         const std::string& of_class = "", seat_attributes attributes = {}) {
  auto command = ask(number, {});
  command.best_available = seat_wish{count, of_class, attributes};
  return command;
}

booking_requested chosen(booking_number number, const names& seats, std::int64_t amount) {
  auto fact = requested(number, seats);
  fact.amount = rupees(amount);
  fact.best_available = true;
  return fact;
}

seat_attributes with(seat_attribute one) {
  seat_attributes set;
  set.add(one);
  return set;
}

/// One row, R1 to R<seats>, at 1000 each; no request may leave a single seat.
show_body strict_hall(std::size_t seats) {
  auto body = wide_hall(seats);
  body.single_seats = single_seats::refuse;
  return body;
}

outcome refuses_singles(const names& singles, const names& suggestion) {
  refusal why{errc::leaves_single_seat, {}, {}};
  why.singles = ids(singles);
  why.suggestion = ids(suggestion);
  return {{}, why};
}

booking_requested of_strict(booking_number number, const names& seats) {
  auto fact = requested(number, seats);
  fact.amount = rupees(static_cast<std::int64_t>(seats.size()) * 1'000);
  return fact;
}

} // namespace

TEST_CASE("best available: the show chooses, and the event says so") {
  auto show = given(opened());
  CHECK(when(show, ask_best(2, 2)) == then(chosen(2, {"B1", "B2"}, 30'000)));
  CHECK(when(show, ask_best(2, 2, "GOLD")) == then(chosen(2, {"A1", "A2"}, 40'000)));
  SUBCASE("and splits what fits into no row") {
    CHECK(when(show, ask_best(2, 4)) == then(chosen(2, {"A1", "A2", "B1", "B2"}, 70'000)));
    CHECK(when(show, ask_best(2, 8)) ==
          then(chosen(2, {"A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"}, 140'000)));
  }
}

TEST_CASE("best available: no claimed, held, sold or blocked seat is chosen") {
  auto claimed = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(claimed, at(1, ask_best(3, 2))) == then(chosen(3, {"B3", "B4"}, 30'000)));
  auto held = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(2'000, ask_best(4, 2))) == then(chosen(4, {"B3", "B4"}, 30'000)));
  CHECK(when(paid_show(), at(3'000, ask_best(5, 2))) == then(chosen(5, {"B3", "B4"}, 30'000)));
  auto shut = given(opened(), blocked({"B2"}));
  CHECK(when(shut, at(1, ask_best(3, 2))) == then(chosen(3, {"B3", "B4"}, 30'000)));
}

TEST_CASE("best available: what has run out is free, and expires in the same append") {
  auto claimed = given(opened(), at(0, requested(2, {"B1", "B2"})));
  CHECK(when(claimed, at(review_hold - 1, ask_best(3, 2))) ==
        then(chosen(3, {"B3", "B4"}, 30'000)));
  CHECK(when(claimed, at(review_hold, ask_best(4, 2))) ==
        then(unreviewed(2), chosen(4, {"B1", "B2"}, 30'000)));
  auto held = given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(pay_by, ask_best(5, 2))) == then(unpaid(2), chosen(5, {"B1", "B2"}, 30'000)));
}

TEST_CASE("best available: NOT_ENOUGH_SEATS comes last, after the limit of the customer") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  auto command = at(1, ask_best(3, 8));
  CHECK(when(show, command) == refuses(errc::not_enough_seats));
  CHECK(when(show, at(1, ask_best(3, 4, "PLAIN"))) == refuses(errc::not_enough_seats));
  command.limits.unpaid_seats = 8;
  CHECK(when(show, command) == outcome{{}, refusal{errc::customer_limit, {}, {}, 8, 1}});
  CHECK(when(given(opened(), sales_paused{}), ask_best(3, 9)) == refuses(errc::sales_closed));
}

TEST_CASE("best available: a request that cannot be is invalid") {
  auto show = given(opened());
  CHECK(invalid_fields(when(show, ask_best(2, 0))) == names{"bestAvailable.count"});
  CHECK(invalid_fields(when(show, ask_best(2, -1))) == names{"bestAvailable.count"});
  CHECK(invalid_fields(when(show, ask_best(2, 11))) == names{"bestAvailable.count"});
  CHECK(invalid_fields(when(show, ask_best(2, 2, "SILVER"))) == names{"bestAvailable.class"});
  auto both = ask_best(2, 1);
  both.seats = ids({"A1"});
  CHECK(invalid_fields(when(show, both)) == names{"bestAvailable"});
}

TEST_CASE("best available: each seat has its price type, in the order of the request") {
  auto show = given(opened(priced_hall()));
  auto command = ask_best(2, 2);
  command.types = {{"ADULT"}, {"CHILD"}};
  auto fact = chosen(2, {"B1", "B2"}, 25'000);
  fact.types = command.types;
  CHECK(when(show, command) == then(fact));
  command.types = {{"ADULT"}};
  CHECK(invalid_fields(when(show, command)) == names{"bestAvailable.types"});
  command.types = {{"ADULT"}, {"DOG"}};
  CHECK(invalid_fields(when(show, command)) == names{"bestAvailable.types[1]"});
  command.types = {};
  fact.types = {{"ADULT"}, {"ADULT"}};
  fact.amount = rupees(30'000);
  CHECK(when(show, command) == then(fact));
}

TEST_CASE("best available: places of access are for those who ask for them") {
  auto body = hall();
  body.rows[1].seats[0]->attributes = with(seat_attribute::wheelchair);
  body.rows[1].seats[1]->attributes = with(seat_attribute::companion);
  body.rows[1].seats[4]->attributes = with(seat_attribute::restricted_view);
  auto show = given(opened(body));
  CHECK(when(show, ask_best(2, 1, "", with(seat_attribute::wheelchair))) ==
        then(chosen(2, {"B1"}, 15'000)));
  CHECK(when(show, ask_best(2, 2)) == then(chosen(2, {"B3", "B4"}, 30'000)));
  CHECK(when(show, ask_best(2, 3, "PLAIN")) == refuses(errc::not_enough_seats));
  CHECK(when(show, ask_best(2, 2, "", with(seat_attribute::wheelchair))) ==
        refuses(errc::not_enough_seats));
}

TEST_CASE("best available: a customer gets no seat that he must wait for, others do") {
  auto show = given(opened(), at(0, requested(2, {"B1", "B2"})),
                    at(100, cancelled(2, canceller::by_customer)));
  auto command = at(200, ask_best(4, 2));
  command.limits.rebook_wait_ms = 60'000;
  CHECK(when(show, command) == then(chosen(4, {"B3", "B4"}, 30'000)));
  command.at = noon + 100 + 60'000;
  CHECK(when(show, command) == then(chosen(4, {"B1", "B2"}, 30'000)));
  command.at = noon + 200;
  command.customer = customer(2);
  auto fact = chosen(4, {"B1", "B2"}, 30'000);
  fact.customer = customer(2);
  CHECK(when(show, command) == then(fact));
}

TEST_CASE("best available: an Idempotency-Key stands for its booking, not for a new choice") {
  auto first = chosen(2, {"B1", "B2"}, 30'000);
  first.key_hash = key(5);
  auto show = given(opened(), at(0, first));
  auto again = at(10, ask_best(99, 2));
  again.key_hash = key(5);
  CHECK(when(show, again) == then());
  CHECK(requested_booking(show, again)->number == 2);
  again.best_available->seat_class = "PLAIN";
  CHECK(when(show, again) == then());
  again.best_available->seat_class = "GOLD";
  CHECK(when(show, again) == refuses(errc::idempotency_key_reused));
  again.best_available = seat_wish{3, "", {}};
  CHECK(when(show, again) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("best available: a key stands for the wish, also after a move or a new name") {
  auto first = chosen(2, {"B1", "B2"}, 30'000);
  first.key_hash = key(5);
  auto again = at(3'000, ask_best(99, 2, "PLAIN"));
  again.key_hash = key(5);
  auto show = given(opened(), at(0, first), at(1'000, confirmed(2)),
                    at(2'000, moved_to(2, {"B1", "B2"}, {"A1", "A2"})));
  CHECK(when(show, again) == then()); // It asked for the class of its first seats.
  again.best_available->seat_class = "GOLD";
  CHECK(when(show, again) == refuses(errc::idempotency_key_reused));
  show_changes name;
  name.movie = "Nosferatu";
  auto renamed = given(opened(), at(0, first), at(1'000, show_changed{name, {}}));
  CHECK(when(renamed, again) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("best available: a retry gets its booking after the layout or the prices have changed") {
  auto first = chosen(2, {"B1", "B2"}, 30'000);
  first.key_hash = key(5);
  auto again = at(3'000, ask_best(99, 2, "PLAIN"));
  again.key_hash = key(5);
  show_changes changes;
  SUBCASE("other prices") { changes.price = 700; }
  SUBCASE("the seats are of another class") {
    changes.rows = hall().rows;
    changes.rows->edit().at(1).seat_class = "GOLD";
  }
  SUBCASE("the class is gone") {
    changes.classes = {{"GOLD", "Gold", 5'000}};
    changes.rows = hall().rows;
    changes.rows->edit().at(1).seat_class = "GOLD";
  }
  auto show = given(opened(), at(0, first), at(1'000, show_changed{changes, {}}));
  CHECK(when(show, again) == then());
  CHECK(requested_booking(show, again)->number == 2);
  again.best_available->count = 3;
  CHECK(when(show, again) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("single seats: a request that leaves one is refused, with another choice") {
  auto show = given(opened(strict_hall(8)));
  CHECK(when(show, ask(2, {"R2"})) == refuses_singles({"R1"}, {"R1"}));
  CHECK(when(show, ask(2, {"R2", "R3"})) == refuses_singles({"R1"}, {"R1", "R2"}));
  CHECK(when(show, ask(2, {"R1", "R2"})) == then(of_strict(2, {"R1", "R2"})));
  CHECK(when(show, ask(2, {"R3"})) == then(of_strict(2, {"R3"})));
  auto lenient = given(opened(wide_hall(8)));
  CHECK(when(lenient, ask(2, {"R2"})) == then(of_strict(2, {"R2"})));
}

TEST_CASE("single seats: claims count as taken, until they have run out") {
  auto show = given(opened(strict_hall(8)), at(0, of_strict(2, {"R3"})));
  CHECK(when(show, at(1, ask(3, {"R1"}))) == refuses_singles({"R2"}, {"R4"}));
  CHECK(when(show, at(review_hold, ask(3, {"R1"}))) == then(of_strict(3, {"R1"})));
}

TEST_CASE("single seats: not if there is no other choice, nor if the show chooses") {
  auto show = given(opened(strict_hall(3)));
  CHECK(when(show, ask(2, {"R1", "R2"})) == then(of_strict(2, {"R1", "R2"})));
  CHECK(when(show, ask_best(2, 2)) == then(chosen(2, {"R1", "R2"}, 2'000)));
}

TEST_CASE("single seats: a taken seat is refused before") {
  auto show = given(opened(strict_hall(8)), blocked({"R2"}));
  CHECK(when(show, ask(3, {"R2", "R4"})) == refuses_seats({is_taken("R2", taken_reason::blocked)}));
}

TEST_CASE("single seats: what the customer must wait for is not suggested") {
  auto show = given(opened(strict_hall(8)), at(0, of_strict(2, {"R1"})),
                    at(100, cancelled(2, canceller::by_customer)));
  auto command = at(200, ask(4, {"R2"}));
  CHECK(when(show, command) == refuses_singles({"R1"}, {"R1"}));
  command.limits.rebook_wait_ms = 60'000;
  CHECK(when(show, command) == refuses_singles({"R1"}, {"R3"}));
}

} // namespace boxoffice::events::tests
