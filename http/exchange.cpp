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

void exchange::ask(awaited&& by, events::show_id&& show, actors::show_question&& what,
                   std::string&& mail) {
  gathered_.emplace_back(
      actors::show_ask{expect(std::move(by)), std::move(show), std::move(what), std::move(mail)});
}

void exchange::ask(awaited&& by, actors::node_question&& what) {
  gathered_.emplace_back(actors::node_ask{expect(std::move(by)), std::move(what)});
}

actors::return_address exchange::expect(awaited&& by) {
  if (gathered_.empty()) {
    gathered_.reserve(last_gathered_);
    // Posted behind the reads that are ready now, so that their asks leave in the same message.
    boost::asio::post(io_, [this] { send_what_was_gathered(); });
  }
  return {desk_.handle(), waiting_.add(std::move(by))};
}

void exchange::send_what_was_gathered() {
  last_gathered_ = gathered_.size();
  caf::anon_send(directory_, std::exchange(gathered_, {}));
}

void exchange::take_in(actors::answers&& arrived) {
  bool was_empty = false;
  {
    std::lock_guard lock{inbox_mutex_};
    was_empty = inbox_.empty();
    if (was_empty)
      inbox_.swap(arrived);
    else
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
  for (auto& each : arrived)
    if (auto asked = waiting_.take(each.correlation))
      asked->then(asked->answer, std::move(each.reply));
  after_answers_();
}

} // namespace boxoffice::http
