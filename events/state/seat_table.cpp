#include "events/state/seat_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace boxoffice::events {

namespace {

std::uint16_t tag_of(std::uint64_t hash) { return static_cast<std::uint16_t>(hash >> 16U); }

} // namespace

packed_seat_id::packed_seat_id(std::string_view text) {
  static_assert(sizeof words_ == most_seat_id_chars);
  if (text.size() <= most_seat_id_chars && text.find('\0') == std::string_view::npos)
    std::memcpy(words_.data(), text.data(), text.size());
}

std::string_view packed_seat_id::text() const {
  const auto* chars = reinterpret_cast<const char*>(words_.data());
  const auto* end = std::find(chars, chars + most_seat_id_chars, '\0');
  return {chars, static_cast<std::size_t>(end - chars)};
}

std::uint64_t packed_seat_id::hash() const {
  constexpr std::uint64_t spread = 0x9E37'79B9'7F4A'7C15; // 2^64 / golden ratio
  return (words_[0] ^ (words_[1] * spread)) * spread;
}

seat_table::seat_table(const show_body& body, const std::vector<seat_id>& former) {
  for (std::uint32_t i = 0; i < body.rows.size(); ++i) {
    const auto& row = body.rows[i];
    const auto* in_class = find_class(body, row.seat_class);
    auto price = body.price + (in_class != nullptr ? in_class->price : 0);
    std::uint16_t number = 0;
    for (const auto& seat : row.seats)
      if (seat && seats_.size() < seat_limit)
        seats_.push_back({packed_seat_id{seat->text}, i, ++number, seat->attributes, price});
  }
  size_ = seats_.size();
  for (const auto& id : former)
    if (seats_.size() < most_seats_ever)
      seats_.push_back({packed_seat_id{id.text}, 0, 0, {}, 0});
  seats_.shrink_to_fit();
  slots_.resize(std::bit_ceil(2 * size_ + 1));
  for (std::size_t i = 0; i < size_; ++i) {
    auto& found = slots_[slot_of(seats_[i].id)];
    if (found.place == 0) // If a name is given twice, the first seat has it.
      found = {tag_of(seats_[i].id.hash()), static_cast<std::uint16_t>(i + 1)};
  }
}

std::vector<seat_id> seat_table::former() const {
  std::vector<seat_id> ids;
  for (auto i = size_; i < seats_.size(); ++i)
    ids.push_back(seats_[i].id);
  return ids;
}

std::optional<seat_index> seat_table::find(const seat_id& id, std::size_t guess) const {
  packed_seat_id packed{id.text};
  if (packed.empty())
    return std::nullopt;
  if (guess < size_ && seats_[guess].id == packed)
    return static_cast<seat_index>(guess);
  auto place = slots_.empty() ? std::uint16_t{0} : slots_[slot_of(packed)].place;
  return place != 0 ? std::optional{static_cast<seat_index>(place - 1)} : std::nullopt;
}

std::size_t seat_table::slot_of(const packed_seat_id& id) const {
  auto hash = id.hash();
  auto mask = slots_.size() - 1;
  auto at = static_cast<std::size_t>(hash >> 32U) & mask;
  auto is_another = [&](const slot& each) {
    return each.place != 0 && (each.tag != tag_of(hash) || seats_[each.place - 1U].id != id);
  };
  while (is_another(slots_[at]))
    at = (at + 1) & mask;
  return at;
}

} // namespace boxoffice::events
