// The engine as it is, on a real log with fsync, in virtual time: nothing happens but in pass().
// The one place of the soak that knows how a node is put together.
#pragma once

#include "actors/engine.hpp"
#include "actors/protocol/reply_port.hpp"
#include "bench/soak/metered_log.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace boxoffice::soak {

class virtual_node {
public:
  using listener = std::function<void(std::uint64_t correlation, actors::reply&& told)>;

  /// `log` must outlive the node. `answered` is called for each answer, from within pass(), and may
  /// ask again. `warned` is told what an operator would read.
  virtual_node(metered_log& log, events::time_ms begins, std::uint64_t seed, listener answered,
               std::function<void(const std::string&)> warned);
  ~virtual_node();
  virtual_node(const virtual_node&) = delete;
  virtual_node& operator=(const virtual_node&) = delete;

  /// Gathered until the next pass().
  void ask(const events::show_id& show, actors::show_question what, std::uint64_t correlation,
           std::string mail = {});
  void ask(actors::node_question what, std::uint64_t correlation);

  /// Time goes on; then its timers go off together with what was asked, and all that comes of both
  /// happens.
  void pass(std::int64_t span_ms);
  /// Ends all actors in order, closes the log, and starts again on what it holds. No time passes.
  void restart();

  [[nodiscard]] events::time_ms now() const;
  [[nodiscard]] std::size_t shows_in_memory() const;
  [[nodiscard]] std::size_t unanswered() const { return unanswered_; }

private:
  void begin();
  void end();
  [[nodiscard]] actors::environment env();
  [[nodiscard]] caf::scheduler::test_coordinator& coordinator() const;

  metered_log& log_;
  events::time_ms base_; ///< what is added to the scheduler's time
  std::mt19937_64 chance_;
  listener answered_;
  std::function<void(const std::string&)> warned_;
  actors::asks gathered_;
  std::size_t unanswered_ = 0;
  std::size_t actors_without_shows_ = 0;

  std::unique_ptr<caf::actor_system_config> config_;
  std::unique_ptr<caf::actor_system> system_;
  std::unique_ptr<actors::reply_port> reply_port_;
  std::unique_ptr<actors::engine> engine_;
};

} // namespace boxoffice::soak
