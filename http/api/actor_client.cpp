#include "http/api/actor_client.hpp"

#include <caf/all.hpp>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// Questions that do not wait for the others of their turn any more: the shows work on them
/// already.
constexpr std::size_t enough_for_a_message = 8;

std::optional<load_shedder::queue> queue_of(const actors::show_question& what) {
  using queue = load_shedder::queue;
  if (std::holds_alternative<events::request_booking>(what))
    return queue::writes;
  if (std::holds_alternative<actors::get_booking>(what) ||
      std::holds_alternative<actors::get_seats>(what))
    return queue::reads;
  return std::nullopt;
}

} // namespace

actor_client::actor_client(boost::asio::io_context& io, caf::actor_system& system,
                           actors::entrance_actor entrance, metrics::queue_probe& probe,
                           load_shedder shedder, std::function<void()> after_replies)
    : io_{io},
      entrance_{std::move(entrance)},
      probe_{probe},
      after_replies_{std::move(after_replies)},
      shedder_{shedder},
      reply_port_{system, [this](actors::replies&& arrived) { take_replies(std::move(arrived)); }} {
}

void actor_client::ask(pending_request&& by, events::show_id&& show, actors::show_question&& what,
                       std::string&& mail) {
  if (auto queue = queue_of(what))
    by.timed = queued{*queue, load_shedder::clock::now()};
  gather(
      actors::show_ask{expect(std::move(by)), std::move(show), std::move(what), std::move(mail)});
}

void actor_client::ask(pending_request&& by, actors::node_question&& what) {
  gather(actors::node_ask{expect(std::move(by)), std::move(what)});
}

actors::return_address actor_client::expect(pending_request&& by) {
  probe_.entered.add();
  auto tag = by.respond.tag();
  return {reply_port_.handle(), pending_.add(std::move(by)), std::move(tag)};
}

template <class Ask>
void actor_client::gather(Ask&& ask) {
  // Posted behind the reads that are ready now, so that their questions go into the same message.
  if (!std::exchange(is_send_posted_, true))
    boost::asio::post(io_, [this] {
      is_send_posted_ = false;
      send_gathered();
    });
  gathered_.reserve(enough_for_a_message);
  gathered_.emplace_back(std::forward<Ask>(ask));
  if (gathered_.size() == enough_for_a_message)
    send_gathered();
}

void actor_client::send_gathered() {
  if (!gathered_.empty())
    caf::anon_send(entrance_, std::exchange(gathered_, {}));
}

void actor_client::take_replies(actors::replies&& arrived) {
  if (!inbox_.put(std::move(arrived)))
    return;
  inbox_since_.store(load_shedder::clock::now(), std::memory_order_relaxed);
  boost::asio::post(io_, [this] { distribute(); });
}

void actor_client::distribute() {
  auto came = inbox_since_.load(std::memory_order_relaxed);
  for (auto& each : inbox_.take()) {
    auto pending = pending_.take(each.correlation);
    if (!pending)
      continue;
    probe_.left.add();
    if (const auto& timed = pending->timed)
      shedder_.replied(timed->in, came - timed->since);
    pending->then(pending->respond, std::move(each.reply));
  }
  after_replies_();
}

} // namespace boxoffice::http
