#include "http/limits/seat_allowance.hpp"

#include <algorithm>

namespace boxoffice::http {

namespace {

constexpr double seconds_per_minute = 60;
constexpr auto between_looks = std::chrono::seconds{1};
/// Bookings looked at together: enough for an allowance of the usual size to have room again.
constexpr std::size_t most_in_doubt = 64;
/// Full entries that each use forgets, so that only those of the last minutes are kept.
constexpr int forgotten_per_use = 2;
/// A booking with fewer seats left counts as given back in full.
constexpr double rounding = 1e-6;

} // namespace

seat_allowance::seat_allowance(std::size_t seats, std::size_t per_minute, std::size_t most)
    : rules_{static_cast<double>(seats), static_cast<double>(per_minute) / seconds_per_minute},
      most_{most} {}

std::optional<int> seat_allowance::take(const address& from, std::size_t seats,
                                        clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& left = entry_of(from, now).seats;
  auto wanted = std::min(static_cast<double>(seats), rules_.most);
  return left.take(wanted) ? std::nullopt : std::optional{left.wait_s(rules_, wanted)};
}

void seat_allowance::give_back(const address& from, std::size_t seats, clock::time_point now) {
  std::lock_guard lock{mutex_};
  entry_of(from, now).seats.give_back(rules_, static_cast<double>(seats));
}

void seat_allowance::remember(const address& from, const events::request_id& booking,
                              std::size_t seats, clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = entry_of(from, now);
  one.bookings.push_back({booking, std::min(static_cast<double>(seats), rules_.most)});
  ++remembered_;
  while (remembered_ > most_ && entries_.size() > 1)
    forget_oldest();
}

std::vector<events::request_id> seat_allowance::in_doubt(const address& from,
                                                         clock::time_point now) {
  std::lock_guard lock{mutex_};
  auto& one = entry_of(from, now);
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
  auto& one = entry_of(from, now);
  auto found = std::ranges::find(one.bookings, booking, &taken::booking);
  if (found == one.bookings.end())
    return;
  if (end != booking_end::unpaid)
    one.seats.give_back(rules_, found->seats);
  one.bookings.erase(found);
  --remembered_;
}

std::size_t seat_allowance::remembered() const {
  std::lock_guard lock{mutex_};
  return remembered_;
}

seat_allowance::entry& seat_allowance::entry_of(const address& from, clock::time_point now) {
  auto& one = entries_.use(from, [&] { return entry{token_bucket{rules_, now}}; }).value;
  fill(one, now);
  for (int i = 0; i < forgotten_per_use && entries_.size() > 1; ++i) {
    fill(entries_.oldest(), now);
    if (!entries_.oldest().seats.is_full(rules_) && entries_.size() <= most_)
      break;
    forget_oldest();
  }
  return one;
}

void seat_allowance::fill(entry& one, clock::time_point now) {
  auto fresh = one.seats.fill(rules_, now);
  if (one.seats.is_full(rules_)) {
    remembered_ -= one.bookings.size();
    one.bookings.clear();
    return;
  }
  while (!one.bookings.empty() && fresh > 0) {
    auto& oldest = one.bookings.front();
    auto part = std::min(oldest.seats, fresh);
    fresh -= part;
    oldest.seats -= part;
    if (oldest.seats > rounding)
      return;
    one.bookings.pop_front();
    --remembered_;
  }
}

void seat_allowance::forget_oldest() {
  remembered_ -= entries_.oldest().bookings.size();
  entries_.forget_oldest();
}

} // namespace boxoffice::http
