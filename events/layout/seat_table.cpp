#include "events/layout/seat_table.hpp"

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

std::uint64_t packed_seat_id::hash() const {
  constexpr std::uint64_t spread = 0x9E37'79B9'7F4A'7C15; // 2^64 / golden ratio
  return (words_[0] ^ (words_[1] * spread)) * spread;
}

seat_table::seat_table(const std::vector<seat_row>& rows, const std::vector<seat_id>& former) {
  auto made = std::make_shared<content>();
  auto& [seats, size, slots] = *made;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    std::uint16_t number = 0;
    for (const auto& seat : rows[i].seats)
      if (seat && seats.size() < seat_limit)
        seats.push_back({packed_seat_id{seat->text}, i, ++number, seat->attributes});
  }
  size = seats.size();
  for (const auto& id : former)
    if (seats.size() < most_seats_ever)
      seats.push_back({packed_seat_id{id.text}, 0, 0, {}});
  seats.shrink_to_fit();
  slots.resize(std::bit_ceil(2 * size + 1));
  for (std::size_t i = 0; i < size; ++i) {
    auto& found = slots[made->slot_of(seats[i].id)];
    if (found.place == 0) // If a name is given twice, the first seat has it.
      found = {tag_of(seats[i].id.hash()), static_cast<std::uint16_t>(i + 1)};
  }
  all_ = std::move(made);
}

std::vector<seat_id> seat_table::former() const {
  std::vector<seat_id> ids;
  for (auto i = size(); i < all_->seats.size(); ++i)
    ids.push_back(all_->seats[i].id);
  return ids;
}

std::optional<seat_index> seat_table::find(const seat_id& id, std::size_t guess) const {
  packed_seat_id packed{id.text};
  if (packed.empty())
    return std::nullopt;
  if (guess < size() && all_->seats[guess].id == packed)
    return static_cast<seat_index>(guess);
  auto place = all_->slots[all_->slot_of(packed)].place;
  return place != 0 ? std::optional{static_cast<seat_index>(place - 1)} : std::nullopt;
}

std::size_t seat_table::content::slot_of(const packed_seat_id& id) const {
  auto hash = id.hash();
  auto mask = slots.size() - 1;
  auto at = static_cast<std::size_t>(hash >> 32U) & mask;
  auto is_another = [&](const slot& each) {
    return each.place != 0 && (each.tag != tag_of(hash) || seats[each.place - 1U].id != id);
  };
  while (is_another(slots[at]))
    at = (at + 1) & mask;
  return at;
}

} // namespace boxoffice::events
