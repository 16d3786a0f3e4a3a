// Which bookings a list of bookings has, and their order over all shows.
#pragma once

#include "events/state/booking.hpp"
#include "storage/event_log.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boxoffice::storage {

struct booking_filter {
  std::optional<events::booking_status> status{};
  /// The begin of the reqId or of a paymentId, the whole number or customer; empty: any.
  std::string text{};
  std::vector<events::customer_id> customers{}; ///< whose mail address `text` is
};

[[nodiscard]] bool is_of(const events::booking& booked,
                         const std::vector<events::customer_id>& customers);
[[nodiscard]] bool matches(const events::booking& booked, const show_id& show,
                           const booking_filter& filter);

/// The place of a booking in the order of shows and numbers, compared as bytes.
[[nodiscard]] std::string booking_key(const show_id& show, events::booking_number number);
/// The place behind all bookings of a show.
[[nodiscard]] std::string key_behind(const show_id& show);

/// A place in that order.
struct booking_place {
  show_id show;                 ///< empty: the begin
  events::booking_number after; ///< of the show's bookings; the greatest: all of them
};
/// Nothing if the text is neither of the two keys nor empty.
[[nodiscard]] std::optional<booking_place> parse_booking_key(std::string_view key);

} // namespace boxoffice::storage
