#pragma once

#include "tests/support/clients/http_client.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace boxoffice::tests {

/// A connection that sends any bytes, right or wrong, and reads what comes back.
class raw_connection {
public:
  /// `from` is the client's own address of loopback; empty: 127.0.0.1.
  explicit raw_connection(std::uint16_t port,
                          std::chrono::milliseconds timeout = std::chrono::seconds{20},
                          const std::string& from = {});
  ~raw_connection();
  raw_connection(raw_connection&&) noexcept;
  raw_connection& operator=(raw_connection&&) noexcept;

  /// False when the server had closed the connection already.
  bool send(std::string_view bytes);
  void finish_sending(); ///< Half-closes: the server sees the end, its responses still arrive.

  /// How the wait for the next response ended.
  enum class outcome { answered, closed, timed_out, garbled };
  outcome read(response& into, bool to_head = false);

  /// The next response; throws connection_broken if none arrives.
  response expect_response(bool to_head = false);
  bool closed_by_server(); ///< Waits for the close; false on a byte or the time-out.

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace boxoffice::tests
