// Why a command is refused. Each is a `code` of spec section 8; see http/api/json/problem.cpp.
#pragma once

#include "events/gate.hpp"
#include "events/ids.hpp"
#include "events/kinds/taken_seats.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/assert/source_location.hpp>

namespace boxoffice::events {

enum class errc : std::uint8_t {
  show_not_found,
  booking_not_found,
  forbidden,
  invalid_request,
  idempotency_key_reused,
  sales_closed,
  seats_unavailable,
  not_cancellable,
  not_movable,
  show_exists,
  no_refund_due,
  customer_limit,
  sales_not_open,
  not_enough_seats,
  leaves_single_seat,
  invalid_code,
  not_valid,
  already_admitted,
  seats_in_use,
  no_mail,
  link_used,
};
[[nodiscard]] constexpr std::string_view name(errc value) {
  switch (value) {
  case errc::show_not_found: return "SHOW_NOT_FOUND";
  case errc::booking_not_found: return "BOOKING_NOT_FOUND";
  case errc::forbidden: return "FORBIDDEN";
  case errc::invalid_request: return "INVALID_REQUEST";
  case errc::idempotency_key_reused: return "IDEMPOTENCY_KEY_REUSED";
  case errc::sales_closed: return "SALES_CLOSED";
  case errc::seats_unavailable: return "SEATS_UNAVAILABLE";
  case errc::not_cancellable: return "NOT_CANCELLABLE";
  case errc::not_movable: return "NOT_MOVABLE";
  case errc::show_exists: return "SHOW_EXISTS";
  case errc::no_refund_due: return "NO_REFUND_DUE";
  case errc::customer_limit: return "CUSTOMER_LIMIT";
  case errc::sales_not_open: return "SALES_NOT_OPEN";
  case errc::not_enough_seats: return "NOT_ENOUGH_SEATS";
  case errc::leaves_single_seat: return "LEAVES_SINGLE_SEAT";
  case errc::invalid_code: return "INVALID_CODE";
  case errc::not_valid: return "NOT_VALID";
  case errc::already_admitted: return "ALREADY_ADMITTED";
  case errc::seats_in_use: return "SEATS_IN_USE";
  case errc::no_mail: return "NO_MAIL";
  case errc::link_used: return "LINK_USED";
  }
  return {};
}

/// What is wrong with one member of a request: `rows[0].seats[3]`, `is not a seat id`.
struct field_error {
  std::string field;
  std::string detail;
  friend auto operator<=>(const field_error&, const field_error&) = default;
};

/// A refused command; nothing is logged for it.
struct refusal {
  errc code{};
  std::vector<taken_seat> seats;     ///< with seats_unavailable and seats_in_use
  std::vector<field_error> errors;   ///< with invalid_request
  std::int64_t limit = 0;            ///< with customer_limit: the most seats, unpaid or of the show
  std::int64_t have = 0;             ///< with customer_limit: the seats of the customer that count
  std::optional<time_ms> opens_at{}; ///< with sales_not_open
  std::int64_t opens_in_ms = 0;      ///< with sales_not_open: from the stream's time on
  std::vector<seat_id> singles{};    ///< with leaves_single_seat
  std::vector<seat_id> suggestion{}; ///< with leaves_single_seat: to take instead, if any
  std::optional<ticket_refusal> ticket{}; ///< with not_valid and already_admitted
  friend auto operator<=>(const refusal&, const refusal&) = default;
};

/// A refusal with a code only.
[[nodiscard]] inline refusal refused(errc code) { return {code, {}, {}}; }

/// Called by boost::system::result if value() is used on a refusal, which is a bug in the caller.
[[noreturn]] inline void throw_exception_from_error(const refusal&, const boost::source_location&) {
  throw std::logic_error{"the value of a refused command was used"};
}

} // namespace boxoffice::events
