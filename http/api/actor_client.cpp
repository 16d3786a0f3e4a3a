#include "http/api/actor_client.hpp"

#include <caf/all.hpp>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// Questions that do not wait for the others of their turn any more: the shows work on them
/// already.
constexpr std::size_t enough_for_a_message = 8;

} // namespace

actor_client::actor_client(boost::asio::io_context& io, caf::actor_system& system,
                           actors::entrance_actor entrance, metrics::queue_probe& probe,
                           std::function<void()> after_replies)
    : io_{io},
      entrance_{std::move(entrance)},
      probe_{probe},
      after_replies_{std::move(after_replies)},
      reply_port_{system, [this](actors::replies&& arrived) { take_replies(std::move(arrived)); }} {
}

void actor_client::ask(pending_request&& by, events::show_id&& show, actors::show_question&& what,
                       std::string&& mail) {
  gather(
      actors::show_ask{expect(std::move(by)), std::move(show), std::move(what), std::move(mail)});
}

void actor_client::ask(pending_request&& by, actors::node_question&& what) {
  gather(actors::node_ask{expect(std::move(by)), std::move(what)});
}

actors::return_address actor_client::expect(pending_request&& by) {
  probe_.entered.add();
  return {reply_port_.handle(), pending_.add(std::move(by))};
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
  if (inbox_.put(std::move(arrived)))
    boost::asio::post(io_, [this] { distribute(); });
}

void actor_client::distribute() {
  for (auto& each : inbox_.take())
    if (auto pending = pending_.take(each.correlation)) {
      probe_.left.add();
      pending->then(pending->respond, std::move(each.reply));
    }
  after_replies_();
}

} // namespace boxoffice::http
