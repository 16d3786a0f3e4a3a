// What a show replies to those who follow a booking whose seats change while its status stays.
#include "tests/actors/node.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// A show, and the questions of one who follows a booking of it.
struct booking_watcher {
  explicit booking_watcher(const strings& seats) {
    box.ask_now<show_view>("noir", open());
    booked = box.book_now("noir", seats);
  }

  /// Asks for what follows on the last reply.
  ticket ask() {
    auto request = box.ask("noir", await_booking{booked.id.secret, std::nullopt, known});
    box.run();
    return request;
  }
  /// The seats and the status of the reply, which is known from now on.
  std::string taken(ticket request) {
    auto view = box.reply_to<booking_view>(request);
    known = seen(view);
    std::string text{name(view.booking.status)};
    for (auto seat : view.booking.seats)
      text.append(" ").append(view.plan->seats[seat].id.text());
    return text;
  }
  std::string next() { return taken(ask()); }
  bool waits(ticket request) { return !box.has_reply(request); }

  void move_to(std::vector<seat_id> seats) {
    box.ask_now<booking_view>("noir", move_booking{0, booked.id.secret, std::move(seats)});
  }
  void take_back(std::vector<seat_id> seats) {
    box.ask_now<booking_view>("noir", return_seats{0, booked.id.secret, std::move(seats)});
  }

  node box;
  booking_taken booked;
  std::optional<seen_booking> known;
};

} // namespace

TEST_CASE("booking watchers: a move and a return are sent, though the status stays") {
  booking_watcher one{{"A1", "A2"}};
  CHECK(one.next() == "IN_REVIEW A1 A2");
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A1 A2");
  auto waiting = one.ask();
  REQUIRE(one.waits(waiting));
  one.move_to({{"A3"}, {"A2"}});
  CHECK(one.taken(waiting) == "CONFIRMED A3 A2");
  waiting = one.ask();
  REQUIRE(one.waits(waiting));
  one.take_back({{"A2"}});
  CHECK(one.taken(waiting) == "CONFIRMED A3");
  CHECK(one.waits(one.ask()));
}

TEST_CASE("booking watchers: the same seats in another order are news") {
  booking_watcher one{{"A1", "A2"}};
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A1 A2");
  auto waiting = one.ask();
  one.move_to({{"A2"}, {"A1"}});
  CHECK(one.taken(waiting) == "CONFIRMED A2 A1");
}

TEST_CASE("booking watchers: of several changes between two questions the last one is sent") {
  booking_watcher one{{"A1", "A2", "A3"}};
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A1 A2 A3");
  one.move_to({{"A4"}, {"A5"}, {"A6"}});
  one.move_to({{"A4"}, {"A5"}, {"A7"}});
  one.take_back({{"A5"}});
  CHECK(one.next() == "CONFIRMED A4 A7");
  CHECK(one.waits(one.ask()));
}

TEST_CASE("booking watchers: changes within a status hide no status") {
  booking_watcher one{{"A1", "A2"}};
  CHECK(one.next() == "IN_REVIEW A1 A2");
  one.take_back({{"A1"}});
  one.box.pass(1s);
  one.move_to({{"A8"}});
  auto payment = pay(one.booked, "p", one.box.now());
  payment.amount.value = seat_price;
  one.box.ask_now<payment_view>("noir", payment);
  CHECK(one.next() == "IN_REVIEW A2");
  CHECK(one.next() == "CONFIRMED A8");
  CHECK(one.next() == "PAID A8");
  CHECK(one.waits(one.ask()));
}

TEST_CASE("booking watchers: an event that changes nothing on the ticket is not sent") {
  booking_watcher one{{"A1"}};
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A1");
  auto waiting = one.ask();
  auto failed = pay(one.booked, "p", one.box.now());
  failed.status = payment_status::failed;
  one.box.ask_now<payment_view>("noir", failed);
  CHECK(one.box.types("noir").back() == "PaymentFailed");
  change_show price;
  price.changes.price = 700;
  one.box.ask_now<show_view>("noir", price);
  CHECK(one.waits(waiting));
  one.box.ask_now<booking_view>("noir", cancel(one.booked));
  CHECK(one.taken(waiting) == "CANCELLED A1");
}

TEST_CASE("booking watchers: a show that was read again knows what a watcher has not seen") {
  booking_watcher one{{"A1"}};
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A1");
  SUBCASE("nothing has changed") {
    one.box.restart();
    CHECK(one.waits(one.ask()));
  }
  SUBCASE("its seats were others before the restart") {
    one.move_to({{"A2"}});
    one.box.restart();
    CHECK(one.next() == "CONFIRMED A2");
  }
  SUBCASE("the status too") {
    one.move_to({{"A2"}});
    one.box.ask_now<booking_view>("noir", cancel(one.booked));
    one.box.restart();
    CHECK(one.next() == "CANCELLED A2");
  }
}

TEST_CASE("booking watchers: a change of the layout moves indexes and not the seats") {
  booking_watcher one{{"A2"}};
  one.box.pass(1s);
  CHECK(one.next() == "CONFIRMED A2");
  change_show other;
  auto rows = small_hall().rows;
  std::ranges::reverse(rows[0].seats);
  other.changes.rows = std::move(rows);
  one.box.ask_now<show_view>("noir", other);
  CHECK(one.waits(one.ask()));
  one.box.restart();
  CHECK(one.waits(one.ask()));
}

} // namespace boxoffice::actors::tests
