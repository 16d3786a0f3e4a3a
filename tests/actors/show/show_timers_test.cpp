#include "actors/show/show_timers.hpp"

#include <doctest/doctest.h>

namespace boxoffice::actors::tests {

namespace {

constexpr events::time_ms some_time = 1'000'000;
constexpr std::int64_t retry_ms = 500;

/// Timers with an armed review, epoch 1.
show_timers armed_review() {
  show_timers timers;
  REQUIRE(timers.arm_review(true, 1'000) == alarm{{timer::review, 1}, 1'000});
  return timers;
}

/// Timers with an armed expiry for a deadline 2 s ahead, epoch 1.
show_timers armed_expiry() {
  show_timers timers;
  REQUIRE(timers.arm_expiry(some_time + 2'000, some_time) == alarm{{timer::expiry, 1}, 2'000});
  return timers;
}

} // namespace

TEST_CASE("show timers: a review is armed once, while there are claims") {
  auto timers = armed_review();
  CHECK_FALSE(timers.arm_review(true, 1'000));
  CHECK_FALSE(timers.arm_review(false, 1'000));
  CHECK(timers.arm_review(true, 700) == alarm{{timer::review, 2}, 700});
}

TEST_CASE("show timers: the alarm of a review that was disarmed or replaced is ignored") {
  auto timers = armed_review();
  static_cast<void>(timers.arm_review(false, 1'000));
  CHECK_FALSE(timers.ring({timer::review, 1}, true));
  static_cast<void>(timers.arm_review(true, 1'000));
  CHECK_FALSE(timers.ring({timer::review, 1}, true));
  CHECK_FALSE(timers.waits_for_turn());
  CHECK(timers.ring({timer::review, 2}, true));
}

TEST_CASE("show timers: an expiry is armed again only for an earlier deadline") {
  show_timers timers;
  CHECK(timers.expires_too_late_for(some_time));
  static_cast<void>(timers.arm_expiry(some_time + 2'000, some_time));
  CHECK_FALSE(timers.expires_too_late_for(some_time + 2'000));
  CHECK_FALSE(timers.expires_too_late_for(some_time + 3'000));
  CHECK(timers.expires_too_late_for(some_time + 1'999));
  CHECK(timers.arm_expiry(some_time + 1'000, some_time) == alarm{{timer::expiry, 2}, 1'000});
  CHECK_FALSE(timers.ring({timer::expiry, 1}, true));
  CHECK(timers.ring({timer::expiry, 2}, true));
}

TEST_CASE("show timers: an expiry waits 10 s at most, and not at all for a deadline that passed") {
  show_timers timers;
  CHECK(timers.arm_expiry(some_time + 60'000, some_time).delay_ms == 10'000);
  CHECK(timers.arm_expiry(some_time - 1, some_time).delay_ms == 0);
}

TEST_CASE("show timers: an expiry without unpaid bookings wants no turn and is armed anew") {
  auto timers = armed_expiry();
  CHECK_FALSE(timers.ring({timer::expiry, 1}, false));
  CHECK_FALSE(timers.waits_for_turn());
  CHECK(timers.expires_too_late_for(some_time + 9'000));
  CHECK(timers.arm_expiry(some_time + 9'000, some_time).due.epoch == 2);
}

TEST_CASE("show timers: both timers share one turn") {
  auto timers = armed_review();
  static_cast<void>(timers.arm_expiry(some_time, some_time));
  CHECK(timers.ring({timer::review, 1}, true));
  CHECK_FALSE(timers.ring({timer::expiry, 1}, true));
  CHECK(timers.waits_for_turn());
  CHECK_FALSE(timers.begin_turn());
  CHECK_FALSE(timers.waits_for_turn());
  CHECK(timers.take_due(timer::review));
  CHECK(timers.take_due(timer::expiry));
  CHECK_FALSE(timers.take_due(timer::review));
  CHECK_FALSE(timers.take_due(timer::expiry));
}

TEST_CASE("show timers: what is armed and not due is not done in a turn") {
  auto timers = armed_review();
  static_cast<void>(timers.arm_expiry(some_time + 2'000, some_time));
  REQUIRE(timers.ring({timer::review, 1}, true));
  REQUIRE_FALSE(timers.begin_turn());
  CHECK_FALSE(timers.take_due(timer::expiry));
  CHECK(timers.take_due(timer::review));
  CHECK_FALSE(timers.expires_too_late_for(some_time + 2'000));
}

TEST_CASE("show timers: a deadline that comes earlier while its slot is pending is not yet due") {
  auto timers = armed_expiry();
  REQUIRE(timers.ring({timer::expiry, 1}, true));
  REQUIRE(timers.expires_too_late_for(some_time));
  static_cast<void>(timers.arm_expiry(some_time, some_time));
  REQUIRE_FALSE(timers.begin_turn());
  CHECK_FALSE(timers.take_due(timer::expiry));
  CHECK(timers.ring({timer::expiry, 2}, true));
}

TEST_CASE("show timers: a turn that cannot be used is repeated for what is due, and only that") {
  auto timers = armed_review();
  static_cast<void>(timers.arm_expiry(some_time + 2'000, some_time));
  REQUIRE(timers.ring({timer::review, 1}, true));
  REQUIRE_FALSE(timers.begin_turn());
  auto again = timers.postpone(retry_ms);
  CHECK(again[0] == alarm{{timer::review, 1}, retry_ms});
  CHECK_FALSE(again[1]);
  CHECK(timers.ring({timer::review, 1}, true));
  REQUIRE_FALSE(timers.begin_turn());
  CHECK(timers.take_due(timer::review));
  // The alarm that repeated it may still be on its way.
  CHECK_FALSE(timers.ring({timer::review, 1}, true));
}

TEST_CASE("show timers: a show that has acquired a turn ends in it, and another one at once") {
  auto timers = armed_review();
  CHECK(timers.may_end_now());
  REQUIRE(timers.ring({timer::review, 1}, true));
  CHECK_FALSE(timers.may_end_now());
  CHECK_FALSE(timers.may_end_now());
  CHECK(timers.begin_turn());
}

} // namespace boxoffice::actors::tests
