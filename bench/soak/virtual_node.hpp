// The real engine on a real log with fsync, in virtual time: actors run in pass() only. No other
// file of the soak knows how a node is built.
#pragma once

#include "bench/soak/metered_log.hpp"
#include "tests/actors/virtual_engine.hpp"

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace boxoffice::soak {

class virtual_node {
public:
  using listener = std::function<void(std::uint64_t correlation, actors::reply&& reply)>;

  /// `log` must outlive the node. pass() calls `answered` for each reply; it may send requests.
  /// `warned` gets the warnings of the operator's log.
  virtual_node(metered_log& log, events::time_ms begins, std::uint64_t seed, listener answered,
               std::function<void(const std::string&)> warned);
  ~virtual_node();
  virtual_node(const virtual_node&) = delete;
  virtual_node& operator=(const virtual_node&) = delete;

  /// The request is sent by the next pass().
  void ask(const events::show_id& show, actors::show_question what, std::uint64_t correlation,
           std::string mail = {});
  void ask(actors::node_question what, std::uint64_t correlation);

  /// Advances the time, fires its timers, sends the gathered requests and runs all actors until
  /// they are idle.
  void pass(std::int64_t span_ms);
  /// Stops all actors, closes the log and starts again from it. No time passes.
  void restart();

  [[nodiscard]] events::time_ms now() const;
  [[nodiscard]] std::size_t shows_in_memory() const { return engine_->shows_in_memory(); }
  [[nodiscard]] std::size_t unanswered() const { return unanswered_; }

private:
  void begin();
  void end();
  [[nodiscard]] actors::environment env();

  metered_log& log_;
  events::time_ms base_; ///< added to the scheduler's time
  std::mt19937_64 chance_;
  listener answered_;
  std::function<void(const std::string&)> warned_;
  actors::asks gathered_;
  std::size_t unanswered_ = 0;
  std::unique_ptr<actors::tests::virtual_engine> engine_;
};

} // namespace boxoffice::soak
