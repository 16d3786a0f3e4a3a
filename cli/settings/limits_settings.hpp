// Limits of one address and one customer: the settings `limits.*`.
#pragma once

#include <chrono>
#include <cstdint>

namespace boxoffice::cli {

struct limits_settings {
  bool enabled = true;
  std::uint32_t rate = 100; ///< requests a second of one address
  std::uint32_t burst = 500;
  std::uint32_t addresses = 100'000;
  std::uint32_t unpaid_seats_per_customer = 20;  ///< in one show; 0: no limit
  std::chrono::milliseconds rebook_wait{60'000}; ///< 0: none
  std::uint32_t seats_per_address = 60;          ///< requested and unpaid; 0: no limit
  std::uint32_t seats_per_minute = 10;           ///< credited back to them each minute
  bool operator==(const limits_settings&) const = default;
};

} // namespace boxoffice::cli
