#include "http/api/browsers/preflight.hpp"

namespace boxoffice::http {

namespace {

/// Headers of requests that a page may set. A page needs no leave for others than these.
constexpr std::string_view allowed_headers =
    "Authorization, Content-Type, Idempotency-Key, If-None-Match, Traceparent, X-Request-Id";
/// Seconds for which a browser need not ask again.
constexpr std::string_view max_age = "600";

} // namespace

std::optional<response> preflight_response(const message& received, const route_match& match,
                                           const response_lines& lines) {
  if (received.method() != verb::options || match.allowed.empty() || !lines.uses_origin())
    return std::nullopt;
  auto is_preflight = !only_header(received, field::access_control_request_method).empty() &&
                      lines.allows(only_header(received, field::origin));
  if (!is_preflight)
    return std::nullopt;
  response allowed;
  allowed.status = 204;
  allowed.add_header("Access-Control-Allow-Methods", match.allowed);
  allowed.add_header("Access-Control-Allow-Headers", allowed_headers);
  allowed.add_header("Access-Control-Max-Age", max_age);
  return allowed;
}

} // namespace boxoffice::http
