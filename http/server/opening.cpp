#include "http/server/opening.hpp"

#include "http/server/dispatcher.hpp"
#include "http/server/worker.hpp"

#include <sys/socket.h>

namespace boxoffice::http {

namespace {

/// The first byte of a TLS connection (RFC 8446, 5.1): a handshake record.
constexpr char handshake_record = 0x16;

bool begins_http(char first) { return first >= 'A' && first <= 'Z'; }

} // namespace

bool opening::is_needed(const arrival& one, const gateway_options& options) {
  return one.at == accepted_at::front && options.listener.tls;
}

opening::opening(worker& home, arrival&& from, bool counted)
    : worker_{home},
      connection_{transport{std::move(from.socket)}, from.client, from.at, counted},
      place_{home.enter(*this)},
      began_at_{clock::now()} {}

opening::~opening() { worker_.leave(place_, is_handed_over_ ? nullptr : &connection_); }

void opening::start() {
  if (worker_.draining())
    return end();
  await_first_byte();
}

void opening::end() {
  has_ended_ = true;
  connection_.stream.close();
}

void opening::check_deadline(clock::time_point now) {
  if (!has_ended_ && now - began_at_ > worker_.state().options.read_timeout)
    end();
}

void opening::await_first_byte() {
  connection_.stream.socket().async_wait(
      stream_socket::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        if (error || self->has_ended_)
          return self->end();
        self->on_first_byte();
      });
}

void opening::on_first_byte() {
  char first = 0;
  auto got = ::recv(connection_.stream.socket().native_handle(), &first, 1, MSG_PEEK);
  if (got == 1 && first == handshake_record)
    return shake_hands();
  if (got != 1 || !begins_http(first))
    return end();
  hand_over(worker_.routes().malformed("This address speaks HTTPS only."));
}

void opening::shake_hands() {
  auto& socket = connection_.stream.socket();
  auto tls = worker_.state().options.listener.tls->accept(socket.native_handle(),
                                                          tls_server::clock::now());
  connection_.stream = transport{std::move(socket), std::move(tls)};
  connection_.stream.async_handshake(
      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
        if (error || self->has_ended_)
          return self->end();
        self->hand_over({});
      });
}

void opening::hand_over(std::optional<response>&& refusal) {
  is_handed_over_ = true;
  has_ended_ = true;
  worker_.begin(std::move(connection_), std::move(refusal));
}

} // namespace boxoffice::http
