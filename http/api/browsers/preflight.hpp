// What browsers ask before a page of another origin may make a request (CORS).
#pragma once

#include "http/server/dispatcher.hpp"
#include "http/transport/response_lines.hpp"

#include <optional>

namespace boxoffice::http {

/// The response to a preflight of an allowed origin for a path that exists; nothing for any other
/// request.
[[nodiscard]] std::optional<response>
preflight_response(const message& received, const route_match& match, const response_lines& lines);

} // namespace boxoffice::http
