// Events as Stripe sends them, with the members that are used and some that are not.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace boxoffice::http::tests {

inline constexpr std::int64_t stripe_created = 1'800'000'030; ///< Of every event, Unix seconds.

inline nlohmann::json event_of(const std::string& type, nlohmann::json object) {
  return {{"id", "evt_1"},
          {"object", "event"},
          {"api_version", "2025-09-30.clover"},
          {"created", stripe_created},
          {"livemode", true},
          {"pending_webhooks", 1},
          {"type", type},
          {"data", {{"object", std::move(object)}}}};
}

inline nlohmann::json session_of(const std::string& reference, std::int64_t amount,
                                 const std::string& status = "paid") {
  return {{"id", "cs_1"},
          {"object", "checkout.session"},
          {"mode", "payment"},
          {"status", "complete"},
          {"payment_status", status},
          {"payment_intent", "pi_1"},
          {"client_reference_id", reference},
          {"amount_subtotal", amount},
          {"amount_total", amount},
          {"currency", "inr"},
          {"metadata", nlohmann::json::object()}};
}

inline nlohmann::json charge_of(const std::string& reference, std::int64_t refunded) {
  return {{"id", "ch_1"},
          {"object", "charge"},
          {"payment_intent", "pi_1"},
          {"amount", 40'000},
          {"amount_refunded", refunded},
          {"refunded", refunded == 40'000},
          {"currency", "inr"},
          {"metadata", {{"reference", reference}}}};
}

inline nlohmann::json dispute_of(const std::string& reference, std::int64_t amount,
                                 const std::string& status = "needs_response") {
  return {{"id", "du_1"},
          {"object", "dispute"},
          {"charge", "ch_1"},
          {"amount", amount},
          {"payment_intent", "pi_1"},
          {"currency", "inr"},
          {"status", status},
          {"metadata", {{"reference", reference}}}};
}

inline nlohmann::json refund_of(const std::string& reference, std::int64_t amount,
                                const std::string& status = "failed") {
  return {{"id", "re_1"},
          {"object", "refund"},
          {"charge", "ch_1"},
          {"amount", amount},
          {"payment_intent", "pi_1"},
          {"currency", "inr"},
          {"status", status},
          {"failure_reason", "lost_or_stolen_card"},
          {"metadata", {{"reference", reference}}}};
}

} // namespace boxoffice::http::tests
