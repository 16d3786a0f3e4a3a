// Who of the operator makes a request, and what it may do.
#pragma once

#include "http/api/services.hpp"
#include "http/auth/scopes.hpp"
#include "http/limits/client_address.hpp"
#include "http/server/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boxoffice::http {

/// The operator of a request.
struct operator_access {
  scope_set scopes;
  std::string proof; ///< `by` of the operator's events: `control-socket`, `token` or `token:NAME`
};

/// The operator who makes a request: at the control socket, or by the server's token, both with all
/// scopes, or by a named token that is valid now. Nothing for all others.
[[nodiscard]] std::optional<operator_access> operator_of(const message& head, const services& with,
                                                         const client_address& client);

/// The operator whose token that is now. Nothing for an unknown, revoked or expired one.
[[nodiscard]] std::optional<operator_access> operator_with(std::string_view token,
                                                           const services& with);

} // namespace boxoffice::http
