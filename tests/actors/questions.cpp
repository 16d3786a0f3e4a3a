#include "tests/actors/questions.hpp"

namespace boxoffice::actors::tests {

using namespace events;

show_body small_hall() {
  constexpr time_ms hour = 3'600'000;
  seat_row row{"A", "PLAIN", {}};
  for (int number = 1; number <= 8; ++number)
    row.seats.emplace_back(seat_id{'A' + std::to_string(number)});
  return {"Metropolis", "Small",    noon + 72 * hour,        noon + 71 * hour,
          "INR",        seat_price, {{"PLAIN", "Plain", 0}}, {std::move(row)}};
}

customer_id customer(std::uint8_t which) { return {which}; }

open_show open() { return {0, small_hall()}; }

request_booking book(const std::vector<std::string>& seats, std::uint8_t by_customer) {
  request_booking command;
  command.customer = customer(by_customer);
  for (const auto& seat : seats)
    command.seats.push_back({seat});
  return command;
}

request_booking book_with(std::uint8_t key, const std::vector<std::string>& seats) {
  auto command = book(seats);
  command.key_hash = bytes32{key};
  return command;
}

record_payment pay(const booking_taken& booking, const std::string& payment, time_ms paid_at) {
  return {0, booking.id.secret, {payment}, payment_status::success, booking.amount, paid_at};
}

cancel_booking cancel(const booking_taken& booking, canceller by) {
  return {0, booking.id.secret, by, std::nullopt};
}

get_booking look_at(const booking_taken& booking) { return {booking.id.secret, std::nullopt}; }

} // namespace boxoffice::actors::tests
