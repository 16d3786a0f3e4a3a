// The parts of a hall as an operator describes them: rows of seats, classes, price types.
#pragma once

#include "events/ids.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boxoffice::events {

/// Most seats of one show.
inline constexpr std::size_t seat_limit = 10'000;

/// What a seat offers or lacks. The names are stored.
enum class seat_attribute : std::uint8_t { wheelchair, companion, restricted_view };
[[nodiscard]] constexpr std::string_view name(seat_attribute value) {
  switch (value) {
  case seat_attribute::wheelchair: return "wheelchair";
  case seat_attribute::companion: return "companion";
  case seat_attribute::restricted_view: return "restricted_view";
  }
  return {};
}

/// A set of them; bit n stands for the n-th attribute.
struct seat_attributes {
  std::uint8_t bits{};

  [[nodiscard]] bool empty() const { return bits == 0; }
  [[nodiscard]] bool has(seat_attribute one) const { return has_all({bit_of(one)}); }
  [[nodiscard]] bool has_all(seat_attributes others) const {
    return (bits & others.bits) == others.bits;
  }
  void add(seat_attribute one) { bits = static_cast<std::uint8_t>(bits | bit_of(one)); }
  friend auto operator<=>(const seat_attributes&, const seat_attributes&) = default;

private:
  static std::uint8_t bit_of(seat_attribute one) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(one));
  }
};

struct seat_class {
  std::string id;
  std::string name;
  std::int64_t price{}; ///< minor units on top of the show's price; may be a discount
  friend auto operator<=>(const seat_class&, const seat_class&) = default;
};

/// Who sits there: adult, child, senior.
struct price_type {
  price_type_id id;
  std::string name;
  std::int64_t price{}; ///< minor units on top of show and class; may be negative
  friend auto operator<=>(const price_type&, const price_type&) = default;
};

/// A seat of a row: an id, mostly without attributes.
struct hall_seat : seat_id {
  hall_seat() = default;
  hall_seat(seat_id id, seat_attributes given = {}) // NOLINT(google-explicit-constructor)
      : seat_id{std::move(id)}, attributes{given} {}

  seat_attributes attributes;
  friend auto operator<=>(const hall_seat&, const hall_seat&) = default;
};

struct seat_row {
  std::string row;
  std::string seat_class;                      ///< a seat_class's id
  std::vector<std::optional<hall_seat>> seats; ///< left to right; nothing is an aisle
  /// How far the ends of the row are bent towards the screen, in tenths of a seat's height.
  std::optional<std::int64_t> offset{};
  friend auto operator<=>(const seat_row&, const seat_row&) = default;
};

/// What a request wants that leaves the choice of its seats to the show.
struct seat_wish {
  std::int64_t count{};       ///< seats
  std::string seat_class;     ///< a seat_class's id; empty: any
  seat_attributes attributes; ///< that each seat has
  friend auto operator<=>(const seat_wish&, const seat_wish&) = default;
};

/// Whether only those who ask for it should get the seat: a place for a wheelchair or a companion.
[[nodiscard]] inline bool is_access(seat_attributes of) {
  return of.has(seat_attribute::wheelchair) || of.has(seat_attribute::companion);
}

} // namespace boxoffice::events
