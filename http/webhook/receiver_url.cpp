#include "http/webhook/receiver_url.hpp"

#include "http/auth/http_get.hpp"

#include <string_view>

#include <arpa/inet.h>

namespace boxoffice::http {

namespace {

namespace ip = boost::asio::ip;

/// Whether the last label of a host is a decimal or hexadecimal number: no name ends like that.
bool ends_in_number(std::string_view host) {
  auto label = host.substr(host.rfind('.') + 1);
  auto hex = label.starts_with("0x") || label.starts_with("0X");
  auto digits = hex ? label.substr(2) : label;
  return !label.empty() && digits.find_first_not_of(hex ? "0123456789abcdefABCDEF"
                                                        : "0123456789") == std::string_view::npos;
}

bool has_empty_label(std::string_view host) {
  return host.empty() || host.front() == '.' || host.back() == '.' ||
         host.find("..") != std::string_view::npos;
}

struct receiver_host {
  std::optional<ip::address> address; ///< nothing: it is a name
  bool invalid = false;               ///< neither
};

receiver_host receiver_host_of(std::string host) {
  if (host.ends_with('.'))
    host.pop_back(); // The dot only says that a name is complete.
  boost::system::error_code none;
  auto address = ip::make_address(host, none);
  if (!none)
    return {address};
  if (!ends_in_number(host))
    return {std::nullopt, has_empty_label(host) || host.find(':') != std::string::npos};
  // The system's look-up takes 0x7f.1 and the like for addresses, as inet_aton() does.
  ::in_addr bits{};
  if (::inet_aton(host.c_str(), &bits) == 0)
    return {std::nullopt, true};
  return {ip::address_v4{ntohl(bits.s_addr)}};
}

} // namespace

std::optional<std::string> error_in_receiver(const std::string& text,
                                             const address_policy& policy) {
  auto url = parse_http_url(text);
  if (!url)
    return "must be an http or https URL in ASCII without spaces: a host name or address, after "
           "any "
           "colon a port from 1 to 65535, no user, password or fragment";
  if (!url->tls && !allows_http(policy))
    return "must be https (http needs webhook.allow_private or webhook.allowed_networks)";
  auto host = receiver_host_of(url->host);
  if (host.invalid)
    return "must name a host";
  if (host.address && !may_deliver(policy, *host.address, url->tls))
    return "is an address that is not allowed (webhook.allow_private)";
  return std::nullopt;
}

} // namespace boxoffice::http
