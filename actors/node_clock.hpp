// The time of a node. The wall clock may be set to anything at any moment. The steady clock never
// steps, but does not know the date. A line is wall time minus steady time, in ms: it is constant
// until somebody sets the wall clock.
//
//   - The node follows a step back of the wall clock at once. Streams do not go back: each
//   continues
//     along the line of its own last event (show_room::now()).
//   - The node distrusts a step forward of more than clock.max_step. It continues along its line
//   and
//     follows the step once it has stood for clock.settle. A step forward that undoes a step back
//     of less than clock.settle ago is followed at once, as the steady clock confirms it.
//
// Lines are stored beside the log (cli/files/clock_file.hpp). A process that is restarted within
// one boot of the machine has the same steady clock and knows from them how long holds have lasted.
#pragma once

#include "events/ids.hpp"
#include "logging/logger.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

/// Both in ms.
struct clock_sources {
  std::function<events::time_ms()> wall; ///< UTC
  std::function<events::time_ms()>
      steady; ///< ms since the start of the machine; tests have their own
};

/// The wall clock, and the time since the start of the machine, including sleep.
[[nodiscard]] clock_sources real_clocks();

/// When a step of the wall clock is followed.
struct clock_limits {
  std::chrono::milliseconds max_step{60'000}; ///< setting clock.max_step
  std::chrono::milliseconds settle{300'000};  ///< setting clock.settle
  /// No other node writes to this node's streams, so that each continues along a line of this node.
  bool alone = true;
};

/// What a clock leaves to the next process.
struct clock_memory {
  std::vector<events::time_ms> lines; ///< that streams may continue along, oldest first
  events::time_ms last_event = 0;     ///< highest time of an event; 0: none yet
  bool operator==(const clock_memory&) const = default;
};

/// Thread-safe.
class node_clock {
public:
  /// Trusts the wall clock as it is. `before` is the memory() of the last process; its lines must
  /// be of this boot of the machine. Warns if the wall clock is behind the last event or more than
  /// a day ahead of it.
  node_clock(clock_sources sources, clock_limits limits, logging::logger log,
             clock_memory before = {});

  /// The wall time as far as it is trusted. Warns of each step.
  [[nodiscard]] events::time_ms now();
  [[nodiscard]] events::time_ms steady() const { return sources_.steady(); }

  /// The line of a stream that was recovered. A stream that is ahead of the wall clock continues
  /// from the time that its old line has reached, at most `most_ms` after its last event; or from
  /// its last event if that line is not known. Warns, but not of each stream.
  [[nodiscard]] events::time_ms line_of(events::time_ms last_at, events::time_ms most_ms);

  /// An event was given this time.
  void stamped(events::time_ms at);

  [[nodiscard]] clock_memory memory() const;

private:
  struct reading {
    events::time_ms wall;
    events::time_ms steady;
    [[nodiscard]] events::time_ms line() const { return wall - steady; }
  };
  struct past_line {
    events::time_ms line;
    events::time_ms since; ///< steady time
  };

  [[nodiscard]] reading read() const;
  [[nodiscard]] events::time_ms check_step();
  void step_back(const reading& seen);
  /// Notes a step forward. True once it has stood for long enough.
  [[nodiscard]] bool distrust(const reading& seen);
  void follow(events::time_ms line);
  void note_line(events::time_ms line);
  void warn_of_start(const reading& seen);
  void warn(const std::string& text) const;

  const clock_sources sources_;
  const clock_limits limits_;
  const logging::logger log_;

  std::atomic<events::time_ms> line_; ///< of the node
  std::atomic<bool> trusted_{true};   ///< no step forward is distrusted
  std::atomic<events::time_ms> last_event_;

  mutable std::mutex guard_; ///< of the members below
  std::optional<past_line> distrusted_;
  std::optional<past_line> left_; ///< the line before a step back, and when it was left
  std::vector<events::time_ms> lines_;
  events::time_ms warned_up_to_ = 0; ///< the last warning of a stream that is ahead
};

} // namespace boxoffice::actors
