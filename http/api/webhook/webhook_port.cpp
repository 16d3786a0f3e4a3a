#include "http/api/webhook/webhook_port.hpp"

#include "actors/webhook/webhook_service.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace boxoffice::http {

webhook_port::webhook_port(boost::asio::io_context& io, std::function<void()> after_response)
    : io_{io}, after_response_{std::move(after_response)} {
  home_->port = this;
}

webhook_port::~webhook_port() {
  std::lock_guard lock{home_->guard};
  home_->port = nullptr;
}

void webhook_port::ask(actors::webhook_service& of, actors::webhook_question what,
                       responder respond, render then) {
  auto number = ++last_;
  pending_.emplace(number, pending{std::move(respond), std::move(then)});
  // Connections belong to the worker's thread, so only the number passes through others.
  of.ask(std::move(what), [home = home_, number](actors::webhook_answer&& answer) {
    std::lock_guard lock{home->guard};
    if (home->port != nullptr)
      boost::asio::post(home->port->io_,
                        [port = home->port, number, answer = std::move(answer)]() mutable {
                          port->finish(number, std::move(answer));
                        });
  });
}

void webhook_port::finish(std::uint64_t number, actors::webhook_answer&& answer) {
  auto found = pending_.find(number);
  auto [respond, then] = std::move(found->second);
  pending_.erase(found);
  respond(then(std::move(answer)));
  after_response_();
}

} // namespace boxoffice::http
