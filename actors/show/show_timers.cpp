#include "actors/show/show_timers.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

/// A timer sleeps by the steady clock, which does not notice a step of the wall clock.
constexpr std::int64_t longest_sleep_ms = 10'000;

} // namespace

std::optional<alarm> show_timers::arm_review(bool has_claims, std::int64_t delay_ms) {
  if (!has_claims) {
    review_.now = state::idle;
    return std::nullopt;
  }
  if (review_.now != state::idle)
    return std::nullopt;
  review_.now = state::armed;
  return alarm{{timer::review, ++review_.epoch}, delay_ms};
}

bool show_timers::expires_too_late_for(events::time_ms deadline) const {
  return expiry_.now == state::idle || expires_at_ > deadline;
}

alarm show_timers::arm_expiry(events::time_ms deadline, events::time_ms now) {
  expires_at_ = deadline;
  expiry_.now = state::armed;
  return {{timer::expiry, ++expiry_.epoch},
          std::clamp<std::int64_t>(deadline - now, 0, longest_sleep_ms)};
}

bool show_timers::ring(timer_due rung, bool has_unpaid) {
  auto& one = of(rung.which);
  if (rung.epoch != one.epoch || one.now == state::idle)
    return false;
  if (rung.which == timer::expiry && !has_unpaid) {
    one.now = state::idle;
    return false;
  }
  one.now = state::due;
  if (phase_ != phase::running)
    return false;
  phase_ = phase::waiting_for_turn;
  return true;
}

bool show_timers::begin_turn() {
  if (phase_ == phase::ending)
    return true;
  phase_ = phase::running;
  return false;
}

bool show_timers::take_due(timer which) {
  auto& one = of(which);
  if (one.now != state::due)
    return false;
  one.now = state::idle;
  return true;
}

std::array<std::optional<alarm>, 2> show_timers::postpone(std::int64_t delay_ms) const {
  std::array<std::optional<alarm>, 2> again;
  for (auto which : {timer::review, timer::expiry})
    if (of(which).now == state::due)
      again[static_cast<std::size_t>(which)] = alarm{{which, of(which).epoch}, delay_ms};
  return again;
}

bool show_timers::may_end_now() {
  if (phase_ == phase::running)
    return true;
  phase_ = phase::ending;
  return false;
}

} // namespace boxoffice::actors
