#include "actors/show/watchers.hpp"

#include <algorithm>

namespace boxoffice::actors {

namespace {

/// Bookings whose watchers may have gone; with more the forgotten ones are looked for.
constexpr std::size_t most_watched = 4'096;

} // namespace

std::optional<booking_view> watchers::wait_for_booking(const return_address& who,
                                                       std::optional<events::booking_status> known,
                                                       booking_view&& now) {
  if (bookings_.size() >= most_watched)
    drop_unwatched();
  auto& watch = bookings_[now.booking.number];
  if (watch.told.empty())
    watch.told.push_back(std::move(now));
  if (!known)
    return watch.told.back();
  auto place = std::ranges::find_if(
      watch.told, [&](const booking_view& each) { return each.booking.status == *known; });
  // A status that was not told here is that of another node's day.
  if (place == watch.told.end())
    return watch.told.back();
  if (++place != watch.told.end())
    return *place;
  watch.waiting.push_back(who);
  return std::nullopt;
}

std::vector<return_address> watchers::note(const booking_view& now) {
  auto found = bookings_.find(now.booking.number);
  if (found == bookings_.end() || found->second.told.back().booking.status == now.booking.status)
    return {};
  found->second.told.push_back(now);
  return std::exchange(found->second.waiting, {});
}

std::vector<addressed_reply> watchers::take_all(std::uint64_t version) {
  std::vector<addressed_reply> out;
  for (auto& who : take_seat_watchers())
    out.push_back({std::move(who), seat_news{nullptr, version, {}}});
  for (auto& [number, watch] : bookings_)
    for (auto& who : watch.waiting)
      out.push_back({std::move(who), watch.told.back()});
  bookings_.clear();
  return out;
}

void watchers::drop_unwatched() {
  std::erase_if(bookings_, [](const auto& each) { return each.second.waiting.empty(); });
}

} // namespace boxoffice::actors
