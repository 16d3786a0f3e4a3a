// A show's time while the wall clock is set (spec: time of a stream).
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

constexpr auto review_hold = 30'000ms;
constexpr auto max_step = 60'000ms;
constexpr auto barrier = 300'000ms;
constexpr auto ten_years = 87'660h;
constexpr milliseconds to_1970{-noon};

/// A show with one booking, of A1, that was just confirmed.
booking_taken confirmed_in(node& box, const std::vector<std::string>& seats = {"A1"}) {
  if (box.last_seq("noir") == 0)
    box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", seats);
  box.pass(review_interval);
  REQUIRE(box.status_now("noir", booking) == booking_status::confirmed);
  return booking;
}

bool times_never_decrease(const std::vector<recorded>& stream) {
  return std::is_sorted(stream.begin(), stream.end(),
                        [](const recorded& a, const recorded& b) { return a.at < b.at; });
}

bool is_held(node& box, const booking_taken& booking) {
  return box.status_now("noir", booking) == booking_status::confirmed;
}

time_ms pay_by(node& box, const booking_taken& booking) {
  return box.ask_now<booking_view>("noir", look_at(booking)).booking.pay_by;
}

std::size_t warnings_of(node& box, const std::string& part) {
  return static_cast<std::size_t>(
      std::count_if(box.warnings().begin(), box.warnings().end(),
                    [&](const std::string& text) { return text.find(part) != std::string::npos; }));
}

/// Times that the wall clock is set to.
const std::vector<milliseconds> clock_steps{1h,      -1h, ten_years, -ten_years,
                                            to_1970, 59s, -59s,      5min};

} // namespace

TEST_CASE("stream time: a hold ends on time though the wall clock is set to anything meanwhile") {
  for (auto step : clock_steps) {
    CAPTURE(step.count());
    node box;
    auto booking = confirmed_in(box);
    auto due = pay_by(box, booking);
    box.pass(10s);
    box.shift_clock(step);
    // A small step forward cannot be told from time that has passed.
    auto early = step > 0ms && step <= max_step ? step : 0ms;
    box.pass(payment_window - 10s - early - 1ms);
    CHECK(is_held(box, booking));
    box.pass(early > 0ms ? longest_sleep : 1ms);
    CHECK(box.status_now("noir", booking) == booking_status::expired);
    CHECK(box.stream("noir").back().at >= due);
    if (early == 0ms)
      CHECK(box.stream("noir").back().at == due);
    CHECK(times_never_decrease(box.stream("noir")));
  }
}

TEST_CASE("stream time: requests are reviewed an interval later whatever the clock is set to") {
  for (auto step : clock_steps) {
    CAPTURE(step.count());
    node box;
    confirmed_in(box);
    box.shift_clock(step);
    auto booking = box.book_now("noir", {"A2"});
    box.pass(review_interval - 1ms);
    CHECK(box.status_now("noir", booking) == booking_status::in_review);
    box.pass(1ms);
    CHECK(is_held(box, booking));
    CHECK(times_never_decrease(box.stream("noir")));
  }
}

TEST_CASE("stream time: a clock that was an hour ahead and is corrected freezes no later hold") {
  node box;
  box.shift_clock(1h);
  box.reboot();
  confirmed_in(box);
  box.shift_clock(-1h);
  auto next = confirmed_in(box, {"A2"});
  CHECK(pay_by(box, next) == box.stream("noir").back().at + payment_window.count());
  box.pass(payment_window - 1ms);
  CHECK(is_held(box, next));
  box.pass(1ms);
  CHECK(box.status_now("noir", next) == booking_status::expired);
  CHECK(times_never_decrease(box.stream("noir")));
}

