// The seats of a show, by place and by id.
#pragma once

#include "events/show_body.hpp"
#include "events/state/seat_list.hpp"

#include <array>
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
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::uint64_t hash() const;
  operator seat_id() const { return {std::string{text()}}; }

  friend bool operator==(const packed_seat_id&, const packed_seat_id&) = default;
  friend bool operator==(const packed_seat_id& a, const seat_id& b) { return a.text() == b.text; }

private:
  std::array<std::uint64_t, 2> words_{};
};

/// Most seats of a table, with the former ones.
inline constexpr std::size_t most_seats_ever = 65'000;

/// The seats of a valid body in the order of its rows. Behind them stand former seats, which only
/// earlier layouts of the show had: bookings that have ended may name them. Never changes: another
/// layout is another table. Small, because each booking looks its seats up, mostly in memory that
/// is not cached.
class seat_table {
public:
  struct entry {
    packed_seat_id id;
    // Of a former seat 0 and nothing:
    std::uint32_t row;    ///< index into show_body::rows
    std::uint16_t number; ///< from 1 within the row, aisles not counted
    seat_attributes attributes;
    std::int64_t price; ///< show price + class price, minor units
  };

  seat_table() = default;
  /// None of the former seats may be in the body.
  explicit seat_table(const show_body& body, const std::vector<seat_id>& former = {});

  /// Seats of the hall.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t size_with_former() const { return seats_.size(); }
  [[nodiscard]] std::vector<seat_id> former() const;
  /// A seat of the hall or a former one.
  [[nodiscard]] const entry& operator[](seat_index seat) const { return seats_[seat]; }
  /// A seat of the hall.
  [[nodiscard]] std::optional<seat_index> find(const seat_id& id) const { return find(id, size_); }
  /// Quicker if it is the seat at `guess`.
  [[nodiscard]] std::optional<seat_index> find(const seat_id& id, std::size_t guess) const;

private:
  struct slot {
    std::uint16_t tag{};   ///< a part of the id's hash
    std::uint16_t place{}; ///< the seat's index + 1; 0: a free slot
  };

  /// The slot of that id, or the free one that it would get.
  [[nodiscard]] std::size_t slot_of(const packed_seat_id& id) const;

  std::vector<entry> seats_;
  std::size_t size_ = 0;    ///< without the former seats
  std::vector<slot> slots_; ///< a power of two of them, at least half of them free
};

} // namespace boxoffice::events
