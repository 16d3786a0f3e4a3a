// The events and commands of the scenarios, with what does not matter to them filled in. Times are
// milliseconds after noon; a booking decided by the usual review at 1000 is paid by `pay_by`.
#pragma once

#include "tests/events/scenario.hpp"

namespace boxoffice::events::tests {

using numbers = std::vector<booking_number>;
using names = std::vector<std::string>;

inline constexpr time_ms pay_by = 121'000;
inline constexpr time_ms before_pay_by = 60'000;
inline constexpr time_ms review_hold = 30'000;

// ---- events

[[nodiscard]] show_opened opened(const show_body& body = hall(), const rules& given_rules = usual);
/// Paid 15000 a seat unless stated: the price of row B.
[[nodiscard]] booking_requested requested(booking_number number, const names& seats);
[[nodiscard]] booking_requested requested_with(std::uint8_t which_key, booking_number number,
                                               const names& seats);
[[nodiscard]] booking_confirmed confirmed(booking_number number, time_ms pay_by_after_noon = pay_by,
                                          review_rule rule = review_rule::uncontested,
                                          const numbers& rivals = {}, std::uint64_t round = 1);
[[nodiscard]] booking_rejected rejected(booking_number number, review_rule rule,
                                        const numbers& lost_to, const names& seats_lost,
                                        std::uint64_t round = 1);
[[nodiscard]] booking_expired unreviewed(booking_number number,
                                         std::optional<std::uint64_t> round = std::nullopt);
[[nodiscard]] booking_expired unpaid(booking_number number);
[[nodiscard]] booking_cancelled cancelled(booking_number number, canceller by);
[[nodiscard]] booking_paid bought(booking_number number, const std::string& payment,
                                  std::int64_t amount, time_ms paid_after_noon = before_pay_by,
                                  paid_how how = paid_how::in_time);
[[nodiscard]] payment_failed failed(booking_number number, const std::string& payment,
                                    std::int64_t amount);
[[nodiscard]] refund_due due(booking_number number, const std::string& payment, std::int64_t amount,
                             refund_reason reason, time_ms paid_after_noon = before_pay_by);
[[nodiscard]] refund_completed refunded(booking_number number, const std::string& payment,
                                        std::int64_t amount,
                                        std::optional<std::uint64_t> due = std::nullopt);
[[nodiscard]] booking_moved moved_to(booking_number number, const names& from, const names& to);
[[nodiscard]] seats_returned returned(booking_number number, const names& seats,
                                      std::int64_t amount);
[[nodiscard]] payment_reversed reversed(booking_number number, const std::string& payment,
                                        std::int64_t amount);
/// The same money, taken by that dispute.
template <class Fact>
[[nodiscard]] Fact disputed(Fact fact, const std::string& dispute) {
  fact.dispute = dispute;
  return fact;
}
/// The same, and more than was due and left.
[[nodiscard]] inline payment_reversed exceeded(payment_reversed fact, std::int64_t excess) {
  fact.excess = excess;
  return fact;
}
[[nodiscard]] seat_admitted admitted(booking_number number, const std::string& seat,
                                     std::optional<std::string> gate = std::nullopt,
                                     std::optional<time_ms> scanned_after_noon = std::nullopt);
[[nodiscard]] seats_blocked blocked(const names& seats);
[[nodiscard]] seats_unblocked unblocked(const names& seats);

// ---- commands

[[nodiscard]] request_booking ask(booking_number number, const names& seats);
[[nodiscard]] request_booking ask_with(std::uint8_t which_key, booking_number number,
                                       const names& seats);
[[nodiscard]] cancel_booking cancel_by(canceller by, booking_number number);
[[nodiscard]] record_payment pay(booking_number number, const std::string& payment,
                                 std::int64_t amount, time_ms paid_after_noon = before_pay_by);
[[nodiscard]] record_payment fail_to_pay(booking_number number, const std::string& payment,
                                         std::int64_t amount);
[[nodiscard]] record_payment give_back(booking_number number, const std::string& payment,
                                       std::int64_t amount);
[[nodiscard]] move_booking move_to(booking_number number, const names& seats);
[[nodiscard]] return_seats take_back(booking_number number, const names& seats);
[[nodiscard]] admit_seat admit(booking_number number, const std::string& seat,
                               std::optional<std::string> gate = std::nullopt,
                               std::optional<time_ms> scanned_after_noon = std::nullopt);
[[nodiscard]] block_seats block(const names& seats);
[[nodiscard]] unblock_seats unblock(const names& seats);
[[nodiscard]] hold_review review(const bytes16& with_seed = seed);

// ---- shows

/// Booking 2 has B1 (15000) and is PAID with p1.
[[nodiscard]] show_state paid_show();
/// Booking 2 has A1 (20000), B1 and B2 (15000 each) and is PAID with p1.
[[nodiscard]] show_state paid_family();

} // namespace boxoffice::events::tests
