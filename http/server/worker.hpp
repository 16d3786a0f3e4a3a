// One I/O thread with its connections.
#pragma once

#include "http/probes/worker_probe.hpp"
#include "http/server/arrival.hpp"
#include "http/server/gateway_state.hpp"
#include "http/server/responder.hpp"
#include "http/server/session_list.hpp"

#include <list>
#include <memory>
#include <unordered_set>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::http {

class dispatcher;
class opening;
class session;
class websocket_session;

class worker {
public:
  using standing = session_list::standing;
  using place = session_list::place;

  /// All must outlive the worker. `redirects` gets the requests of plain HTTP beside TLS.
  worker(gateway_state& state, dispatcher& routes, dispatcher& redirects);
  ~worker();

  void run() { io_.run(); }
  /// From any thread: takes over a connection that is counted. With `node_full` another one ends
  /// for it (end_oldest_waiting), or it is turned away itself.
  void serve(arrival&& one, bool node_full);
  /// From any thread: responds to a connection, which is not counted, that there is no room for it.
  void turn_away(arrival&& one);
  /// From any thread: idle connections end, busy ones after their responses; run() returns then.
  void drain();
  /// From any thread: ends the connections that have got all their responses, whether their clients
  /// have taken them or not; a response that comes later is sent in one piece or not at all.
  void cut();
  /// From any thread: run() returns now.
  void stop() { io_.stop(); }

  // ---- in this worker's thread
  /// The connection is of that client, not of the proxy that opened it; false if it must end.
  [[nodiscard]] bool change_client(opened& one, const client_address& client);
  /// Makes a session of the connection. With `refusal` that is its only response.
  void begin(opened&& one, std::optional<response>&& refusal = {});
  [[nodiscard]] std::list<opening*>::iterator enter(opening& one);
  /// Unless it was handed to begin(), its place among the connections is free again.
  void leave(std::list<opening*>::iterator one, const opened* abandoned);
  [[nodiscard]] place enter(session& one);
  void leave(session& one, const place& from);
  void move(place& one, standing among) { sessions_.move(one, among); }
  /// A session's own unwritten bytes went from `before` to `now`.
  void count_unwritten(std::size_t before, std::size_t now);
  /// If too many bytes are unwritten, ends the connections that took nothing for the longest.
  void bound_unwritten();
  void enter(websocket_session& one);
  void leave(websocket_session& one);
  /// Remembers a session whose responses are written once the batch of replies has been handed out.
  void write_later(std::shared_ptr<session> one) { to_write_.push_back(std::move(one)); }
  /// Writes them: after each batch of replies, or after a response in another turn of the loop.
  void write_responses();
  /// Responds after `delay`, or at once in a drain; until then the request counts as unanswered.
  void respond_later(std::chrono::milliseconds delay, responder respond, response&& what);

  [[nodiscard]] worker_probe& probe() { return probe_; }
  [[nodiscard]] const worker_probe& probe() const { return probe_; }
  [[nodiscard]] bool draining() const { return draining_; }
  [[nodiscard]] bool cutting() const { return cutting_; }
  [[nodiscard]] boost::asio::io_context& io() { return io_; }
  [[nodiscard]] gateway_state& state() { return state_; }
  [[nodiscard]] logging::tag_source& tags() { return tags_; }
  [[nodiscard]] const gateway_state& state() const { return state_; }
  [[nodiscard]] dispatcher& routes() { return routes_; }

private:
  void open(arrival&& one, bool counted);
  void send_away(arrival&& one);
  /// Counts one more connection that is turned away; false if it must end at once.
  [[nodiscard]] bool count_turned_away();
  void free_place_of(const client_address& client, bool counted);
  /// Ends the connection that waits for its client for the longest: an idle one, else one that is
  /// not open yet, else one with an incomplete request, else one that has got its last response.
  /// False if there is none.
  [[nodiscard]] bool end_oldest_waiting();
  /// Ends the oldest connection of that standing that may end. False if there is none.
  [[nodiscard]] bool end_oldest(standing among, bool (*can_end)(const session&));
  [[nodiscard]] bool end_oldest_opening(bool counted);
  void end_slowest();
  template <class Act>
  void each_connection(Act act);
  [[nodiscard]] bool is_drained() const;
  void end_if_drained();
  void watch_deadlines();

  gateway_state& state_;
  worker_probe probe_;
  logging::tag_source tags_;
  dispatcher& routes_;
  dispatcher& redirects_;
  session_list sessions_;        ///< outlives io_, whose handlers hold sessions
  std::list<opening*> openings_; ///< likewise; the longest first
  std::unordered_set<websocket_session*> websockets_; ///< likewise
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open_;
  boost::asio::steady_timer deadlines_;
  std::vector<std::shared_ptr<session>> to_write_;
  std::unordered_set<std::shared_ptr<boost::asio::steady_timer>> delays_; ///< of respond_later()
  bool draining_ = false;
  bool cutting_ = false;
  bool bounding_ = false; ///< end_slowest() follows
};

} // namespace boxoffice::http
