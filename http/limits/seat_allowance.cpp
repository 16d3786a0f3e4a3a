#include "http/limits/seat_allowance.hpp"

#include <algorithm>
#include <cmath>

namespace boxoffice::http {

namespace {

constexpr double seconds_a_minute = 60;
constexpr auto between_looks = std::chrono::seconds{1};
/// Looked at in one go: so many that an allowance of the usual size has room again.
constexpr std::size_t most_in_doubt = 64;
/// Full ones that each use forgets, so that there are no more than of the last minutes.
constexpr int forgotten_at_once = 2;
/// Rounding must not make a client wait for a seat that it has.
constexpr double nothing = 1e-6;

} // namespace

seat_allowance::seat_allowance(std::size_t seats, std::size_t per_minute, std::size_t most)
    : most_seats_{static_cast<double>(seats)},
      per_second_{static_cast<double>(per_minute) / seconds_a_minute},
      most_{most} {}

std::optional<int> seat_allowance::take(const address& from, std::size_t seats,
                                        clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = bucket_of(from, now);
  auto wanted = std::min(static_cast<double>(seats), most_seats_);
  if (one.seats + nothing >= wanted) {
    one.seats -= wanted;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((wanted - one.seats) / per_second_ - nothing)));
}

void seat_allowance::give_back(const address& from, std::size_t seats, clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = bucket_of(from, now);
  one.seats = std::min(most_seats_, one.seats + static_cast<double>(seats));
}

void seat_allowance::remember(const address& from, const events::request_id& booking,
                              std::size_t seats, clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = bucket_of(from, now);
  one.bookings.push_back({booking, std::min(static_cast<double>(seats), most_seats_)});
  ++remembered_;
  while (remembered_ > most_ && by_use_.size() > 1)
    forget_last();
}

std::vector<events::request_id> seat_allowance::in_doubt(const address& from,
                                                         clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = bucket_of(from, now);
  std::vector<events::request_id> found;
  if (one.looked_at && now - *one.looked_at < between_looks)
    return found;
  one.looked_at = now;
  for (const auto& each : one.bookings)
    if (found.size() < most_in_doubt)
      found.push_back(each.booking);
  return found;
}

void seat_allowance::settle(const address& from, const events::request_id& booking, booking_end end,
                            clock::time_point now) {
  if (end == booking_end::open)
    return;
  std::lock_guard lock{mutex_};
  auto& one = bucket_of(from, now);
  auto found = std::ranges::find(one.bookings, booking, &taken::booking);
  if (found == one.bookings.end())
    return;
  if (end != booking_end::unpaid)
    one.seats = std::min(most_seats_, one.seats + found->seats);
  one.bookings.erase(found);
  --remembered_;
}

std::size_t seat_allowance::remembered() const {
  std::lock_guard lock{mutex_};
  return remembered_;
}

seat_allowance::bucket& seat_allowance::bucket_of(const address& from, clock::time_point now) {
  auto client = limited_as(from);
  auto found = buckets_.find(client);
  if (found == buckets_.end()) {
    by_use_.push_front({client, most_seats_, now});
    found = buckets_.emplace(client, by_use_.begin()).first;
  } else {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
  }
  fill(by_use_.front(), now);
  for (int i = 0; i < forgotten_at_once && by_use_.size() > 1; ++i) {
    fill(by_use_.back(), now);
    if (by_use_.back().seats < most_seats_ && by_use_.size() <= most_)
      break;
    forget_last();
  }
  return by_use_.front();
}

void seat_allowance::fill(bucket& one, clock::time_point now) {
  // Another thread's look at the clock may have been later.
  auto passed = std::chrono::duration<double>(std::max(now, one.filled_at) - one.filled_at).count();
  one.filled_at = std::max(now, one.filled_at);
  auto fresh = passed * per_second_;
  if (one.seats + fresh + nothing >= most_seats_) {
    one.seats = most_seats_;
    remembered_ -= one.bookings.size();
    one.bookings.clear();
    return;
  }
  one.seats += fresh;
  while (!one.bookings.empty() && fresh > 0) {
    auto& oldest = one.bookings.front();
    auto part = std::min(oldest.seats, fresh);
    fresh -= part;
    oldest.seats -= part;
    if (oldest.seats > nothing)
      return;
    one.bookings.pop_front();
    --remembered_;
  }
}

void seat_allowance::forget_last() {
  remembered_ -= by_use_.back().bookings.size();
  buckets_.erase(by_use_.back().from);
  by_use_.pop_back();
}

} // namespace boxoffice::http
