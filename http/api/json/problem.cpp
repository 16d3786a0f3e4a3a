#include "http/api/json/problem.hpp"

#include "events/time_text.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

namespace boxoffice::http {

namespace {

using events::errc;

struct entry {
  unsigned status;
  std::string_view name;
  std::string_view title;
};

/// Behind the last code: status 0.
entry entry_of(code of) {
  switch (of) {
  case code::bad_request: return {400, "BAD_REQUEST", "Malformed HTTP request"};
  case code::malformed_json: return {400, "MALFORMED_JSON", "Malformed JSON"};
  case code::unauthenticated: return {401, "UNAUTHENTICATED", "Authentication required"};
  case code::forbidden: return {403, "FORBIDDEN", "Access denied"};
  case code::show_not_found: return {404, "SHOW_NOT_FOUND", "Show not found"};
  case code::booking_not_found: return {404, "BOOKING_NOT_FOUND", "Booking not found"};
  case code::not_found: return {404, "NOT_FOUND", "Not found"};
  case code::method_not_allowed: return {405, "METHOD_NOT_ALLOWED", "Method not allowed"};
  case code::seats_unavailable:
    return {409, "SEATS_UNAVAILABLE", "Some of the seats are not available"};
  case code::sales_closed: return {409, "SALES_CLOSED", "The show is not on sale"};
  case code::not_cancellable:
    return {409, "NOT_CANCELLABLE", "The booking can no longer be cancelled"};
  case code::not_movable:
    return {409, "NOT_MOVABLE", "Only a confirmed or paid booking can be moved"};
  case code::show_exists: return {409, "SHOW_EXISTS", "A different show with this id exists"};
  case code::no_refund_due: return {409, "NO_REFUND_DUE", "No refund is due for this payment"};
  case code::customer_limit:
    return {409, "CUSTOMER_LIMIT", "The customer may not have more seats in this show"};
  case code::sales_not_open: return {409, "SALES_NOT_OPEN", "Sales have not started yet"};
  case code::not_enough_seats:
    return {409, "NOT_ENOUGH_SEATS", "Fewer seats are free than were asked for"};
  case code::leaves_single_seat:
    return {409, "LEAVES_SINGLE_SEAT", "The seats would leave a single seat free"};
  case code::not_valid: return {409, "NOT_VALID", "The ticket is not valid"};
  case code::already_admitted:
    return {409, "ALREADY_ADMITTED", "The holder of this seat was admitted before"};
  case code::seats_in_use:
    return {409, "SEATS_IN_USE", "The show would lose seats that are in use"};
  case code::hall_not_found: return {404, "HALL_NOT_FOUND", "Hall not found"};
  case code::hall_changed: return {409, "HALL_CHANGED", "The hall has another version"};
  case code::hall_limit: return {409, "HALL_LIMIT", "There are as many halls as there may be"};
  case code::no_mail: return {409, "NO_MAIL", "The booking has no mail address"};
  case code::link_used: return {410, "LINK_USED", "The link was used before or is over"};
  case code::webhook_not_found: return {404, "WEBHOOK_NOT_FOUND", "Webhook not found"};
  case code::webhook_limit:
    return {409, "WEBHOOK_LIMIT", "There are as many webhooks as there may be"};
  case code::webhook_disabled: return {409, "WEBHOOK_DISABLED", "The webhook is disabled"};
  case code::body_too_large: return {413, "BODY_TOO_LARGE", "Request body too large"};
  case code::unsupported_media_type:
    return {415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json"};
  case code::invalid_request: return {422, "INVALID_REQUEST", "Invalid request"};
  case code::invalid_code:
    return {422, "INVALID_CODE", "This is no ticket code of this box office"};
  case code::upgrade_required: return {426, "UPGRADE_REQUIRED", "WebSocket version 13 required"};
  case code::idempotency_key_reused:
    return {422, "IDEMPOTENCY_KEY_REUSED", "Idempotency key was used for another request"};
  case code::rate_limited: return {429, "RATE_LIMITED", "Too many requests from this address"};
  case code::overloaded: return {503, "OVERLOADED", "Server overloaded"};
  case code::unavailable: return {503, "UNAVAILABLE", "Service unavailable"};
  }
  return {};
}

nlohmann::ordered_json json_of(const events::taken_seat& seat) {
  nlohmann::ordered_json body{{"seat", seat.seat.text}, {"reason", events::name(seat.reason)}};
  if (seat.retry_at)
    body["retryAt"] = events::to_rfc3339(*seat.retry_at);
  return body;
}

} // namespace

code code_of(errc refused) {
  switch (refused) {
  case errc::show_not_found: return code::show_not_found;
  case errc::booking_not_found: return code::booking_not_found;
  case errc::forbidden: return code::forbidden;
  case errc::invalid_request: return code::invalid_request;
  case errc::idempotency_key_reused: return code::idempotency_key_reused;
  case errc::sales_closed: return code::sales_closed;
  case errc::seats_unavailable: return code::seats_unavailable;
  case errc::not_cancellable: return code::not_cancellable;
  case errc::not_movable: return code::not_movable;
  case errc::show_exists: return code::show_exists;
  case errc::no_refund_due: return code::no_refund_due;
  case errc::customer_limit: return code::customer_limit;
  case errc::sales_not_open: return code::sales_not_open;
  case errc::not_enough_seats: return code::not_enough_seats;
  case errc::leaves_single_seat: return code::leaves_single_seat;
  case errc::invalid_code: return code::invalid_code;
  case errc::not_valid: return code::not_valid;
  case errc::already_admitted: return code::already_admitted;
  case errc::seats_in_use: return code::seats_in_use;
  case errc::no_mail: return code::no_mail;
  case errc::link_used: return code::link_used;
  }
  std::abort(); // All enumerators return above.
}

unsigned status_of(code of) { return entry_of(of).status; }

std::string_view name_of(code of) { return entry_of(of).name; }

std::string_view title_of(code of) { return entry_of(of).title; }

const std::vector<code>& all_codes() {
  static const auto all = [] {
    std::vector<code> found;
    for (std::uint8_t i = 0; status_of(static_cast<code>(i)) != 0; ++i)
      found.push_back(static_cast<code>(i));
    return found;
  }();
  return all;
}

namespace {

/// For people who stand at a gate.
std::string_view detail_of(events::invalid_ticket reason) {
  using enum events::invalid_ticket;
  switch (reason) {
  case unknown_booking: return "There is no such booking.";
  case not_paid: return "The booking is not paid.";
  case cancelled: return "The booking was cancelled.";
  case seat_changed: return "The booking does not have this seat any more.";
  case other_show: return "The ticket is for another show.";
  }
  std::abort(); // All enumerators return above.
}

void add_ticket(nlohmann::ordered_json& body, const problem& what) {
  if (what.code == code::not_valid) {
    body["detail"] = detail_of(what.ticket->reason);
    body["reason"] = events::name(what.ticket->reason);
    return;
  }
  body["at"] = events::to_rfc3339(what.ticket->at);
  body["gate"] = nullptr;
  if (!what.ticket->gate.empty())
    body["gate"] = what.ticket->gate;
}

response made_response(const problem& what) {
  auto [status, name, title] = entry_of(what.code);
  nlohmann::ordered_json body{
      {"type", "about:blank"},
      {"title", title},
      {"status", status},
      {"code", name},
      {"detail", what.detail.empty() ? std::string{title} + '.' : what.detail}};
  for (const auto& error : what.errors)
    body["errors"].push_back({{"field", error.field}, {"detail", error.detail}});
  for (const auto& seat : what.seats)
    body["seats"].push_back(json_of(seat));
  if (what.code == code::customer_limit) {
    body["limit"] = what.limit;
    body["have"] = what.have;
  }
  if (what.opens_at)
    body["opensAt"] = events::to_rfc3339(*what.opens_at);
  for (const auto& seat : what.singles)
    body["singleSeats"].push_back(seat.text);
  for (const auto& seat : what.suggestion)
    body["suggestion"].push_back(seat.text);
  if (what.version)
    body["version"] = *what.version;
  if (what.ticket)
    add_ticket(body, what);
  response out;
  out.status = status;
  out.problem = problem_number(what.code);
  out.content_type = "application/problem+json";
  out.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (what.retry_after_s || status == 429 || status == 503)
    out.add_header("Retry-After", std::to_string(what.retry_after_s.value_or(1)));
  if (status == 401)
    out.add_header("WWW-Authenticate", "Bearer");
  return out;
}

/// Of a code alone, by its number. A node that refuses most requests must not spend its time on
/// making the same text.
const response& plain_response(code of) {
  static const auto all = [] {
    std::vector<response> made;
    for (auto each : all_codes())
      made.push_back(made_response({each, {}, {}, {}, {}}));
    return made;
  }();
  return all[static_cast<std::size_t>(of)];
}

} // namespace

response to_response(const problem& what) {
  auto is_plain = what.detail.empty() && what.errors.empty() && what.seats.empty() &&
                  what.singles.empty() && !what.retry_after_s && !what.ticket && !what.version &&
                  what.code != code::customer_limit;
  return is_plain ? plain_response(what.code) : made_response(what);
}

response to_response(const events::refusal& why) {
  problem what{code_of(why.code), {}, why.errors, why.seats, {}, why.limit, why.have, why.opens_at};
  what.singles = why.singles;
  what.suggestion = why.suggestion;
  what.ticket = why.ticket;
  if (why.opens_at)
    what.retry_after_s = (why.opens_in_ms + events::ms_a_second - 1) / events::ms_a_second;
  return to_response(what);
}

} // namespace boxoffice::http
