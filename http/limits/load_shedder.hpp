// Refuses new requests while those under way wait too long, at a pace that leaves time for them.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace boxoffice::http {

/// Adaptive limit of the requests under way in one worker.
///
/// As CoDel (RFC 8289) does, it takes the shortest delay within an interval: a burst that drains
/// leaves at least one request that waited little, a standing queue leaves none. If that delay is
/// above the target, the limit becomes what the node can answer within the target (Little's law:
/// requests under way = rate * delay). Otherwise the limit grows until it binds nothing. The delay
/// of an idle node, of its disk or its database, is not queueing and does not count.
///
/// A refusal costs a quarter of a booking, most of it in the kernel. Refused at once, clients that
/// come back at once take all the time from what is accepted. Beyond `refusals_a_second` a refusal
/// therefore waits, for `longest_refusal_delay` at most.
///
/// Not safe to use from several threads.
class load_shedder {
public:
  using clock = std::chrono::steady_clock;
  /// Queues whose delays differ: a read of a show does not wait for the log.
  enum class queue : std::uint8_t { writes, reads };

  static constexpr auto interval = std::chrono::milliseconds{100};
  /// So many requests may always be under way.
  static constexpr std::size_t least = 64;

  static constexpr int refusals_a_second = 1000;
  static constexpr int refusals_at_once = 100;
  static constexpr auto longest_refusal_delay = std::chrono::milliseconds{1000};

  /// `target` is the acceptable delay; with 0 nothing is refused. `most` requests may ever be under
  /// way.
  load_shedder(clock::duration target, std::size_t most) : target_{target}, most_{most} {}

  /// A reply came so long after its question.
  void replied(queue from, clock::duration after);
  /// Whether a request that comes now, with so many under way, must be refused.
  [[nodiscard]] bool refuses(std::size_t in_flight, clock::time_point now);
  /// How long the refusal of a request that came now must wait for its turn.
  [[nodiscard]] std::chrono::milliseconds refusal_delay(clock::time_point now);

  /// How many requests may be under way.
  [[nodiscard]] std::size_t limit() const { return limit_; }
  [[nodiscard]] std::size_t most() const { return most_; }

private:
  static constexpr auto none = clock::duration::max();

  /// The delays of one queue.
  struct delays {
    clock::duration shortest = none;    ///< in this interval
    clock::duration base = none;        ///< the shortest since the last but one turn
    clock::duration recent_base = none; ///< since the last turn
  };

  void end_interval(std::size_t in_flight);
  void turn_bases();
  /// The longest of the queues' shortest delays beyond their bases.
  [[nodiscard]] clock::duration standing_delay() const;

  clock::duration target_;
  std::size_t most_;
  std::size_t limit_ = most_;
  std::array<delays, 2> queues_;
  clock::time_point interval_end_{};
  clock::time_point next_turn_{};
  clock::time_point next_refusal_{}; ///< when the next one is due if none may be early
};

} // namespace boxoffice::http
