// Records a show in a log as its actor does: decide, evolve, encode, and one append with the side
// rows.
#pragma once

#include "events/codec/codec.hpp"
#include "events/commands.hpp"
#include "events/state/show_state.hpp"
#include "storage/event_log.hpp"

#include <string>
#include <vector>

namespace boxoffice::storage::tests {

/// The first time of every scripted history; its show starts an hour later.
inline constexpr events::time_ms start_of_script = 1'800'000'000'000;

/// A show outside of an actor.
class staged_show {
public:
  explicit staged_show(std::string id) { state_.id = {std::move(id)}; }

  /// The append of the command; empty if the command is refused or repeated.
  write_batch apply(const events::any_command& command);
  /// Writes the append to a log.
  void apply(event_log& log, const events::any_command& command);

  [[nodiscard]] const events::show_state& state() const { return state_; }
  [[nodiscard]] const events::bytes32& head() const { return head_; }
  [[nodiscard]] const std::vector<events::recorded>& history() const { return history_; }

private:
  events::show_state state_;
  events::bytes32 head_{};
  std::vector<events::recorded> history_;
};

/// Rows A to C of four seats, 200 each.
[[nodiscard]] events::show_body small_hall();

/// Commands at `after` milliseconds of the script. One letter identifies a booking.
[[nodiscard]] events::open_show open_at(events::time_ms after);
[[nodiscard]] events::request_booking book_at(events::time_ms after, char secret,
                                              std::vector<std::string> seats);
[[nodiscard]] events::hold_review review_at(events::time_ms after);
[[nodiscard]] events::record_payment pay_at(events::time_ms after, char secret, std::string payment,
                                            std::int64_t amount,
                                            events::payment_status status = {});
[[nodiscard]] events::cancel_booking cancel_at(events::time_ms after, char secret,
                                               events::canceller by);

[[nodiscard]] events::bytes16 secret_of(char letter);

/// A script with every type of event.
[[nodiscard]] std::vector<events::any_command> long_script();

} // namespace boxoffice::storage::tests
