// Price types, the start of sales, seats per customer and bookings that cost nothing: spec
// sections 3, 4 and 6.
#include "events/state/lines.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

std::vector<price_type_id> types(const names& texts) {
  std::vector<price_type_id> ids;
  for (const auto& text : texts)
    ids.push_back({text});
  return ids;
}

request_booking ask_as(booking_number number, const names& seats, const names& as) {
  auto command = ask(number, seats);
  command.types = types(as);
  return command;
}

booking_requested requested_as(booking_number number, const names& seats, const names& as,
                               std::int64_t amount) {
  auto fact = requested(number, seats);
  fact.types = types(as);
  fact.amount.value = amount;
  return fact;
}

booking_paid free_of_charge(booking_number number, time_ms after_noon) {
  return bought(number, "free", 0, after_noon);
}

show_body limited_hall(std::int64_t most) {
  auto body = hall();
  body.max_seats_per_customer = most;
  return body;
}

outcome refuses_beyond(std::int64_t limit, std::int64_t have) {
  return {{}, refusal{errc::customer_limit, {}, {}, limit, have}};
}

} // namespace

TEST_CASE("price type: a seat costs show + class + type, and the event names the types") {
  auto show = given(opened(priced_hall()));
  CHECK(when(show, ask_as(2, {"A1", "B1"}, {"CHILD", "ADULT"})) ==
        then(requested_as(2, {"A1", "B1"}, {"CHILD", "ADULT"}, 15'000 + 15'000)));
}

