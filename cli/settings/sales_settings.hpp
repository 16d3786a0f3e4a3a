// Reviews, payments and bookings: the settings `review.*`, `payment.*`,
// `booking.*`, `cinema.*` and `mail.*`.
#pragma once

#include "cli/settings/settings_values.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace boxoffice::cli {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct review_settings {
  milliseconds interval = 1s;
  milliseconds contention_window = 1s;
  milliseconds hold = 30s;
  bool operator==(const review_settings&) const = default;
};

struct payment_settings {
  milliseconds window = 2min;
  /// The decoded key of 24 to 64 bytes; without it callbacks are refused.
  std::optional<secret> webhook_secret;
  bool sandbox = false;
  /// The text that Stripe's events are signed with; without it they are refused.
  std::optional<secret> stripe_secret;
  std::optional<std::string> checkout_url; ///< with placeholders; none: pages send nobody there
  std::optional<std::string> return_url;   ///< where the checkout sends customers back
  std::optional<std::string> instructions; ///< shown to customers who cannot pay on a page
  bool operator==(const payment_settings&) const = default;
};

struct booking_settings {
  std::uint32_t max_seats = 10;
  bool operator==(const booking_settings&) const = default;
};

struct cinema_settings {
  std::optional<std::string> name;      ///< for pages, 1 to 200 characters of one line
  std::optional<std::string> time_zone; ///< IANA name; none: UTC
  std::optional<std::string> url;       ///< of the customer's page; ends with `/`
  bool operator==(const cinema_settings&) const = default;
};

struct mail_settings {
  std::filesystem::path outbox;    ///< empty: no mails
  std::optional<std::string> from; ///< an address
  bool operator==(const mail_settings&) const = default;
};

} // namespace boxoffice::cli
