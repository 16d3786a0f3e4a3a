// What the workers of a gateway share.
#pragma once

#include "actors/engine.hpp"
#include "actors/protocol/feed_interfaces.hpp"
#include "http/api/signatures/shared_secret.hpp"
#include "http/limits/address_usage.hpp"
#include "http/limits/rate_limit.hpp"
#include "http/limits/seat_allowance.hpp"
#include "http/limits/wrong_tokens.hpp"
#include "http/server/options.hpp"

#include <atomic>
#include <memory>
#include <string>

#include <boost/asio/thread_pool.hpp>

namespace boxoffice::http {

/// What all workers of a gateway share; safe to use from any thread.
struct gateway_state {
  gateway_options options;
  actors::engine* engine = nullptr;
  actors::entrance_actor entrance;
  actors::seat_feed_actor feed;
  rate_limit rates;
  address_usage usage;
  std::string sandbox_secret; ///< what the sandbox signs with
  shared_secret operator_token{options.operator_token};
  wrong_tokens token_guesses{options.addresses};
  std::atomic<bool> ready{false};              ///< the timers ran after the start
  std::atomic<bool> draining{false};           ///< answers what was accepted, takes no more
  std::atomic<std::size_t> turned_away{0};     ///< connections that are told that there is no room
  std::atomic<std::uint64_t> unknown_money{0}; ///< payments for bookings that do not exist
  std::unique_ptr<seat_allowance> seats{};     ///< of client addresses; nothing where not limited
  /// Bytes of answers that are made and not written yet.
  std::shared_ptr<std::atomic<std::size_t>> unwritten =
      std::make_shared<std::atomic<std::size_t>>(0);
  /// One thread that makes large texts, behind those that answer.
  boost::asio::thread_pool* renderer = nullptr;
};

} // namespace boxoffice::http
