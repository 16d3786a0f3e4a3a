// What a node records of the webhooks that it delivers to.
#pragma once

#include "actors/counters_of.hpp"
#include "metrics/histogram.hpp"

#include <string_view>

namespace boxoffice::actors {

/// What became of a request to a receiver.
enum class delivery_end : std::uint8_t {
  delivered,
  refused,    ///< another status than 2xx
  no_response ///< or the receiver's address is not allowed
};
[[nodiscard]] constexpr std::string_view name(delivery_end value) {
  switch (value) {
  case delivery_end::delivered: return "delivered";
  case delivery_end::refused: return "refused";
  case delivery_end::no_response: return "no_response";
  }
  return {};
}

/// How the deliveries to an endpoint stand.
enum class delivery_state : std::uint8_t { active, failing, disabled };
[[nodiscard]] constexpr std::string_view name(delivery_state value) {
  switch (value) {
  case delivery_state::active: return "active";
  case delivery_state::failing: return "failing";
  case delivery_state::disabled: return "disabled";
  }
  return {};
}

/// Of all endpoints.
struct webhook_probe {
  counters_of<delivery_end> deliveries;
  metrics::histogram delivery{metrics::short_times}; ///< the wait for a free connection included
  metrics::counter dead_letters;
  gauges_of<delivery_state> endpoints;
  gauges_of<delivery_state> events_behind; ///< 0 of disabled ones
};

} // namespace boxoffice::actors
