// Changes of an open show by the operator.
#include "events/state/lines.hpp"
#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

change_show change(show_changes changes) { return {noon, std::move(changes), {}}; }
show_changed show_with(show_changes changes) { return {std::move(changes), {}}; }

show_changes new_price(std::int64_t price) {
  show_changes changes;
  changes.price = price;
  return changes;
}

seat_row row_of(const char* name, const char* in_class, const names& seats) {
  seat_row row{name, in_class, {}};
  for (const auto& seat : seats)
    row.seats.emplace_back(seat_id{seat});
  return row;
}

/// Two rows, the second of class PLAIN.
show_changes new_rows(const names& gold, const names& plain) {
  show_changes changes;
  changes.rows = std::vector<seat_row>{row_of("A", "GOLD", gold), row_of("B", "PLAIN", plain)};
  return changes;
}

show_changes new_start(time_ms after_noon) {
  show_changes changes;
  changes.starts_at = noon + after_noon;
  return changes;
}

names names_of(const show_state& show, const seat_list& seats) {
  names found;
  for (auto seat : seats)
    found.emplace_back(show.plan->seats[seat].id.text());
  return found;
}

seat_status status_of(const show_state& show, const char* seat) {
  auto found = show.plan->seats.find(seat_id{seat});
  REQUIRE(found.has_value());
  return show.status_of(*found);
}

/// The state once the changes are recorded.
show_state changed_to(const show_state& show, const show_changes& changes, time_ms after_noon) {
  return after(show, after_noon, when(show, at(after_noon, change(changes))));
}

outcome refuses_use(std::vector<taken_seat> seats) {
  return {{}, refusal{errc::seats_in_use, std::move(seats), {}}};
}

} // namespace

