// What the connections of all workers share.
#pragma once

#include "actors/environment.hpp"
#include "http/limits/address_usage.hpp"
#include "http/limits/rate_limit.hpp"
#include "http/limits/trusted_proxies.hpp"
#include "http/server/options.hpp"
#include "http/transport/response_lines.hpp"

#include <atomic>
#include <memory>

namespace boxoffice::http {

/// Safe to use from any thread.
struct gateway_state {
  const gateway_options options;
  const actors::environment env;
  const response_lines lines;
  trusted_proxies proxies;
  rate_limit rates;
  address_usage usage;
  std::atomic<std::size_t> turned_away{0}; ///< open connections that get a 503 and are not counted
  /// Bytes of responses that are made and not written yet.
  std::shared_ptr<std::atomic<std::size_t>> unwritten =
      std::make_shared<std::atomic<std::size_t>>(0);

  gateway_state(gateway_options chosen, actors::environment environment)
      : options{std::move(chosen)},
        env{std::move(environment)},
        lines{options.listener},
        proxies{options.trusted_proxies},
        rates{options.rate, options.burst, options.addresses},
        usage{{options.max_connections, options.max_control_connections,
               options.max_connections_per_address, options.max_bulk_per_address,
               options.max_unwritten_per_address}} {}

  /// False if the next connection must wait until others have ended.
  [[nodiscard]] bool has_sockets_left() {
    return usage.connections() + turned_away < options.max_sockets;
  }
};

} // namespace boxoffice::http
