// What one address and one customer may ask for: the settings `limits.*`.
#pragma once

#include <chrono>
#include <cstdint>

namespace boxoffice::cli {

struct limits_settings {
  bool enabled = true;
  std::uint32_t rate = 100; ///< calls per second and address
  std::uint32_t burst = 500;
  std::uint32_t addresses = 100'000;
  std::uint32_t unpaid_seats_per_customer = 20;  ///< in one show; 0: any number
  std::chrono::milliseconds rebook_wait{60'000}; ///< 0: none
  std::uint32_t seats_per_address = 60;          ///< asked for at once and not paid; 0: any number
  std::uint32_t seats_per_minute = 10;           ///< added to those with time
  bool operator==(const limits_settings&) const = default;
};

} // namespace boxoffice::cli
