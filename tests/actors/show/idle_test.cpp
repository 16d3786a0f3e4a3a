#include "actors/log/log_writer.hpp"
#include "actors/show/show_directory.hpp"
#include "actors/show/show_room.hpp"
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// Runs until idle shows were sent offer_leave, and not one message more.
void offer_leave_after_idle(node& box) {
  box.run();
  box.let_timers_lag(until_idle);
  box.trigger_due_timers();
  while (box.step_of<show_directory>()) {
  }
}

/// Does one random thing that may happen next. Returns the ask if it was one.
std::optional<ticket> take_a_turn(node& box, std::mt19937& lot) {
  const auto* show = lot() % 2 == 0 ? "a" : "b";
  switch (lot() % 16) {
  case 0: return box.ask(show, get_seats{});
  case 1: return box.ask(show, pause_sales{});
  case 2: return box.ask(show, resume_sales{});
  case 3: box.let_timers_lag(1ms); break;
  case 4: box.trigger_due_timers(); break;
  default: box.step_any(lot);
  }
  return std::nullopt;
}

} // namespace

TEST_CASE("idle: a show without asks leaves memory, and replay restores it") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  auto paid = box.book_now("noir", {"A1", "A2"});
  box.pass(1s);
  box.ask_now<payment_view>("noir", pay(paid, "p1", box.now()));
  auto seats = box.ask_now<seat_map>("noir", get_seats{});
  CHECK(box.shows_in_memory() == 1);
  box.pass(until_idle * 3 / 2);
  CHECK(box.shows_in_memory() == 0);

  auto again = box.ask_now<seat_map>("noir", get_seats{});
  CHECK(box.shows_in_memory() == 1);
  CHECK(again.version == seats.version);
  CHECK(again.seats == seats.seats);
  CHECK(box.status_now("noir", paid) == booking_status::paid);
  box.book_now("noir", {"A3"});
  CHECK(box.recovered("noir").state.seq == seats.version + 1);
}

TEST_CASE("idle: of many shows that were only opened a few stay in memory") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("first", open());
  box.book_now("first", {"A1"});
  for (int i = 0; i < 200; ++i)
    box.ask_now<show_view>("opened-" + std::to_string(i), open());
  CHECK(box.shows_in_memory() <= 40);
  CHECK(box.ask_now<show_view>("opened-3", get_show{}).version == 1);
  CHECK(box.ask_now<seat_map>("first", get_seats{}).version == 2);
  box.book_now("opened-3", {"A1"});
}

TEST_CASE("idle: shows whose sales end together do not leave together") {
  node box{virtual_time(until_idle)};
  constexpr std::size_t shows = 60;
  for (std::size_t i = 0; i < shows; ++i) {
    auto show = "show-" + std::to_string(i);
    box.ask_now<show_view>(show, open());
    box.ask_now<show_view>(show, get_show{}); // Shows that were only opened leave sooner.
  }
  // It keeps its open work, and must not be offered its end again and again before the others.
  box.book_now("show-0", {"A1"});
  auto before = box.shows_in_memory();
  REQUIRE(before == shows);
  offer_leave_after_idle(box);
  box.run();
  CHECK(box.shows_in_memory() < before);
  CHECK(box.shows_in_memory() >= before - 16);
  box.pass(until_idle / 2);
  CHECK(box.shows_in_memory() <= 1);
}

TEST_CASE("idle: shows with many bookings leave one after another, those without at once") {
  auto options = virtual_time(until_idle);
  options.leaving_bookings = 2;
  node box{options};
  for (const auto* show : {"a", "b", "c"}) {
    box.ask_now<show_view>(show, open());
    box.book_now(show, {"A1"});
    box.book_now(show, {"A2"});
  }
  box.pass(1s + 120s); // The bookings expire unpaid.
  box.ask_now<show_view>("empty", open());
  for (const auto* show : {"a", "b", "c", "empty"})
    box.ask_now<show_view>(show, get_show{});
  REQUIRE(box.shows_in_memory() == 4);
  offer_leave_after_idle(box);
  box.run();
  CHECK(box.shows_in_memory() == 2); // The empty one has left, and one of the others.
  box.pass(250ms);
  CHECK(box.shows_in_memory() == 1);
  box.pass(250ms);
  CHECK(box.shows_in_memory() == 0);
}

TEST_CASE("idle: a show with an ask now and then stays") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  for (int look = 0; look < 6; ++look) {
    box.pass(until_idle / 2);
    box.ask_now<show_view>("noir", get_show{});
    CHECK(box.shows_in_memory() == 1);
  }
  box.pass(until_idle * 3 / 2);
  CHECK(box.shows_in_memory() == 0);
}

TEST_CASE("idle: a show with open work stays until it is done") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  box.book_now("noir", {"A1"});
  box.pass(1s + 119s);
  CHECK(box.shows_in_memory() == 1);
  box.pass(until_idle);
  CHECK(box.shows_in_memory() == 0);
  CHECK(box.types("noir").back() == "BookingExpired");
}

