// The seats of a layout, by place and by id.
#pragma once

#include "events/hall.hpp"

#include <array>
#include <bit>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace boxoffice::events {

/// A seat's id, padded with zeros: no memory elsewhere, and compared as two numbers.
class packed_seat_id {
public:
  packed_seat_id() = default;
  /// Empty for a text that is too long for a seat's id or has a zero in it.
  explicit packed_seat_id(std::string_view text);

  [[nodiscard]] bool empty() const { return words_[0] == 0; }
  [[nodiscard]] std::string_view text() const {
    static_assert(std::endian::native == std::endian::little); // The last character is the highest.
    auto is_long = words_[1] != 0;
    auto bits = std::bit_width(words_[is_long ? 1 : 0]);
    return {reinterpret_cast<const char*>(words_.data()),
            (is_long ? sizeof words_[0] : 0) + (static_cast<std::size_t>(bits) + 7) / 8};
  }
  [[nodiscard]] std::uint64_t hash() const;
  operator seat_id() const { return {std::string{text()}}; }

  friend bool operator==(const packed_seat_id&, const packed_seat_id&) = default;
  friend bool operator==(const packed_seat_id& a, const seat_id& b) { return a.text() == b.text; }

private:
  std::array<std::uint64_t, 2> words_{};
};

/// Most seats of a table, with the former ones.
inline constexpr std::size_t most_seats_ever = 65'000;

/// The seats of valid rows in their order. Behind them stand former seats, which only earlier
/// layouts of the show had: bookings that have ended may name them. Never changes: another layout
/// is another table, and a copy is the same one. Small, because each booking looks its seats up,
/// mostly in memory that is not cached.
class seat_table {
public:
  struct entry {
    packed_seat_id id;
    // Of a former seat 0 and nothing:
    std::uint32_t row;    ///< index into the rows
    std::uint16_t number; ///< from 1 within the row, aisles not counted
    seat_attributes attributes;
  };

  /// Without seats.
  seat_table() : seat_table{std::vector<seat_row>{}} {}
  /// None of the former seats may be in the rows.
  explicit seat_table(const std::vector<seat_row>& rows, const std::vector<seat_id>& former = {});

  /// Seats of the hall.
  [[nodiscard]] std::size_t size() const { return all_->size; }
  [[nodiscard]] std::size_t size_with_former() const { return all_->seats.size(); }
  [[nodiscard]] std::vector<seat_id> former() const;
  /// A seat of the hall or a former one.
  [[nodiscard]] const entry& operator[](seat_index seat) const { return all_->seats[seat]; }
  /// A seat of the hall.
  [[nodiscard]] std::optional<seat_index> find(const seat_id& id) const { return find(id, size()); }
  /// Quicker if it is the seat at `guess`.
  [[nodiscard]] std::optional<seat_index> find(const seat_id& id, std::size_t guess) const;

private:
  struct slot {
    std::uint16_t tag{};   ///< a part of the id's hash
    std::uint16_t place{}; ///< the seat's index + 1; 0: a free slot
  };

  struct content {
    std::vector<entry> seats;
    std::size_t size = 0;    ///< without the former seats
    std::vector<slot> slots; ///< a power of two of them, at least half of them free

    /// The slot of that id, or the free one that it would get.
    [[nodiscard]] std::size_t slot_of(const packed_seat_id& id) const;
  };

  std::shared_ptr<const content> all_;
};

} // namespace boxoffice::events
