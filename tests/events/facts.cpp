#include "tests/events/facts.hpp"

namespace boxoffice::events::tests {

namespace {

std::int64_t price_of(const names& seats) {
  std::int64_t total = 0;
  for (const auto& seat : seats)
    total += seat.front() == 'A' ? 20'000 : 15'000;
  return total;
}

record_payment payment_message(booking_number number, const std::string& payment,
                               payment_status status, std::int64_t amount) {
  return {noon, secret_of(number), payment_id{payment}, status, rupees(amount), std::nullopt};
}

} // namespace

show_opened opened(const show_body& body, const rules& given_rules) { return {body, given_rules}; }

booking_requested requested(booking_number number, const names& seats) {
  return {{show_id{"metropolis"}, secret_of(number)},
          customer(1),
          ids(seats),
          rupees(price_of(seats)),
          std::nullopt};
}

booking_requested requested_with(std::uint8_t which_key, booking_number number,
                                 const names& seats) {
  auto fact = requested(number, seats);
  fact.key_hash = key(which_key);
  return fact;
}

booking_confirmed confirmed(booking_number number, time_ms pay_by_after_noon, review_rule rule,
                            const numbers& rivals, std::uint64_t round) {
  return {number, {round, seed}, rule, rivals, noon + pay_by_after_noon};
}

booking_rejected rejected(booking_number number, review_rule rule, const numbers& lost_to,
                          const names& seats_lost, std::uint64_t round) {
  return {number, {round, seed}, rule, lost_to, ids(seats_lost)};
}

booking_expired unreviewed(booking_number number, std::optional<std::uint64_t> round) {
  return {number, expiry_reason::review_timeout, round};
}

booking_expired unpaid(booking_number number) {
  return {number, expiry_reason::payment_timeout, std::nullopt};
}

booking_cancelled cancelled(booking_number number, canceller by) { return {number, by}; }

booking_paid bought(booking_number number, const std::string& payment, std::int64_t amount,
                    time_ms paid_after_noon, paid_how how) {
  return {number, payment_id{payment}, rupees(amount), noon + paid_after_noon, how};
}

payment_failed failed(booking_number number, const std::string& payment, std::int64_t amount) {
  return {number, payment_id{payment}, rupees(amount)};
}

refund_due due(booking_number number, const std::string& payment, std::int64_t amount,
               refund_reason reason, time_ms paid_after_noon) {
  return {number, payment_id{payment}, rupees(amount), noon + paid_after_noon, reason};
}

refund_completed refunded(booking_number number, const std::string& payment, std::int64_t amount,
                          std::optional<std::uint64_t> due) {
  return {number, payment_id{payment}, rupees(amount), due};
}

booking_moved moved_to(booking_number number, const names& from, const names& to) {
  return {number, ids(from), ids(to)};
}

seats_returned returned(booking_number number, const names& seats, std::int64_t amount) {
  return {number, ids(seats), rupees(amount)};
}

payment_reversed reversed(booking_number number, const std::string& payment, std::int64_t amount) {
  return {number, payment_id{payment}, rupees(amount)};
}

seat_admitted admitted(booking_number number, const std::string& seat,
                       std::optional<std::string> gate, std::optional<time_ms> scanned_after_noon) {
  auto scanned_at = scanned_after_noon ? std::optional{noon + *scanned_after_noon} : std::nullopt;
  return {number, seat_id{seat}, std::move(gate), scanned_at, {}};
}

seats_blocked blocked(const names& seats) { return {ids(seats)}; }
seats_unblocked unblocked(const names& seats) { return {ids(seats)}; }

request_booking ask(booking_number number, const names& seats) {
  return {noon, {show_id{"metropolis"}, secret_of(number)}, customer(1), ids(seats), std::nullopt};
}

request_booking ask_with(std::uint8_t which_key, booking_number number, const names& seats) {
  auto command = ask(number, seats);
  command.key_hash = key(which_key);
  return command;
}

cancel_booking cancel_by(canceller by, booking_number number) {
  return {noon, secret_of(number), by, std::nullopt};
}

record_payment pay(booking_number number, const std::string& payment, std::int64_t amount,
                   time_ms paid_after_noon) {
  auto command = payment_message(number, payment, payment_status::success, amount);
  command.paid_at = noon + paid_after_noon;
  return command;
}

record_payment fail_to_pay(booking_number number, const std::string& payment, std::int64_t amount) {
  return payment_message(number, payment, payment_status::failed, amount);
}

record_payment give_back(booking_number number, const std::string& payment, std::int64_t amount) {
  return payment_message(number, payment, payment_status::refunded, amount);
}

move_booking move_to(booking_number number, const names& seats) {
  return {noon, secret_of(number), ids(seats)};
}
return_seats take_back(booking_number number, const names& seats) {
  return {noon, secret_of(number), ids(seats)};
}
admit_seat admit(booking_number number, const std::string& seat, std::optional<std::string> gate,
                 std::optional<time_ms> scanned_after_noon) {
  auto fact = admitted(number, seat, std::move(gate), scanned_after_noon);
  return {noon, number, std::move(fact.seat), std::move(fact.gate), fact.scanned_at, {}};
}

block_seats block(const names& seats) { return {noon, ids(seats)}; }
unblock_seats unblock(const names& seats) { return {noon, ids(seats)}; }
hold_review review(const bytes16& with_seed) { return {noon, with_seed}; }

show_state paid_show() {
  return given(opened(), at(0, requested(2, {"B1"})), at(1'000, confirmed(2)),
               at(2'000, bought(2, "p1", 15'000)));
}

show_state paid_family() {
  return given(opened(), at(0, requested(2, {"A1", "B1", "B2"})), at(1'000, confirmed(2)),
               at(2'000, bought(2, "p1", 50'000)));
}

} // namespace boxoffice::events::tests
