// Refusals as application/problem+json (RFC 9457): the table of codes of spec section 8.
#pragma once

#include "events/errc.hpp"
#include "http/server/response.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boxoffice::http {

enum class code : std::uint8_t {
  bad_request, // malformed HTTP
  malformed_json,
  unauthenticated,
  forbidden,
  show_not_found,
  booking_not_found,
  not_found,
  method_not_allowed,
  seats_unavailable,
  sales_closed,
  not_cancellable,
  not_movable,
  show_exists,
  no_refund_due,
  customer_limit,
  sales_not_open,
  not_enough_seats,
  leaves_single_seat,
  not_valid,
  already_admitted,
  seats_in_use,
  hall_not_found,
  hall_changed,
  hall_limit,
  no_mail,
  link_used,
  webhook_not_found,
  webhook_limit,
  webhook_disabled,
  body_too_large,
  unsupported_media_type,
  upgrade_required,
  invalid_request,
  invalid_code,
  idempotency_key_reused,
  rate_limited,
  overloaded,
  unavailable,
};

struct problem {
  http::code code{};
  std::string detail{};                        ///< for people; empty: the title
  std::vector<events::field_error> errors{};   ///< with invalid_request
  std::vector<events::taken_seat> seats{};     ///< with seats_unavailable and seats_in_use
  std::optional<std::int64_t> retry_after_s{}; ///< seconds; 429 and 503 have 1 if it is not set
  std::int64_t limit = 0; ///< with customer_limit: most seats, and how many of them the
  std::int64_t have = 0;  ///< customer has
  std::optional<events::time_ms> opens_at{};      ///< with sales_not_open
  std::vector<events::seat_id> singles{};         ///< with leaves_single_seat
  std::vector<events::seat_id> suggestion{};      ///< with leaves_single_seat
  std::optional<std::uint64_t> version{};         ///< with hall_changed: that of the hall
  std::optional<events::ticket_refusal> ticket{}; ///< with not_valid and already_admitted
};

/// response::problem for a problem with that code.
[[nodiscard]] constexpr std::uint8_t problem_number(code of) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(of) + 1);
}

[[nodiscard]] code code_of(events::errc refused);
[[nodiscard]] unsigned status_of(code of);
[[nodiscard]] std::string_view name_of(code of);
[[nodiscard]] std::string_view title_of(code of); ///< for people
/// Every code, in the order of the enumeration.
[[nodiscard]] const std::vector<code>& all_codes();

[[nodiscard]] response to_response(const problem& what);
[[nodiscard]] response to_response(const events::refusal& why);

} // namespace boxoffice::http
