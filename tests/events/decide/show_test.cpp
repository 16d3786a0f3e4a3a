#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

open_show open_hall() { return {noon, hall()}; }

} // namespace

TEST_CASE("show: opening it logs its layout and the rules of now") {
  CHECK(when(show_state{}, open_hall()) == then(opened()));
  auto quick = usual;
  quick.payment_window_ms = 5'000;
  CHECK(when(show_state{}, open_hall(), quick) == then(opened(hall(), quick)));
}

TEST_CASE("show: blocked seats of a new one are never on sale") {
  auto command = open_hall();
  command.blocked = ids({"B2", "A1"});
  CHECK(when(show_state{}, command) == then(opened(), seats_blocked{ids({"B2", "A1"})}));
  CHECK(when(given(opened()), command) == then());
  CHECK(when(given(opened(), seats_blocked{ids({"B1"})}), command) == then());
}

TEST_CASE("show: blocked seats of a new one are different seats of its rows") {
  auto command = open_hall();
  command.blocked = ids({"A1", "Z9", "B1", "A1", ""});
  CHECK(invalid_fields(when(show_state{}, command)) ==
        names{"blocked[1]", "blocked[3]", "blocked[4]"});
  command.blocked.assign(1'000, {"Z9"});
  CHECK(invalid_fields(when(show_state{}, command)).size() == 20);
}

TEST_CASE("show: opening it again changes nothing, whatever happened since") {
  CHECK(when(given(opened()), open_hall()) == then());
  CHECK(when(given(opened(), sales_paused{}), open_hall()) == then());
  CHECK(when(given(opened(), show_cancelled{}), open_hall()) == then());
}

TEST_CASE("show: opening it again changes nothing, even if its body is not valid any more") {
  auto old = open_hall();
  old.body.movie = std::string(256, 'x');
  CHECK(when(given(opened(old.body)), old) == then());
  CHECK(invalid_fields(when(show_state{}, old)) == names{"movie"});
  CHECK(invalid_fields(when(given(opened()), old)) == names{"movie"});
}

TEST_CASE("show: any field that differs is a conflict") {
  auto conflict = [](auto change) {
    auto command = open_hall();
    change(command.body);
    return when(given(opened()), command) == refuses(errc::show_exists);
  };
  CHECK(conflict([](auto& body) { body.movie = "M"; }));
  CHECK(conflict([](auto& body) { body.hall = "Hall 2"; }));
  CHECK(conflict([](auto& body) { ++body.starts_at; }));
  CHECK(conflict([](auto& body) { --body.sales_close_at; }));
  CHECK(conflict([](auto& body) { body.currency = "USD"; }));
  CHECK(conflict([](auto& body) { ++body.price; }));
  CHECK(conflict([](auto& body) { body.classes[0].name = "Or"; }));
  CHECK(conflict([](auto& body) { body.classes[0].price = 4'999; }));
  CHECK(conflict([](auto& body) { std::swap(body.rows[0], body.rows[1]); }));
  CHECK(conflict([](auto& body) { body.rows[0].seats.pop_back(); }));
  CHECK(conflict([](auto& body) { body.rows[0].seats.emplace_back(std::nullopt); }));
}

TEST_CASE("show: an invalid body is refused before it is compared") {
  auto command = open_hall();
  command.body.currency = "rupees";
  CHECK(invalid_fields(when(given(opened()), command)) == names{"currency"});
  CHECK(invalid_fields(when(show_state{}, command)) == names{"currency"});
}

TEST_CASE("show: pause and resume, repeated, log once") {
  auto open = given(opened());
  CHECK(when(open, resume_sales{noon}) == then());
  CHECK(when(open, pause_sales{noon}) == then(sales_paused{}));
  auto paused = given(opened(), sales_paused{});
  CHECK(when(paused, pause_sales{noon}) == then());
  CHECK(when(paused, resume_sales{noon}) == then(sales_resumed{}));
}

TEST_CASE("show: a show that was never opened is not found by any operator command") {
  CHECK(when(show_state{}, pause_sales{noon}) == refuses(errc::show_not_found));
  CHECK(when(show_state{}, resume_sales{noon}) == refuses(errc::show_not_found));
  CHECK(when(show_state{}, cancel_show{noon}) == refuses(errc::show_not_found));
  CHECK(when(show_state{}, block({"B1"})) == refuses(errc::show_not_found));
  CHECK(when(show_state{}, unblock({"B1"})) == refuses(errc::show_not_found));
}

TEST_CASE("show: a cancelled show is not resumed") {
  CHECK(when(given(opened(), show_cancelled{}), resume_sales{noon}) == refuses(errc::sales_closed));
}

TEST_CASE("show: cancelling ends open bookings and makes the money of paid ones due back") {
  auto show = given(opened(), at(0, requested(2, {"A1"})), requested(3, {"A2"}),
                    requested(4, {"A3"}), requested(5, {"A4"}), requested(6, {"A4", "B1"}),
                    at(10, cancelled(2, canceller::by_customer)), at(1'000, confirmed(3)),
                    confirmed(4), bought(4, "p1", 20'000), at(31'000, requested(11, {"B4"})));
  CHECK(when(show, at(31'500, cancel_show{})) ==
        then(show_cancelled{}, cancelled(3, canceller::show_cancelled),
             cancelled(4, canceller::show_cancelled),
             due(4, "p1", 20'000, refund_reason::show_cancelled),
             cancelled(5, canceller::show_cancelled), cancelled(6, canceller::show_cancelled),
             cancelled(11, canceller::show_cancelled)));
}

TEST_CASE("show: cancelling it twice logs once, and leaves no work") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}), at(1'000, confirmed(2)));
  auto over = after(show, 2'000, when(show, at(2'000, cancel_show{})));
  CHECK(when(over, at(3'000, cancel_show{})) == then());
  CHECK(!over.has_open_work());
  CHECK(when(over, at(9'000'000, expire_holds{})) == then());
  CHECK(when(over, at(9'000'000, review())) == then());
}

TEST_CASE("block: available seats become blocked, blocked seats stay blocked") {
  CHECK(when(given(opened()), block({"B1", "A1"})) == then(blocked({"B1", "A1"})));
  auto show = given(opened(), blocked({"B1"}));
  CHECK(when(show, block({"B1"})) == then());
  CHECK(when(show, block({"B1", "B2"})) == then(blocked({"B2"})));
}

TEST_CASE("block: all seats in use are refused together, contestable or not") {
  auto show =
      given(opened(), at(0, requested(2, {"A1"})), requested(3, {"A2"}), at(1'000, confirmed(2)),
            confirmed(3), bought(3, "p", 20'000), at(2'000, requested(7, {"A3"})), blocked({"A4"}));
  CHECK(
      when(show, at(2'000, block({"A1", "A2", "A3", "A4", "B1"}))) ==
      refuses_seats({is_taken("A1", taken_reason::held, pay_by), is_taken("A2", taken_reason::sold),
                     is_taken("A3", taken_reason::in_review, 32'000)}));
}

TEST_CASE("block: bookings that ran out on the seats are expired first") {
  auto show =
      given(opened(), at(0, requested(2, {"B1"})), requested(3, {"B2"}), at(1'000, confirmed(3)));
  CHECK(when(show, at(pay_by, block({"B1", "B2"}))) ==
        then(unreviewed(2), unpaid(3), blocked({"B1", "B2"})));
}

TEST_CASE("block: errors are those of a booking, but a whole hall may be named") {
  auto show = given(opened(wide_hall(200)));
  names all;
  for (int i = 1; i <= 200; ++i)
    all.push_back("R" + std::to_string(i));
  CHECK(when(show, block(all)) == then(blocked(all)));
  CHECK(invalid_fields(when(show, block({}))) == names{"seats"});
  CHECK(invalid_fields(when(show, block({"R1", "R1"}))) == names{"seats[1]"});
  CHECK(invalid_fields(when(show, block({"R1", "Z"}))) == names{"seats[1]"});
  CHECK(invalid_fields(when(show, unblock({"Z"}))) == names{"seats[0]"});
}

TEST_CASE("block: a paused show's seats may be blocked") {
  CHECK(when(given(opened(), sales_paused{}), block({"B1"})) == then(blocked({"B1"})));
}

TEST_CASE("unblock: blocked seats are free again, others stay as they are") {
  auto show = given(opened(), blocked({"B1", "B2"}));
  CHECK(when(show, unblock({"B2", "B3"})) == then(unblocked({"B2"})));
  CHECK(when(show, unblock({"B3"})) == then());
  auto free = after(show, 10, then(unblocked({"B1", "B2"})));
  CHECK(when(free, ask(4, {"B1", "B2"})) == then(requested(4, {"B1", "B2"})));
}

TEST_CASE("price: a seat costs the show's price and that of its class, which may be a discount") {
  auto body = hall();
  body.classes[1].price = -15'000;
  auto show = given(opened(body));
  auto result = when(show, ask(2, {"A1", "B1"}));
  CHECK(std::get<booking_requested>(result.events.at(0)).amount == rupees(20'000));
  auto free = when(show, ask(2, {"B1"}));
  CHECK(std::get<booking_requested>(free.events.at(0)).amount == rupees(0));
}

TEST_CASE("price: the dearest seats of the largest booking do not overflow") {
  auto body = wide_hall(seat_limit);
  body.price = most_price;
  auto all = usual;
  all.max_seats = seat_limit;
  names seats;
  for (std::size_t i = 1; i <= seat_limit; ++i)
    seats.push_back("R" + std::to_string(i));
  auto result = when(given(opened(body, all)), ask(2, seats), all);
  CHECK(std::get<booking_requested>(result.events.at(0)).amount.value ==
        static_cast<std::int64_t>(seat_limit) * most_price);
}

} // namespace boxoffice::events::tests
