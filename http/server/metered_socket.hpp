// A socket whose reads are counted, under a protocol that reads on by itself.
#pragma once

#include "http/server/stream_socket.hpp"

#include <functional>
#include <utility>

#include <boost/beast/core/buffers_prefix.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace boxoffice::http {

/// Beast's WebSocket takes empty fragments without a callback, so counting frames is not enough:
/// here each read of a few bytes counts.
class metered_socket {
public:
  using next_layer_type = stream_socket;
  using executor_type = stream_socket::executor_type;

  /// `before_read` is called before each read; if it returns false the socket is closed instead.
  metered_socket(stream_socket&& socket, std::function<bool()> before_read)
      : socket_{std::move(socket)}, before_read_{std::move(before_read)} {}

  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
  [[nodiscard]] next_layer_type& next_layer() { return socket_; }
  [[nodiscard]] const next_layer_type& next_layer() const { return socket_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (!before_read_()) {
      boost::system::error_code gone;
      socket_.close(gone); // The read below fails.
    }
    return socket_.async_read_some(boost::beast::buffers_prefix(most_of_a_read, buffers),
                                   std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return socket_.async_write_some(buffers, std::forward<Token>(token));
  }

private:
  static constexpr std::size_t most_of_a_read = 64; ///< bytes: ten of the smallest frames

  stream_socket socket_;
  std::function<bool()> before_read_;
};

/// Beast's way to close what is below a WebSocket.
inline void teardown(boost::beast::role_type role, metered_socket& socket,
                     boost::system::error_code& error) {
  boost::beast::websocket::teardown(role, socket.next_layer(), error);
}
template <class Handler>
void async_teardown(boost::beast::role_type role, metered_socket& socket, Handler&& handler) {
  boost::beast::websocket::async_teardown(role, socket.next_layer(),
                                          std::forward<Handler>(handler));
}

} // namespace boxoffice::http
