#include "actors/show/watchers.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

/// With more bookings those without an open question are dropped: their watchers may be gone.
constexpr std::size_t most_watched = 4'096;

} // namespace

std::optional<booking_view> watchers::wait_for_booking(const return_address& who,
                                                       const std::optional<seen_booking>& known,
                                                       booking_view&& now) {
  if (bookings_.size() >= most_watched)
    drop_without_questions();
  auto& watch = bookings_[now.booking.number];
  if (watch.statuses.empty())
    watch.statuses.push_back(std::move(now));
  if (!known)
    return watch.statuses.back();
  auto has_known_status = [&](const booking_view& each) {
    return each.booking.status == known->status;
  };
  auto place = std::ranges::find_if(watch.statuses, has_known_status);
  // Not one of these statuses: it was sent by another node, before the show moved here.
  if (place == watch.statuses.end())
    return watch.statuses.back();
  if (seen(*place) != *known)
    return *place;
  if (++place != watch.statuses.end())
    return *place;
  watch.waiting.push_back(who);
  return std::nullopt;
}

std::vector<return_address> watchers::update(const booking_view& now) {
  auto found = bookings_.find(now.booking.number);
  if (found == bookings_.end())
    return {};
  auto& last = found->second.statuses.back();
  auto is_news = seen(last) != seen(now);
  if (last.booking.status == now.booking.status)
    last = now;
  else
    found->second.statuses.push_back(now);
  return is_news ? std::exchange(found->second.waiting, {}) : std::vector<return_address>{};
}

std::vector<addressed_reply> watchers::take_all(std::uint64_t version) {
  std::vector<addressed_reply> out;
  for (auto& who : take_seat_watchers())
    out.push_back({std::move(who), seat_news{nullptr, version, {}, {}}});
  for (auto& [number, watch] : bookings_)
    for (auto& who : watch.waiting)
      out.push_back({std::move(who), watch.statuses.back()});
  bookings_.clear();
  return out;
}

void watchers::drop_without_questions() {
  std::erase_if(bookings_, [](const auto& each) { return each.second.waiting.empty(); });
}

} // namespace boxoffice::actors
