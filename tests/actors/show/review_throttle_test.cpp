#include "actors/show/review_throttle.hpp"
#include "tests/actors/durations.hpp"
#include "tests/actors/node.hpp"

#include <algorithm>

namespace boxoffice::actors::tests {

using namespace events;
using namespace std::chrono_literals;

namespace {

constexpr int crowd_size = 40;

std::string name_of_show(int number) { return "s" + std::to_string(number); }

/// How many shows of the crowd had their review written no later than the first append of `show`.
int reviewed_by_the_time_of(node& box, const std::string& show) {
  int reviewed = 0;
  for (const auto& batch : box.log().batches()) {
    reviewed += static_cast<int>(std::count_if(
        batch.begin(), batch.end(), [&](const std::string& stream) { return stream != show; }));
    if (std::find(batch.begin(), batch.end(), show) != batch.end())
      return reviewed;
  }
  FAIL("nothing was written for " << show);
  return reviewed;
}

} // namespace

TEST_CASE("review throttle: a booking waits for a few of many reviews that are due at once") {
  node box;
  box.ask_now<show_view>("other", open());
  for (int i = 0; i < crowd_size; ++i)
    box.ask_now<show_view>(name_of_show(i), open());
  std::vector<booking_taken> bookings;
  for (int i = 0; i < crowd_size; ++i)
    bookings.push_back(box.book_now(name_of_show(i), {"A1"}));
  box.log().forget_batches();
  box.let_timers_lag(review_interval);
  REQUIRE(box.trigger_due_timers());
  auto request = box.ask("other", book({"A1"}));
  box.run();
  CHECK(box.has_reply(request));
  CHECK(reviewed_by_the_time_of(box, "other") < crowd_size / 2);
  for (int i = 0; i < crowd_size; ++i)
    CHECK(box.status_now(name_of_show(i), bookings[static_cast<std::size_t>(i)]) ==
          booking_status::confirmed);
}

TEST_CASE("review throttle: a turn whose claims were cancelled does not review later claims") {
  node box;
  box.ask_now<show_view>("noir", open());
  auto first = box.book_now("noir", {"A1"});
  box.let_timers_lag(review_interval);
  REQUIRE(box.trigger_due_timers());
  box.run_without<review_throttle>();
  box.ask("noir", cancel(first));
  box.run_without<review_throttle>();
  auto request = box.ask("noir", book({"A1"}));
  box.run();
  auto second = box.reply_to<booking_taken>(request);
  CHECK(box.status_now("noir", second) == booking_status::in_review);
  box.pass(review_interval - 1ms);
  CHECK(box.status_now("noir", second) == booking_status::in_review);
  box.pass(1ms);
  CHECK(box.status_now("noir", second) == booking_status::confirmed);
}

TEST_CASE("review throttle: a show that waits for its turn does not leave before it") {
  constexpr auto idle = 10'000ms;
  node box{virtual_time(idle)};
  box.ask_now<show_view>("noir", open());
  auto booking = box.book_now("noir", {"A1"});
  box.let_timers_lag(review_interval);
  REQUIRE(box.trigger_due_timers());
  box.run_without<review_throttle>();
  box.ask("noir", cancel(booking));
  box.run_without<review_throttle>();
  box.let_timers_lag(idle * 3 / 2);
  box.trigger_due_timers();
  box.run_without<review_throttle>();
  CHECK(box.shows_in_memory() == 1);
  box.run();
  box.pass(idle * 3 / 2);
  CHECK(box.shows_in_memory() == 0);
  box.ask_now<show_view>(name_of_show(0), open());
  // The turn was released: more shows get theirs than there are turns at a time.
  for (int i = 0; i < 10; ++i) {
    auto next = box.book_now(name_of_show(0), {"A1"});
    box.pass(review_interval);
    CHECK(box.status_now(name_of_show(0), next) == booking_status::confirmed);
    box.ask_now<booking_view>(name_of_show(0), cancel(next));
  }
}

} // namespace boxoffice::actors::tests
