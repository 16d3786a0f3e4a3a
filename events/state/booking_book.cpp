#include "events/state/booking_book.hpp"

#include <algorithm>
#include <cstring>

namespace boxoffice::events {

namespace {

template <std::size_t N>
std::uint32_t first_bytes(const std::array<std::uint8_t, N>& random) {
  std::uint32_t hash{};
  std::memcpy(&hash, random.data(), sizeof hash);
  return hash;
}

std::uint32_t hash_of(const customer_id& customer, const bytes32& key_hash) {
  return first_bytes(customer) ^ first_bytes(key_hash);
}

} // namespace

const admission* find_admission(const booking_details& details, seat_index seat) {
  auto found = std::ranges::find(details.admitted, seat, &admission::seat);
  return found == details.admitted.end() ? nullptr : &*found;
}

booking* booking_book::add(booking&& made) {
  if (!numbers_.empty() && numbers_.back() >= made.number)
    return nullptr;
  auto place = static_cast<std::uint32_t>(bookings_.size());
  numbers_.push_back(made.number);
  const auto& added = bookings_.emplace_back(std::move(made));
  by_secret_.put(first_bytes(added.secret), place,
                 [&](std::uint32_t other) { return bookings_[other].secret == added.secret; });
  if (const auto& key = added.details->key_hash)
    by_key_.put(hash_of(added.customer, *key), place, [&](std::uint32_t other) {
      return bookings_[other].customer == added.customer &&
             bookings_[other].details->key_hash == key;
    });
  return &bookings_.back();
}

const booking* booking_book::find(booking_number number) const {
  auto place = place_of(number);
  return place != numbers_.size() && numbers_[place] == number ? &bookings_[place] : nullptr;
}

booking* booking_book::find(booking_number number) {
  auto place = place_of(number);
  return place != numbers_.size() && numbers_[place] == number ? &bookings_[place] : nullptr;
}

const booking* booking_book::find(const bytes16& secret) const {
  auto place = by_secret_.find(
      first_bytes(secret), [&](std::uint32_t each) { return bookings_[each].secret == secret; });
  return place ? &bookings_[*place] : nullptr;
}

const booking* booking_book::find(const customer_id& customer, const bytes32& key_hash) const {
  auto place = by_key_.find(hash_of(customer, key_hash), [&](std::uint32_t each) {
    return bookings_[each].customer == customer && bookings_[each].details->key_hash == key_hash;
  });
  return place ? &bookings_[*place] : nullptr;
}

booking_book::const_iterator booking_book::behind(booking_number number) const {
  return std::upper_bound(begin(), end(), number, [](booking_number all, const booking& each) {
    return all < each.number;
  });
}

/// Gallops from the end: most numbers that are searched for are recent.
std::size_t booking_book::place_of(booking_number number) const {
  std::size_t back = 1;
  while (back < numbers_.size() && numbers_[numbers_.size() - back] > number)
    back *= 2;
  auto from = numbers_.end() - static_cast<std::ptrdiff_t>(std::min(back, numbers_.size()));
  auto to = numbers_.end() - static_cast<std::ptrdiff_t>(back / 2);
  return static_cast<std::size_t>(std::lower_bound(from, to, number) - numbers_.begin());
}

} // namespace boxoffice::events
