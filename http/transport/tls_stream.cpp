#include "http/transport/tls_stream.hpp"

#include <cerrno>

#include <boost/asio/error.hpp>
#include <openssl/err.h>

namespace boxoffice::http {

namespace {

boost::system::error_code broken_protocol() {
  return boost::system::errc::make_error_code(boost::system::errc::protocol_error);
}

tls_progress outcome(SSL* tls, int returned, std::size_t bytes) {
  auto cause = errno;
  switch (SSL_get_error(tls, returned)) {
  case SSL_ERROR_NONE: return {bytes, {}, {}};
  case SSL_ERROR_WANT_READ: return {0, {}, stream_socket::wait_read};
  case SSL_ERROR_WANT_WRITE: return {0, {}, stream_socket::wait_write};
  case SSL_ERROR_ZERO_RETURN: return {0, boost::asio::error::eof, {}};
  case SSL_ERROR_SYSCALL:
    if (cause == 0)
      return {0, boost::asio::error::connection_reset, {}};
    return {0, {cause, boost::system::system_category()}, {}};
  default: return {0, broken_protocol(), {}}; // OpenSSL's own numbers: each is a failed protocol.
  }
}

/// SSL_get_error() would take errors that an earlier call in this thread left for this one's.
void forget_errors() {
  ERR_clear_error();
  errno = 0;
}

} // namespace

tls_progress tls_handshake(SSL* tls) {
  forget_errors();
  return outcome(tls, SSL_do_handshake(tls), 0);
}

tls_progress tls_read(SSL* tls, boost::asio::mutable_buffer into) {
  if (into.size() == 0)
    return {};
  forget_errors();
  std::size_t got = 0;
  auto returned = SSL_read_ex(tls, into.data(), into.size(), &got);
  return outcome(tls, returned, got);
}

tls_progress tls_write(SSL* tls, boost::asio::const_buffer bytes) {
  if (bytes.size() == 0)
    return {};
  forget_errors();
  std::size_t put = 0;
  auto returned = SSL_write_ex(tls, bytes.data(), bytes.size(), &put);
  return outcome(tls, returned, put);
}

void tls_close(SSL* tls) {
  if (SSL_is_init_finished(tls) == 0)
    return;
  ERR_clear_error();
  static_cast<void>(
      SSL_shutdown(tls)); // The connection ends whether the client hears of it or not.
  ERR_clear_error();
}

} // namespace boxoffice::http
