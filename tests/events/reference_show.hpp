// A second implementation of the specification, without the code under test: it keeps its own
// seats, money and draws, and fails the property that feeds it if they do not add up.
#pragma once

#include "events/events.hpp"
#include "events/state/show_state.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace boxoffice::events::tests {

class reference_show {
public:
  struct entry {
    time_ms requested_at{};
    std::vector<std::string> seats;
    money amount;
    booking_status status{booking_status::in_review};
    time_ms pay_by{};
  };
  enum class money_is : std::uint8_t { kept, due, returned };
  struct received {
    money amount;
    money_is now;
  };
  struct verdict {
    booking_status status{};
    review_rule rule{};
    std::set<booking_number> others;
    std::set<std::string> seats_lost;
    friend auto operator<=>(const verdict&, const verdict&) = default;
  };

  /// Takes one atomic append; fails if it breaks a rule of spec sections 2 to 7.
  void append(const std::vector<recorded>& batch);

  /// Why each of these seats cannot be requested at `at`: spec section 3, rule 2.
  [[nodiscard]] std::vector<std::pair<std::string, std::optional<time_ms>>>
  taken(const std::vector<seat_id>& seats, time_ms at, const rules& now) const;

  /// Fails if the show differs from this one.
  void agrees_with(const show_state& show) const;

  [[nodiscard]] const std::map<booking_number, entry>& bookings() const { return bookings_; }
  [[nodiscard]] const received* money_of(booking_number number, const std::string& payment) const;

private:
  struct applied;

  void check_round(const std::vector<recorded>& batch);
  [[nodiscard]] std::map<booking_number, verdict> drawn(const bytes16& round_seed,
                                                        time_ms at) const;
  void check_money() const;
  void take(booking_number number);
  void leave(booking_number number, booking_status status);
  [[nodiscard]] bool ran_out(const entry& booked, time_ms at, const rules& now) const;

  std::uint64_t seq_ = 0;
  time_ms at_ = 0;
  std::uint64_t round_ = 0;
  rules rules_;
  bool over_ = false;
  std::map<std::string, std::int64_t> prices_;
  std::map<std::string, booking_number> owner_;
  std::set<std::string> blocked_;
  std::map<booking_number, entry> bookings_;
  std::map<std::pair<booking_number, std::string>, received> money_;
};

/// A state in full, line by line: two states are equal if their texts are.
[[nodiscard]] std::string text_of(const show_state& show);

} // namespace boxoffice::events::tests
