#include "tests/support/cinema/stripe.hpp"

#include "tests/support/clock.hpp"
#include "tests/support/crypto/crypto.hpp"

namespace boxoffice::tests {

std::string stripe::signature(const std::string& body) const {
  const auto time = std::to_string(unix_seconds());
  return "t=" + time + ",v1=" + hex(hmac_sha256(secret_, time + '.' + body)) +
         ",v0=" + std::string(64, '0');
}

response stripe::send(http_client& client, const std::string& type, const json& object) const {
  const json event{{"id", "evt_" + hex(random_bytes(8))},
                   {"object", "event"},
                   {"api_version", "2025-09-30.clover"},
                   {"created", unix_seconds()},
                   {"livemode", false},
                   {"type", type},
                   {"data", {{"object", object}}}};
  return send_text(client, event.dump(2)); // Stripe indents its bodies.
}

response stripe::send_text(http_client& client, const std::string& body) const {
  return client.send(
      "POST", "/api/payment/stripe", body,
      {{"Content-Type", "application/json; charset=utf-8"}, {"Stripe-Signature", signature(body)}});
}

json stripe::session(const json& ticket, const std::string& intent) {
  return {{"id", "cs_test_" + intent},
          {"object", "checkout.session"},
          {"mode", "payment"},
          {"payment_status", "paid"},
          {"payment_intent", intent},
          {"client_reference_id", ticket.at("reference")},
          {"amount_total", ticket.at("amount").at("value")},
          {"currency", "inr"},
          {"metadata", json::object()}};
}

json stripe::charge(const json& ticket, const std::string& intent, std::int64_t refunded) {
  return {{"id", "ch_" + intent},
          {"object", "charge"},
          {"payment_intent", intent},
          {"amount", ticket.at("amount").at("value")},
          {"amount_refunded", refunded},
          {"currency", "inr"},
          {"metadata", {{"reference", ticket.at("reference")}}}};
}

json stripe::dispute(const json& ticket, const std::string& intent, std::int64_t amount) {
  return {{"id", "du_" + intent},       {"object", "dispute"},
          {"charge", "ch_" + intent},   {"payment_intent", intent},
          {"amount", amount},           {"currency", "inr"},
          {"status", "needs_response"}, {"metadata", {{"reference", ticket.at("reference")}}}};
}

json stripe::unnamed(json object) {
  object["metadata"] = json::object();
  return object;
}

} // namespace boxoffice::tests
