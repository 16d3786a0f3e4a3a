// One connection: reads requests, hands them to the routes and writes the answers in the order of
// the requests, however many are under way (pipelining).
#pragma once

#include "http/api/routes.hpp"
#include "http/limits/client_address.hpp"
#include "http/server/coarse_clock.hpp"
#include "http/server/message.hpp"
#include "http/server/response.hpp"
#include "http/server/session_output.hpp"
#include "http/server/worker.hpp"

#include <functional>
#include <memory>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>

namespace boxoffice::http {

class session : public std::enable_shared_from_this<session>, private session_output {
public:
  using clock = coarse_clock;

  session(worker& home, stream_socket&& socket, const peer& from);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  void start();
  /// Answers without a request and ends: there is no room for the connection.
  void turn_away();
  /// Answers the request of `slot`, now or later; writing waits for flush().
  void complete(std::uint64_t slot, response&& answer);
  /// The socket, in the place of the answer to that slot's request; nothing where the client has
  /// asked for more.
  std::optional<stream_socket> release(std::uint64_t number);
  /// Writes the answers that are due, and reads on where that was held up.
  void flush();
  /// Ends the connection once its answers are written.
  void drain();
  /// Ends the connection unless an answer is still to come.
  void cut();
  /// Ends the connection where the client took too long, or is gone.
  void check_deadline(clock::time_point now);
  /// Ends the connection now.
  void end();

  /// Counts the answer that is being asked for as bulk (routes.hpp) until its last byte is written;
  /// nothing more is read until then. False where the client has too many under way. With `charged`
  /// its bytes count in the rate limit.
  [[nodiscard]] bool begin_bulk(bool charged);
  /// Whether nobody takes the answers any more. Asks the system.
  [[nodiscard]] bool gone();

  [[nodiscard]] bool turned_away() const { return turned_away_; }
  [[nodiscard]] worker& home() { return home_; }
  [[nodiscard]] const peer& from() const { return from_; }

private:
  using parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void read();
  void on_read(boost::system::error_code error, std::size_t size);
  void parse();
  /// Parses one step; false where more bytes are needed or the input is over.
  bool parse_step();
  /// Checks what the header alone tells; false where the request was refused for it.
  bool begin_body();
  /// Whether what the client sent beside its body is more than the header limit.
  [[nodiscard]] bool header_too_long(std::size_t waiting) const;
  void take_request();
  /// Answers what cannot be read on; the connection ends with it.
  void refuse(response&& answer, bool without_body = false);
  void refuse_malformed(std::string why);
  std::uint64_t new_slot(const framing& frame);
  /// As many answers are under way as one connection may have.
  [[nodiscard]] bool held_up() const;
  void gather_answers();
  void write();
  void write_rest();
  void on_write(boost::system::error_code error, std::size_t sent);
  void wrote(boost::system::error_code error);
  void note_progress();
  void count_bulk(std::size_t bytes);
  void end_bulk();
  /// Tells the node how many bytes of its own the connection keeps for the client.
  void count_unwritten();
  void begin_linger();
  [[nodiscard]] bool is_idle() const;

  worker& home_;
  stream_socket socket_;
  peer from_;
  boost::beast::flat_buffer input_;
  std::optional<parser> parser_;
  routed found_;                  ///< where the request that is being read goes
  std::size_t header_bytes_ = 0;  ///< of the request that is being read, without its body
  std::size_t plain_framing_ = 0; ///< bytes among them that chunks cannot do without
  std::function<void(std::uint64_t, boost::core::string_view, boost::system::error_code&)>
      chunk_began_;
  std::ptrdiff_t header_fields_ = 0; ///< before its body; what comes behind are trailers
  worker::place place_;              ///< among the worker's connections
  bool reading_ = false;
  bool flush_follows_ = false; ///< what calls complete() now will call flush()
  bool input_over_ = false;    ///< nothing more is read: the client ended, failed or was told off
  std::optional<std::uint64_t>
      upgrading_;            ///< the slot of a handshake, and nothing is read behind it
  bool held_ = false;        ///< parsing stopped because of held_up()
  bool turned_away_ = false; ///< there was no room for it
  bool ended_ = false;
  clock::time_point request_began_{}; ///< first bytes of the request that is being read
  clock::time_point idle_since_;
};

} // namespace boxoffice::http
