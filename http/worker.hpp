// One I/O thread with its connections and its exchange.
#pragma once

#include "actors/engine.hpp"
#include "http/exchange.hpp"
#include "http/map_cache.hpp"
#include "http/options.hpp"
#include "http/peer.hpp"
#include "http/push_hub.hpp"
#include "http/rate_limit.hpp"
#include "http/responder.hpp"
#include "http/seat_allowance.hpp"
#include "http/shared_secret.hpp"
#include "http/wrong_tokens.hpp"

#include <atomic>
#include <memory>
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace boxoffice::http {

class session;
class websocket_session;

/// What all workers of a gateway share; safe to use from any thread.
struct common_ground {
  gateway_options options;
  actors::engine* engine = nullptr;
  actors::entrance_actor entrance;
  actors::seat_feed_actor feed;
  rate_limit rates;
  std::string sandbox_secret; ///< what the sandbox signs with
  shared_secret operator_token{options.operator_token};
  wrong_tokens token_guesses{options.addresses};
  std::atomic<bool> ready{false};    ///< the timers ran after the start
  std::atomic<bool> draining{false}; ///< answers what was accepted, takes no more
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> control_connections{0}; ///< at the control socket, not among the others
  std::atomic<std::size_t> turned_away{0};     ///< further ones, being told that there is no room
  std::atomic<std::uint64_t> unknown_money{0}; ///< payments for bookings that do not exist
  std::unique_ptr<seat_allowance> seats{};     ///< of client addresses; nothing where not limited

  /// Connections like that of `from` that are open.
  std::atomic<std::size_t>& places_of(const peer& from) {
    return from.at_control_socket ? control_connections : connections;
  }
};

class worker {
public:
  worker(caf::actor_system& system, std::shared_ptr<common_ground> common);
  ~worker();

  void run() { io_.run(); }
  /// From any thread: takes a connection over.
  void serve(stream_socket&& socket, const peer& from);
  /// From any thread: tells a connection that there is no room for it.
  void turn_away(stream_socket&& socket, const peer& from);
  /// From any thread: idle connections end, busy ones after their answers; run() returns then.
  void drain();
  /// From any thread: ends the connections that have got all their answers, whether their clients
  /// have taken them or not; an answer that comes later is sent in one piece or not at all.
  void cut();
  /// From any thread: run() returns now.
  void stop() { io_.stop(); }

  // ---- for sessions, in this worker's thread
  void enter(session& one) { sessions_.insert(&one); }
  void leave(session& one);
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
  [[nodiscard]] exchange& talk() { return exchange_; }
  [[nodiscard]] push_hub& pushes() { return pushes_; }
  [[nodiscard]] map_cache& maps() { return maps_; }
  [[nodiscard]] common_ground& common() { return *common_; }
  [[nodiscard]] bool overloaded() const;

private:
  void end_if_drained();
  void watch_deadlines();

  std::shared_ptr<common_ground> common_;
  std::unordered_set<session*> sessions_; ///< outlives io_, whose handlers hold sessions
  std::unordered_set<websocket_session*> websockets_; ///< likewise
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open_;
  boost::asio::steady_timer deadlines_;
  std::vector<std::shared_ptr<session>> to_write_;
  exchange exchange_;
  push_hub pushes_;
  map_cache maps_;
  bool draining_ = false;
  bool cutting_ = false;
};

} // namespace boxoffice::http