TEST_CASE("change: the event names what differs, with its new value and who changed it") {
  auto show = given(opened());
  auto wanted = new_price(16'000);
  wanted.movie = "Metropolis"; // As it is.
  wanted.hall = "Hall 2";
  auto command = change(wanted);
  command.by = "token:anna";
  auto expected = new_price(16'000);
  expected.hall = "Hall 2";
  CHECK(when(show, at(10, command)) == then(show_changed{expected, "token:anna"}));
  auto later = changed_to(show, wanted, 10);
  CHECK(later.plan->body.hall == "Hall 2");
  CHECK(later.plan->body.price == 16'000);
  CHECK(later.plan->since == 2);
}

TEST_CASE("change: what changes nothing is logged as nothing, of a cancelled show too") {
  auto show = given(opened());
  CHECK(when(show, change({})) == then());
  CHECK(when(show, change(new_price(15'000))) == then());
  auto over = given(opened(), at(1, show_cancelled{}));
  CHECK(when(over, at(2, change(new_price(15'000)))) == then());
  auto later = changed_to(show, new_price(16'000), 1);
  CHECK(when(later, at(2, change(new_price(16'000)))) == then());
}

TEST_CASE("change: no show, and a show that is cancelled") {
  CHECK(when(show_state{}, change(new_price(1))) == refuses(errc::show_not_found));
  auto over = given(opened(), at(1, show_cancelled{}));
  CHECK(when(over, at(2, change(new_price(1)))) == refuses(errc::sales_closed));
}

TEST_CASE("change: the result must be a valid show as a whole") {
  auto show = given(opened(priced_hall()));
  CHECK(invalid_fields(when(show, change(new_price(-1)))) == names{"price"});
  // GUEST takes 15000 off.
  CHECK(invalid_fields(when(show, change(new_price(14'999)))) == names{"priceTypes[2].price"});
  show_changes classes;
  classes.classes = std::vector<seat_class>{{"GOLD", "Gold", 0}};
  CHECK(invalid_fields(when(show, change(classes))) == names{"rows[1].class"});
  CHECK(invalid_fields(when(show, change(new_rows({"A1", "A1"}, {"B1"})))) ==
        names{"rows[0].seats[1]"});
  show_changes closes;
  closes.sales_close_at.emplace(noon + starts_after + 1);
  CHECK(invalid_fields(when(show, change(closes))) == names{"salesCloseAt"});
  show_changes zone;
  zone.time_zone.emplace("Europe/Nowhere");
  CHECK(invalid_fields(when(show, change(zone))) == names{"timeZone"});
  show_changes poster;
  poster.poster.emplace("http://img.example/a.jpg");
  CHECK(invalid_fields(when(show, change(poster))) == names{"poster"});
  show_changes language;
  language.language.emplace("en-a");
  CHECK(invalid_fields(when(show, change(language))) == names{"language"});
  show_changes movie;
  movie.movie = "";
  CHECK(invalid_fields(when(show, change(movie))) == names{"movie"});
}

TEST_CASE("change: members may be removed") {
  auto body = priced_hall();
  body.time_zone = "Asia/Kolkata";
  body.opens_at = noon + 1'000;
  body.max_seats_per_customer = 2;
  body.single_seats = single_seats::refuse;
  body.poster = "https://img.example/a.jpg";
  body.running_time = 90;
  body.rating = "FSK 12";
  body.language = "de";
  show_changes none;
  none.sales_close_at.emplace();
  none.time_zone.emplace();
  none.opens_at.emplace();
  none.price_types.emplace();
  none.max_seats_per_customer.emplace();
  none.single_seats.emplace();
  none.poster.emplace();
  none.running_time.emplace();
  none.rating.emplace();
  none.language.emplace();
  auto show = changed_to(given(opened(body)), none, 0);
  auto expected = hall();
  expected.sales_close_at = expected.starts_at;
  CHECK(show.plan->body == expected);
  CHECK(when(show, at(1, change(none))) == then());
  CHECK(when(show, at(1, ask(3, {"B1"}))) == then(requested(3, {"B1"})));
}

TEST_CASE("change: the close of sales moves with the start, unless it is named too") {
  auto show = given(opened());
  auto moved = changed_to(show, new_start(starts_after + 1'800'000), 0);
  CHECK(moved.plan->body.sales_close_at == noon + sales_close_after + 1'800'000);
  auto both = new_start(starts_after + 1'800'000);
  both.sales_close_at.emplace(noon + sales_close_after);
  CHECK(changed_to(show, both, 0).plan->body.sales_close_at == noon + sales_close_after);
  CHECK(when(moved, at(1, change(new_start(starts_after + 1'800'000)))) == then());
}

TEST_CASE("change: a show that has begun may start later, and is on sale again") {
  auto show = given(opened());
  auto began = starts_after + 60'000;
  REQUIRE(when(show, at(began, ask(2, {"B1"}))) == refuses(errc::sales_closed));
  auto later = changed_to(show, new_start(began + 3'600'001), began);
  CHECK(when(later, at(began, ask(3, {"B1"}))) == then(requested(3, {"B1"})));
  auto sooner = changed_to(show, new_start(60'000), 60'000);
  CHECK(when(sooner, at(60'000, ask(3, {"B1"}))) == refuses(errc::sales_closed));
}

TEST_CASE("change: bookings keep their amounts and lines, and new ones have the new prices") {
  auto show = changed_to(given(opened(), at(0, requested(2, {"A1", "B1"}))), new_price(20'000), 10);
  CHECK(show.find(2)->amount == 35'000);
  auto lines = lines_of(*show.plan, *show.find(2));
  CHECK(lines[0].price == 20'000);
  CHECK(lines[1].price == 15'000);
  auto dearer = requested(4, {"B2"});
  dearer.amount.value = 20'000;
  CHECK(when(show, at(20, ask(4, {"B2"}))) == then(dearer));
  show = after(show, 1'000, then(confirmed(2)));
  CHECK(when(show, at(2'000, pay(2, "p1", 35'000))) == then(bought(2, "p1", 35'000)));
  CHECK(when(show, at(2'000, take_back(2, {"A1"}))) == then(returned(2, {"A1"}, 20'000)));
}

TEST_CASE("change: bookings keep their price types, those without one too") {
  auto child = requested(2, {"B1"});
  child.types = {{"CHILD"}};
  child.amount.value = 10'000;
  auto adult = requested(3, {"B2"});
  adult.types = {{"ADULT"}};
  show_changes others;
  others.price_types.emplace(std::vector<price_type>{{{"SENIOR"}, "Senior", -1'000}});
  auto show = changed_to(given(opened(priced_hall()), at(0, child), adult), others, 10);
  auto type_of = [&](booking_number number) {
    return lines_of(*show.plan, *show.find(number)).front().type->text;
  };
  CHECK(type_of(2) == "CHILD");
  CHECK(type_of(3) == "ADULT");
  auto plain = changed_to(given(opened(), at(0, requested(2, {"B1"}))), others, 10);
  CHECK(lines_of(*plain.plan, *plain.find(2)).front().type == nullptr);
  CHECK(lines_of(*plain.plan, *plain.find(2)).front().price == 15'000);
}

TEST_CASE("change: a retry with the same Idempotency-Key is the booking of before the change") {
  auto typed = requested_with(1, 2, {"B1"});
  typed.types = {{"ADULT"}};
  show_changes others;
  others.price_types.emplace(std::vector<price_type>{{{"SENIOR"}, "Senior", -1'000}});
  auto show = given(opened(priced_hall()), at(0, typed));
  CHECK(when(changed_to(show, others, 10), at(20, ask_with(1, 4, {"B1"}))) == then());
  auto gone = after(show, 5, then(cancelled(2, canceller::by_customer)));
  gone = changed_to(gone, new_rows({"A1"}, {"B3"}), 10);
  CHECK(when(gone, at(20, ask_with(1, 5, {"B1"}))) == then());
  auto wish = ask_with(1, 4, {});
  wish.best_available = seat_wish{1, "PLAIN", {}};
  auto other_class = changed_to(show, new_rows({"A1", "B1"}, {"B3"}), 10);
  CHECK(when(other_class, at(20, wish)) == then());
}

TEST_CASE("change: seats in use must still be there, and the others may go") {
  auto show = given(opened(), at(0, requested(2, {"A1"})), requested(3, {"A2"}), blocked({"A3"}),
                    at(1'000, confirmed(2)), confirmed(3), at(2'000, bought(2, "p1", 20'000)),
                    at(3'000, requested(8, {"B1"})));
  CHECK(when(show, at(3'001, change(new_rows({"X1"}, {"X2"})))) ==
        refuses_use({is_taken("A1", taken_reason::sold), is_taken("A2", taken_reason::held, pay_by),
                     is_taken("A3", taken_reason::blocked),
                     is_taken("B1", taken_reason::in_review, 3'000 + review_hold)}));
  auto fewer = new_rows({"B1", "A3"}, {"A2", "X1", "A1"});
  CHECK(when(show, at(3'001, change(fewer))) == then(show_with(fewer)));
}

TEST_CASE("change: what ran out on a seat that goes is expired first, in the same append") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}), at(1'000, confirmed(2)));
  auto without = new_rows({"A1"}, {"B3"});
  CHECK(when(show, at(pay_by, change(without))) ==
        then(unpaid(2), unreviewed(3), show_with(without)));
  auto with_one = new_rows({"A1"}, {"B2"});
  CHECK(when(show, at(pay_by, change(with_one))) == then(unpaid(2), show_with(with_one)));
}

TEST_CASE("change: seats keep their owners, claims and blocks at their new places") {
  auto show = given(opened(), at(0, requested(2, {"A2"})), requested(3, {"B4"}), blocked({"B1"}),
                    at(1'000, confirmed(2)), at(2'000, bought(2, "p1", 20'000)), admitted(2, "A2"));
  auto later = changed_to(show, new_rows({"B4", "C1"}, {"B1", "A2"}), 3'000);
  CHECK(later.seats.size() == 4);
  CHECK(status_of(later, "A2") == seat_status::sold);
  CHECK(status_of(later, "B4") == seat_status::in_review);
  CHECK(status_of(later, "B1") == seat_status::blocked);
  CHECK(status_of(later, "C1") == seat_status::available);
  CHECK(names_of(later, later.find(2)->seats) == names{"A2"});
  CHECK(when(later, at(4'000, admit(2, "A2", "North"))).refused->code == errc::already_admitted);
  CHECK(when(later, at(4'000, review())) ==
        then(confirmed(3, 4'000 + 120'000, review_rule::uncontested, {}, 2)));
  CHECK(when(later, at(4'000, cancel_by(canceller::by_operator, 2))) ==
        then(cancelled(2, canceller::by_operator), due(2, "p1", 20'000, refund_reason::cancelled)));
}

TEST_CASE("change: a booking that has ended names its seats, gone or back again") {
  auto show = given(opened(), at(0, requested(2, {"A1", "B1"})),
                    at(500, cancelled(2, canceller::by_customer)));
  auto without = changed_to(show, new_rows({"A2"}, {"B2"}), 1'000);
  CHECK(names_of(without, without.find(2)->seats) == names{"A1", "B1"});
  CHECK(without.plan->seats.size() == 2);
  CHECK(without.plan->seats.former() == ids({"A1", "B1"}));
  CHECK(invalid_fields(when(without, at(1'001, ask(5, {"A1"})))) == names{"seats[0]"});
  auto back = changed_to(without, new_rows({"A1"}, {"B2"}), 2'000);
  CHECK(names_of(back, back.find(2)->seats) == names{"A1", "B1"});
  CHECK(back.plan->seats.former() == ids({"B1"}));
  auto limited = ask(6, {"A1"});
  limited.limits.rebook_wait_ms = 60'000;
  CHECK(when(back, at(2'001, limited)) ==
        refuses_seats({is_taken("A1", taken_reason::wait, 500 + 60'000)}));
}

TEST_CASE("change: late money for a seat that is gone is due back") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)), at(pay_by, unpaid(2)));
  auto without = changed_to(show, new_rows({"A1"}, {"B2"}), pay_by + 1);
  auto late = at(pay_by + 2, pay(2, "p1", 15'000));
  CHECK(when(show, late) == then(bought(2, "p1", 15'000, before_pay_by, paid_how::late_delivery)));
  CHECK(when(without, late) == then(due(2, "p1", 15'000, refund_reason::seats_gone)));
  auto refunded_late = after(without, pay_by + 2, when(without, late));
  CHECK(refunded_late.find(2)->details->refunds.size() == 1);
}

TEST_CASE("change: a limit that comes or goes counts the seats that are paid already") {
  show_changes limit;
  limit.max_seats_per_customer.emplace(2);
  auto show = changed_to(paid_show(), limit, 3'000);
  CHECK(show.customers.paid_seats(customer(1)) == 1);
  CHECK(when(show, at(3'001, ask(6, {"B2", "B3"}))).refused->code == errc::customer_limit);
  CHECK(when(show, at(3'001, ask(6, {"B2"}))) == then(requested(6, {"B2"})));
  show_changes none;
  none.max_seats_per_customer.emplace();
  auto free = changed_to(show, none, 4'000);
  CHECK(free.customers.paid_seats(customer(1)) == 0);
  CHECK(when(free, at(4'001, ask(7, {"B2", "B3"}))) == then(requested(7, {"B2", "B3"})));
}

TEST_CASE("change: other rules of the settings come first") {
  auto other = usual;
  other.payment_window_ms = 60'000;
  CHECK(when(given(opened()), at(1, change(new_price(1))), other) ==
        then(rules_changed{other}, show_with(new_price(1))));
}

TEST_CASE("change: a hall cannot be renamed over and over without an end") {
  show_state show;
  show.id = show_id{"metropolis"};
  auto body = hall();
  body.rows = {{"A", "GOLD", {}}};
  for (std::size_t i = 0; i < seat_limit; ++i)
    body.rows[0].seats.emplace_back(seat_id{"A" + std::to_string(i)});
  std::vector<seat_id> former;
  for (std::size_t i = 0; i < most_seats_ever - seat_limit; ++i)
    former.push_back({"F" + std::to_string(i)});
  evolve(show, {1, noon, opened(body)});
  CHECK(when(show, change(new_rows({"X1"}, {"X2"}))) == then(show_with(new_rows({"X1"}, {"X2"}))));
  show.plan = plan_of(body, 1, former);
  CHECK(invalid_fields(when(show, change(new_rows({"X1"}, {"X2"})))) == names{"rows"});
}

} // namespace boxoffice::events::tests
