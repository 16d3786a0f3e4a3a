#include "actors/node_clock.hpp"

#include "actors/boot_clock.hpp"
#include "events/time_text.hpp"

#include <algorithm>
#include <cstdlib>

namespace boxoffice::actors {

using events::time_ms;

namespace {

/// How far a line may seem to move because two clocks are read one after the other, or slewed.
constexpr time_ms jitter_ms = 20;
/// Lines that are closer to each other are the same.
constexpr time_ms same_line_ms = 1'000;
constexpr std::size_t most_lines = 16;
/// A thread that is preempted between the two clocks reads them again.
constexpr int most_tries = 10;
constexpr time_ms far_ahead_ms = 24 * 60 * 60 * 1'000;
/// How much further ahead a stream must be than the last one for another warning.
constexpr time_ms warn_again_ms = 60'000;

std::string seconds(time_ms span) {
  auto tenths = std::abs(span) / 100;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
}

bool are_near(time_ms a, time_ms b, time_ms span) { return std::abs(a - b) <= span; }

} // namespace

clock_sources real_clocks() {
  return {[] { return wall_clock::now_ms(); }, [] { return boot_clock::now_ms(); }};
}

node_clock::node_clock(clock_sources sources, clock_limits limits, logging::logger log,
                       clock_memory before)
    : sources_{std::move(sources)},
      limits_{limits},
      log_{std::move(log)},
      line_{0},
      last_event_{before.last_event},
      lines_{std::move(before.lines)} {
  auto seen = read();
  follow(seen.line());
  warn_of_start(seen);
}

void node_clock::warn(const std::string& text) const {
  log_.warn(logging::log_module::node, "{}", text);
}

void node_clock::warn_of_start(const reading& seen) {
  auto last = last_event_.load();
  if (last == 0)
    return;
  if (last > seen.wall + same_line_ms) {
    warn("the clock says " + events::to_rfc3339(seen.wall) + " and is " +
         seconds(last - seen.wall) +
         " behind the log's last event; shows that are ahead of it "
         "continue from their last event at a steady pace");
    warned_up_to_ = last + warn_again_ms;
  } else if (seen.wall - last > far_ahead_ms) {
    warn("the clock says " + events::to_rfc3339(seen.wall) +
         " and is more than a day ahead of the log's last event, of " + events::to_rfc3339(last) +
         "; if it is wrong, stop now: what is written under it stays ahead");
  }
}

time_ms node_clock::now() {
  auto steady = sources_.steady();
  auto wall = sources_.wall();
  if (trusted_.load(std::memory_order_acquire) &&
      are_near(wall - steady, line_.load(std::memory_order_relaxed), jitter_ms))
    return wall;
  return check_step();
}

node_clock::reading node_clock::read() const {
  reading seen{};
  for (int tries = 0; tries < most_tries; ++tries) {
    auto before = sources_.steady();
    seen.wall = sources_.wall();
    seen.steady = sources_.steady();
    if (seen.steady - before <= jitter_ms)
      break;
  }
  return seen;
}

time_ms node_clock::check_step() {
  std::lock_guard lock{guard_};
  auto seen = read();
  auto max_step = limits_.max_step.count();
  if (left_ && seen.steady - left_->since >= limits_.settle.count())
    left_.reset();
  auto line = line_.load(std::memory_order_relaxed);
  auto agrees = left_ && are_near(seen.line(), left_->line, max_step);
  if (seen.line() - line > max_step && !agrees) {
    if (!distrust(seen))
      return seen.steady + line;
    left_.reset();
  } else if (seen.line() - line < -max_step) {
    step_back(seen);
  } else if (agrees) {
    left_.reset();
  }
  distrusted_.reset();
  follow(seen.line());
  trusted_.store(true, std::memory_order_release);
  return seen.wall;
}

void node_clock::step_back(const reading& seen) {
  auto line = line_.load(std::memory_order_relaxed);
  warn("the clock stepped back by " + seconds(line - seen.line()) + " to " +
       events::to_rfc3339(seen.wall) +
       "; shows that are ahead of it continue from their last event at a steady pace");
  if (!left_)
    left_ = {line, seen.steady};
}

bool node_clock::distrust(const reading& seen) {
  auto line = line_.load(std::memory_order_relaxed);
  auto step = seconds(seen.line() - line);
  auto said = events::to_rfc3339(seen.wall);
  if (!distrusted_ || !are_near(distrusted_->line, seen.line(), limits_.max_step.count())) {
    distrusted_ = {seen.line(), seen.steady};
    trusted_.store(false, std::memory_order_release);
    if (limits_.settle.count() > 0)
      warn("the clock stepped forward by " + step + " to " + said +
           ", which is not trusted until it has stood for " + seconds(limits_.settle.count()) +
           "; until then time continues from " + events::to_rfc3339(seen.steady + line) +
           " at a steady pace");
  }
  distrusted_->line = seen.line();
  if (seen.steady - distrusted_->since < limits_.settle.count())
    return false;
  warn("the clock says " + said + ", " + step + " later than at a steady pace, and is trusted");
  return true;
}

void node_clock::follow(time_ms line) {
  line_.store(line, std::memory_order_relaxed);
  note_line(line);
}

void node_clock::note_line(time_ms line) {
  for (auto known : lines_)
    if (are_near(known, line, same_line_ms))
      return;
  if (lines_.size() == most_lines)
    lines_.erase(lines_.begin());
  lines_.push_back(line);
}

time_ms node_clock::line_of(time_ms last_at, time_ms most_ms) {
  auto believed = now();
  auto steady = sources_.steady();
  if (last_at <= believed)
    return last_at - steady;
  std::lock_guard lock{guard_};
  if (last_at > believed + same_line_ms && last_at > warned_up_to_) {
    warn("a show's last event is " + seconds(last_at - believed) +
         " ahead of the clock; it continues from there at a steady pace");
    warned_up_to_ = last_at + warn_again_ms;
  }
  auto goes_on_at = last_at;
  if (limits_.alone) {
    std::optional<time_ms> met;
    for (auto line : lines_)
      if (steady + line >= last_at - same_line_ms && (!met || line < *met))
        met = line;
    if (met)
      goes_on_at = std::clamp(steady + *met, last_at, last_at + most_ms);
    note_line(goes_on_at - steady);
  }
  return goes_on_at - steady;
}

void node_clock::stamped(time_ms at) {
  auto last = last_event_.load(std::memory_order_relaxed);
  while (last < at && !last_event_.compare_exchange_weak(last, at, std::memory_order_relaxed)) {
  }
}

clock_memory node_clock::memory() const {
  std::lock_guard lock{guard_};
  return {lines_, last_event_.load(std::memory_order_relaxed)};
}

} // namespace boxoffice::actors
