// A show as the operator described it: layout, prices and times (the show body of spec
// section 8). ShowOpened carries all of it, so that a stream can be replayed without other data.
#pragma once

#include "events/errc.hpp"
#include "events/hall.hpp"
#include "events/layout/seat_rows.hpp"
#include "events/money.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::events {

inline constexpr std::size_t most_label_chars = 64; ///< code points
inline constexpr std::size_t most_price_types = 20;
inline constexpr std::size_t most_poster_chars = 500; ///< of ASCII
inline constexpr std::int64_t most_running_minutes = 1'440;
inline constexpr std::size_t most_language_chars = 35; ///< of ASCII
inline constexpr std::int64_t most_row_offset = 50;

/// Whether a request may leave a single seat free between taken ones. `allow` is not stored.
enum class single_seats : std::uint8_t { allow, refuse };
[[nodiscard]] constexpr std::string_view name(single_seats value) {
  switch (value) {
  case single_seats::allow: return "allow";
  case single_seats::refuse: return "refuse";
  }
  return {};
}

struct show_body {
  std::string movie;
  std::string hall;
  time_ms starts_at{};
  time_ms sales_close_at{};
  std::string currency;
  std::int64_t price{}; ///< minor units
  std::vector<seat_class> classes;
  seat_rows rows;
  std::optional<std::string> time_zone{}; ///< of the hall, by its IANA name
  std::optional<time_ms> opens_at{};      ///< sales start then; none: at once
  std::vector<price_type> price_types{};  ///< the first is the default; none: one of price 0
  std::optional<std::int64_t> max_seats_per_customer{};
  events::single_seats single_seats{};
  std::optional<std::string> poster{};        ///< https URL of a picture
  std::optional<std::int64_t> running_time{}; ///< minutes
  std::optional<std::string> rating{};        ///< who may see it, such as "FSK 12"
  std::optional<std::string> language{};      ///< BCP 47 tag
  friend auto operator<=>(const show_body&, const show_body&) = default;
};

/// Nothing if the body has no such class.
[[nodiscard]] const seat_class* find_class(const show_body& body, const std::string& id);

/// Nothing if the body has no such price type.
[[nodiscard]] const price_type* find_price_type(const show_body& body, const price_type_id& id);

/// All errors of a body, by field; empty if it is valid. The auditor applies it to logs of every
/// age, so it may become looser and never stricter.
[[nodiscard]] std::vector<field_error> errors_in(const show_body& body);

/// The errors of classes, rows and time zone alone, for whatever price of a show.
[[nodiscard]] std::vector<field_error> errors_in_hall(const show_body& body);

} // namespace boxoffice::events
