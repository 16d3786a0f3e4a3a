// The templates of node.hpp, which includes this.
#pragma once

#include "tests/actors/node.hpp"

namespace boxoffice::actors::tests {

template <class Actor>
bool node::step_of() {
  auto& jobs = coordinator().jobs;
  for (std::size_t place = 0; place < jobs.size(); ++place) {
    if (dynamic_cast<Actor*>(jobs[place]) != nullptr) {
      run_at_front(place);
      return true;
    }
  }
  return false;
}

template <class Actor>
void node::run_without() {
  coordinator().run_jobs_filtered(
      [](caf::resumable* job) { return dynamic_cast<Actor*>(job) == nullptr; });
}

template <class Reply>
Reply node::reply_to(ticket request) {
  const auto& answers = replies_[request];
  REQUIRE(answers.size() == 1);
  REQUIRE(std::holds_alternative<Reply>(answers.front()));
  return std::get<Reply>(answers.front());
}

template <class Reply>
Reply node::ask_now(const std::string& show, show_question what) {
  auto request = ask(show, std::move(what));
  run();
  return reply_to<Reply>(request);
}

template <class Reply>
Reply node::ask_now(node_question what) {
  auto request = ask(std::move(what));
  run();
  return reply_to<Reply>(request);
}

} // namespace boxoffice::actors::tests
