// An I/O thread's conversation with the actors: gathers what its connections ask in one turn of the
// loop into few messages, and takes in batches of answers with one post each.
#pragma once

#include "actors/protocol/interfaces.hpp"
#include "actors/protocol/reply_port.hpp"
#include "http/api/pending_requests.hpp"
#include "http/server/inbox.hpp"

#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>

namespace boxoffice::http {

/// Threads: all of it is called in the thread that runs `io`, but for what the desk calls.
class actor_client {
public:
  /// `after_answers` is called each time when a batch of answers was handed out.
  actor_client(boost::asio::io_context& io, caf::actor_system& system,
               actors::entrance_actor entrance, std::function<void()> after_answers);

  void ask(pending_request&& by, events::show_id&& show, actors::show_question&& what,
           std::string&& mail);
  void ask(pending_request&& by, actors::node_question&& what);

  /// Asks that have no answer yet.
  [[nodiscard]] std::size_t in_flight() const { return waiting_.size(); }

  /// No answer arrives after this.
  void close() { reply_port_.close(); }

private:
  template <class Ask>
  void gather(Ask&& ask);
  void send_what_was_gathered();
  void take_in(actors::replies&& arrived);
  void hand_out();
  [[nodiscard]] actors::return_address expect(pending_request&& by);

  boost::asio::io_context& io_;
  actors::entrance_actor entrance_;
  std::function<void()> after_answers_;
  actors::asks gathered_;
  bool sends_at_end_of_turn_ = false;
  pending_requests waiting_;

  inbox<actors::correlated_reply> inbox_;
  actors::reply_port reply_port_; ///< last, for it calls take_in()
};

} // namespace boxoffice::http
