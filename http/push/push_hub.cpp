#include "http/push/push_hub.hpp"

#include "http/server/websocket_session.hpp"

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// Sends in a row, some milliseconds; then other connections get their turn.
constexpr std::size_t sends_a_turn = 256;

} // namespace

push_hub::push_hub(boost::asio::io_context& io, actors::seat_feed_actor feed)
    : io_{io},
      feed_{std::move(feed)},
      sink_{std::make_shared<actors::push_sink>(
          [this](actors::push&& one) { take_in(std::move(one)); })} {}

push_hub::~push_hub() { sink_->close(); }

std::uint64_t push_hub::subscribe(websocket_session& one, actors::subscribe_seats&& wanted) {
  return enter({&one, wanted.show}, std::move(wanted));
}

std::uint64_t push_hub::subscribe(websocket_session& one, actors::subscribe_booking&& wanted) {
  return enter({&one, std::nullopt}, std::move(wanted));
}

template <class Subscription>
std::uint64_t push_hub::enter(member one, Subscription&& wanted) {
  wanted.to = sink_;
  wanted.subscriber = ++last_subscriber_;
  members_.emplace(last_subscriber_, std::move(one));
  caf::anon_send(feed_, std::forward<Subscription>(wanted));
  return last_subscriber_;
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
    boost::asio::post(io_, [this] { hand_out(); });
}

void push_hub::hand_out() {
  for (auto& each : inbox_.take()) {
    if (each.subscriber != 0) {
      hand_to(each.subscriber, each);
      continue;
    }
    continue_fan_out({std::move(each), 0, last_joined_});
  }
}

void push_hub::hand_to(std::uint64_t subscriber, const actors::push& what) {
  auto found = members_.find(subscriber);
  if (found == members_.end()) // Gone meanwhile.
    return;
  auto& one = found->second;
  if (one.show && !what.last && one.joined == 0) {
    one.joined = ++last_joined_;
    audiences_[*one.show].emplace(one.joined, one.session);
  }
  one.session->take(what);
}

/// The feed sends a show's next frame when it heard that this one is out, so that one show has one
/// at a time, and who cannot keep up with many small ones gets few larger ones.
void push_hub::continue_fan_out(fan_out&& out) {
  auto audience = audiences_.find(out.what.show);
  std::size_t sent = 0;
  while (audience != audiences_.end()) {
    auto place = audience->second.lower_bound(out.next);
    if (place == audience->second.end() || place->first > out.last)
      break;
    if (sent++ == sends_a_turn) {
      boost::asio::post(
          io_, [this, rest = std::move(out)]() mutable { continue_fan_out(std::move(rest)); });
      return;
    }
    out.next = place->first + 1;
    auto whole = place->second->weak_from_this().lock(); // It may end by what it takes.
    whole->take(out.what);
    audience = audiences_.find(out.what.show);
  }
  caf::anon_send(feed_, actors::frame_ack{out.what.show});
}

} // namespace boxoffice::http
