// Sales at the counter: requested, confirmed and paid in one append.
#include "events/decide/booking.hpp"
#include "tests/events/audit/audit_scenario.hpp"
#include "tests/events/explain/explained.hpp"

namespace boxoffice::events::tests {

namespace {

sell_seats sell(booking_number number, const names& seats,
                payment_method method = payment_method::cash) {
  sell_seats sale;
  sale.at = noon;
  sale.id = {show_id{"metropolis"}, secret_of(number)};
  sale.customer = customer(1);
  sale.seats = ids(seats);
  sale.method = method;
  sale.payment = payment_id{"till-1"};
  sale.by = "token:till";
  return sale;
}

booking_requested requested_there(booking_number number, const names& seats) {
  auto fact = requested(number, seats);
  fact.channel = sales_channel::counter;
  return fact;
}

booking_confirmed confirmed_there(booking_number number, time_ms pay_by_after_noon) {
  return {number, {}, review_rule::counter, {}, noon + pay_by_after_noon};
}

booking_paid paid_there(booking_number number, std::int64_t amount, time_ms after_noon,
                        payment_method method = payment_method::cash) {
  return {number, {"till-1"}, rupees(amount), noon + after_noon, {}, method, "token:till"};
}

constexpr time_ms pay_window = 120'000;

outcome sold(booking_number number, const names& seats, std::int64_t amount, time_ms after_noon,
             payment_method method = payment_method::cash) {
  auto request = requested_there(number, seats);
  request.amount.value = amount;
  return then(request, confirmed_there(number, after_noon + pay_window),
              paid_there(number, amount, after_noon, method));
}

} // namespace

TEST_CASE("counter: seats are sold at once, for cash, by card or with nothing to pay") {
  auto show = given(opened());
  CHECK(when(show, at(10, sell(2, {"A1", "B1"}))) == sold(2, {"A1", "B1"}, 35'000, 10));
  CHECK(when(show, at(10, sell(2, {"B1"}, payment_method::card))) ==
        sold(2, {"B1"}, 15'000, 10, payment_method::card));
  auto free = when(show, at(10, sell(2, {"A1", "B1"}, payment_method::complimentary)));
  CHECK(free == sold(2, {"A1", "B1"}, 0, 10, payment_method::complimentary));
  auto given_away = after(show, 10, free);
  CHECK(given_away.find(2)->status == booking_status::paid);
  CHECK(!given_away.has_open_work());
  CHECK(when(given_away, at(20, return_seats{noon, secret_of(2), ids({"A1"}), {}})) ==
        then(returned(2, {"A1"}, 0)));
  CHECK(when(given_away, at(20, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator)));
}

TEST_CASE("counter: under other rules the number of the booking counts the RulesChanged too") {
  auto shorter = usual;
  shorter.payment_window_ms = 60'000;
  auto result = when(given(opened()), at(10, sell(3, {"B1"})), shorter);
  auto request = requested_there(3, {"B1"});
  CHECK(result == then(rules_changed{shorter}, request, confirmed_there(3, 60'010),
                       paid_there(3, 15'000, 10)));
}

TEST_CASE("counter: it has no advantage in a contest") {
  auto claimed = given(opened(), at(0, requested(2, {"B1"})));
  CHECK(when(claimed, at(1, sell(3, {"B1"}))) ==
        refuses_seats({is_taken("B1", taken_reason::in_review, review_hold)}));
  auto held = after(claimed, 1'000, then(confirmed(2)));
  CHECK(when(held, at(2'000, sell(4, {"B1", "B2"}))) ==
        refuses_seats({is_taken("B1", taken_reason::held, pay_by)}));
  CHECK(when(held, at(pay_by, sell(5, {"B1"}))) == then(unpaid(2), requested_there(5, {"B1"}),
                                                        confirmed_there(5, pay_by + pay_window),
                                                        paid_there(5, 15'000, pay_by)));
}

TEST_CASE("counter: the checks of a request hold, but not the limits of a customer") {
  auto show = given(opened());
  CHECK(invalid_fields(when(show, sell(2, {}))) == names{"seats"});
  CHECK(invalid_fields(when(show, sell(2, {"Z9"}))) == names{"seats[0]"});
  auto reserved = sell(2, {"B1"});
  reserved.payment = payment_id{std::string{free_payment}};
  CHECK(invalid_fields(when(show, reserved)) == names{"reference"});
  CHECK(when(show_state{}, sell(2, {"B1"})) == refuses(errc::show_not_found));
  CHECK(when(show, at(sales_close_after, sell(2, {"B1"}))) == refuses(errc::sales_closed));
  CHECK(when(given(opened(), sales_paused{}), sell(3, {"B1"})) == refuses(errc::sales_closed));
  auto body = hall();
  body.max_seats_per_customer = 1;
  auto limited = given(opened(body));
  auto one = after(limited, 10, when(limited, at(10, sell(2, {"B1"}))));
  CHECK(when(one, at(20, sell(5, {"B2"}))).refused->code == errc::customer_limit);
  auto nobody = at(20, sell(5, {"B2"}));
  nobody.customer = {};
  CHECK(!when(one, nobody).refused);
}

TEST_CASE("counter: the show chooses the seats, if it is asked to, and none that is claimed") {
  auto show = given(opened(), at(0, requested(2, {"B1"})));
  auto best = at(10, sell(3, {}));
  best.best_available = seat_wish{2, "", {}};
  auto request = requested_there(3, {"B3", "B4"});
  request.best_available = true;
  CHECK(when(show, best) ==
        then(request, confirmed_there(3, 10 + pay_window), paid_there(3, 30'000, 10)));
  best.best_available->count = 8;
  CHECK(when(show, best) == refuses(errc::not_enough_seats));
  best.seats = ids({"A1"});
  CHECK(invalid_fields(when(show, best)) == names{"bestAvailable"});
}

TEST_CASE("counter: it may leave single seats") {
  auto body = hall();
  body.single_seats = single_seats::refuse;
  body.rows[0].seats = body.rows[1].seats = {};
  for (const auto* id : {"B1", "B2", "B3", "B4", "B5"})
    body.rows[1].seats.emplace_back(seat_id{id});
  auto show = given(opened(body));
  CHECK(when(show, at(10, ask(2, {"B2"}))).refused->code == errc::leaves_single_seat);
  CHECK(when(show, at(10, sell(2, {"B2"}))) == sold(2, {"B2"}, 15'000, 10));
  auto stream = recorded_as(opened(body), at(10, requested_there(2, {"B2"})),
                            confirmed_there(2, 10 + pay_window), paid_there(2, 15'000, 10));
  CHECK(verdict(stream) == "");
}

TEST_CASE("counter: with an Idempotency-Key the same sale again is the first one") {
  auto keyed = sell(2, {"B1"});
  keyed.key_hash = key(1);
  auto show = after(given(opened()), 10, when(given(opened()), at(10, keyed)));
  keyed.id.secret = secret_of(9);
  CHECK(when(show, at(20, keyed)) == then());
  CHECK(requested_booking(show, request_of(at(20, keyed))) == show.find(2));
  keyed.seats = ids({"B2"});
  CHECK(when(show, at(20, keyed)) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("counter: a sale with the same key, but paid otherwise, is another one") {
  auto keyed = sell(2, {"B1"});
  keyed.key_hash = key(1);
  auto show = after(given(opened()), 10, when(given(opened()), at(10, keyed)));
  keyed.id.secret = secret_of(9);
  auto by_card = keyed;
  by_card.method = payment_method::card;
  CHECK(when(show, at(20, by_card)) == refuses(errc::idempotency_key_reused));
  auto for_nothing = keyed;
  for_nothing.method = payment_method::complimentary;
  CHECK(when(show, at(20, for_nothing)) == refuses(errc::idempotency_key_reused));
  auto other = keyed;
  other.payment = payment_id{"till-2"};
  CHECK(when(show, at(20, other)) == refuses(errc::idempotency_key_reused));
  auto without = keyed;
  without.payment = payment_id{"counter-" + std::string(32, 'a')};
  CHECK(when(show, at(20, without)) == refuses(errc::idempotency_key_reused));
  CHECK(when(show, at(20, keyed)) == then());
}

TEST_CASE("counter: two sales of a key without a reference are the same") {
  auto keyed = sell(2, {"B1"});
  keyed.key_hash = key(1);
  keyed.payment = payment_id{"counter-" + std::string(32, 'a')};
  auto show = after(given(opened()), 10, when(given(opened()), at(10, keyed)));
  keyed.id.secret = secret_of(9);
  keyed.payment = payment_id{"counter-" + std::string(32, 'b')};
  CHECK(when(show, at(20, keyed)) == then());
  keyed.payment = payment_id{"counter-7"};
  CHECK(when(show, at(20, keyed)) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("counter: after a move or a return the same sale again is still the first one") {
  auto keyed = sell(2, {"A1", "B1"});
  keyed.key_hash = key(1);
  auto show = after(given(opened()), 10, when(given(opened()), at(10, keyed)));
  show = after(show, 20, when(show, at(20, move_to(2, {"A2", "B2"}))));
  show = after(show, 30, when(show, at(30, take_back(2, {"B2"}))));
  keyed.id.secret = secret_of(9);
  CHECK(when(show, at(40, keyed)) == then());
  show = after(show, 50, when(show, at(50, cancel_by(canceller::by_operator, 2))));
  CHECK(when(show, at(60, keyed)) == then());
  CHECK(requested_booking(show, request_of(at(60, keyed))) == show.find(2));
}

TEST_CASE("counter: an Idempotency-Key of a booking is not one of a sale, or conversely") {
  auto keyed = sell(2, {"B1"});
  keyed.key_hash = key(1);
  auto online = request_of(at(20, keyed));
  online.id.secret = secret_of(9);
  auto sold_before = after(given(opened()), 10, when(given(opened()), at(10, keyed)));
  CHECK(when(sold_before, online) == refuses(errc::idempotency_key_reused));
  auto booked_before = after(given(opened()), 10, when(given(opened()), at(10, online)));
  keyed.id.secret = secret_of(8);
  CHECK(when(booked_before, at(20, keyed)) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("counter: what was paid there is due back like any payment") {
  auto show = after(given(opened()), 10, when(given(opened()), at(10, sell(2, {"A1", "B1"}))));
  CHECK(when(show, at(20, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator),
             due(2, "till-1", 35'000, refund_reason::cancelled, 10)));
}

TEST_CASE("audit: a sale at the counter is one append of three events that fit together") {
  auto good = recorded_as(opened(), at(10, requested_there(2, {"B1"})),
                          confirmed_there(2, 10 + pay_window), paid_there(2, 15'000, 10));
  REQUIRE(verdict(good) == "");
  auto shortened = [&](std::size_t size) {
    auto part = good;
    part.resize(size);
    return verdict(part);
  };
  CHECK(shortened(2) ==
        "end: booking 2 is sold at the counter, and its BookingConfirmed must be next");
  CHECK(shortened(3) == "end: booking 2 is sold at the counter, and its BookingPaid must be next");
  CHECK(verdict(moved(good, 4, 11)) == "4: BookingPaid cannot come here: booking 2 is sold at the "
                                       "counter, and its BookingPaid must be next");
  CHECK(verdict(changed(good, 3, confirmed(2, 10 + pay_window))) ==
        "3: booking 2 is sold at the counter, but it is confirmed like one of a review");
  CHECK(verdict(changed(good, 2, requested(2, {"B1"}))) ==
        "3: booking 2 is confirmed as sold at the counter, but it was not requested there");
  auto unnamed = paid_there(2, 15'000, 10);
  unnamed.method.reset();
  CHECK(verdict(changed(good, 4, unnamed)) ==
        "4: booking 2 is sold at the counter without a method of payment");
  CHECK(verdict(changed(good, 4, paid_there(2, 15'000, 11))) ==
        "4: booking 2 is sold at the counter, but paid at another time");
  CHECK(verdict(changed(good, 4, paid_there(2, 15'000, 10, payment_method::complimentary))) ==
        "4: booking 2 is paid by COMPLIMENTARY with 15000 INR, which is not what its seats cost");
  auto cheaper = requested_there(2, {"B1"});
  cheaper.amount.value = 0;
  auto free =
      changed(changed(good, 2, cheaper), 4, paid_there(2, 0, 10, payment_method::complimentary));
  CHECK(verdict(free) == "");
  CHECK(verdict(changed(free, 4, paid_there(2, 0, 10))) ==
        "4: booking 2 is paid by CASH with 0 INR, which is not what its seats cost");
  auto online = recorded_as(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                            at(2'000, paid_there(2, 15'000, 2'000)));
  CHECK(verdict(online) ==
        "4: booking 2 is paid as one that is sold at the counter, but it is not");
  auto contested =
      recorded_as(opened(), at(0, requested(2, {"B1"})), at(1, requested_there(3, {"B1"})));
  CHECK(verdict(contested) == "3: seat B1 is requested, but booking 2 claimed it 1 ms before");
}

TEST_CASE("explain: a sale at the counter, with its method and who sold it") {
  auto text = explanation_of({opened(), at(10, requested_there(2, {"B1"})),
                              confirmed_there(2, 10 + pay_window), paid_there(2, 15'000, 10)},
                             2);
  CHECK(text.find("It was sold at the counter at once, without a review") != std::string::npos);
  CHECK(text.find("It was paid there in cash") != std::string::npos);
  CHECK(text.find("(by token:till), with the reference till-1.") != std::string::npos);
}

} // namespace boxoffice::events::tests
