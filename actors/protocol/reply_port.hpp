// Where replies leave the actors: the receiving end of a gateway.
#pragma once

#include "actors/protocol/replies.hpp"

#include <caf/actor_system.hpp>

#include <functional>

namespace boxoffice::actors {

/// An actor handle that passes the `replies` it is sent to a function. The function is called in
/// the sender's thread: it must be quick and thread-safe. It is not called after close().
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

/// Sends each reply to its reply port, all replies for one port as one message.
void send_replies(std::vector<addressed_reply>&& ready);

} // namespace boxoffice::actors
