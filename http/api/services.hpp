// What the handlers of routes use.
#pragma once

#include "actors/environment.hpp"
#include "events/rules.hpp"
#include "http/api/actor_client.hpp"
#include "http/api/body_renderer.hpp"
#include "http/api/checkout/checkout.hpp"
#include "http/api/map_cache.hpp"
#include "http/api/openapi/description.hpp"
#include "http/api/recent_bodies.hpp"
#include "http/api/shared_reads.hpp"
#include "http/api/show_layouts.hpp"
#include "http/api/signatures/customer_tokens.hpp"
#include "http/api/signatures/shared_secret.hpp"
#include "http/api/signin/accounts.hpp"
#include "http/api/signin/checked_accounts.hpp"
#include "http/api/webhook/webhook_port.hpp"
#include "http/limits/rate_limit.hpp"
#include "http/limits/seat_allowance.hpp"
#include "http/limits/wrong_tokens.hpp"
#include "http/mail/outbox.hpp"
#include "http/probes/payment_probe.hpp"
#include "http/server/gateway_state.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace boxoffice::http {

class exposition;
class push_hub;
class worker;

/// What the services of all workers share; safe to use from any thread.
struct shared_services {
  gateway_state& state;
  const events::rules rules;
  const std::string sandbox_secret; ///< signs the sandbox's payments if no secret is configured
  shared_secret operator_token{state.options.operator_token};
  customer_tokens tokens{state.options.auth};
  std::unique_ptr<http::accounts> accounts; ///< null unless the mode is auth_mode::accounts
  wrong_tokens token_guesses{state.options.addresses};
  const std::unique_ptr<seat_allowance> seats; ///< of client addresses; null if not limited
  const std::unique_ptr<outbox> mails;         ///< null: there are none
  rate_limit finding;                          ///< of bookings, by client addresses
  std::atomic<bool> ready{false};              ///< the shows with open work are back
  std::atomic<bool> draining{false};           ///< what was accepted is served, nothing new is

  api_description description{state.options, rules}; ///< made at its first request
  const http::checkout checkout{state.options};

  payment_probe payments;              ///< that belong to no booking
  const exposition* metrics = nullptr; ///< set before the first request

  shared_services(gateway_state& common, const events::rules& chosen);

  /// Why the node is not ready for requests; empty if it is.
  [[nodiscard]] std::string_view why_not_ready() const;
};

/// The services of one worker. Not safe to use from other threads.
struct services {
  const gateway_options& options;
  const actors::environment& env;
  rate_limit& rates; ///< of calls
  shared_services& shared;
  http::worker& worker;
  push_hub& pushes;
  actor_client client;
  webhook_port webhooks;
  http::checked_accounts checked_accounts; ///< of customers' tokens
  body_renderer renderer;
  shared_reads reads;
  map_cache maps;      ///< bodies of GET …/seats
  map_cache available; ///< bodies of GET …/seatsavailable
  show_layouts layouts;
  /// Bodies of GET /api/programme. A change of a show through this worker forgets them.
  recent_bodies programmes;

  services(shared_services& all, http::worker& home, push_hub& hub, caf::actor_system& system,
           const actors::entrance_actor& entrance, boost::asio::thread_pool& render_thread);
  services(const services&) = delete;
  services& operator=(const services&) = delete;
  /// No reply arrives after this.
  ~services();

  /// Server time, UTC milliseconds.
  [[nodiscard]] events::time_ms now() const { return env.now(); }
};

} // namespace boxoffice::http
