// The WebSockets of one worker: passes the frames of the node's seat feed to their subscribers.
#pragma once

#include "actors/protocol/feed_interfaces.hpp"
#include "actors/protocol/interfaces.hpp"
#include "http/server/inbox.hpp"
#include "http/server/websocket_session.hpp"

#include <map>
#include <unordered_map>

#include <boost/asio/io_context.hpp>

namespace boxoffice::http {

/// The WebSocket subscribers of one I/O thread; sends them the frames of the seat feed. Threads:
/// only the push sink's callback, take_in(), may run in another thread than that of `io`.
class push_hub {
public:
  push_hub(boost::asio::io_context& io, actors::seat_feed_actor feed);
  push_hub(const push_hub&) = delete;
  push_hub& operator=(const push_hub&) = delete;
  ~push_hub();

  /// The callbacks of a session that subscribes when it opens.
  [[nodiscard]] websocket_session::callbacks subscription(const actors::subscribe_seats& wanted);
  [[nodiscard]] websocket_session::callbacks subscription(const actors::subscribe_booking& wanted);

private:
  struct member {
    websocket_session* session = nullptr;
    std::optional<events::show_id> show; ///< nothing for a booking's subscriber
    std::uint64_t joined = 0;            ///< its place in the audience, 0: before its first frame
  };
  /// A show's frame that is being sent to the subscribers that had their first frame before it.
  struct fan_out {
    actors::push what;
    std::uint64_t next = 0; ///< the first place in the audience that still lacks it
    std::uint64_t last = 0; ///< the last place to send to; the first frame of later ones has it
  };

  template <class Subscription>
  [[nodiscard]] websocket_session::callbacks callbacks_of(std::optional<events::show_id> show,
                                                          const Subscription& wanted);
  void leave(std::uint64_t subscriber);
  void take_in(actors::push&& one);
  void distribute();
  void send_to(std::uint64_t subscriber, const actors::push& what);
  void continue_fan_out(fan_out&& out);

  boost::asio::io_context& io_;
  actors::seat_feed_actor feed_;
  std::uint64_t last_subscriber_ = 0;
  std::uint64_t last_joined_ = 0;
  std::unordered_map<std::uint64_t, member> members_;
  /// The subscribers of each show that got their first frame, in that order.
  std::unordered_map<events::show_id, std::map<std::uint64_t, websocket_session*>> audiences_;

  inbox<actors::push> inbox_;
  std::shared_ptr<actors::push_sink> sink_; ///< last, because it calls take_in()
};

} // namespace boxoffice::http
