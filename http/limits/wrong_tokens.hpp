// Addresses that guess operator tokens.
#pragma once

#include "http/limits/addresses_by_use.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

/// Counts the wrong tokens of each address (IPv6: of each /64). After an hour
/// without any an address starts anew. Safe to use from any thread.
class wrong_tokens {
public:
  using clock = std::chrono::steady_clock;

  static constexpr std::size_t tolerated = 20;
  static constexpr std::chrono::milliseconds penalty{1'000};
  static constexpr std::chrono::seconds longest_delay{60};
  static constexpr std::chrono::minutes forgotten_after{60};
  static constexpr std::chrono::minutes between_warnings{10}; ///< about one address
  static constexpr std::size_t warnings_a_minute = 10;        ///< about all addresses

  struct verdict {
    std::chrono::milliseconds delay{};  ///< before the refusal
    std::optional<std::string> warning; ///< for the log
  };

  /// Remembers at most `addresses`; the longest unseen are forgotten first.
  explicit wrong_tokens(std::size_t addresses);

  /// Counts a call with a wrong token. The first `tolerated` are refused at once, all others one
  /// after another, `penalty` apart, but none later than `longest_delay`, so that few requests
  /// wait; the last of the tolerated ones gives the warning.
  [[nodiscard]] verdict count(const boost::asio::ip::address& from, clock::time_point now);

private:
  struct record {
    std::size_t seen = 0;
    std::size_t unreported = 0; ///< since the last warning
    clock::time_point last{};
    clock::time_point warned_at{};
    clock::time_point last_refusal{}; ///< of those that are delayed
  };

  using known_address = addresses_by_use<record>::entry;

  known_address& find(const boost::asio::ip::address& from, clock::time_point now);
  std::optional<std::string> warning_about(known_address& found, clock::time_point now);

  std::size_t most_;
  std::mutex mutex_;
  addresses_by_use<record> records_;
  clock::time_point minute_began_{};
  std::size_t warnings_ = 0; ///< since minute_began_
  std::size_t held_back_ = 0;
};

} // namespace boxoffice::http
