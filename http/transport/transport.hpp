// The byte stream of a connection: its socket, or TLS over it.
#pragma once

#include "http/transport/tls_stream.hpp"

#include <utility>

#include <poll.h>

namespace boxoffice::http {

/// Plain bytes take no copy and no virtual call: only the test whether there is TLS. Moved while no
/// operation is pending.
class transport {
public:
  using executor_type = stream_socket::executor_type;

  /// Switches the socket to non-blocking. Without `tls` the bytes are plain.
  explicit transport(stream_socket&& socket, tls_ptr tls = nullptr)
      : socket_{std::move(socket)}, tls_{std::move(tls)} {
    boost::system::error_code ignored; // A connection that is gone already fails at its first read.
    socket_.non_blocking(true, ignored);
  }

  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
  [[nodiscard]] stream_socket& socket() { return socket_; }
  [[nodiscard]] bool is_tls() const { return tls_ != nullptr; }
  /// Whether the system reports any of these events of poll(2) now.
  [[nodiscard]] bool reports(short events) {
    pollfd polled{socket_.native_handle(), events, 0};
    return ::poll(&polled, 1, 0) == 1 && (polled.revents & events) != 0;
  }

  template <class Token>
  auto async_handshake(Token&& token) {
    return async_tls(
        socket_, [tls = tls_.get()] { return tls_handshake(tls); }, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (!tls_)
      return socket_.async_read_some(buffers, std::forward<Token>(token));
    return async_tls(
        socket_, [tls = tls_.get(), into = first_of(buffers)] { return tls_read(tls, into); },
        std::forward<Token>(token));
  }

  /// Writes as much as the system has room for. `error` is would_block if that is nothing.
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, boost::system::error_code& error) {
    if (!tls_)
      return socket_.write_some(buffers, error);
    error = {};
    for (std::size_t sent = 0;;) {
      auto record = next_record(buffers, sent);
      auto done = tls_write(tls_.get(), record);
      sent += done.bytes;
      error = done.error;
      if (done.waits_for && sent == 0)
        error = boost::asio::error::would_block;
      if (error || done.waits_for || record.size() == 0)
        return sent;
    }
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    if (!tls_)
      return socket_.async_write_some(buffers, std::forward<Token>(token));
    return async_tls(
        socket_, [tls = tls_.get(), buffers] { return tls_write(tls, next_record(buffers, 0)); },
        std::forward<Token>(token));
  }

  /// Tells a client of TLS that nothing follows.
  void end_tls() {
    if (tls_ && socket_.is_open())
      tls_close(tls_.get());
  }
  /// Nothing more is written; the client's bytes can still be read.
  void finish_writing() {
    end_tls();
    boost::system::error_code ignored; // A reset connection fails at the next read.
    socket_.shutdown(stream_socket::shutdown_send, ignored);
  }
  /// Pending operations end with an error.
  void close() {
    end_tls();
    boost::system::error_code ignored; // The descriptor is free either way.
    socket_.close(ignored);
  }

private:
  template <class Buffers>
  [[nodiscard]] static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
    auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at)
      if (boost::asio::mutable_buffer bytes{*at}; bytes.size() != 0)
        return bytes;
    return {};
  }
  stream_socket socket_;
  tls_ptr tls_; ///< null: plain
};

} // namespace boxoffice::http
