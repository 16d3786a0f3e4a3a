// Which addresses webhooks may be sent to. A name is looked up once for each connection, and the
// connection goes to an address that was checked, so a name that changes its address between two
// look-ups gains nothing.
#pragma once

#include "http/limits/trusted_proxies.hpp"

#include <boost/asio/ip/address.hpp>

namespace boxoffice::http {

struct address_policy {
  bool allow_private = false; ///< any address, and http
  address_ranges allowed{};   ///< these too, by http or https
};

/// Whether an address is one of the public internet: not of this machine, its links or private
/// networks, not shared, multicast, reserved or of a protocol that embeds another address. Of
/// addresses behind NAT64 the IPv4 address counts.
[[nodiscard]] bool is_public(const boost::asio::ip::address& address);

/// Whether a webhook may be sent there.
[[nodiscard]] bool may_deliver(const address_policy& policy, const boost::asio::ip::address& to,
                               bool tls);

/// Whether any receiver may be reached by http.
[[nodiscard]] inline bool allows_http(const address_policy& policy) {
  return policy.allow_private || !policy.allowed.empty();
}

} // namespace boxoffice::http
