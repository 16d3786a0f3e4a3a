// TLS over a socket that does not block.
#pragma once

#include "events/freed_by.hpp"
#include "http/transport/stream_socket.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <openssl/ssl.h>

namespace boxoffice::http {

/// The state of one connection. It uses the socket's descriptor and does not own it.
using tls_ptr = std::unique_ptr<SSL, events::freed_by<SSL_free>>;

/// What one call did without waiting.
struct tls_progress {
  std::size_t bytes = 0;
  boost::system::error_code error{}; ///< eof at the end of the stream
  std::optional<stream_socket::wait_type> waits_for{};
};

// OpenSSL reads and writes the socket itself, as far as it is ready.
[[nodiscard]] tls_progress tls_handshake(SSL* tls);
[[nodiscard]] tls_progress tls_read(SSL* tls, boost::asio::mutable_buffer into);
/// Writes one record. After `waits_for` the next call must have the same bytes, or these and more.
[[nodiscard]] tls_progress tls_write(SSL* tls, boost::asio::const_buffer bytes);
/// Tells the client that nothing follows, if the system has room for it.
void tls_close(SSL* tls);

inline constexpr std::size_t most_of_a_record = 16U << 10U; ///< bytes

/// The next record of the bytes behind the first `skip`: as much as fits. Valid until the next call
/// in this thread.
template <class Buffers>
[[nodiscard]] boost::asio::const_buffer next_record(const Buffers& buffers, std::size_t skip) {
  thread_local std::array<char, most_of_a_record> record;
  std::size_t filled = 0;
  auto end = boost::asio::buffer_sequence_end(buffers);
  for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
    boost::asio::const_buffer bytes{*at};
    auto skipped = std::min(skip, bytes.size());
    skip -= skipped;
    bytes += skipped;
    if (filled == 0 && bytes.size() >= most_of_a_record)
      return boost::asio::buffer(bytes, most_of_a_record);
    auto taken = std::min(bytes.size(), most_of_a_record - filled);
    if (taken != 0)
      std::memcpy(record.data() + filled, bytes.data(), taken);
    filled += taken;
  }
  return boost::asio::buffer(record.data(), filled);
}

/// Repeats `attempt` whenever the socket is ready, until it need not wait. The handler gets an
/// error code and a number of bytes.
template <class Attempt>
class tls_operation {
public:
  tls_operation(stream_socket& socket, Attempt attempt)
      : socket_{&socket}, attempt_{std::move(attempt)} {}

  template <class Self>
  void operator()(Self& self, boost::system::error_code error = {}) {
    if (step_ == step::done)
      return self.complete(done_.error, done_.bytes);
    auto first = std::exchange(step_, step::waiting) == step::initial;
    // The descriptor of a closed socket may be another connection's already.
    if (error || !socket_->is_open())
      done_ = {0, boost::asio::error::operation_aborted, {}};
    else
      done_ = attempt_();
    auto& socket = *socket_;
    if (done_.waits_for)
      return socket.async_wait(*done_.waits_for, std::move(self));
    if (!first)
      return self.complete(done_.error, done_.bytes);
    // A handler must not run in the function that takes it.
    step_ = step::done;
    boost::asio::post(socket.get_executor(), std::move(self));
  }

private:
  enum class step : std::uint8_t { initial, waiting, done };

  stream_socket* socket_;
  Attempt attempt_;
  step step_ = step::initial;
  tls_progress done_{};
};

template <class Attempt, class Token>
auto async_tls(stream_socket& socket, Attempt attempt, Token&& token) {
  return boost::asio::async_compose<Token, void(boost::system::error_code, std::size_t)>(
      tls_operation<Attempt>{socket, std::move(attempt)}, token, socket);
}

} // namespace boxoffice::http
