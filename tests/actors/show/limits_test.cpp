// What a customer may keep from others, with the node's clock and log.
#include "events/customer_keys.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

engine_options limited(std::int64_t unpaid_seats, milliseconds rebook_wait) {
  auto options = virtual_time();
  options.limits = {unpaid_seats, rebook_wait.count()};
  return options;
}

request_booking book_by(std::uint8_t who, const std::vector<std::string>& seats) {
  return book(seats, who);
}

} // namespace

TEST_CASE("limits: a customer's unpaid seats in one show are counted, and those of others not") {
  node box{limited(3, 0ms)};
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("blanc", open());
  box.ask_now<booking_taken>("noir", book_by(1, {"A1", "A2"}));
  box.pass(2s);
  auto refused = box.ask_now<refusal>("noir", book_by(1, {"A3", "A4"}));
  CHECK(refused.code == errc::customer_limit);
  CHECK(refused.limit == 3);
  CHECK(refused.have == 2);
  box.ask_now<booking_taken>("noir", book_by(1, {"A3"}));
  box.ask_now<booking_taken>("noir", book_by(2, {"A4", "A5"}));
  box.ask_now<booking_taken>("blanc", book_by(1, {"A3", "A4"}));
}

TEST_CASE("limits: a refusal by a limit leaves no event") {
  node box{limited(1, 0ms)};
  box.ask_now<show_view>("noir", open());
  box.ask_now<refusal>("noir", book_by(1, {"A1", "A2"}));
  CHECK(box.types("noir") == strings{"ShowOpened"});
}

TEST_CASE("limits: the wait for a seat holds over a restart, from the log and from a snapshot") {
  for (auto leaves : {false, true}) {
    CAPTURE(leaves);
    auto options = limited(0, 60'000ms);
    if (leaves)
      options.show_idle = 100ms;
    node box{options};
    box.ask_now<show_view>("noir", open());
    auto booking = box.ask_now<booking_taken>("noir", book_by(1, {"A1"}));
    box.pass(1s);
    box.ask_now<booking_view>("noir", cancel(booking));
    if (leaves)
      box.pass(5s); // It leaves memory and is recovered from its snapshot.
    box.restart();
    auto refused = box.ask_now<refusal>("noir", book_by(1, {"A1"}));
    CHECK(refused.code == errc::seats_unavailable);
    REQUIRE(refused.seats.size() == 1);
    CHECK(refused.seats.front().reason == taken_reason::wait);
    REQUIRE(refused.seats.front().retry_at);
    CHECK(*refused.seats.front().retry_at > box.now());
    box.ask_now<booking_taken>("noir", book_by(2, {"A2"}));
    box.pass(60s);
    box.ask_now<booking_taken>("noir", book_by(1, {"A1"}));
  }
}

TEST_CASE("limits: a customer whose hold expired waits, and another gets the seat at once") {
  node box{limited(0, 60'000ms)};
  box.ask_now<show_view>("noir", open());
  box.ask_now<booking_taken>("noir", book_by(1, {"A1"}));
  box.pass(121'002ms);
  CHECK(box.ask_now<refusal>("noir", book_by(1, {"A1"})).seats.front().reason ==
        taken_reason::wait);
  box.ask_now<booking_taken>("noir", book_by(2, {"A1"}));
}

TEST_CASE("limits: an id in the old form and in the new is one customer") {
  const std::vector<std::uint8_t> key(32, 1);
  customer_keys keys{key};
  auto old_form = former_customers_of(key, mail_address{"jörg@example.org"});
  REQUIRE_FALSE(old_form.empty());
  node box{limited(2, 0ms)};
  box.ask_now<show_view>("noir", open());
  auto before = book({"A1", "A2"});
  before.customer = old_form.front(); // As an older server wrote it.
  auto booked = box.ask_now<booking_taken>("noir", before);
  auto now = book({"A3"});
  now.customer = keys.customer_in({"noir"}, mail_address{"Jörg@example.org"});
  now.formerly = keys.formerly_in({"noir"}, mail_address{"Jörg@example.org"});
  CHECK(box.ask_now<refusal>("noir", now).code == errc::customer_limit);
  get_booking look{booked.id.secret, now.customer, now.formerly};
  CHECK(box.ask_now<booking_view>("noir", look).booking.number == booked.number);
  look.formerly.clear();
  CHECK(box.ask_now<refusal>("noir", look).code == errc::forbidden);
  cancel_booking end{0, booked.id.secret, canceller::by_customer, now.customer, now.formerly};
  box.ask_now<booking_view>("noir", end);
}

} // namespace boxoffice::actors::tests
