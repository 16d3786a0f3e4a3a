// A connection to a receiver of webhooks, and one request after the other on it. Webhooks whose
// URLs have the same scheme, host and port share connections, so each request has its own target.
#pragma once

#include "actors/webhook/delivery.hpp"
#include "http/auth/http_get.hpp"
#include "http/webhook/address_policy.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

namespace boxoffice::http {

struct receiver_limits {
  address_policy addresses{};
  std::chrono::milliseconds connect_timeout{5'000}; ///< look-up, TCP and TLS
  std::chrono::milliseconds timeout{15'000};        ///< of request and response
};

class receiver_connection {
public:
  /// How a request has ended.
  struct result {
    actors::delivery_outcome outcome;
    bool reusable = false;  ///< the connection can take another request
    bool untouched = false; ///< it had ended before: the receiver has not seen the request
  };
  using handler = std::function<void(result&&)>;

  receiver_connection() = default;
  receiver_connection(const receiver_connection&) = delete;
  receiver_connection& operator=(const receiver_connection&) = delete;
  virtual ~receiver_connection() = default;

  /// Posts to the path and query `target`. Connects at the first call. Calls `then` once, in the
  /// thread of the io_context.
  virtual void send(const std::string& target, const actors::delivery& what, handler then) = 0;
};

/// To the scheme, host and port of `to`. `io`, `tls` and `limits` must outlive it.
[[nodiscard]] std::shared_ptr<receiver_connection>
make_receiver_connection(boost::asio::io_context& io, boost::asio::ssl::context& tls,
                         const http_url& to, const receiver_limits& limits);

/// The text of a Retry-After header in ms: seconds, or a date; `now_s` are Unix seconds. 0 if it is
/// neither, or past.
[[nodiscard]] std::int64_t retry_after_ms(std::string_view text, std::int64_t now_s);

} // namespace boxoffice::http
