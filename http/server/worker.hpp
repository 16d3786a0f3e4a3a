// One I/O thread with its connections and its exchange.
#pragma once

#include "http/api/actor_client.hpp"
#include "http/api/map_cache.hpp"
#include "http/api/shared_reads.hpp"
#include "http/api/show_layouts.hpp"
#include "http/limits/client_address.hpp"
#include "http/push/push_hub.hpp"
#include "http/server/gateway_state.hpp"
#include "http/server/responder.hpp"
#include "http/server/session_list.hpp"

#include <memory>
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::http {

class session;
class websocket_session;

class worker {
public:
  using standing = session_list::standing;
  using place = session_list::place;

  worker(caf::actor_system& system, std::shared_ptr<gateway_state> common);
  ~worker();

  void run() { io_.run(); }
  /// From any thread: takes over a connection that is counted. With `node_full` the oldest idle one
  /// ends for it, or it is turned away itself.
  void serve(stream_socket&& socket, const peer& from, bool node_full);
  /// From any thread: ends the oldest idle connection.
  void make_room();
  /// From any thread: tells a connection, which is not counted, that there is no room for it.
  void turn_away(stream_socket&& socket, const peer& from);
  /// From any thread: idle connections end, busy ones after their answers; run() returns then.
  void drain();
  /// From any thread: ends the connections that have got all their answers, whether their clients
  /// have taken them or not; an answer that comes later is sent in one piece or not at all.
  void cut();
  /// From any thread: run() returns now.
  void stop() { io_.stop(); }

  // ---- for sessions, in this worker's thread
  [[nodiscard]] place enter(session& one) { return sessions_.enter(one); }
  void leave(session& one, const place& from);
  void move(place& one, standing among) { sessions_.move(one, among); }
  /// Of a session's own bytes: so many more, or fewer, are not written yet.
  void count_unwritten(std::size_t before, std::size_t now);
  /// Where too many bytes are unwritten, ends the connections that took nothing for the longest.
  void bound_unwritten();
  void enter(websocket_session& one);
  void leave(websocket_session& one);
  /// Remembers a session whose answers are written when the batch has been handed out.
  void write_later(std::shared_ptr<session> one) { to_write_.push_back(std::move(one)); }
  /// Writes them; after each batch of answers, and by who answers in a turn of its own.
  void write_answers();

  /// Answers after `delay`, which is how long the request counts as unanswered.
  void answer_later(std::chrono::milliseconds delay, responder to, response&& what);

  [[nodiscard]] bool draining() const { return draining_; }
  [[nodiscard]] bool cutting() const { return cutting_; }
  [[nodiscard]] boost::asio::io_context& io() { return io_; }
  [[nodiscard]] actor_client& client() { return exchange_; }
  [[nodiscard]] push_hub& pushes() { return pushes_; }
  [[nodiscard]] shared_reads& reads() { return reads_; }
  [[nodiscard]] map_cache& maps() { return maps_; }
  [[nodiscard]] map_cache& available() { return available_; }
  [[nodiscard]] show_layouts& layouts() { return layouts_; }
  [[nodiscard]] gateway_state& common() { return *common_; }
  [[nodiscard]] bool overloaded() const;

  /// Makes a text that takes about `expected` to make: here, or where that is long, in the thread
  /// for it. `then` is called in this worker's thread, with nothing where there was no memory.
  void render(std::chrono::microseconds expected, std::function<std::string()> make,
              std::function<void(std::optional<shared_bytes>&&)> then);

private:
  void send_away(stream_socket&& socket, const peer& from);
  [[nodiscard]] bool end_oldest_idle();
  void end_slowest();
  void end_if_drained();
  void watch_deadlines();

  std::shared_ptr<gateway_state> common_;
  session_list sessions_; ///< outlives io_, whose handlers hold sessions
  std::unordered_set<websocket_session*> websockets_; ///< likewise
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open_;
  boost::asio::steady_timer deadlines_;
  std::vector<std::shared_ptr<session>> to_write_;
  actor_client exchange_;
  push_hub pushes_;
  map_cache maps_;
  map_cache available_;
  show_layouts layouts_;
  shared_reads reads_;
  bool draining_ = false;
  bool cutting_ = false;
  bool bounding_ = false; ///< end_slowest() follows
};

} // namespace boxoffice::http
