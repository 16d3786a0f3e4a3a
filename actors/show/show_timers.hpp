// When a show holds its next review and expires its next unpaid booking. Knows no clock and sends
// nothing: the show passes times in and sends itself the alarms that come out.
#pragma once

#include "actors/protocol/timer_due.hpp"
#include "events/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace boxoffice::actors {

/// A message that the show must send to itself after a delay. It cannot be cancelled: the epoch of
/// a replaced alarm is out of date, so ring() ignores it.
struct alarm {
  timer_due due;
  std::int64_t delay_ms{};
  bool operator==(const alarm&) const = default;
};

/// The review timer and the expiry timer of a show. Each is idle, armed or due. The work of a due
/// timer is done when the review throttle grants the show a turn.
class show_timers {
public:
  /// Arms the review timer if there are claims under review and it is idle; disarms it if there are
  /// none, so that the next claim waits for its own review.
  [[nodiscard]] std::optional<alarm> arm_review(bool has_claims, std::int64_t delay_ms);
  /// True if the expiry timer is idle or would go off only after `deadline`.
  [[nodiscard]] bool expires_too_late_for(events::time_ms deadline) const;
  /// Arms the expiry timer for a deadline. A long wait is split, because the wall clock may step
  /// ahead meanwhile.
  [[nodiscard]] alarm arm_expiry(events::time_ms deadline, events::time_ms now);

  /// An alarm arrived. True if the show must acquire a turn now.
  [[nodiscard]] bool ring(timer_due rung, bool has_unpaid);
  [[nodiscard]] bool waits_for_turn() const { return phase_ != phase::running; }

  /// The turn was granted. True if the show only waited for it to end.
  [[nodiscard]] bool begin_turn();
  /// Within a turn: whether a timer is due. It is idle afterwards.
  [[nodiscard]] bool take_due(timer which);
  /// Within a turn that cannot be used: what is due stays due, and these alarms repeat it.
  [[nodiscard]] std::array<std::optional<alarm>, 2> postpone(std::int64_t delay_ms) const;

  /// The show ends. False if it must first wait for the turn that it has acquired and release it.
  [[nodiscard]] bool may_end_now();

private:
  enum class state : std::uint8_t { idle, armed, due };
  enum class phase : std::uint8_t { running, waiting_for_turn, ending };
  struct kind {
    std::uint32_t epoch = 0;
    state now = state::idle;
  };

  [[nodiscard]] kind& of(timer which) { return which == timer::review ? review_ : expiry_; }
  [[nodiscard]] const kind& of(timer which) const {
    return which == timer::review ? review_ : expiry_;
  }

  kind review_;
  kind expiry_;
  events::time_ms expires_at_ = 0; ///< the deadline that the expiry timer is armed for
  phase phase_ = phase::running;
};

} // namespace boxoffice::actors
