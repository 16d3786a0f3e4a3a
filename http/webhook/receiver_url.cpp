#include "http/webhook/receiver_url.hpp"

#include "http/auth/http_get.hpp"

namespace boxoffice::http {

std::optional<std::string> error_in_receiver(const std::string& text,
                                             const address_policy& policy) {
  auto url = parse_http_url(text);
  if (!url)
    return "must be an http or https URL without user, password and fragment";
  if (!url->tls && !allows_http(policy))
    return "must be https (http needs webhook.allow_private or webhook.allowed_networks)";
  boost::system::error_code no_address;
  auto address = boost::asio::ip::make_address(url->host, no_address);
  if (!no_address && !may_deliver(policy, address, url->tls))
    return "is an address that is not allowed (webhook.allow_private)";
  return std::nullopt;
}

} // namespace boxoffice::http
