#pragma once

#include "tests/support/clients/http_client.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::tests {

/// A WebSocket of a client. Every operation blocks, but never longer than the time-out.
class websocket_client {
public:
  /// Throws handshake_refused if the server responds with another status. `from` is the client's
  /// own address of loopback; empty: 127.0.0.1.
  websocket_client(std::uint16_t port, const std::string& target, const header_list& headers = {},
                   std::chrono::milliseconds timeout = std::chrono::seconds{20},
                   const std::string& from = {});
  ~websocket_client();
  websocket_client(websocket_client&&) noexcept;
  websocket_client& operator=(websocket_client&&) noexcept;

  /// The next message; throws connection_broken if none arrives in time or the connection ended.
  json next();
  /// The close code that comes next; nothing if the connection just ends. Messages before it are
  /// read and lost.
  std::optional<std::uint16_t> close_code();
  /// False if the connection is gone.
  bool send(const std::string& text);
  /// Reads until that many pings have arrived. No message may arrive before.
  void read_until_pinged(unsigned times);
  [[nodiscard]] bool has_something(); ///< A byte has come that was not read yet.
  /// Whether the server has ended the connection. What it sent is thrown away, unanswered.
  bool ended();
  /// Goes without a word.
  void leave();

private:
  struct state;
  std::unique_ptr<state> state_;
};

struct handshake_refused {
  response refusal;
};

} // namespace boxoffice::tests
