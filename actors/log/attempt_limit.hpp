// Attempts to sign in or up for one mail address, from whatever client.
#pragma once

#include "events/ids.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

namespace boxoffice::actors {

/// So many attempts at once and each minute for each customer. Remembers the customers of the
/// latest attempts only.
class attempt_limit {
public:
  using clock = std::chrono::steady_clock;

  /// `per_minute` attempts of each customer; at most `customers` are remembered.
  attempt_limit(std::uint32_t per_minute, std::size_t customers)
      : per_minute_{per_minute}, most_{customers} {}
  /// Any number of attempts.
  [[nodiscard]] static attempt_limit none() { return {0, 0}; }

  attempt_limit(attempt_limit&&) = default;
  attempt_limit& operator=(attempt_limit&&) = default;

  /// Counts an attempt. If there were too many, returns the seconds until the next one, rounded up.
  [[nodiscard]] std::optional<int> refuse(const events::customer_id& customer,
                                          clock::time_point now);

private:
  struct known_customer {
    events::customer_id id;
    clock::time_point paid_until; ///< each attempt moves it by its share of a minute
  };

  known_customer& use(const events::customer_id& customer, clock::time_point now);

  std::uint32_t per_minute_; ///< 0: any number
  std::size_t most_;
  std::list<known_customer> by_use_; ///< the longest unseen first
  std::unordered_map<events::customer_id, std::list<known_customer>::iterator,
                     events::hash_of_random>
      known_;
};

} // namespace boxoffice::actors
