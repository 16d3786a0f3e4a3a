// What the actors of a node need from the world outside: clocks, random bits, the server's log.
#pragma once

#include "actors/node_clock.hpp"
#include "actors/probe.hpp"
#include "actors/shared_layouts.hpp"
#include "logging/logger.hpp"
#include "storage/event_log.hpp"

#include <caf/error.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace boxoffice::actors {

/// What the actors of a node need from the world outside. All of it is called from actor threads.
struct environment {
  std::shared_ptr<node_clock> clock;
  std::function<events::bytes16()> random;                      ///< 128 unguessable bits
  std::function<void(const storage::storage_error&)> fail_stop; ///< ends the process
  logging::logger log;                                          ///< the server's log
  /// False if other nodes may have this node's shows by now: it must not decide and not answer from
  /// memory. Called after an answer was made and before it goes out.
  std::function<bool()> holds_lease = [] { return true; };
  /// Called with each error of an append. True if the node goes on without what it had in memory;
  /// false if the process must end.
  std::function<bool(const storage::storage_error&)> outlives = [](const auto&) { return false; };
  /// Of the shows in this node's memory.
  std::shared_ptr<events::layout_source> layouts = std::make_shared<shared_layouts>();
  std::shared_ptr<node_probe> probe = std::make_shared<node_probe>(); ///< of this node

  /// The wall time as far as the node believes it.
  [[nodiscard]] events::time_ms now() const { return clock->now(); }
};

/// The machine's clocks, OpenSSL's generator, the log of the process, and a process that logs the
/// error and ends (status 74). `before` as for node_clock.
[[nodiscard]] environment real_environment(const clock_limits& limits = {},
                                           clock_memory before = {});
/// The same with another log.
[[nodiscard]] environment real_environment(const logging::logger& log);

/// The exception handler of actors whose state is in doubt after an unexpected exception. Without
/// the writer or a show the process would go on and answer nothing, so it ends as after a failed
/// append.
[[nodiscard]] std::function<caf::error(std::exception_ptr&)> ends_process(environment env);

} // namespace boxoffice::actors
