#include "http/limits/load_shedder.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::http {

namespace {

/// How long the shortest delay counts as the node's own, at least.
constexpr auto base_window = std::chrono::minutes{5};
/// Delays end at multiples of 10 ms, so that refusals share the turns of the event loop.
using refusal_turns = std::chrono::duration<std::int64_t, std::centi>;

} // namespace

void load_shedder::replied(queue from, clock::duration after) {
  auto& of = queues_[static_cast<std::size_t>(from)];
  of.shortest = std::min(of.shortest, after);
}

bool load_shedder::refuses(std::size_t in_flight, clock::time_point now) {
  if (target_ == target_.zero())
    return in_flight >= most_;
  if (now >= interval_end_) {
    // After a pause of the traffic the delays of before say nothing.
    if (now - interval_end_ > interval)
      limit_ = most_;
    else
      end_interval(in_flight);
    for (auto& each : queues_)
      each.shortest = none;
    interval_end_ = now + interval;
    if (now >= next_turn_) {
      turn_bases();
      next_turn_ = now + base_window;
    }
  }
  return in_flight >= limit_;
}

std::chrono::milliseconds load_shedder::refusal_delay(clock::time_point now) {
  constexpr auto apart = clock::duration{std::chrono::seconds{1}} / refusals_a_second;
  constexpr auto early = apart * refusals_at_once;
  next_refusal_ = std::max(next_refusal_, now) + apart;
  next_refusal_ = std::min(next_refusal_, now + longest_refusal_delay + early);
  auto due = next_refusal_ - early;
  if (due <= now)
    return std::chrono::milliseconds{0};
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::ceil<refusal_turns>(due) - now);
}

void load_shedder::end_interval(std::size_t in_flight) {
  for (auto& each : queues_) {
    each.recent_base = std::min(each.recent_base, each.shortest);
    each.base = std::min(each.base, each.shortest);
  }
  auto standing = standing_delay();
  if (standing > target_) {
    auto in_time = static_cast<double>(in_flight) *
                   (static_cast<double>(target_.count()) / static_cast<double>(standing.count()));
    limit_ = std::clamp(static_cast<std::size_t>(in_time), std::min(least, most_), limit_);
  } else {
    limit_ = std::min(most_, limit_ + limit_ / 4 + 1);
  }
}

void load_shedder::turn_bases() {
  for (auto& each : queues_)
    each.base = std::exchange(each.recent_base, none);
}

load_shedder::clock::duration load_shedder::standing_delay() const {
  auto longest = clock::duration::zero();
  for (const auto& each : queues_)
    if (each.shortest != none)
      longest = std::max(longest, each.shortest - std::min(each.base, each.shortest));
  return longest;
}

} // namespace boxoffice::http
