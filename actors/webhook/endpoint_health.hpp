// How many requests an endpoint is sent at a time, and when. It is down if nothing gets through:
// then one request at a time is tried, with longer and longer pauses.
#pragma once

#include "actors/protocol/webhook_interfaces.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace boxoffice::actors {

struct delivery_limits {
  std::size_t in_flight = 8;             ///< requests to one endpoint at a time
  std::int64_t backoff_ms = 5'000;       ///< after the first failure; doubles with each further one
  std::int64_t max_backoff_ms = 600'000; ///< at most
  std::int64_t give_up_ms = 259'200'000; ///< how long an event is tried
};

/// The receiver says that it is gone for good.
inline constexpr unsigned gone_status = 410;

class endpoint_health {
public:
  /// `random` returns a number from 0 to 1. `last_success` as it was in earlier runs of the node.
  endpoint_health(const delivery_limits& limits, std::function<double()> random,
                  events::time_ms last_success)
      : limits_{limits}, random_{std::move(random)}, last_success_{last_success} {}

  [[nodiscard]] bool may_send(events::time_ms now) const {
    return has_room() && now >= paused_until_;
  }
  /// If not, it is not sent anything before a request has ended.
  [[nodiscard]] bool has_room() const { return in_flight_ < window_; }
  void begin() { ++in_flight_; }
  /// True if the endpoint was down and takes events again.
  [[nodiscard]] bool end(const events::show_id& show, const delivery_outcome& outcome,
                         events::time_ms now);

  /// The endpoint has another URL: what happened before says nothing about it.
  void forget_failures();

  [[nodiscard]] bool is_down() const { return down_; }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }
  /// When it may be sent the next request; 0: it is not paused.
  [[nodiscard]] events::time_ms paused_until(events::time_ms now) const {
    return paused_until_ > now ? paused_until_ : 0;
  }
  /// Time of the last delivery; 0: none.
  [[nodiscard]] events::time_ms last_success() const { return last_success_; }

  /// The wait after so many failures: doubled each time, and a random half of it left out.
  [[nodiscard]] std::int64_t backoff(std::uint64_t failures) const;

private:
  [[nodiscard]] bool end_with_success(events::time_ms now);
  void end_with_failure(const events::show_id& show, const delivery_outcome& outcome,
                        events::time_ms now);

  delivery_limits limits_;
  std::function<double()> random_;
  std::size_t in_flight_ = 0;
  std::size_t window_ = 1; ///< requests at a time
  bool down_ = false;
  std::uint64_t failures_ = 0;                  ///< since the last success
  std::optional<events::show_id> first_failed_; ///< the show of the first of them
  bool several_failed_ = false;                 ///< events of another show failed too
  events::time_ms paused_until_ = 0;
  events::time_ms last_success_;
};

} // namespace boxoffice::actors
