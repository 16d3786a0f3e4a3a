#include "http/api/actor_client.hpp"

#include <caf/all.hpp>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

namespace {

/// Asks that do not wait for the others of their turn any more: the shows work on them meanwhile.
constexpr std::size_t enough_for_a_message = 8;

} // namespace

actor_client::actor_client(boost::asio::io_context& io, caf::actor_system& system,
                           actors::entrance_actor entrance, std::function<void()> after_answers)
    : io_{io},
      entrance_{std::move(entrance)},
      after_answers_{std::move(after_answers)},
      reply_port_{system, [this](actors::replies&& arrived) { take_in(std::move(arrived)); }} {}

void actor_client::ask(pending_request&& by, events::show_id&& show, actors::show_question&& what,
                       std::string&& mail) {
  gather(
      actors::show_ask{expect(std::move(by)), std::move(show), std::move(what), std::move(mail)});
}

void actor_client::ask(pending_request&& by, actors::node_question&& what) {
  gather(actors::node_ask{expect(std::move(by)), std::move(what)});
}

actors::return_address actor_client::expect(pending_request&& by) {
  return {reply_port_.handle(), waiting_.add(std::move(by))};
}

template <class Ask>
void actor_client::gather(Ask&& ask) {
  // Posted behind the reads that are ready now, so that their asks leave in the same messages.
  if (!std::exchange(sends_at_end_of_turn_, true))
    boost::asio::post(io_, [this] {
      sends_at_end_of_turn_ = false;
      send_what_was_gathered();
    });
  gathered_.reserve(enough_for_a_message);
  gathered_.emplace_back(std::forward<Ask>(ask));
  if (gathered_.size() == enough_for_a_message)
    send_what_was_gathered();
}

void actor_client::send_what_was_gathered() {
  if (!gathered_.empty())
    caf::anon_send(entrance_, std::exchange(gathered_, {}));
}

void actor_client::take_in(actors::replies&& arrived) {
  if (inbox_.put(std::move(arrived)))
    boost::asio::post(io_, [this] { hand_out(); });
}

void actor_client::hand_out() {
  for (auto& each : inbox_.take())
    if (auto asked = waiting_.take(each.correlation))
      asked->then(asked->answer, std::move(each.reply));
  after_answers_();
}

} // namespace boxoffice::http
