#pragma once

#include "tests/support/clients/http_client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::tests {

/// Body of a payment callback. Unset members are left out of it.
struct notice {
  std::string booking; ///< reqId
  std::string payment; ///< paymentId
  std::string status = "SUCCESS";
  std::int64_t value = 0;
  std::string currency = "INR";
  std::optional<std::string> paid_at;

  json body() const;
};

/// The payment provider: signs its calls as Standard Webhooks asks.
class provider {
public:
  static provider with_random_secret();
  explicit provider(std::string secret) : secret_{std::move(secret)} {}

  /// For `payment.webhook_secret`: `whsec_` + base64.
  const std::string& secret() const { return secret_; }

  header_list headers(std::string_view body) const; ///< Fresh id, the time now, one signature.
  std::string signature(std::string_view id, std::string_view timestamp,
                        std::string_view body) const; ///< `v1,…`

  response notify(http_client& client, const notice& what) const;
  response notify_text(http_client& client, const std::string& body) const;

private:
  std::string secret_;
};

} // namespace boxoffice::tests
