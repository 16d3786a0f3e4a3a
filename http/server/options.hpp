// The settings of the gateway, and the limits that keep it bounded.
#pragma once

#include "events/customer_keys.hpp"
#include "http/auth/options.hpp"
#include "http/limits/trusted_proxies.hpp"
#include "http/mail/options.hpp"
#include "http/probes/metrics_options.hpp"
#include "http/transport/listener_options.hpp"
#include "http/webhook/options.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace boxoffice::logging {
class access_log;
}

namespace boxoffice::http {

class token_set; // http/auth

struct gateway_options {
  std::optional<std::string> cinema_name{};
  std::optional<std::string> time_zone{}; ///< of shows whose body has none; none: UTC
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080; ///< 0: any free one
  listener_options listener{};
  /// The socket that serves the operator without a token, by the file's permissions
  /// (control_socket.hpp); no other server may use it. Empty: none.
  std::filesystem::path control_socket{};
  std::size_t threads = 1; ///< workers; each has its own connections

  /// Connections of the node. A new one beyond it replaces the oldest idle one of its I/O thread,
  /// or one that waits for its client; if there is none, the new one gets a 503.
  std::size_t max_connections = 12'000;
  std::size_t max_connections_per_address = 256; ///< WebSockets too; further ones get a 503
  address_ranges trusted_proxies{};              ///< whose X-Forwarded-For and Forwarded count
  /// Sockets of the node, including those of refused connections; at this number the listener
  /// waits. The difference to max_connections is for connections that get a 503 and those that
  /// replace others.
  std::size_t max_sockets = std::numeric_limits<std::size_t>::max();
  std::size_t max_control_connections = 16;
  std::size_t max_in_flight = 20'000; ///< requests inside the node; further ones get a 503
  /// How long requests may wait in the node's queues before new ones get a 503. 0: any time.
  std::chrono::milliseconds queue_target{2};
  std::size_t pipeline_depth = 16; ///< unanswered requests of one connection, then it waits
  /// Bulk responses (routes.hpp) to one address under way; further ones get a 429.
  std::size_t max_bulk_per_address = 64;
  std::size_t max_unwritten = 256U << 10U; ///< bytes of one connection, then nothing more is read
  std::size_t max_unwritten_per_address = 64U << 20U; ///< bytes of bulk responses, then 429
  /// Bytes of all responses that are made and not written yet; shared ones count once. Beyond it
  /// the server ends the connections whose clients have read nothing for the longest time.
  std::size_t max_unwritten_total = 96U << 20U;
  std::uint32_t header_limit = 8U << 10U;          ///< bytes of request line and headers
  std::uint64_t body_limit = 64U << 10U;           ///< bytes
  std::uint64_t operator_body_limit = 1U << 20U;   ///< bytes
  std::chrono::milliseconds read_timeout{10'000};  ///< for a request to be complete
  std::chrono::milliseconds idle_timeout{60'000};  ///< between requests
  std::chrono::milliseconds write_timeout{10'000}; ///< for a client to take its response

  /// Messages that a WebSocket client may be behind; a client further behind is dropped.
  std::size_t push_queue = 64;
  /// A silent WebSocket client is sent a ping after half of it, and dropped after all of it.
  std::chrono::milliseconds push_idle_timeout{40'000};

  bool limit_rate = true;
  double rate = 100;                 ///< calls a second of one address
  double burst = 500;                ///< calls at once of one address
  std::size_t addresses = 100'000;   ///< kept; the longest unseen are dropped first
  std::size_t seats_per_address = 0; ///< unpaid ones requested at once; 0: any number
  std::size_t seats_per_minute = 10; ///< added to those with time

  std::string operator_token; ///< the server's own, with all scopes
  /// A token_source (http/auth/token_set.hpp); none: no named tokens.
  std::function<std::shared_ptr<const token_set>()> named_tokens{};
  std::optional<std::string> webhook_secret;  ///< bytes shared with the payment provider
  bool sandbox = false;                       ///< offers POST /api/sandbox/pay
  std::optional<std::string> stripe_secret{}; ///< text shared with Stripe; none: no such events
  /// Where customers pay, with placeholders to be filled in (checkout.hpp). Empty: nowhere.
  std::string checkout_url{};
  std::string return_url{}; ///< where that page sends customers back; empty: `own_address`
  /// The customer's page at the address that the gateway listens on; the gateway fills it in before
  /// it serves anybody.
  std::shared_ptr<std::string> own_address = std::make_shared<std::string>();
  std::string payment_instructions{}; ///< for customers who pay elsewhere; empty: none
  auth_options auth;
  mail_options mail{}; ///< to customers
  webhook_options webhooks{};
  std::shared_ptr<logging::access_log> access{}; ///< null: none
  metrics_options metrics;
  events::shared_customer_keys customer_keys; ///< of customers' pseudonyms

  /// Whether pages send customers to the payment provider's.
  [[nodiscard]] bool has_checkout() const { return !sandbox && !checkout_url.empty(); }
};

} // namespace boxoffice::http
