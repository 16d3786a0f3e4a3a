#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

/// Starts. True if `finished` was called, and once.
bool starts(node& box) {
  auto finished = 0;
  box.start([&] { ++finished; });
  box.run();
  return finished == 1;
}

expiry_reason last_expiry(node& box) {
  auto last = box.stream("noir").back();
  REQUIRE(std::holds_alternative<booking_expired>(last.event));
  return std::get<booking_expired>(last.event).reason;
}

} // namespace

TEST_CASE("start: it is finished at once if no show has open work") {
  node box;
  CHECK(starts(box));
  box.ask_now<show_view>("noir", open());
  box.restart();
  CHECK(starts(box));
  CHECK(box.shows_in_memory() == 0);
  CHECK(box.ask_now<show_view>("noir", get_show{}).version == 1);
}

TEST_CASE("start: it recovers the shows with open work and no others") {
  node box;
  for (const auto* show : {"quiet", "asked", "held", "paid"})
    box.ask_now<show_view>(show, open());
  box.book_now("held", {"A1"});
  auto paid = box.book_now("paid", {"A1"});
  box.pass(1s);
  box.ask_now<payment_view>("paid", pay(paid, "p1", box.now()));
  box.book_now("asked", {"A1"});
  box.restart();
  CHECK(starts(box));
  CHECK(box.shows_in_memory() == 2);
  CHECK(box.show_timers() == 2);
}

TEST_CASE("start: claims that were left longer than their hold are expired before it is finished") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.restart(30s);
  auto finished = false;
  auto appends = 0;
  box.log().before_append_returns = [&] {
    ++appends;
    CHECK_FALSE(finished);
  };
  box.start([&] { finished = true; });
  box.run();
  CHECK(finished);
  CHECK(appends == 1);
  CHECK(last_expiry(box) == expiry_reason::review_timeout);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
  box.pass(1ms);
  CHECK(box.show_timers() == 0);
}

TEST_CASE("start: claims that are due but within their hold are reviewed at once") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.restart(30s - 1ms);
  CHECK(starts(box));
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
}

TEST_CASE("start: claims younger than review.interval wait for its rest, and can be contested") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto smaller = box.book_now("noir", {"A1"});
  box.restart(400ms);
  CHECK(starts(box));
  CHECK(box.status_now("noir", smaller) == booking_status::in_review);
  auto larger = box.book_now("noir", {"A1", "A2"});
  box.pass(599ms);
  CHECK(box.status_now("noir", smaller) == booking_status::in_review);
  box.pass(1ms);
  CHECK(box.status_now("noir", smaller) == booking_status::rejected);
  CHECK(box.status_now("noir", larger) == booking_status::confirmed);
}

TEST_CASE("start: holds that ended meanwhile are expired before it is finished") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(1s);
  box.restart(121s);
  CHECK(starts(box));
  CHECK(last_expiry(box) == expiry_reason::payment_timeout);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
}

TEST_CASE("start: holds that have not ended expire at their payBy") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.pass(1s);
  box.restart(60s);
  CHECK(starts(box));
  box.pass(60s - 1ms);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
  box.pass(1ms);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
}

TEST_CASE("start: a clock that was set back meanwhile does not keep claims from review") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.shift_clock(-1h);
  box.restart();
  CHECK(starts(box));
  box.pass(1s);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
}

TEST_CASE("start: a show that gets an ask before its recovery replies from its log") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.restart(5s);
  auto request = box.ask("noir", look_at(booking));
  CHECK(starts(box));
  CHECK(box.reply_to<booking_view>(request).booking.status == booking_status::in_review);
  CHECK(box.status_now("noir", booking) == booking_status::confirmed);
}

TEST_CASE("start: the same key and the same payment are still known afterwards") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.ask_now<booking_taken>("noir", book_with(7, {"A1"}));
  box.pass(1s);
  auto paid_at = box.now();
  box.ask_now<payment_view>("noir", pay(booking, "p1", paid_at));
  box.restart(1h);
  CHECK(starts(box));
  CHECK(box.ask_now<booking_taken>("noir", book_with(7, {"A1"})).id == booking.id);
  CHECK_FALSE(box.ask_now<payment_view>("noir", pay(booking, "p1", paid_at)).entry.refund);
  CHECK(box.recovered("noir").state.seq == 4);
}

TEST_CASE("start: changed rules are written before the first event under them") {
  auto options = virtual_time();
  options.rules.payment_window_ms = 1'000;
  node box;
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.set_options(options);
  box.restart();
  CHECK(starts(box));
  box.pass(1s);
  CHECK(box.types("noir") ==
        strings{"ShowOpened", "BookingRequested", "RulesChanged", "BookingConfirmed"});
  box.pass(1s);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
}

} // namespace boxoffice::actors::tests
