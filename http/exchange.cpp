#include "http/exchange.hpp"

#include <caf/all.hpp>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

exchange::exchange(boost::asio::io_context& io, caf::actor_system& system,
                   actors::show_directory_actor directory, std::function<void()> after_answers)
    : io_{io},
      directory_{std::move(directory)},
      after_answers_{std::move(after_answers)},
      desk_{system, [this](actors::answers&& arrived) { take_in(std::move(arrived)); }} {}

void exchange::ask(events::show_id show, actors::show_question what, std::string mail,
                   on_reply then) {
  gathered_.emplace_back(
      actors::show_ask{expect(std::move(then)), std::move(show), std::move(what), std::move(mail)});
}

void exchange::ask(actors::node_question what, on_reply then) {
  gathered_.emplace_back(actors::node_ask{expect(std::move(then)), std::move(what)});
}

actors::return_address exchange::expect(on_reply then) {
  // Posted behind the reads that are ready now, so that their asks leave in the same message.
  if (gathered_.empty())
    boost::asio::post(io_, [this] { send_what_was_gathered(); });
  waiting_.emplace(++last_correlation_, std::move(then));
  return {desk_.handle(), last_correlation_};
}

void exchange::send_what_was_gathered() {
  caf::anon_send(directory_, std::exchange(gathered_, {}));
}

void exchange::take_in(actors::answers&& arrived) {
  bool was_empty = false;
  {
    std::lock_guard lock{inbox_mutex_};
    was_empty = inbox_.empty();
    std::move(arrived.begin(), arrived.end(), std::back_inserter(inbox_));
  }
  if (was_empty)
    boost::asio::post(io_, [this] { hand_out(); });
}

void exchange::hand_out() {
  actors::answers arrived;
  {
    std::lock_guard lock{inbox_mutex_};
    arrived.swap(inbox_);
  }
  for (auto& each : arrived) {
    auto node = waiting_.extract(each.correlation);
    if (!node.empty())
      node.mapped()(std::move(each.reply));
  }
  after_answers_();
}

} // namespace boxoffice::http
