// A show with its gateway's allowance of seats in virtual time, and what its clients do there.
#pragma once

#include "events/decide/decide.hpp"
#include "http/limits/seat_allowance.hpp"
#include "tests/support/noon.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace boxoffice::http::tests {

inline constexpr events::time_ms a_second = 1'000;
inline constexpr events::time_ms a_minute = 60 * a_second;
inline constexpr events::time_ms an_hour = 60 * a_minute;

/// The defaults of the settings.
struct limits_in_force {
  events::booking_limits of_customers{20, a_minute};
  std::size_t seats_per_address = 60;
  std::size_t seats_per_minute = 10;
};

struct office_client {
  events::customer_id mail;
  boost::asio::ip::address from;
};

struct office_answer {
  const events::booking* made = nullptr;
  events::time_ms come_again = 0; ///< where it was refused: when the server says, or a second later
};

/// One show of 500 seats and its gateway, and all that is to happen there, in order of time.
class virtual_box_office {
public:
  static constexpr std::size_t hall_rows = 25;
  static constexpr std::size_t seats_a_row = 20;

  /// `price` of a seat, in minor units.
  explicit virtual_box_office(const std::optional<limits_in_force>& limits,
                              std::int64_t price = 100);

  [[nodiscard]] events::time_ms now() const { return now_; }
  [[nodiscard]] const events::show_state& show() const { return show_; }
  void at(events::time_ms when, std::function<void()> what) { due_.emplace(when, std::move(what)); }
  void run_until(events::time_ms end);

  office_answer ask(const office_client& who, const std::vector<events::seat_index>& seats);
  void pay(const events::booking& booked);
  [[nodiscard]] std::vector<events::seat_index> those(events::seat_status status) const;

private:
  [[nodiscard]] seat_allowance::clock::time_point steady() const {
    return seat_allowance::clock::time_point{std::chrono::milliseconds{now_}};
  }
  std::optional<int> take(const office_client& who, std::size_t seats);
  template <class Command>
  std::optional<events::refusal> record(const Command& wanted);
  void arm();
  events::bytes16 new_secret();

  events::time_ms now_ = boxoffice::tests::noon;
  events::show_state show_;
  events::booking_limits limits_;
  std::unique_ptr<seat_allowance> allowance_;
  std::multimap<events::time_ms, std::function<void()>> due_;
  std::mt19937 lot_{7};
  bool review_armed_ = false;
  events::time_ms expiry_armed_for_ = 0;
};

} // namespace boxoffice::http::tests
