// A show as the operator described it: layout, prices and times (the show body of spec
// section 8). ShowOpened carries all of it, so that a stream can be replayed without other data.
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
inline constexpr std::size_t most_label_chars = 64; ///< code points

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

/// Nothing if the body has no such class.
[[nodiscard]] const seat_class* find_class(const show_body& body, const std::string& id);

/// All errors of a body, by field; empty if it is valid.
[[nodiscard]] std::vector<field_error> errors_in(const show_body& body);

} // namespace boxoffice::events
