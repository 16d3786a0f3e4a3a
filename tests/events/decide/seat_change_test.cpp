// Bookings that the operator moves to other seats, or puts on sale again in part.
#include "events/state/lines.hpp"
#include "tests/events/facts.hpp"

#include <tuple>

namespace boxoffice::events::tests {

namespace {

/// Booking 2 holds B1 and B2, unpaid until pay_by.
show_state held_pair() {
  return given(opened(), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
}

std::vector<std::int64_t> prices_of(const show_state& show, booking_number number) {
  std::vector<std::int64_t> prices;
  for (const auto& line : lines_of(*show.plan, *show.find(number)))
    prices.push_back(line.price);
  return prices;
}

names seats_of(const show_state& show, booking_number number) {
  names seats;
  for (auto seat : show.find(number)->seats)
    seats.emplace_back(show.plan->seats[seat].id.text());
  return seats;
}

} // namespace

TEST_CASE("move: a paid booking takes other free seats, and its amount stays") {
  auto result = when(paid_show(), at(3'000, move_to(2, {"A4"})));
  CHECK(result == then(moved_to(2, {"B1"}, {"A4"})));
  auto show = after(paid_show(), 3'000, result);
  CHECK(seats_of(show, 2) == names{"A4"});
  CHECK(show.find(2)->amount == 15'000);
  CHECK(prices_of(show, 2) == std::vector<std::int64_t>{15'000});
  CHECK(show.status_of(*show.plan->seats.find(seat_id{"B1"})) == seat_status::available);
  CHECK(show.status_of(*show.plan->seats.find(seat_id{"A4"})) == seat_status::sold);
}

TEST_CASE("move: a confirmed booking keeps its payBy on the other seats and is paid as before") {
  auto show = after(held_pair(), 3'000, when(held_pair(), at(3'000, move_to(2, {"A1", "A2"}))));
  CHECK(when(show, at(4'000, ask(6, {"A1"}))) ==
        refuses_seats({is_taken("A1", taken_reason::held, pay_by)}));
  CHECK(when(show, at(4'000, ask(5, {"B1", "B2"}))) == then(requested(5, {"B1", "B2"})));
  CHECK(when(show, at(5'000, pay(2, "p1", 30'000))) == then(bought(2, "p1", 30'000)));
  CHECK(when(show, expire_holds{noon + pay_by}) == then(unpaid(2)));
}

TEST_CASE("move: some of the booking's own seats may be among them, in another order too") {
  auto show = held_pair();
  CHECK(when(show, at(3'000, move_to(2, {"B2", "B3"}))) ==
        then(moved_to(2, {"B1", "B2"}, {"B2", "B3"})));
  CHECK(when(show, at(3'000, move_to(2, {"B2", "B1"}))) ==
        then(moved_to(2, {"B1", "B2"}, {"B2", "B1"})));
  CHECK(when(show, at(3'000, move_to(2, {"B1", "B2"}))) == then());
}

TEST_CASE("move: seats that others claim, hold or have bought, and blocked ones, are refused") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}), requested(4, {"B3"}),
            at(1'000, confirmed(2)), confirmed(3), confirmed(4), at(2'000, bought(3, "p1", 15'000)),
            blocked({"B4"}), at(2'500, requested(10, {"A1"})));
  for (const auto& [seat, reason, retry] :
       {std::tuple{"B2", taken_reason::sold, std::optional<time_ms>{}},
        std::tuple{"B3", taken_reason::held, std::optional{pay_by}},
        std::tuple{"B4", taken_reason::blocked, std::optional<time_ms>{}},
        std::tuple{"A1", taken_reason::in_review, std::optional{2'500 + review_hold}}})
    CHECK(when(show, at(2'600, move_to(2, {seat}))) ==
          refuses_seats({is_taken(seat, reason, retry)}));
}

TEST_CASE("move: what has run out on the seats is expired first") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                    bought(2, "p1", 15'000), at(2'000, requested(5, {"B2"})));
  CHECK(when(show, at(2'000 + review_hold, move_to(2, {"B2"}))) ==
        then(unreviewed(5), moved_to(2, {"B1"}, {"B2"})));
}

TEST_CASE("move: only a booking that has its seats can be moved") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B1"}),
                    requested(4, {"B2"}), at(10, cancelled(4, canceller::by_customer)));
  for (booking_number number : {2U, 3U, 4U})
    CHECK(when(show, at(500, move_to(number, {"A1"}))) == refuses(errc::not_movable));
  CHECK(when(show, move_to(9, {"A1"})) == refuses(errc::booking_not_found));
  CHECK(when(held_pair(), at(pay_by, move_to(2, {"A1", "A2"}))) == refuses(errc::not_movable));
  CHECK(when(held_pair(), at(pay_by - 1, move_to(2, {"A1", "A2"}))) ==
        then(moved_to(2, {"B1", "B2"}, {"A1", "A2"})));
}

TEST_CASE("move: another number of seats, an unknown seat and one named twice are invalid") {
  auto show = held_pair();
  CHECK(invalid_fields(when(show, at(3'000, move_to(2, {"A1"})))) == names{"seats"});
  CHECK(invalid_fields(when(show, at(3'000, move_to(2, {})))) == names{"seats"});
  CHECK(invalid_fields(when(show, at(3'000, move_to(2, {"A1", "Z9"})))) == names{"seats[1]"});
  CHECK(invalid_fields(when(show, at(3'000, move_to(2, {"A1", "A1"})))) == names{"seats[1]"});
}

TEST_CASE("return: the seats are on sale again, and what they were sold at is due back") {
  auto result = when(paid_family(), at(3'000, take_back(2, {"B1"})));
  CHECK(result ==
        then(returned(2, {"B1"}, 15'000), due(2, "p1", 15'000, refund_reason::seats_returned)));
  auto show = after(paid_family(), 3'000, result);
  CHECK(seats_of(show, 2) == names{"A1", "B2"});
  CHECK(show.find(2)->amount == 35'000);
  CHECK(show.find(2)->status == booking_status::paid);
  CHECK(when(show, at(3'000, ask(7, {"B1"}))) == then(requested(7, {"B1"})));
  CHECK(when(show, at(4'000, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator), due(2, "p1", 35'000, refund_reason::cancelled)));
}

TEST_CASE("return: seats of an unpaid booking make it cheaper and nothing is due") {
  auto held = held_pair();
  auto result = when(held, at(3'000, take_back(2, {"B1"})));
  CHECK(result == then(returned(2, {"B1"}, 15'000)));
  auto show = after(held, 3'000, result);
  CHECK(when(show, at(4'000, pay(2, "p1", 15'000))) == then(bought(2, "p1", 15'000)));
  CHECK(when(show, at(4'000, pay(2, "p1", 30'000))) ==
        then(due(2, "p1", 30'000, refund_reason::wrong_amount)));
  auto claim = given(opened(), at(0, requested(2, {"B1", "B2"})), requested(3, {"B1"}));
  auto smaller = after(claim, 100, when(claim, at(100, take_back(2, {"B1"}))));
  CHECK(when(smaller, at(1'000, review())).events.size() == 2);
  CHECK(after(smaller, 1'000, when(smaller, at(1'000, review()))).find(3)->status ==
        booking_status::confirmed);
}

TEST_CASE("return: a confirmed booking whose other seats cost nothing is paid with it") {
  auto two = requested(2, {"B1", "B2"});
  two.types = {{"ADULT"}, {"GUEST"}};
  two.amount = rupees(15'000);
  auto show = given(opened(priced_hall()), at(0, two), at(1'000, confirmed(2)));
  CHECK(when(show, at(3'000, take_back(2, {"B1"}))) ==
        then(returned(2, {"B1"}, 15'000), bought(2, "free", 0, 3'000)));
  CHECK(when(show, at(3'000, take_back(2, {"B2"}))) == then(returned(2, {"B2"}, 0)));
  CHECK(when(show, at(pay_by, take_back(2, {"B1"}))) == then(returned(2, {"B1"}, 15'000)));
  auto claim = given(opened(priced_hall()), at(0, two));
  CHECK(when(claim, at(500, take_back(2, {"B1"}))) == then(returned(2, {"B1"}, 15'000)));
}

TEST_CASE("return: all seats of a booking cancel it") {
  CHECK(when(paid_family(), at(3'000, take_back(2, {"B2", "A1", "B1"}))) ==
        then(cancelled(2, canceller::by_operator), due(2, "p1", 50'000, refund_reason::cancelled)));
}

TEST_CASE("return: seats of others, unknown seats and ended bookings are refused") {
  auto show = paid_family();
  CHECK(invalid_fields(when(show, at(3'000, take_back(2, {"B1", "B3"})))) == names{"seats[1]"});
  CHECK(invalid_fields(when(show, at(3'000, take_back(2, {"Z9"})))) == names{"seats[0]"});
  CHECK(invalid_fields(when(show, at(3'000, take_back(2, {})))) == names{"seats"});
  CHECK(when(show, take_back(9, {"B1"})) == refuses(errc::booking_not_found));
  auto over = after(show, 3'000, when(show, at(3'000, cancel_by(canceller::by_operator, 2))));
  CHECK(when(over, at(4'000, take_back(2, {"B1"}))) == refuses(errc::not_cancellable));
  auto again = after(show, 3'000, when(show, at(3'000, take_back(2, {"B1"}))));
  CHECK(invalid_fields(when(again, at(4'000, take_back(2, {"B1"})))) == names{"seats[0]"});
}

TEST_CASE("return: a seat that was moved is returned at the price that it was sold at") {
  auto show =
      after(paid_family(), 3'000, when(paid_family(), at(3'000, move_to(2, {"B3", "A2", "A3"}))));
  CHECK(prices_of(show, 2) == std::vector<std::int64_t>{20'000, 15'000, 15'000});
  CHECK(when(show, at(4'000, take_back(2, {"A2"}))) ==
        then(returned(2, {"A2"}, 15'000), due(2, "p1", 15'000, refund_reason::seats_returned)));
  CHECK(when(show, at(4'000, take_back(2, {"B3"}))) ==
        then(returned(2, {"B3"}, 20'000), due(2, "p1", 20'000, refund_reason::seats_returned)));
}

TEST_CASE("return: the same customer waits for seats that were returned unpaid") {
  auto held = held_pair();
  auto show = after(held, 3'000, when(held, at(3'000, take_back(2, {"B1"}))));
  auto request = at(4'000, ask(5, {"B1"}));
  request.limits = {0, 60'000};
  CHECK(when(show, request) == refuses_seats({is_taken("B1", taken_reason::wait, 63'000)}));
  request.customer = customer(2);
  CHECK(!when(show, request).refused);
  CHECK(show.customers.open_seats(customer(1)) == 1);
}

TEST_CASE("idempotency: a key stands for the seats of the request, whatever the booking has now") {
  auto show =
      given(opened(), at(0, requested_with(1, 2, {"A1", "B1"})), at(1'000, confirmed(2)),
            at(2'000, moved_to(2, {"A1", "B1"}, {"A2", "B2"})), returned(2, {"A2"}, 20'000));
  auto again = ask_with(1, 6, {"A1", "B1"});
  CHECK(when(show, at(3'000, again)) == then());
  CHECK(requested_amount(*show.find(2)) == 35'000);
  again.seats = ids({"B2"});
  CHECK(when(show, at(3'000, again)) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("late delivery: a booking that was moved and has expired is paid for its new seats") {
  auto show = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                    at(2'000, moved_to(2, {"B1"}, {"A1"})), at(pay_by, unpaid(2)));
  auto sold = after(show, pay_by + 10, when(show, at(pay_by + 10, pay(2, "p1", 15'000))));
  CHECK(sold.find(2)->status == booking_status::paid);
  CHECK(sold.status_of(*sold.plan->seats.find(seat_id{"A1"})) == seat_status::sold);
}

} // namespace boxoffice::events::tests
