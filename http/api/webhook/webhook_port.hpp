// A worker's questions to the webhooks of the node. The answers come in other threads.
#pragma once

#include "actors/protocol/webhook_questions.hpp"
#include "http/server/responder.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <boost/asio/io_context.hpp>

namespace boxoffice::actors {
class webhook_service;
}

namespace boxoffice::http {

/// Threads: all members are called in the thread that runs `io`.
class webhook_port {
public:
  using render = std::function<response(actors::webhook_answer&&)>;

  /// `after_response` is called after each response.
  webhook_port(boost::asio::io_context& io, std::function<void()> after_response);
  webhook_port(const webhook_port&) = delete;
  webhook_port& operator=(const webhook_port&) = delete;
  /// No answer arrives after this.
  ~webhook_port();

  void ask(actors::webhook_service& of, actors::webhook_question what, responder respond,
           render then);

private:
  struct pending {
    responder respond;
    render then;
  };
  /// What an answer finds of the worker, which may have ended.
  struct home {
    std::mutex guard;
    webhook_port* port = nullptr; ///< null: ended
  };

  void finish(std::uint64_t number, actors::webhook_answer&& answer);

  boost::asio::io_context& io_;
  std::function<void()> after_response_;
  std::unordered_map<std::uint64_t, pending> pending_;
  std::uint64_t last_ = 0;
  std::shared_ptr<home> home_ = std::make_shared<home>();
};

} // namespace boxoffice::http
