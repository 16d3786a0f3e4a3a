// Where answers arrive outside of the actors: a gateway's end of the conversation.
#pragma once

#include "actors/protocol/answers.hpp"

#include <caf/actor_system.hpp>

#include <functional>

namespace boxoffice::actors {

/// A handle that is sent `answers` and hands them to a function, in the sender's thread, so that
/// the function must be quick and safe to call from any thread. After close() it is called no more.
class desk {
public:
  desk(caf::actor_system& system, std::function<void(answers&&)> arrived);
  desk(const desk&) = delete;
  desk& operator=(const desk&) = delete;
  ~desk();

  void close();
  [[nodiscard]] const caf::actor& handle() const { return handle_; }

private:
  caf::actor handle_;
};

} // namespace boxoffice::actors
