// One WebSocket that sends texts to its client. What the client sends is read and ignored, up to a
// limit.
#pragma once

#include "http/limits/client_address.hpp"
#include "http/limits/token_bucket.hpp"
#include "http/server/coarse_clock.hpp"
#include "http/server/message.hpp"
#include "http/transport/metered_socket.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace boxoffice::http {

class worker;

class websocket_session : public std::enable_shared_from_this<websocket_session> {
public:
  using clock = coarse_clock;
  using shared_text = std::shared_ptr<const std::string>;
  using close_code = boost::beast::websocket::close_code;

  /// What the session's owner does when it opens and ends; each is called at most once, and neither
  /// when the session is destroyed without having ended.
  struct callbacks {
    std::function<void(websocket_session&)> opened;
    std::function<void()> ended;              ///< only if `opened` was called
    std::function<bool()> is_authorized = {}; ///< asked twice a second; unset: always
  };

  websocket_session(worker& home, transport&& connection, const client_address& client,
                    callbacks owner);
  ~websocket_session();
  websocket_session(const websocket_session&) = delete;
  websocket_session& operator=(const websocket_session&) = delete;

  /// Responds to the handshake, which `tag` names, and opens.
  void start(const message& handshake, const logging::request_tag& tag);
  /// Sends the texts in order. A client that is too far behind is dropped with 1013.
  void send(const std::vector<shared_text>& texts);
  /// Closes behind what is queued, or behind what is being sent if the rest is dropped.
  void finish(close_code why);
  /// Closes with 1001 behind what is being sent.
  void drain();
  /// Ends the connection at once.
  void cut() { end(); }
  /// Ends the connection if the client took too long, and closes it with 1008 if it is not
  /// authorized any more.
  void check_deadline(clock::time_point now);

  [[nodiscard]] const client_address& client() const { return client_; }

private:
  /// Without permessage-deflate: a frame of some seats has 100 bytes, and its state costs a
  /// connection more than 100 KiB.
  using stream = boost::beast::websocket::stream<metered_socket, false>;

  enum class phase : std::uint8_t {
    opening, ///< the handshake is being answered
    open,
    closing,    ///< sends what is queued, then the close
    close_sent, ///< waits for the client's close
    ended,
  };

  // Transitions; finish() is the one to `closing`, end() the one to `ended`.
  void open();
  void send_close();

  void read();
  /// False if the client has sent far more than it may.
  [[nodiscard]] bool note_read();
  void note_frame();
  /// Closes with 1008.
  void close_for_flooding();
  [[nodiscard]] transport& connection() { return stream_.next_layer().next_layer(); }
  void write();
  void end();

  worker& worker_;
  stream stream_;
  client_address client_;
  callbacks owner_;
  boost::beast::flat_buffer input_;
  std::deque<shared_text> queue_; ///< the first is being written
  token_bucket frames_;           ///< of the client, pings and pongs too
  token_bucket reads_;
  unsigned reads_beyond_ = 0;
  phase phase_ = phase::opening;
  std::optional<close_code> closing_; ///< why; in phase::opening it closes once it is open
  bool writing_ = false;
  bool flooded_ = false;
  clock::time_point write_began_{};
  clock::time_point closing_since_{};
};

} // namespace boxoffice::http
