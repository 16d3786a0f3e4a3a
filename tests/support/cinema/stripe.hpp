#pragma once

#include "tests/support/clients/http_client.hpp"

#include <cstdint>
#include <string>

namespace boxoffice::tests {

/// Stripe, as far as it sends webhook events about payments in INR to one endpoint.
class stripe {
public:
  /// For `payment.stripe_secret`.
  [[nodiscard]] const std::string& secret() const { return secret_; }

  /// The value of `Stripe-Signature` for this body now.
  [[nodiscard]] std::string signature(const std::string& body) const;

  /// Sends an event of that type about the object.
  response send(http_client& client, const std::string& type, const json& object) const;
  response send_text(http_client& client, const std::string& body) const;

  /// A Checkout Session of a booking, by its ticket, that was paid in full by that payment intent.
  [[nodiscard]] static json session(const json& ticket, const std::string& intent);
  /// Its charge, of which `refunded` minor units went back.
  [[nodiscard]] static json charge(const json& ticket, const std::string& intent,
                                   std::int64_t refunded);
  /// A dispute of the charge with the metadata of its payment, as a relay may add it.
  [[nodiscard]] static json dispute(const json& ticket, const std::string& intent,
                                    std::int64_t amount);
  /// The object as Stripe sends it if nobody has given it metadata.
  [[nodiscard]] static json unnamed(json object);

private:
  std::string secret_ = "whsec_of_these_tests_only_0123456789";
};

} // namespace boxoffice::tests