TEST_CASE("price type: the first of the show is that of seats without one") {
  auto show = given(opened(priced_hall()));
  auto adults = then(requested_as(2, {"B1", "B2"}, {"ADULT", "ADULT"}, 30'000));
  CHECK(when(show, ask(2, {"B1", "B2"})) == adults);
  CHECK(when(show, ask_as(2, {"B1", "B2"}, {"", "ADULT"})) == adults);
}

TEST_CASE("price type: one that the show does not have is refused by its place") {
  CHECK(invalid_fields(when(given(opened(priced_hall())),
                            ask_as(2, {"B1", "B2"}, {"CHILD", "DOG"}))) == names{"seats[1].type"});
  CHECK(invalid_fields(when(given(opened()), ask_as(2, {"B1"}, {"ADULT"}))) ==
        names{"seats[0].type"});
  CHECK(invalid_fields(when(given(opened(priced_hall())), ask_as(2, {"B1"}, {"NOT AN ID"}))) ==
        names{"seats[0].type"});
}

TEST_CASE("price type: a booking's lines name seat, type and price") {
  auto show =
      given(opened(priced_hall()), at(0, requested_as(2, {"A1", "B1"}, {"CHILD", "ADULT"}, 30'000)),
            requested_as(3, {"B2"}, {"ADULT"}, 15'000));
  auto lines = lines_of(*show.plan, *show.find(booking_number{2}));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].type->text == "CHILD");
  CHECK(lines[0].price == 15'000);
  CHECK(lines[1].type->text == "ADULT");
  CHECK(lines[1].price == 15'000);
  CHECK(lines_of(*show.plan, *show.find(booking_number{3})).front().type->text == "ADULT");
  CHECK_FALSE(show.find(booking_number{3})->details.has_value()); // The default takes no memory.
}

TEST_CASE("price type: a key stands for the same types only") {
  auto first = requested_as(2, {"B1", "B2"}, {"CHILD", "ADULT"}, 25'000);
  first.key_hash = key(1);
  auto show = given(opened(priced_hall()), at(0, first));
  auto again = [](const names& as) {
    auto command = ask_with(1, 3, {"B1", "B2"});
    command.types = types(as);
    return command;
  };
  CHECK(when(show, again({"CHILD", "ADULT"})) == outcome{});
  CHECK(when(show, again({"CHILD", ""})) == outcome{});
  CHECK(when(show, again({"ADULT", "CHILD"})) == refuses(errc::idempotency_key_reused));
  CHECK(when(show, again({})) == refuses(errc::idempotency_key_reused));
}

TEST_CASE("opening: before opensAt a request is refused with the time that is left") {
  auto body = hall();
  body.opens_at = noon + 5'000;
  auto show = given(opened(body));
  CHECK(when(show, at(4'999, ask(2, {"B1"}))) ==
        outcome{{}, refusal{errc::sales_not_open, {}, {}, 0, 0, noon + 5'000, 1}});
  CHECK(when(show, at(5'000, ask(2, {"B1"}))) == then(requested(2, {"B1"})));
  auto paused = given(opened(body), at(0, sales_paused{}));
  CHECK(when(paused, ask(3, {"B1"})) == refuses(errc::sales_closed));
}

TEST_CASE("opening: it follows the stream's time") {
  auto body = hall();
  body.opens_at = noon + 5'000;
  auto ahead = given(opened(body), at(5'000, blocked({"A4"})));
  CHECK(when(ahead, at(0, ask(3, {"B1"}))) == then(requested(3, {"B1"})));
}

TEST_CASE("customer: a show limits the seats under review, confirmed and paid") {
  auto show = given(opened(limited_hall(3)), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
                    at(2'000, bought(2, "p", 15'000)), requested(5, {"B2"}));
  CHECK(when(show, at(2'000, ask(6, {"B3", "B4"}))) == refuses_beyond(3, 2));
  CHECK(when(show, at(2'000, ask(6, {"B3"}))) == then(requested(6, {"B3"})));
  auto other = at(2'000, ask(6, {"B3", "B4"}));
  other.customer = customer(2);
  CHECK_FALSE(when(show, other).refused);
  other.formerly = {customer(1)};
  CHECK(when(show, other) == refuses_beyond(3, 2));
}

TEST_CASE("customer: seats that were returned or ran out do not count") {
  auto show = given(opened(limited_hall(2)), at(0, requested(2, {"B1", "B2"})),
                    at(1'000, confirmed(2)), at(2'000, bought(2, "p", 30'000)));
  CHECK(when(show, at(2'000, ask(5, {"B3"}))) == refuses_beyond(2, 2));
  auto returned = after(show, 3'000, when(show, cancel_by(canceller::by_operator, 2)));
  CHECK_FALSE(when(returned, at(3'000, ask(7, {"B3", "B4"}))).refused);
  auto held =
      given(opened(limited_hall(2)), at(0, requested(2, {"B1", "B2"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(pay_by - 1, ask(4, {"B3"}))) == refuses_beyond(2, 2));
  CHECK_FALSE(when(held, at(pay_by, ask(4, {"B3"}))).refused);
}

TEST_CASE("free: a booking that costs nothing is paid in the append that confirms it") {
  auto show = given(opened(priced_hall()), at(0, requested_as(2, {"B1"}, {"GUEST"}, 0)),
                    requested_as(3, {"B2"}, {"CHILD"}, 10'000));
  auto reviewed = when(show, at(1'000, review()));
  REQUIRE(reviewed.events.size() == 3);
  auto decided = after(show, 1'000, reviewed);
  CHECK(decided.find(booking_number{2})->status == booking_status::paid);
  CHECK(decided.find(booking_number{3})->status == booking_status::confirmed);
  CHECK(decided.status_of(*decided.plan->seats.find({"B1"})) == seat_status::sold);
  CHECK(decided.unpaid.size() == 1);
  auto alone = given(opened(priced_hall()), at(0, requested_as(2, {"B1"}, {"GUEST"}, 0)));
  CHECK(when(alone, at(1'000, review())) == then(confirmed(2), free_of_charge(2, 1'000)));
}

TEST_CASE("free: of a contest only the winner is paid") {
  auto show =
      given(opened(priced_hall()), at(0, requested_as(2, {"B1", "B2"}, {"GUEST", "GUEST"}, 0)),
            requested_as(3, {"B1"}, {"GUEST"}, 0));
  CHECK(when(show, at(1'000, review())) ==
        then(confirmed(2, pay_by, review_rule::most_seats, {3}), free_of_charge(2, 1'000),
             rejected(3, review_rule::fewer_seats, {2}, {"B1"})));
}

TEST_CASE("free: when it is cancelled nothing is due back") {
  auto show = given(opened(priced_hall()), at(0, requested_as(2, {"B1"}, {"GUEST"}, 0)),
                    at(1'000, confirmed(2)), free_of_charge(2, 1'000));
  CHECK(when(show, at(2'000, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator)));
  CHECK(when(show, cancel_show{noon + 2'000}) ==
        then(show_cancelled{}, cancelled(2, canceller::show_cancelled)));
}

TEST_CASE("free: a payment of nothing that pays nothing is not due back") {
  auto show = given(opened(priced_hall()), at(0, requested_as(2, {"B1"}, {"GUEST"}, 0)),
                    at(1'000, confirmed(2)), free_of_charge(2, 1'000));
  CHECK(when(show, at(2'000, pay(2, "p1", 0))) == then());
  CHECK(when(show, at(2'000, pay(2, "p1", 1))) ==
        then(due(2, "p1", 1, refund_reason::already_paid)));
  auto over = after(show, 2'000, then(cancelled(2, canceller::by_operator)));
  CHECK(when(over, at(3'000, pay(2, "p1", 0))) == then());
  CHECK(when(paid_show(), at(3'000, pay(2, "p2", 0))) == then());
  // The expiry is recorded when its time is looked at, not by a message about nothing.
  auto held = given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)));
  CHECK(when(held, at(2'000, pay(2, "p1", 0))) == then());
  CHECK(when(held, at(pay_by, pay(2, "p1", 0))) == then());
}

TEST_CASE("payment: its amount is at most that of a booking of a hundred of the dearest seats") {
  for (auto status : {payment_status::success, payment_status::failed, payment_status::refunded}) {
    auto message = pay(2, "p1", most_paid + 1);
    message.status = status;
    CHECK(invalid_fields(when(paid_show(), at(3'000, message))) == names{"amount.value"});
  }
  CHECK(when(paid_show(), at(3'000, pay(2, "p2", most_paid))) ==
        then(due(2, "p2", most_paid, refund_reason::already_paid)));
}

TEST_CASE("free: no payment of the provider may have that name") {
  CHECK(invalid_fields(when(paid_show(), pay(2, "free", 15'000))) == names{"paymentId"});
}

TEST_CASE("show: one without a time zone gets that of the settings, and keeps it") {
  open_show command{noon, hall(), {}, "Asia/Kolkata"};
  auto expected = hall();
  expected.time_zone = "Asia/Kolkata";
  auto show_of_zone = given(opened(expected));
  CHECK(when(show_state{}, command) == then(opened(expected)));
  command.time_zone = "Europe/Berlin";
  CHECK(when(show_of_zone, command) == outcome{});
  command.body.time_zone = "Europe/Berlin";
  CHECK(when(show_of_zone, command) == refuses(errc::show_exists));
  CHECK(when(given(opened()), open_show{noon, hall(), {}, "Asia/Kolkata"}) == outcome{});
}

} // namespace boxoffice::events::tests
