#include "storage/verify/seat_owners.hpp"

#include <algorithm>
#include <utility>

namespace boxoffice::storage {

using namespace events;

std::vector<oversold_seat> seat_owners::take(std::uint64_t seq, const event& fact) {
  if (const auto* requested = std::get_if<booking_requested>(&fact))
    request_seats(seq, requested->seats);
  else if (const auto* confirmed = std::get_if<booking_confirmed>(&fact))
    return give(confirmed->number);
  else if (const auto* paid = std::get_if<booking_paid>(&fact))
    return give(paid->number);
  else if (const auto* rejected = std::get_if<booking_rejected>(&fact))
    release(rejected->number);
  else if (const auto* expired = std::get_if<booking_expired>(&fact))
    release(expired->number);
  else if (const auto* cancelled = std::get_if<booking_cancelled>(&fact))
    release(cancelled->number);
  else if (const auto* returned = std::get_if<seats_returned>(&fact))
    take_away(returned->number, returned->seats);
  else if (const auto* moved = std::get_if<booking_moved>(&fact))
    return move(moved->number, moved->to);
  return {};
}

/// A repeated seq, which no log of ours has, adds nothing.
void seat_owners::request_seats(std::uint64_t seq, const std::vector<seat_id>& seats) {
  if (!requests_.empty() && requests_.back().number >= seq)
    return;
  requests_.push_back(
      {seq, static_cast<std::uint32_t>(named_.size()), static_cast<std::uint32_t>(seats.size())});
  for (const auto& id : seats)
    named_.push_back(number_of(id));
}

seat_owners::seat_number seat_owners::number_of(const seat_id& id) {
  auto [found, added] = numbers_.try_emplace(id.text, static_cast<seat_number>(seats_.size()));
  if (added) {
    ids_.push_back(&found->first);
    seats_.emplace_back();
  }
  return found->second;
}

seat_owners::request* seat_owners::find(booking_number number) {
  auto found = std::ranges::lower_bound(requests_, number, {}, &request::number);
  return found == requests_.end() || found->number != number ? nullptr : &*found;
}

std::vector<oversold_seat> seat_owners::give(booking_number to) {
  std::vector<oversold_seat> twice;
  auto* booked = find(to);
  if (booked == nullptr)
    return twice;
  for (std::uint32_t i = 0; i < booked->count; ++i) {
    auto number = named_[booked->first + i];
    auto& one = seats_[number];
    if (one.owner != 0 && one.owner != to && !std::exchange(one.oversold, true))
      twice.push_back({{*ids_[number]}, one.owner, to});
    one.owner = to;
  }
  return twice;
}

void seat_owners::release(booking_number from) {
  auto* booked = find(from);
  if (booked == nullptr)
    return;
  for (std::uint32_t i = 0; i < booked->count; ++i)
    if (auto& one = seats_[named_[booked->first + i]]; one.owner == from)
      one.owner = 0;
}

std::vector<oversold_seat> seat_owners::move(booking_number which, const std::vector<seat_id>& to) {
  release(which);
  auto* booked = find(which);
  if (booked == nullptr)
    return {};
  booked->first = static_cast<std::uint32_t>(named_.size());
  booked->count = static_cast<std::uint32_t>(to.size());
  for (const auto& id : to)
    named_.push_back(number_of(id));
  return give(which);
}

void seat_owners::take_away(booking_number from, const std::vector<seat_id>& seats) {
  auto* booked = find(from);
  if (booked == nullptr)
    return;
  std::uint32_t left = 0;
  for (std::uint32_t i = 0; i < booked->count; ++i) {
    auto number = named_[booked->first + i];
    auto is_returned =
        std::ranges::any_of(seats, [&](const seat_id& id) { return id.text == *ids_[number]; });
    if (!is_returned)
      named_[booked->first + left++] = number;
    else if (auto& one = seats_[number]; one.owner == from)
      one.owner = 0;
  }
  booked->count = left;
}

std::size_t seat_owners::bytes() const {
  constexpr std::size_t of_a_seat = 96; // A node of the map, its text and two entries.
  return sizeof *this + seats_.size() * of_a_seat + requests_.capacity() * sizeof(request) +
         named_.capacity() * sizeof(seat_number);
}

} // namespace boxoffice::storage
