// A response before it is serialized. Connections write it themselves, so that the responses to
// pipelined requests go out in one call.
#pragma once

#include "logging/request_tag.hpp"

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

namespace boxoffice::http {

// Values of Cache-Control.
inline constexpr std::string_view no_store = "no-store"; ///< it holds a secret or a person
inline constexpr std::string_view no_cache = "no-cache"; ///< anyone's; ask before using it again
inline constexpr std::string_view immutable = "public, max-age=31536000, immutable";
// Values of Content-Security-Policy.
/// Whoever shows the response as a page shows no more than its bytes.
inline constexpr std::string_view nothing_loads = "default-src 'none'; frame-ancestors 'none'";

/// Bytes that many responses share without a copy. They never change.
struct shared_bytes {
  std::string_view bytes{};
  std::shared_ptr<const void> owner{}; ///< frees them; null if they are part of the program
};

struct response {
  unsigned status = 200;
  std::string body{};
  std::string_view content_type = "application/json";
  std::string headers{};                            ///< further lines, each ended by CR LF
  std::string_view cache_control = no_store;        ///< a handler opts in to more
  std::string_view security_policy = nothing_loads; ///< Content-Security-Policy
  bool close = false;                               ///< the connection ends with this response
  shared_bytes tail{};                              ///< of the body, behind `body`
  /// 1 + the problem's code, for request_probe; 0: none. The body of a problem is a JSON object
  /// that gets a last member, `requestId`.
  std::uint8_t problem = 0;

  void add_header(std::string_view name, std::string_view value);
};

/// How the response to a request must be framed.
struct framing {
  bool keep_alive = true;
  bool http_1_0 = false;
  bool without_body = false; ///< HEAD
  /// Further header lines; they live as long as the gateway (response_lines.hpp).
  std::string_view lines{};
};

/// `tag` names the request. Appends the status line, headers and body to `out`, but not the shared
/// tail. Returns the tail if the caller must send it after them, otherwise an empty one. `now` is
/// Unix time in seconds, for the Date header.
shared_bytes serialize(std::string& out, const response& what, const framing& frame,
                       std::time_t now, const logging::request_tag& tag);

} // namespace boxoffice::http
