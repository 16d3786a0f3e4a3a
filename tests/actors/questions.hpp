// Questions with defaults for everything that does not matter to a test. Seats cost 15000.
#pragma once

#include "actors/protocol/replies.hpp"
#include "tests/support/noon.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace boxoffice::actors::tests {

using std::chrono::milliseconds;
using ticket = std::uint64_t; ///< Stands for the answer to a question.
using strings = std::vector<std::string>;

using boxoffice::tests::noon;
inline constexpr std::int64_t seat_price = 15'000;

/// One row A1 to A8; the show starts three days after noon.
[[nodiscard]] events::show_body small_hall();

[[nodiscard]] events::customer_id customer(std::uint8_t which);
[[nodiscard]] events::open_show open();
[[nodiscard]] events::request_booking book(const std::vector<std::string>& seats,
                                           std::uint8_t by_customer = 1);
/// The same request under Idempotency-Key number `key`.
[[nodiscard]] events::request_booking book_with(std::uint8_t key,
                                                const std::vector<std::string>& seats);
[[nodiscard]] events::record_payment pay(const booking_taken& booking, const std::string& payment,
                                         events::time_ms paid_at);
[[nodiscard]] events::cancel_booking cancel(const booking_taken& booking,
                                            events::canceller by = events::canceller::by_customer);
[[nodiscard]] get_booking look_at(const booking_taken& booking);

} // namespace boxoffice::actors::tests