TEST_CASE("stream time: retryAt follows it, and so do contention and claims that expire") {
  node box;
  confirmed_in(box);
  box.shift_clock(-1h);
  box.pass(5s);
  auto refused = box.ask_now<refusal>("noir", book({"A1"}));
  REQUIRE(refused.seats.size() == 1);
  CHECK(refused.seats.front().retry_at == box.stream("noir").back().at + payment_window.count());
  auto claimed = box.book_now("noir", {"A2"});
  CHECK(box.stream("noir").back().at == noon + review_interval.count() + 5'000);
  box.let_timers_lag(2s);
  auto late = box.ask_now<refusal>("noir", book({"A2", "A3"}));
  REQUIRE(late.seats.size() == 1);
  box.let_timers_lag(review_hold - 2s);
  box.ask_now<booking_taken>("noir", book({"A2", "A3"}, 2));
  CHECK(box.status_now("noir", claimed) == booking_status::expired);
}

TEST_CASE("stream time: it is the wall clock's again once that has caught up") {
  node box;
  confirmed_in(box);
  box.shift_clock(-50s);
  box.pass(10s);
  box.ask_now<show_view>("noir", pause_sales{});
  CHECK(box.stream("noir").back().at == box.now() + 50'000);
  box.shift_clock(50s + 7s);
  box.ask_now<show_view>("noir", resume_sales{});
  CHECK(box.stream("noir").back().at == box.now());
}

TEST_CASE("stream time: a show that is opened after a step back has the wall clock's time") {
  node box;
  confirmed_in(box);
  box.shift_clock(-1h);
  box.ask_now<show_view>("dawn", open());
  CHECK(box.stream("dawn").back().at == box.now());
}

TEST_CASE(
    "stream time: after a start behind the last event it continues from there, with a warning") {
  node box;
  auto booking = confirmed_in(box);
  box.shift_clock(-1h);
  SUBCASE("after a reboot: the time that the hold has lasted is not known") {
    box.reboot(20s);
    box.start();
    box.run();
    box.pass(payment_window - 1ms);
    CHECK(is_held(box, booking));
    box.pass(1ms);
  }
  SUBCASE("after a restart of the node: the steady clock knows") {
    box.pass(30s);
    box.restart(20s);
    box.start();
    box.run();
    box.pass(payment_window - 50s - 1ms);
    CHECK(is_held(box, booking));
    box.pass(1ms);
  }
  SUBCASE("over and over again") {
    for (int times = 0; times < 11; ++times) {
      box.restart(5s);
      box.start();
      box.pass(5s);
    }
    CHECK(is_held(box, booking));
    box.pass(10s);
  }
  CHECK(warnings_of(box, "behind the log's last event") >= 1);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
  CHECK(times_never_decrease(box.stream("noir")));
}

TEST_CASE("stream time: a start continues at most a window after the last event") {
  node box;
  box.shift_clock(48h);
  box.reboot();
  confirmed_in(box);
  box.shift_clock(-48h);
  box.restart(24h);
  box.start();
  box.run();
  CHECK(box.types("noir").back() == "BookingExpired");
  auto stream = box.stream("noir");
  CHECK(stream.back().at <= stream[stream.size() - 2].at + payment_window.count());
}

TEST_CASE("stream time: ten years ahead for a moment harm neither a show nor its holds") {
  node box;
  box.ask_now<show_view>("noir", open());
  box.shift_clock(ten_years);
  auto booking = confirmed_in(box);
  CHECK(pay_by(box, booking) == noon + review_interval.count() + payment_window.count());
  CHECK(warnings_of(box, "stepped forward") == 1);
  box.shift_clock(-ten_years);
  box.pass(payment_window);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
  box.ask_now<booking_taken>("noir", book({"A1"}, 2));
  CHECK(box.stream("noir").back().at == box.now());
}

TEST_CASE("stream time: a step ahead that has stood for long enough is followed, and ends holds") {
  node box;
  confirmed_in(box);
  box.shift_clock(1h);
  box.ask_now<show_view>("noir", get_show{}); // A read.
  box.pass(barrier - payment_window / 2);
  auto booking = confirmed_in(box, {"A2"});
  CHECK(box.stream("noir").back().at == box.now() - 3'600'000);
  box.pass(payment_window / 2 + longest_sleep);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
  CHECK(box.stream("noir").back().at > noon + 3'600'000);
  CHECK(warnings_of(box, "is trusted") == 1);
}

TEST_CASE("stream time: after a small step ahead holds that are over end within ten seconds") {
  node box;
  auto booking = confirmed_in(box);
  box.pass(payment_window - max_step);
  box.shift_clock(max_step);
  box.pass(longest_sleep);
  CHECK(box.status_now("noir", booking) == booking_status::expired);
}

TEST_CASE("stream time: a key expires a day of it after its booking, and not before") {
  node box{virtual_time(48h)};
  box.ask_now<show_view>("noir", open());
  auto booking = box.ask_now<booking_taken>("noir", book_with(7, {"A1"}));
  box.shift_clock(-1h);
  box.pass(24h - 1ms);
  CHECK(box.ask_now<booking_taken>("noir", book_with(7, {"A1"})).id == booking.id);
  box.pass(1ms);
  CHECK(box.ask_now<booking_taken>("noir", book_with(7, {"A1"})).id != booking.id);
}

} // namespace boxoffice::actors::tests
