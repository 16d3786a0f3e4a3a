// What clients sent and got, written to the file that BOXTEST_EXCHANGES names, for tests/openapi.
// Without that variable nothing is written.
#pragma once

#include "tests/support/clients/http_client.hpp"

#include <string>
#include <string_view>

namespace boxoffice::tests {

/// True if exchanges are written.
[[nodiscard]] bool are_exchanges_logged();

/// Appends one line of JSON: `{method, target, request, status, headers, body}`, with the names of
/// headers in lower case. An empty method: the request cannot be read. Safe to use from any thread.
void log_exchange(std::string_view method, std::string_view target, std::string_view request,
                  const response& got);

/// A handshake of a WebSocket, whose response has no known body; and a message.
void log_handshake(std::string_view target, const response& got);
void log_websocket_message(std::string_view target, std::string_view text);

/// A request as far as it can be read.
struct sent_request {
  std::string method{};
  std::string target{};
  std::string body{};
};

/// Takes the first request out of bytes that a client sent. If they do not begin with one, the
/// method is empty and all of them are dropped, because nobody knows where the next one begins.
[[nodiscard]] sent_request take_request(std::string& sent);

} // namespace boxoffice::tests
