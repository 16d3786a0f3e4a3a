#include "http/server/websocket_session.hpp"

#include "http/server/response.hpp"
#include "http/server/worker.hpp"

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace websocket = boost::beast::websocket;

namespace {

/// Nothing that a client says is of use.
constexpr std::size_t most_input = 1U << 10U;
/// Bytes that wait in the system for a client, for each connection has its own there.
constexpr int send_buffer = 64 << 10;
/// How long a client may take to answer a close.
constexpr auto farewell = std::chrono::seconds{3};

// A client has nothing to say but pongs, one for each ping, of which there are ten a second at most
// where push_idle_timeout is least; some libraries ping by themselves.
constexpr double frames_at_once = 100;
constexpr double frames_a_second = 20;
// Reads of 64 bytes: a frame is one or a few, and what is cut into empty fragments counts too.
constexpr double reads_at_once = 400;
constexpr double reads_a_second = 80;
/// After so many more the client does not get the time to answer the close.
constexpr unsigned most_reads_beyond = 100;

} // namespace

websocket_session::websocket_session(worker& home, stream_socket&& socket, const peer& from,
                                     topic about)
    : home_{home},
      stream_{metered_socket{std::move(socket), [this] { return note_read(); }}},
      from_{from},
      about_{std::move(about)},
      frames_{frames_at_once, frames_a_second},
      reads_{reads_at_once, reads_a_second} {
  const auto& limits = home_.common().options;
  boost::system::error_code gone;
  this->socket().set_option(boost::asio::socket_base::send_buffer_size{send_buffer}, gone);
  stream_.control_callback(
      [this](websocket::frame_type, boost::beast::string_view) { note_frame(); });
  stream_.set_option(
      websocket::stream_base::timeout{limits.read_timeout, limits.push_idle_timeout, true});
  stream_.set_option(websocket::stream_base::decorator{[](websocket::response_type& answer) {
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Referrer-Policy", "no-referrer");
    answer.set(field::cache_control, no_store);
    answer.set(field::server, "boxoffice");
  }});
  stream_.read_message_max(most_input);
  stream_.auto_fragment(false);
  stream_.text(true);
  home_.enter(*this);
}

websocket_session::~websocket_session() { home_.leave(*this); }

void websocket_session::start(const message& handshake) {
  if (home_.draining())
    drain();
  stream_.async_accept(handshake, [self = shared_from_this()](boost::system::error_code error) {
    if (error)
      return self->end();
    self->opened();
  });
}

void websocket_session::opened() {
  open_ = true;
  read();
  if (closing_) // By drain(), meanwhile.
    return write();
  std::visit(
      [this](auto& wanted) { subscriber_ = home_.pushes().subscribe(*this, std::move(wanted)); },
      about_);
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
  if (reads_.take(allowance::clock::now()))
    return true;
  tell_off();
  return ++reads_beyond_ <= most_reads_beyond;
}

void websocket_session::note_frame() {
  if (!frames_.take(allowance::clock::now()))
    tell_off();
}

/// Later: the stream is in the middle of a read.
void websocket_session::tell_off() {
  if (!std::exchange(told_off_, true))
    boost::asio::post(home_.io(),
                      [self = shared_from_this()] { self->finish(close_code::policy_error); });
}

void websocket_session::take(const actors::push& what) {
  if (ended_ || closing_)
    return;
  for (const auto& text : what.texts)
    queue_.push_back(text);
  if (queue_.size() > home_.common().options.push_queue) {
    queue_.resize(writing_ ? 1 : 0);
    return finish(close_code::try_again_later);
  }
  if (what.last)
    return finish(what.gone ? close_code::internal_error : close_code::normal);
  write();
}

void websocket_session::write() {
  if (writing_ || ended_ || !open_)
    return;
  if (queue_.empty())
    return closing_ ? close() : void();
  writing_ = true;
  write_began_ = clock::now();
  stream_.async_write(boost::asio::buffer(*queue_.front()),
                      [self = shared_from_this()](auto error, std::size_t) {
                        self->writing_ = false;
                        if (error || self->ended_)
                          return self->end();
                        self->queue_.pop_front();
                        self->write();
                      });
}

void websocket_session::drain() { finish(close_code::going_away); }

void websocket_session::finish(close_code why) {
  if (ended_ || closing_)
    return;
  closing_ = why;
  closing_since_ = clock::now();
  write();
}

void websocket_session::close() {
  if (std::exchange(close_sent_, true))
    return;
  stream_.async_close(*closing_, [self = shared_from_this()](auto) { self->end(); });
}

void websocket_session::check_deadline(clock::time_point now) {
  auto late = (writing_ && now - write_began_ > home_.common().options.write_timeout) ||
              (closing_ && (home_.cutting() || now - closing_since_ > farewell));
  if (late)
    end();
}

void websocket_session::end() {
  if (std::exchange(ended_, true))
    return;
  if (subscriber_ != 0)
    home_.pushes().leave(subscriber_);
  boost::system::error_code gone;
  socket().close(gone);
}

} // namespace boxoffice::http
