// The time that a node goes by. The wall clock may be set by anyone at any moment, to anything; the
// steady clock only ever goes on, but does not know what time it is. A line is the difference of
// the two: wall time less steady time, in ms. It stays the same until somebody sets the wall clock.
//
//   - A step back of the wall clock is followed at once. Streams do not go back with it: each runs
//     on along the line of its own last event (show_room::now()).
//   - A step forward of more than clock.max_step is doubted: the node goes on along its line, and
//     follows once the new time has stood for clock.settle. Back on the line that the node left by
//     a step back less than clock.settle ago, it is believed at once: the steady clock agrees.
//
// Lines are kept beside the log (cli/files/clock_file.hpp), for a process that is started again on
// a machine that was not has the same steady clock, and can tell how long its holds have stood.
#pragma once

#include "events/ids.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace boxoffice::actors {

struct clock_sources {
  std::function<events::time_ms()> wall;   ///< UTC
  std::function<events::time_ms()> steady; ///< ms since some start, that of the machine as a rule
};

/// The wall clock, and the time since the machine was started, sleep included.
[[nodiscard]] clock_sources real_clocks();

struct clock_limits {
  std::chrono::milliseconds max_step{60'000}; ///< setting clock.max_step
  std::chrono::milliseconds settle{300'000};  ///< setting clock.settle
  /// Nobody else writes to this node's streams, so that each of them ran along a line of its own.
  bool alone = true;
};

/// What a clock knows that the next process can use.
struct clock_memory {
  std::vector<events::time_ms> lines; ///< that streams may be running along, oldest first
  events::time_ms last_event = 0;     ///< highest time given to an event; 0: none yet
  bool operator==(const clock_memory&) const = default;
};

/// Any thread may call anything at any time.
class node_clock {
public:
  using warning = std::function<void(const std::string&)>;

  /// Believes the wall clock as it stands. `before` is what the process before this one knew; its
  /// lines must be of this boot of the machine. Warns where the wall clock is behind the last event
  /// or more than a day ahead of it.
  node_clock(clock_sources sources, clock_limits limits, warning warn, clock_memory before = {});

  /// The wall time as far as it is believed; warns of each step.
  [[nodiscard]] events::time_ms now();
  [[nodiscard]] events::time_ms steady() const { return sources_.steady(); }

  /// The line that a stream brought back runs along. One that is ahead of the wall clock goes on
  /// from where its old line has come to meanwhile, at most `most_ms` after its last event, or from
  /// its last event where that line is not known. Warns, but not of each stream.
  [[nodiscard]] events::time_ms line_of(events::time_ms last_at, events::time_ms most_ms);

  /// An event has this time.
  void stamped(events::time_ms at);

  [[nodiscard]] clock_memory memory() const;

private:
  struct reading {
    events::time_ms wall;
    events::time_ms steady;
    [[nodiscard]] events::time_ms line() const { return wall - steady; }
  };
  struct doubt {
    events::time_ms line;
    events::time_ms since; ///< steady time
  };

  [[nodiscard]] reading read() const;
  [[nodiscard]] events::time_ms look();
  void step_back(const reading& seen);
  /// True once the new time has stood for long enough.
  [[nodiscard]] bool doubt_it(const reading& seen);
  void follow(events::time_ms line);
  void note_line(events::time_ms line);
  void warn_of_start(const reading& seen);

  const clock_sources sources_;
  const clock_limits limits_;
  const warning warn_;

  std::atomic<events::time_ms> line_; ///< that the node goes along
  std::atomic<bool> calm_{true};      ///< nothing is doubted
  std::atomic<events::time_ms> last_event_;

  mutable std::mutex guard_; ///< of what follows
  std::optional<doubt> doubted_;
  std::optional<doubt> left_; ///< the line before a step back, and when it was left
  std::vector<events::time_ms> lines_;
  events::time_ms warned_up_to_ = 0; ///< of streams that are ahead
};

} // namespace boxoffice::actors
