#include "http/push/push_hub.hpp"

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// Frames sent in a row, some milliseconds; then other connections get their turn.
constexpr std::size_t sends_per_turn = 256;

void deliver(websocket_session& to, const actors::push& frame) {
  to.send(frame.texts);
  if (frame.last)
    to.finish(frame.gone ? websocket_session::close_code::internal_error
                         : websocket_session::close_code::normal);
}

} // namespace

push_hub::push_hub(boost::asio::io_context& io, actors::seat_feed_actor feed)
    : io_{io},
      feed_{std::move(feed)},
      sink_{std::make_shared<actors::push_sink>(
          [this](actors::push&& one) { take_in(std::move(one)); })} {}

push_hub::~push_hub() { sink_->close(); }

websocket_session::callbacks push_hub::subscription(const actors::subscribe_seats& wanted) {
  return callbacks_of(wanted.show, wanted);
}

websocket_session::callbacks push_hub::subscription(const actors::subscribe_booking& wanted) {
  return callbacks_of(std::nullopt, wanted);
}

template <class Subscription>
websocket_session::callbacks push_hub::callbacks_of(std::optional<events::show_id> show,
                                                    const Subscription& wanted) {
  auto subscriber = ++last_subscriber_;
  auto opened = [this, subscriber, show = std::move(show),
                 wanted = wanted](websocket_session& one) mutable {
    wanted.to = sink_;
    wanted.subscriber = subscriber;
    members_.emplace(subscriber, member{&one, std::move(show)});
    caf::anon_send(feed_, std::move(wanted));
  };
  return {std::move(opened), [this, subscriber] { leave(subscriber); }, {}};
}

void push_hub::leave(std::uint64_t subscriber) {
  auto found = members_.find(subscriber);
  if (found == members_.end())
    return;
  if (const auto& show = found->second.show)
    if (auto audience = audiences_.find(*show); audience != audiences_.end()) {
      audience->second.erase(found->second.joined);
      if (audience->second.empty())
        audiences_.erase(audience);
    }
  caf::anon_send(feed_, actors::unsubscribe{sink_, subscriber, std::move(found->second.show)});
  members_.erase(found);
}

void push_hub::take_in(actors::push&& one) {
  if (inbox_.put(std::move(one)))
    boost::asio::post(io_, [this] { distribute(); });
}

void push_hub::distribute() {
  for (auto& each : inbox_.take()) {
    if (each.subscriber != 0) {
      send_to(each.subscriber, each);
      continue;
    }
    continue_fan_out({std::move(each), 0, last_joined_});
  }
}

void push_hub::send_to(std::uint64_t subscriber, const actors::push& what) {
  auto found = members_.find(subscriber);
  if (found == members_.end()) // It has left.
    return;
  auto& one = found->second;
  if (one.show && !what.last && one.joined == 0) {
    one.joined = ++last_joined_;
    audiences_[*one.show].emplace(one.joined, one.session);
  }
  deliver(*one.session, what);
}

/// The feed sends a show's next frame once this one is acknowledged, so that each show has one at a
/// time, and a thread that cannot keep up with many small frames gets few large ones.
void push_hub::continue_fan_out(fan_out&& out) {
  auto audience = audiences_.find(out.what.show);
  std::size_t sent = 0;
  while (audience != audiences_.end()) {
    auto place = audience->second.lower_bound(out.next);
    if (place == audience->second.end() || place->first > out.last)
      break;
    if (sent++ == sends_per_turn) {
      boost::asio::post(
          io_, [this, rest = std::move(out)]() mutable { continue_fan_out(std::move(rest)); });
      return;
    }
    out.next = place->first + 1;
    auto whole = place->second->weak_from_this().lock(); // Sending may end it.
    deliver(*whole, out.what);
    audience = audiences_.find(out.what.show);
  }
  caf::anon_send(feed_, actors::frame_ack{out.what.show});
}

} // namespace boxoffice::http
