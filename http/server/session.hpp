// One HTTP connection: reads requests, passes them to the dispatcher and writes the responses in
// the order of the requests, however many are under way (pipelining).
#pragma once

#include "http/server/request_reader.hpp"
#include "http/server/response_queue.hpp"
#include "http/server/worker.hpp"
#include "http/transport/transport.hpp"

#include <memory>
#include <optional>

namespace boxoffice::http {

class session : public std::enable_shared_from_this<session> {
public:
  using clock = coarse_clock;

  /// `routes` get the requests.
  session(worker& home, dispatcher& routes, opened&& connection);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  void start();
  /// Responds without a request and ends.
  void turn_away(response&& why);
  /// Responds to a request, now or later; writing waits for flush().
  void complete(std::uint64_t request, const response& what, const request_origin& from);
  /// Gives up the connection in place of a response; nothing if the client has sent more.
  [[nodiscard]] std::optional<transport> release(std::uint64_t request, const request_origin& from);
  /// Writes the responses that are due, and reads on if that was held up.
  void flush();
  /// Ends the connection once its responses are written.
  void drain();
  /// Ends the connection unless a response is still to come.
  void cut();
  /// Ends the connection if the client took too long, or is gone.
  void check_deadline(clock::time_point now);
  /// Ends the connection now.
  void end();

  /// Counts the response to the request that is being served as bulk (routes.hpp) until it is
  /// written; nothing is read meanwhile. `client` is that of the request; false if it has too many
  /// under way. With `charged` its bytes count in the rate limit.
  [[nodiscard]] bool begin_bulk(const client_address& client, bool charged);
  /// True if the client takes no more responses. Asks the system.
  [[nodiscard]] bool is_client_gone();
  /// True, and the connection ends, also if the client sends no more: it has most likely left.
  [[nodiscard]] bool has_hung_up();
  [[nodiscard]] bool is_counted() const { return counted_; }
  /// Of the connection; its requests may have others (responder.hpp).
  [[nodiscard]] const client_address& client() const { return client_; }

private:
  enum class phase : std::uint8_t {
    reading,   ///< requests are read and served
    held,      ///< too many responses are under way: nothing is read until some are written
    upgrading, ///< a handshake is being served: nothing is read behind it
    finishing, ///< nothing more is read; ends when the last response is written
    lingering, ///< all is written; discards what the client sends until it closes
    ended,
  };
  struct bulk_response {
    client_address client;
    bool charged = false;
    std::size_t bytes = 0;
  };

  // Transitions; end() is to `ended`.
  void hold();
  void resume();
  void await_upgrade(std::uint64_t request);
  void refuse_upgrade();
  void finish();
  void linger();

  void read();
  void on_read(boost::system::error_code error, std::size_t size);
  /// Serves what was read, until bytes are missing or the phase changes.
  void serve_input();
  /// False if more bytes are needed or nothing can be read any more.
  bool serve_next();
  void serve_request();
  void refuse(request_reader::refusal&& why);
  [[nodiscard]] bool is_too_far_behind() const;
  /// Moves it among the idle or the receiving connections if it waits for its client's bytes.
  void update_standing();

  void write();
  void write_slowly();
  void on_write(boost::system::error_code error, std::size_t sent);
  void on_written(boost::system::error_code error);
  void restart_write_clock();
  void count_bulk(std::size_t bytes);
  void end_bulk();
  /// Reports to the worker how many bytes the connection keeps for its client.
  void report_unwritten();

  worker& worker_;
  dispatcher& routes_;
  transport stream_;
  client_address client_;
  request_reader reader_;
  response_queue responses_;
  worker::place place_; ///< among the worker's connections
  phase phase_ = phase::reading;
  const bool counted_;
  bool read_pending_ = false;
  bool write_pending_ = false;
  bool is_serving_ = false;     ///< serve_input() runs, and flush() follows
  std::uint64_t upgrade_ = 0;   ///< the handshake's request, in phase::upgrading
  std::size_t reported_ = 0;    ///< bytes that report_unwritten() reported
  std::size_t taken_bytes_ = 0; ///< by the client, since write_began_at_
  std::optional<bulk_response> bulk_;
  clock::time_point idle_since_;
  clock::time_point write_began_at_{}, linger_since_{};
};

} // namespace boxoffice::http
