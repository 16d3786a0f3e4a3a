// The plain HTTP port beside TLS: redirects every request to the same target under https.
#pragma once

#include "http/server/dispatcher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// `https://HOST[:PORT]TARGET` for a Host header and a request target; nothing if either is
/// invalid, because a client must not choose more of the address than that. 443 is left out.
[[nodiscard]] std::optional<std::string>
secure_address(std::string_view host, std::string_view target, std::uint16_t port);

class redirect_dispatcher final : public dispatcher {
public:
  /// `port` is where HTTPS is spoken; `problems` makes the responses that are no redirects.
  redirect_dispatcher(const dispatcher& problems, std::uint64_t body_limit,
                      const std::uint16_t& port)
      : problems_{problems}, body_limit_{body_limit}, port_{port} {}

  [[nodiscard]] route_match match(const message& head, const client_address& client) const override;
  void serve(route_match&& match, message&& received, const client_address& client,
             responder&& respond) override;

  [[nodiscard]] response malformed(const refused_request& what, std::string detail) const override;
  void body_too_large(const refused_request& what, const route_match& match,
                      responder&& respond) override;
  [[nodiscard]] response too_many_connections() const override;

private:
  const dispatcher& problems_;
  const std::uint64_t body_limit_;
  const std::uint16_t& port_; ///< known once the gateway listens
};

} // namespace boxoffice::http
