// A worker's conversation with the actors: gathers the questions of one turn of its event loop into
// few messages, and takes batches of replies with one post each.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/reply_port.hpp"
#include "http/api/pending_requests.hpp"
#include "http/server/inbox.hpp"
#include "metrics/counter.hpp"

#include <atomic>
#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace boxoffice::http {

/// Threads: all members are called in the thread that runs `io`, except what the reply port calls.
class actor_client {
public:
  /// `after_replies` is called after each batch of replies.
  actor_client(boost::asio::io_context& io, caf::actor_system& system,
               actors::entrance_actor entrance, metrics::queue_probe& probe, load_shedder shedder,
               std::function<void()> after_replies);

  void ask(pending_request&& by, events::show_id&& show, actors::show_question&& what,
           std::string&& mail);
  void ask(pending_request&& by, actors::node_question&& what);

  /// Questions without a reply yet.
  [[nodiscard]] std::size_t in_flight() const { return pending_.size(); }
  /// Whether as many requests are under way as may ever be.
  [[nodiscard]] bool is_full() const { return in_flight() >= shedder_.most(); }
  /// Whether a new request must be refused because those under way wait too long.
  [[nodiscard]] bool is_overloaded() {
    return shedder_.refuses(in_flight(), load_shedder::clock::now());
  }
  /// How long the refusal of an overload must wait.
  [[nodiscard]] std::chrono::milliseconds refusal_delay() {
    return shedder_.refusal_delay(load_shedder::clock::now());
  }

  /// No reply arrives after this.
  void close() { reply_port_.close(); }

private:
  template <class Ask>
  void gather(Ask&& ask);
  void send_gathered();
  void take_replies(actors::replies&& arrived);
  void distribute();
  [[nodiscard]] actors::return_address expect(pending_request&& by);

  boost::asio::io_context& io_;
  actors::entrance_actor entrance_;
  metrics::queue_probe& probe_;
  std::function<void()> after_replies_;
  actors::asks gathered_;
  bool is_send_posted_ = false;
  pending_requests pending_;
  load_shedder shedder_;

  inbox<actors::correlated_reply> inbox_;
  /// When the first reply in the inbox came: what it waits for the event loop is not the actors'
  /// delay. Written before the post that reads it.
  std::atomic<load_shedder::clock::time_point> inbox_since_{};
  actors::reply_port reply_port_; ///< last, because it calls take_replies()
};

} // namespace boxoffice::http
