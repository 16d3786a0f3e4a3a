// The WebSockets of one I/O thread: takes what the node's seat feed says and hands it to those whom
// it is for.
#pragma once

#include "actors/protocol/feed_interfaces.hpp"
#include "actors/protocol/interfaces.hpp"
#include "http/server/inbox.hpp"

#include <map>
#include <unordered_map>

#include <boost/asio/io_context.hpp>

namespace boxoffice::http {

class websocket_session;

/// Threads: all of it is called in the thread that runs `io`, but for what the outlet calls.
class push_hub {
public:
  push_hub(boost::asio::io_context& io, actors::seat_feed_actor feed);
  push_hub(const push_hub&) = delete;
  push_hub& operator=(const push_hub&) = delete;
  ~push_hub();

  /// What the session is to be told begins with what the subscription says. Gives its name.
  std::uint64_t subscribe(websocket_session& one, actors::subscribe_seats&& wanted);
  std::uint64_t subscribe(websocket_session& one, actors::subscribe_booking&& wanted);
  void leave(std::uint64_t subscriber);

private:
  struct member {
    websocket_session* session = nullptr;
    std::optional<events::show_id> show; ///< of a show's subscriber
    std::uint64_t joined = 0;            ///< its place in the audience, 0: before its first message
  };
  /// A show's frame on its way to all who had something before it.
  struct fan_out {
    actors::push what;
    std::uint64_t next = 0; ///< the first place that has not got it
    std::uint64_t last = 0; ///< who joins later has it in the first message
  };

  template <class Subscription>
  std::uint64_t enter(member one, Subscription&& wanted);
  void take_in(actors::push&& one);
  void hand_out();
  void hand_to(std::uint64_t subscriber, const actors::push& what);
  void continue_fan_out(fan_out&& out);

  boost::asio::io_context& io_;
  actors::seat_feed_actor feed_;
  std::uint64_t last_subscriber_ = 0;
  std::uint64_t last_joined_ = 0;
  std::unordered_map<std::uint64_t, member> members_;
  /// Of each show those who got their first message, in the order in which they did.
  std::unordered_map<events::show_id, std::map<std::uint64_t, websocket_session*>> audiences_;

  inbox<actors::push> inbox_;
  std::shared_ptr<actors::push_sink> sink_; ///< last, for it calls take_in()
};

} // namespace boxoffice::http
