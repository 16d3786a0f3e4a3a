// A connection whose reads are counted, under a protocol that reads on by itself.
#pragma once

#include "http/transport/transport.hpp"

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
  using next_layer_type = transport;
  using executor_type = transport::executor_type;

  /// `before_read` is called before each read; if it returns false the connection is closed
  /// instead.
  metered_socket(transport&& connection, std::function<bool()> before_read)
      : transport_{std::move(connection)}, before_read_{std::move(before_read)} {}

  [[nodiscard]] executor_type get_executor() { return transport_.get_executor(); }
  [[nodiscard]] next_layer_type& next_layer() { return transport_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (!before_read_())
      transport_.close(); // The read below fails.
    return transport_.async_read_some(boost::beast::buffers_prefix(most_of_a_read, buffers),
                                      std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return transport_.async_write_some(buffers, std::forward<Token>(token));
  }

private:
  static constexpr std::size_t most_of_a_read = 64; ///< bytes: ten of the smallest frames

  transport transport_;
  std::function<bool()> before_read_;
};

// Beast's ways to close what is below a WebSocket.

inline void beast_close_socket(transport& connection) { connection.close(); }
inline void teardown(boost::beast::role_type role, metered_socket& connection,
                     boost::system::error_code& error) {
  connection.next_layer().end_tls();
  boost::beast::websocket::teardown(role, connection.next_layer().socket(), error);
}
template <class Handler>
void async_teardown(boost::beast::role_type role, metered_socket& connection, Handler&& handler) {
  connection.next_layer().end_tls();
  boost::beast::websocket::async_teardown(role, connection.next_layer().socket(),
                                          std::forward<Handler>(handler));
}

} // namespace boxoffice::http
