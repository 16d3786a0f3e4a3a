// One WebSocket: tells its client what the node's seat feed says of a show's seats or of a booking.
// What the client says is read and passed over, a little of it.
#pragma once

#include "actors/protocol/feed_interfaces.hpp"
#include "http/limits/client_address.hpp"
#include "http/server/coarse_clock.hpp"
#include "http/server/message.hpp"
#include "http/server/metered_socket.hpp"

#include <deque>
#include <memory>
#include <variant>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace boxoffice::http {

class worker;

class websocket_session : public std::enable_shared_from_this<websocket_session> {
public:
  using clock = coarse_clock;
  using topic = std::variant<actors::subscribe_seats, actors::subscribe_booking>;

  websocket_session(worker& home, stream_socket&& socket, const peer& from, topic about);
  ~websocket_session();
  websocket_session(const websocket_session&) = delete;
  websocket_session& operator=(const websocket_session&) = delete;

  /// Answers the handshake and subscribes.
  void start(const message& handshake);
  /// Sends it, in order. A client that is too far behind is dropped with 1013.
  void take(const actors::push& what);
  /// Says goodbye with 1001 behind what is being sent.
  void drain();
  /// Ends the connection at once.
  void cut() { end(); }
  /// Ends the connection where the client took too long.
  void check_deadline(clock::time_point now);

  [[nodiscard]] const peer& from() const { return from_; }

private:
  /// Without permessage-deflate: a frame of some seats has 100 bytes, and its state costs a
  /// connection more than 100 KiB.
  using stream = boost::beast::websocket::stream<metered_socket, false>;
  using close_code = boost::beast::websocket::close_code;

  void opened();
  void read();
  /// False where the client has sent far more than it may.
  [[nodiscard]] bool note_read();
  void note_frame();
  /// Closes with 1008.
  void tell_off();
  [[nodiscard]] stream_socket& socket() { return stream_.next_layer().next_layer(); }
  void write();
  /// Closes behind what is queued, or behind what is being sent where the rest is dropped.
  void finish(close_code why);
  void close();
  void end();

  worker& home_;
  stream stream_;
  peer from_;
  topic about_;
  boost::beast::flat_buffer input_;
  std::deque<actors::shared_text> queue_; ///< the first is being written
  std::uint64_t subscriber_ = 0;          ///< its name at the hub, 0: none
  allowance frames_;                      ///< of the client, pings and pongs too
  allowance reads_;
  unsigned reads_beyond_ = 0;
  std::optional<close_code> closing_;
  bool open_ = false;
  bool writing_ = false;
  bool close_sent_ = false;
  bool told_off_ = false;
  bool ended_ = false;
  clock::time_point write_began_{};
  clock::time_point closing_since_{};
};

} // namespace boxoffice::http
