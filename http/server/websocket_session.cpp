#include "http/server/websocket_session.hpp"

#include "http/server/response.hpp"
#include "http/server/worker.hpp"

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace websocket = boost::beast::websocket;

namespace {

/// Bytes of a message; nothing that a client sends is of use.
constexpr std::size_t most_input = 1U << 10U;
/// Bytes that wait for a client in the system, whose buffers are per connection.
constexpr int send_buffer = 64 << 10;
/// The protocol that is chosen if a client offers it.
constexpr std::string_view protocol_name = "boxoffice";
/// How long a client may take to answer a close.
constexpr auto close_time = std::chrono::seconds{3};

// A client sends pongs only, one for each ping. With the least push_idle_timeout there are ten
// pings a second at most; some libraries ping by themselves.
constexpr token_bucket::rules frame_rules{.most = 100, .per_second = 20};
// Reads of 64 bytes: a frame is one or a few of them, and empty fragments count too.
constexpr token_bucket::rules read_rules{.most = 400, .per_second = 80};
/// After so many more the client does not get the time to answer the close.
constexpr unsigned most_reads_beyond = 100;

} // namespace

websocket_session::websocket_session(worker& home, transport&& connection,
                                     const client_address& client, callbacks owner)
    : worker_{home},
      stream_{metered_socket{std::move(connection), [this] { return note_read(); }}},
      client_{client},
      owner_{std::move(owner)},
      frames_{frame_rules, token_bucket::clock::now()},
      reads_{read_rules, token_bucket::clock::now()} {
  const auto& limits = worker_.state().options;
  boost::system::error_code ignored; // A connection that is gone fails at its first read.
  this->connection().socket().set_option(boost::asio::socket_base::send_buffer_size{send_buffer},
                                         ignored);
  stream_.control_callback(
      [this](websocket::frame_type, boost::beast::string_view) { note_frame(); });
  stream_.set_option(
      websocket::stream_base::timeout{limits.read_timeout, limits.push_idle_timeout, true});
  stream_.read_message_max(most_input);
  stream_.auto_fragment(false);
  stream_.text(true);
  worker_.enter(*this);
}

websocket_session::~websocket_session() { worker_.leave(*this); }

void websocket_session::start(const message& handshake, const logging::request_tag& tag) {
  if (worker_.draining())
    drain();
  // A browser that offers protocols ends the connection unless one of them is chosen. That with a
  // token is never chosen: the response may be logged.
  auto chosen = offers_protocol(handshake, protocol_name);
  auto hsts = connection().is_tls() ? worker_.state().options.listener.hsts_value() : std::string{};
  auto decorate = [id = id_of(tag), chosen, hsts](websocket::response_type& accepted) {
    if (!hsts.empty())
      accepted.set("Strict-Transport-Security", hsts);
    accepted.set("X-Request-Id", id);
    accepted.set("X-Content-Type-Options", "nosniff");
    accepted.set("Referrer-Policy", "no-referrer");
    accepted.set("Cross-Origin-Resource-Policy", "same-origin");
    accepted.set("Content-Security-Policy", {nothing_loads.data(), nothing_loads.size()});
    accepted.set(field::cache_control, no_store);
    accepted.set(field::server, "boxoffice");
    if (chosen)
      accepted.set(field::sec_websocket_protocol, protocol_name);
  };
  stream_.set_option(websocket::stream_base::decorator{std::move(decorate)});
  stream_.async_accept(handshake, [self = shared_from_this()](boost::system::error_code error) {
    if (error || self->phase_ == phase::ended)
      return self->end();
    self->open();
  });
}

void websocket_session::open() {
  // Frees the id, which is not needed any more.
  stream_.set_option(websocket::stream_base::decorator{[](websocket::response_type&) {}});
  phase_ = closing_ ? phase::closing : phase::open;
  read();
  if (phase_ == phase::closing) { // By drain(), meanwhile.
    owner_ = {};
    return write();
  }
  if (auto opened = std::exchange(owner_.opened, nullptr))
    opened(*this);
}

void websocket_session::read() {
  stream_.async_read(input_, [self = shared_from_this()](auto error, std::size_t) {
    if (error)
      return self->end();
    self->input_.clear();
    self->note_frame();
    self->read();
  });
}

bool websocket_session::note_read() {
  reads_.fill(read_rules, token_bucket::clock::now());
  if (reads_.take(1))
    return true;
  close_for_flooding();
  return ++reads_beyond_ <= most_reads_beyond;
}

void websocket_session::note_frame() {
  frames_.fill(frame_rules, token_bucket::clock::now());
  if (!frames_.take(1))
    close_for_flooding();
}

/// Later: the stream is in the middle of a read.
void websocket_session::close_for_flooding() {
  if (!std::exchange(flooded_, true))
    boost::asio::post(worker_.io(),
                      [self = shared_from_this()] { self->finish(close_code::policy_error); });
}

void websocket_session::send(const std::vector<shared_text>& texts) {
  if (phase_ == phase::ended || closing_)
    return;
  for (const auto& text : texts)
    queue_.push_back(text);
  worker_.probe().frames.add(texts.size());
  if (queue_.size() > worker_.state().options.push_queue) {
    queue_.resize(writing_ ? 1 : 0);
    worker_.probe().websockets_dropped.add();
    return finish(close_code::try_again_later);
  }
  write();
}

void websocket_session::write() {
  if (writing_ || (phase_ != phase::open && phase_ != phase::closing))
    return;
  if (queue_.empty())
    return phase_ == phase::closing ? send_close() : void();
  writing_ = true;
  write_began_ = clock::now();
  stream_.async_write(boost::asio::buffer(*queue_.front()),
                      [self = shared_from_this()](auto error, std::size_t) {
                        self->writing_ = false;
                        if (error || self->phase_ == phase::ended)
                          return self->end();
                        self->queue_.pop_front();
                        self->write();
                      });
}

void websocket_session::drain() { finish(close_code::going_away); }

void websocket_session::finish(close_code why) {
  if (phase_ == phase::ended || closing_)
    return;
  closing_ = why;
  closing_since_ = clock::now();
  if (phase_ == phase::open)
    phase_ = phase::closing;
  write();
}

void websocket_session::send_close() {
  phase_ = phase::close_sent;
  stream_.async_close(*closing_, [self = shared_from_this()](auto) { self->end(); });
}

void websocket_session::check_deadline(clock::time_point now) {
  auto late = (writing_ && now - write_began_ > worker_.state().options.write_timeout) ||
              (closing_ && (worker_.cutting() || now - closing_since_ > close_time));
  if (late)
    end();
  else if (phase_ == phase::open && owner_.is_authorized && !owner_.is_authorized())
    finish(close_code::policy_error);
}

void websocket_session::end() {
  if (std::exchange(phase_, phase::ended) == phase::ended)
    return;
  if (owner_.ended && !owner_.opened)
    owner_.ended();
  connection().close();
}

} // namespace boxoffice::http
