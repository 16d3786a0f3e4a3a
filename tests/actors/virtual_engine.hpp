// An engine in virtual time, for the tests and the soak: its actors run only when they are asked
// to, and no time passes by itself.
#pragma once

#include "actors/engine.hpp"
#include "actors/protocol/reply_port.hpp"

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <random>

namespace boxoffice::actors::tests {

class virtual_engine {
public:
  /// `receive` is called with all replies, in run() or a step.
  explicit virtual_engine(std::function<void(replies&&)> receive);
  /// Calls end().
  ~virtual_engine();
  virtual_engine(const virtual_engine&) = delete;
  virtual_engine& operator=(const virtual_engine&) = delete;

  /// Spawns the actors and runs them until they are idle. Does not call engine::start(). `log` must
  /// outlive this object; options.own_threads must be false.
  void begin(storage::event_log& log, const engine_options& options, environment env);
  /// Ends the engine but does not run its actors.
  void end_engine() { engine_.reset(); }
  /// Ends the engine and runs its actors until all have ended. Returns how many have not, which is
  /// an error: their destructors are not run.
  std::size_t end();

  /// Sends a batch; `what` is asked with the reply port of this object.
  void send(asks&& batch);
  void close_reply_port() { reply_port_.close(); }
  void run() { coordinator().run(); }

  [[nodiscard]] engine& running() { return *engine_; }
  [[nodiscard]] caf::actor_system& system() { return system_; }
  [[nodiscard]] caf::scheduler::test_coordinator& coordinator();
  /// Virtual time since the construction.
  [[nodiscard]] std::chrono::milliseconds uptime();
  [[nodiscard]] std::size_t actors_alive() { return system_.registry().running(); }
  [[nodiscard]] std::size_t shows_in_memory() { return actors_alive() - without_shows_; }

private:
  caf::actor_system_config config_;
  caf::actor_system system_;
  reply_port reply_port_;
  std::unique_ptr<engine> engine_;
  std::size_t without_shows_ = 0; ///< actors
};

/// 128 bits of a generator whose seed the test knows.
[[nodiscard]] events::bytes16 draw_bits(std::mt19937_64& from);

} // namespace boxoffice::actors::tests
