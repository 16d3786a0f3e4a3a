#include "http/server/opening.hpp"

#include "http/server/dispatcher.hpp"
#include "http/server/worker.hpp"
#include "http/transport/proxy_header.hpp"

#include <boost/asio/read.hpp>
#include <sys/socket.h>

namespace boxoffice::http {

namespace {

/// The first byte of a TLS connection (RFC 8446, 5.1): a handshake record.
constexpr char handshake_record = 0x16;

bool begins_http(char first) { return first >= 'A' && first <= 'Z'; }

} // namespace

bool opening::is_needed(const arrival& one, const gateway_options& options) {
  if (one.at == accepted_at::control)
    return false;
  return options.listener.proxy_protocol || (one.at == accepted_at::front && options.listener.tls);
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
  if (worker_.state().options.listener.proxy_protocol)
    read_proxy_header();
  else
    go_on();
}

void opening::go_on() {
  if (connection_.at == accepted_at::front && worker_.state().options.listener.tls)
    await_first_byte();
  else
    hand_over({});
}

/// First the part of known size, then what that says.
void opening::read_proxy_header() {
  auto known = header_.size();
  auto size = known == 0 ? std::optional{proxy_header_start} : rest_of_proxy_header(header_);
  if (!size)
    return end();
  header_.resize(known + *size);
  boost::asio::async_read(
      connection_.stream.socket(), boost::asio::buffer(header_.data() + known, *size),
      [self = shared_from_this(), known](boost::system::error_code error, std::size_t) {
        if (error || self->has_ended_)
          return self->end();
        if (known == 0)
          self->read_proxy_header();
        else
          self->on_proxy_header();
      });
}

void opening::on_proxy_header() {
  auto header = http::read_proxy_header(header_);
  header_ = {};
  if (!header)
    return end();
  auto& state = worker_.state();
  auto stays = !header->client ||
               worker_.change_client(connection_, state.proxies.connection_from(*header->client));
  if (!stays || has_ended_)
    return end();
  go_on();
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
  hand_over(
      worker_.routes().malformed({nullptr, connection_.client}, "This address speaks HTTPS only."));
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
