// What a show is: its layout, prices and times, as the operator gave them (the show body of spec
// section 8). ShowOpened carries it whole, so that a stream can be replayed with nothing else.
#pragma once

#include "events/errc.hpp"
#include "events/ids.hpp"
#include "events/money.hpp"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::events {

/// Most seats of one show.
inline constexpr std::size_t seat_limit = 10'000;

struct seat_class {
  std::string id;
  std::string name;
  std::int64_t price{}; ///< minor units on top of the show's price; may be a discount
  friend auto operator<=>(const seat_class&, const seat_class&) = default;
};

struct seat_row {
  std::string row;
  std::string seat_class;                    ///< a seat_class's id
  std::vector<std::optional<seat_id>> seats; ///< left to right; nothing is an aisle
  friend auto operator<=>(const seat_row&, const seat_row&) = default;
};

struct show_body {
  std::string movie;
  std::string hall;
  time_ms starts_at{};
  time_ms sales_close_at{};
  std::string currency;
  std::int64_t price{}; ///< minor units
  std::vector<seat_class> classes;
  std::vector<seat_row> rows;
  friend auto operator<=>(const show_body&, const show_body&) = default;
};

/// All that keeps a body from being opened, by field; empty where it is sound.
[[nodiscard]] std::vector<field_fault> faults_of(const show_body& body);

using seat_index = std::uint16_t;

/// The seats of a sound body in the order of its rows. Never changes once the show is open.
class seat_table {
public:
  struct entry {
    seat_id id;
    std::uint32_t row;    ///< index into show_body::rows
    std::uint32_t number; ///< from 1 within the row, aisles not counted
    std::int64_t price;   ///< show price + class price, minor units
  };

  seat_table() = default;
  explicit seat_table(const show_body& body);

  [[nodiscard]] std::size_t size() const { return seats_.size(); }
  [[nodiscard]] const entry& operator[](seat_index seat) const { return seats_[seat]; }
  [[nodiscard]] std::optional<seat_index> find(const seat_id& id) const;

private:
  /// A seat's id as two numbers, its text with zeros behind; looked up several times a booking.
  struct packed_id {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    friend bool operator==(const packed_id&, const packed_id&) = default;
  };
  struct slot {
    packed_id id; ///< zeros: a free slot
    seat_index seat{};
  };

  [[nodiscard]] static packed_id pack(const std::string& text);
  /// The slot of that id, or the free one where it would be.
  [[nodiscard]] std::size_t place_of(const packed_id& id) const;

  std::vector<entry> seats_;
  std::vector<slot> slots_; ///< a power of two of them, at least half of them free
};

} // namespace boxoffice::events
