// Random walks through the life of a small show: any commands in any order, under
// changing rules and a clock that stands or goes back. Every step is checked against the reference.
#pragma once

#include "tests/events/facts.hpp"
#include "tests/events/reference_show.hpp"

#include <iosfwd>

#include <rapidcheck.h>

namespace boxoffice::events::tests {

/// One step of a walk; what the numbers mean depends on its kind.
struct step {
  unsigned kind, a, b, c, pause;
};
std::ostream& operator<<(std::ostream& out, const step& each);

[[nodiscard]] rc::Gen<std::vector<step>> walks();

class walker {
public:
  walker();
  void take(const step& next);

  /// What is on disk, read back and folded, is the show as it was live.
  void check_replay() const;
  /// Each success that was taken ended as PAID or as a refund, once: the reference allows no
  /// second.
  void check_money() const;

  [[nodiscard]] const show_state& show() const { return show_; }
  [[nodiscard]] const std::vector<recorded>& records() const { return records_; }

private:
  any_command command_of(const step& next);
  void change_rules(unsigned which);
  request_booking booking(const step& next);
  [[nodiscard]] admit_seat admission_of(const step& next) const;
  [[nodiscard]] bytes16 some_secret(unsigned which) const;
  sell_seats sale(const step& next);
  [[nodiscard]] move_booking move(const step& next) const;
  [[nodiscard]] return_seats return_of(const step& next) const;
  static void aim_refund(record_payment& said, const events::booking& booked, unsigned how,
                         bool in_total);
  [[nodiscard]] record_payment payment(const step& next, payment_status status) const;
  outcome propose(const any_command& command);
  void record(const std::vector<event>& events, time_ms at);
  void check_admission(const any_command& command, const outcome& result, time_ms at) const;

  time_ms now_ = noon;
  events::rules rules_ = usual;
  show_state show_;
  reference_show reference_;
  std::vector<std::string> log_;
  std::vector<recorded> records_;
  bytes32 hash_{};
  booking_number secrets_ = 0;
  std::map<std::pair<booking_number, std::string>, money> taken_;
};

/// The events of a walk of up to 300 steps, the same at each run.
[[nodiscard]] std::vector<recorded> walk_of(std::uint64_t which);

} // namespace boxoffice::events::tests
