// A second implementation of the specification, without the code under test: it keeps its own
// seats, money and draws, and fails the property that feeds it if they do not add up.
#pragma once

#include "events/commands.hpp"
#include "events/errc.hpp"
#include "events/state/show_state.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace boxoffice::events::tests {

class reference_show {
public:
  struct entry {
    time_ms requested_at{};
    std::vector<std::string> seats;
    std::vector<std::int64_t> prices; ///< one a seat, as it was sold
    money amount;
    booking_status status{booking_status::in_review};
    time_ms pay_by{};
    customer_id customer{};
  };
  /// What became of one payment, in minor units; the parts are the whole.
  struct received {
    money amount;
    std::int64_t kept = 0;
    std::multimap<std::int64_t, std::uint64_t> due{}; ///< amount -> seq of the RefundDue
    std::int64_t gone = 0;                            ///< refunded or reversed
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

  /// Fails if that is not what spec section 5 makes of a REFUNDED, in front of its events.
  void check_refund(booking_number number, const record_payment& message,
                    const std::vector<event>& events, const std::optional<refusal>& refused) const;

  /// Why each of these seats cannot be requested at `at`: spec section 3, rule 2.
  [[nodiscard]] std::vector<std::pair<std::string, std::optional<time_ms>>>
  taken(const std::vector<seat_id>& seats, time_ms at, const rules& now) const;

  /// Fails if the show differs from this one.
  void agrees_with(const show_state& show) const;

  [[nodiscard]] const std::map<booking_number, entry>& bookings() const { return bookings_; }
  [[nodiscard]] const received* money_of(booking_number number, const std::string& payment) const;

private:
  struct applied;
  /// What a message gives back: of refunds that are due, and of what the booking keeps.
  struct money_back {
    std::vector<std::int64_t> settled{};
    std::int64_t reversed = 0;
    std::int64_t excess = 0;
    std::optional<errc> refused{};
  };
  [[nodiscard]] money_back expected(booking_number number, const record_payment& message) const;
  [[nodiscard]] money_back not_due(booking_number number, const record_payment& message) const;
  [[nodiscard]] money_back in_full(booking_number number, const record_payment& message) const;
  [[nodiscard]] bool is_payer(booking_number number, const payment_id& payment) const;
  template <class Fact>
  void note_money_back(std::uint64_t seq, const Fact& fact);

  void check_round(const std::vector<recorded>& batch);
  [[nodiscard]] std::map<booking_number, verdict> drawn(const bytes16& round_seed,
                                                        time_ms at) const;
  void change(const show_changes& changes);
  void read_body();
  void agrees_with(const show_state& show, booking_number number) const;
  [[nodiscard]] bool has_seats(booking_number number) const;
  void check_money() const;
  static void check_free(booking_number number, const recorded& next);
  void check_customer(const customer_id& customer, time_ms at) const;
  void take(booking_number number);
  void leave(booking_number number, booking_status status);
  void let_go(booking_number number, const std::vector<std::string>& seats);
  [[nodiscard]] bool ran_out(const entry& booked, time_ms at, const rules& now) const;

  std::uint64_t seq_ = 0;
  time_ms at_ = 0;
  std::uint64_t round_ = 0;
  rules rules_;
  bool over_ = false;
  show_body body_;
  std::map<std::string, std::int64_t> prices_; ///< of the seats that the hall has
  std::map<std::string, std::int64_t> type_prices_;
  time_ms opens_at_ = 0;
  std::int64_t most_seats_ = 0; ///< of a customer; 0: any number
  std::map<std::string, booking_number> owner_;
  std::set<std::string> blocked_;
  std::map<booking_number, entry> bookings_;
  std::map<std::pair<booking_number, std::string>, received> money_;
  std::map<booking_number, std::string> paid_by_; ///< payment of each booking that was ever PAID
  std::int64_t returned_price_ = 0;               ///< of the last SeatsReturned
  booking_number free_ = 0;                       ///< must be paid next, because it costs nothing
  std::set<std::pair<booking_number, std::string>> admitted_;
  /// By booking, payment, and the dispute or else amount and currency: seq of the last event.
  std::map<std::tuple<booking_number, std::string, std::string>, std::uint64_t> went_back_;
  /// By booking and payment: the largest total, and the sum of the amounts of such events.
  std::map<std::pair<booking_number, std::string>, std::pair<std::int64_t, std::int64_t>> totals_;
};

/// A state in full, line by line: two states are equal if their texts are.
[[nodiscard]] std::string text_of(const show_state& show);

} // namespace boxoffice::events::tests
