// Sends customers to the payment provider's page: the template `payment.checkout_url` filled in for
// a booking.
#pragma once

#include "actors/protocol/replies.hpp"
#include "http/server/options.hpp"

#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace boxoffice::http {

/// Safe to use from any thread; copies are independent.
class checkout {
public:
  explicit checkout(const gateway_options& options);

  /// A booking as its holder sees it: to_json(), with `checkoutUrl` while it has to be paid there.
  [[nodiscard]] nlohmann::ordered_json ticket(const actors::booking_view& view) const;

  /// The page where this booking is paid.
  [[nodiscard]] std::string url_of(const actors::booking_view& view) const;

private:
  std::string template_; ///< empty: customers are not sent there
  std::string return_url_;
  std::shared_ptr<const std::string> own_address_; ///< in place of an empty return_url_
  std::string secret_;                             ///< signs what is filled in
};

} // namespace boxoffice::http
