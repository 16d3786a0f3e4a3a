#include "actors/webhook/endpoint_health.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::actors {

namespace {

/// Failures in a row before an endpoint is taken for down.
constexpr std::uint64_t failures_until_down = 3;
/// A receiver that asks for more patience is asked again after this time.
constexpr std::int64_t longest_retry_after_ms = 24LL * 3'600'000;
constexpr std::uint64_t most_doublings = 32;

} // namespace

std::int64_t endpoint_health::backoff(std::uint64_t failures) const {
  auto wait = std::min(limits_.backoff_ms, limits_.max_backoff_ms);
  auto doublings = std::min(failures == 0 ? 0 : failures - 1, most_doublings);
  for (; doublings > 0 && wait < limits_.max_backoff_ms; --doublings)
    wait = std::min(wait * 2, limits_.max_backoff_ms);
  return wait / 2 + static_cast<std::int64_t>(random_() * static_cast<double>(wait - wait / 2));
}

bool endpoint_health::end(const events::show_id& show, const delivery_outcome& outcome,
                          events::time_ms now) {
  --in_flight_;
  if (outcome.delivered())
    return end_with_success(now);
  end_with_failure(show, outcome, now);
  return false;
}

bool endpoint_health::end_with_success(events::time_ms now) {
  auto was_down = down_;
  window_ = std::min(window_ + 1, std::max(std::size_t{1}, limits_.in_flight));
  last_success_ = std::max(last_success_, now);
  forget_failures();
  return was_down;
}

void endpoint_health::forget_failures() {
  failures_ = 0;
  first_failed_.reset();
  several_failed_ = false;
  paused_until_ = 0;
  down_ = false;
}

/// An event that the receiver itself refuses says nothing about events of other shows.
void endpoint_health::end_with_failure(const events::show_id& show, const delivery_outcome& outcome,
                                       events::time_ms now) {
  window_ = std::max(std::size_t{1}, window_ / 2);
  ++failures_;
  if (!first_failed_)
    first_failed_ = show;
  several_failed_ = several_failed_ || *first_failed_ != show;
  auto unreachable = outcome.status == 0 || outcome.status == 429 || outcome.status == 503;
  if (failures_ >= failures_until_down && (several_failed_ || unreachable))
    down_ = true;
  if (down_)
    window_ = 1;
  auto pause = down_ ? backoff(failures_ - failures_until_down + 1) : 0;
  auto requested = std::min(outcome.retry_after_ms, longest_retry_after_ms);
  paused_until_ = std::max(paused_until_, now + std::max(pause, requested));
}

} // namespace boxoffice::actors
