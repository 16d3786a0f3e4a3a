// Where answers arrive outside of the actors: a gateway's end of the conversation.
#pragma once

#include "actors/protocol/replies.hpp"

#include <caf/actor_system.hpp>

#include <functional>

namespace boxoffice::actors {

/// A handle that is sent `answers` and hands them to a function, in the sender's thread, so that
/// the function must be quick and safe to call from any thread. After close() it is called no more.
class reply_port {
public:
  reply_port(caf::actor_system& system, std::function<void(replies&&)> arrived);
  reply_port(const reply_port&) = delete;
  reply_port& operator=(const reply_port&) = delete;
  ~reply_port();

  void close();
  [[nodiscard]] const caf::actor& handle() const { return handle_; }

private:
  caf::actor handle_;
};

/// Sends each answer to its reply port, all for one port as one message.
void send_replies(std::vector<addressed_reply>&& ready);

} // namespace boxoffice::actors