TEST_CASE("idle: without shows in memory no timer wakes the node") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  box.pass(until_idle * 2);
  CHECK(box.shows_in_memory() == 0);
  box.let_timers_lag(24h);
  CHECK_FALSE(box.trigger_due_timers());
}

TEST_CASE("leave: the show gets an ask that reaches the directory before its may_leave") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  offer_leave_after_idle(box);
  auto request = box.ask("noir", book({"A1"}));
  REQUIRE(box.step_of<show_room>());
  box.run();
  CHECK(box.reply_to<booking_taken>(request).number == 2);
  CHECK(box.shows_in_memory() == 1);
}

TEST_CASE("leave: the successor gets an ask that reaches the directory after may_leave") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  offer_leave_after_idle(box);
  REQUIRE(box.step_of<show_room>());
  auto request = box.ask("noir", book({"A1"}));
  while (box.step_of<show_directory>()) {
  }
  CHECK(box.shows_in_memory() == 2);
  box.run();
  CHECK(box.reply_to<booking_taken>(request).number == 2);
  CHECK(box.shows_in_memory() == 1);
  CHECK(box.recovered("noir").state.seq == 2);
}

TEST_CASE("leave: an ask that reached the show before the offer keeps it while it has work") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  auto request = box.ask("noir", book({"A1"}));
  offer_leave_after_idle(box);
  box.run();
  CHECK(box.reply_to<booking_taken>(request).number == 2);
  CHECK(box.shows_in_memory() == 1);
}

TEST_CASE("leave: a show whose last append is not durable does not leave") {
  node box{virtual_time(until_idle)};
  box.ask_now<show_view>("noir", open());
  box.pass(until_idle * 3 / 2);
  auto request = box.ask("noir", pause_sales{});
  box.run_without<log_writer>();
  box.let_timers_lag(until_idle);
  box.trigger_due_timers();
  box.run_without<log_writer>();
  CHECK(box.shows_in_memory() == 1);
  CHECK_FALSE(box.has_reply(request));
  box.run();
  CHECK(box.reply_to<show_view>(request).version == 2);
}

TEST_CASE("leave: in whatever order messages are handled, each ask gets one reply") {
  node box{virtual_time(4ms)};
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    std::mt19937 lot{seed};
    std::vector<ticket> requests{box.ask("a", open()), box.ask("b", open())};
    for (int turn = 0; turn < 400; ++turn)
      if (auto ask = take_a_turn(box, lot))
        requests.push_back(*ask);
    while (box.step_any(lot)) {
    }
    for (auto each : requests)
      REQUIRE(box.replies_to(each).size() == 1);
  }
  CHECK(box.recovered("a").state.opened());
  CHECK(box.recovered("b").state.opened());
}

TEST_CASE("unknown: a show or booking that is not in the log costs no actor") {
  node box;
  auto looks = box.ask_now<refusal>("nowhere", get_seats{});
  CHECK(looks.code == errc::show_not_found);
  CHECK(box.ask_now<refusal>("nowhere", book({"A1"})).code == errc::show_not_found);
  CHECK(box.ask_now<refusal>("nowhere", pause_sales{}).code == errc::show_not_found);
  booking_taken made_up{{{"nowhere"}, {1}}, 2, {seat_price, "INR"}};
  CHECK(box.ask_now<refusal>("nowhere", look_at(made_up)).code == errc::booking_not_found);
  CHECK(box.ask_now<refusal>("nowhere", cancel(made_up)).code == errc::booking_not_found);
  CHECK(box.ask_now<refusal>("nowhere", pay(made_up, "p", noon)).code == errc::booking_not_found);
  CHECK(box.ask_now<refusal>("nowhere", get_history{}).code == errc::booking_not_found);
  CHECK(box.shows_in_memory() == 0);
  CHECK(box.log().batches().empty());
}

TEST_CASE("unknown: a booking of another show is not found, nor is its history") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.ask_now<show_view>("other", open());
  auto booking = box.book_now("noir", {"A1"});
  CHECK(box.ask_now<refusal>("other", look_at(booking)).code == errc::booking_not_found);
  get_history history{booking.id.secret, std::nullopt};
  CHECK(box.ask_now<refusal>("other", history).code == errc::booking_not_found);
}

TEST_CASE("unknown: a show that was refused at its opening is still not found") {
  node box;
  auto bad = open();
  bad.body.currency = "rupees";
  CHECK(box.ask_now<refusal>("noir", bad).code == errc::invalid_request);
  CHECK(box.ask_now<refusal>("noir", get_show{}).code == errc::show_not_found);
  CHECK(box.ask_now<refusal>("noir", book({"A1"})).code == errc::show_not_found);
  CHECK(box.ask_now<show_view>("noir", open()).opened_now);
}

} // namespace boxoffice::actors::tests
